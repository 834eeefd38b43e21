//! Addresses in a text that lead nowhere for readers: pictures that were pasted from another
//! program, and the files of other articles. They are told.

use crate::raw_item::{RawItem, RawText};
use crate::text::html_pieces::{Onward, Piece, attribute, each_piece};
use html5ever::tokenizer::Tag;

/// Where pictures lie that only the program knows which showed them.
const ELSEWHERE: [&str; 4] = ["data:", "file:", "blob:", "cid:"];

/// A picture within its address is at least so long; what is shorter holds a place.
const SHORTEST: usize = 300;

/// What is told of the text of an item.
pub(in crate::sources) fn out_of_reach_in(item: &RawItem) -> Vec<String> {
    let Some(RawText::Html(html)) = &item.content else { return Vec::new() };
    let (mut pictures, mut first, mut link) = (0_usize, None, None);
    if !html.contains('<') {
        return Vec::new();
    }
    each_piece(html, |piece| {
        if let Piece::Open(tag) = piece {
            if let Some(address) = pasted_picture(tag) {
                pictures += 1;
                first.get_or_insert_with(|| shown(address));
            } else if *tag.name == *"a"
                && let Some(href) = attribute(tag, "href")
                && is_file_of_an_article(href)
            {
                link.get_or_insert(href.to_owned());
            }
        }
        Onward::Yes
    });
    let pictures = first.map(|first| {
        let which = match pictures {
            1 => "a picture in it is".to_owned(),
            more => format!("{more} pictures in it are"),
        };
        format!(
            "{which} left out (`{first}`): it came from another program, and lies where no reader comes: put the file beside the article, or on the web, and name it there"
        )
    });
    pictures.into_iter().chain(link.as_deref().map(told_of_file)).collect()
}

/// What is told of a link to such a file.
pub(in crate::sources) fn told_of_file(address: &str) -> String {
    format!(
        "the link to `{}` leads to a file and to no page: write the address of the page",
        shown(address)
    )
}

fn pasted_picture(tag: &Tag) -> Option<&str> {
    let address = attribute(tag, "src").filter(|_| *tag.name == *"img")?.trim();
    let is_here = |scheme: &str| {
        address.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
    };
    let holds_a_place = is_here("data:") && address.len() < SHORTEST;
    // Pages that bring their pictures late have something in their place until then.
    let is_late = ["srcset", "data-src", "data-srcset", "data-original"]
        .iter()
        .any(|name| attribute(tag, name).is_some());
    (ELSEWHERE.into_iter().any(is_here) && !holds_a_place && !is_late).then_some(address)
}

/// Whether an address is that of the file of another article, as the editor knows it.
pub(in crate::sources) fn is_file_of_an_article(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default().trim();
    let ends = |end: &str| {
        path.len()
            .checked_sub(end.len())
            .and_then(|at| path.get(at..))
            .is_some_and(|last| last.eq_ignore_ascii_case(end))
    };
    let is_relative = !path.contains(':') && !path.starts_with("//");
    is_relative && (ends(".md") || ends(".markdown"))
}

fn shown(address: &str) -> String {
    const LONGEST: usize = 60;
    match address.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &address[..at]),
        None => address.to_owned(),
    }
}
