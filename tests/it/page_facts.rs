//! Promise: who wrote an article is read from what its page shows: a byline gives names
//! alone, no date, no time, no "By" of any language, no role, no agency's address.

use pressroom::config::settings::Selectors;
use pressroom::raw_item::RawItem;
use pressroom::sources::page::{SavedPage, extract};
use pressroom::web_address::WebAddress;

const TEXT: &str = "The bridge was closed on Sunday because of the wind, and nobody could say when \
    it would be opened again, for the forecast changes by the hour.";

fn item(top: &str, path: &str) -> RawItem {
    let html = format!(
        "<!doctype html><html><head><title>Bridge closed | Courier</title></head><body>\
         <div class=today>Friday, 27 November 2026</div>\
         <article><h1>Bridge closed</h1>{top}<p>{TEXT}</p><p>It was last closed on 3 March 2019. {TEXT}</p>\
         <p>{TEXT}</p></article></body></html>"
    );
    let address = WebAddress::parse(&format!("https://courier.example{path}")).unwrap();
    let saved = SavedPage { bytes: html.as_bytes(), content_type: None, address: Some(&address) };
    extract(&saved, &Selectors::default()).unwrap()
}

fn names(item: &RawItem) -> Vec<&str> {
    item.authors.iter().map(|author| author.name.as_str()).collect()
}

#[test]
fn a_byline_gives_names_alone() {
    let table: [(&str, &[&str]); 15] = [
        ("<p class=byline>Mara Quill | 20 November 2026</p>", &["Mara Quill"]),
        (
            "<div class=byline>By <a rel=author href='/a'>Mara Quill</a> <time datetime='2026-11-20T08:00:00Z'>20 Nov</time></div>",
            &["Mara Quill"],
        ),
        ("<p class=byline>Von Anna Groß</p>", &["Anna Groß"]),
        ("<p class=byline>Por Juan Peña y Luz Díaz</p>", &["Juan Peña", "Luz Díaz"]),
        ("<p class=author>Par Léa Petit et Jean Roux</p>", &["Léa Petit", "Jean Roux"]),
        ("<p class=author>Di Carla Neri</p>", &["Carla Neri"]),
        ("<p class=byline>By Mara Quill, Staff Writer</p>", &["Mara Quill"]),
        ("<p class=byline>By Mara Quill for Reuters</p>", &["Mara Quill"]),
        ("<p class=byline>MARA QUILL, 3:15 pm, Nov 20 2026</p>", &["MARA QUILL"]),
        ("<p class=byline>By Mara Quill (mara@courier.example)</p>", &["Mara Quill"]),
        ("<p class=byline>Published 20 November 2026 by Mara Quill</p>", &["Mara Quill"]),
        (
            "<p class=byline>By Mara Quill and Anil Das - 20.11.2026 15:15</p>",
            &["Mara Quill", "Anil Das"],
        ),
        ("<p class=byline>Von Anna Groß, Kiel, 20. November 2026</p>", &["Anna Groß"]),
        ("<p class=byline>Mara Quill • 4 min read</p>", &["Mara Quill"]),
        ("<p class=byline>20 November 2026</p>", &[]),
    ];
    for (top, wanted) in table {
        let item = item(top, "/a/bridge");
        assert_eq!(names(&item), wanted, "{top}");
    }
}
