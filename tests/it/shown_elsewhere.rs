//! Promise: what others show of the paper is right where they show it.
//! - who shows a link to an article fetches its picture from the paper itself, and is told its
//!   size and what it shows; a page without one, or with a drawing, has the paper's icon;
//! - machines are told the same picture;
//! - the icon is where sites have theirs, on a phone's home screen nothing of it is black, and
//!   a browser that searches here has a name that fits.

use crate::darkroom::{bytes_of, two_halves};
use crate::program::{Newsroom, Service, article};
use image::{ImageFormat, Rgba, RgbaImage};
use serde_json::Value;

const REST: &str = "[[section]]\ntitle = \"World\"\n[search]\nenabled = true\n\
    [web]\naddress = \"https://post.example/paper/\"\nicon = \"icon.png\"\n\
    [[source]]\nname = \"desk\"\nschedule = \"@yearly\"\nbase_url = \"https://test.example/\"\n\
    [source.folder]\npath = \"articles\"\nwatch = true\nmirror = true\n";

const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 30\">\
                       <rect width=\"40\" height=\"30\"/></svg>";

fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new(REST);
    let config = newsroom.read("config.toml");
    let site = "title = \"The Harbour and Upland Evening Post\"\nlanguage = \"en-PK\"";
    assert!(config.contains("title = \"The Test\""), "{config}");
    newsroom.write("config.toml", &config.replacen("title = \"The Test\"", site, 1));
    // A frame on nothing, with its corners far out.
    let frame = RgbaImage::from_fn(256, 256, |x, y| {
        let far = x.abs_diff(128).max(y.abs_diff(128));
        if (100..124).contains(&far) { Rgba([20, 0, 200, 255]) } else { Rgba([0, 0, 0, 0]) }
    });
    newsroom.write_bytes("icon.png", &bytes_of(frame, ImageFormat::Png));
    newsroom.write_bytes("articles/roof.jpg", &bytes_of(two_halves(800, 600), ImageFormat::Jpeg));
    newsroom.write_bytes("articles/plan.svg", DRAWING.as_bytes());
    for (name, picture) in [
        ("roof", "image = { src = \"roof.jpg\", alt = \"A \\\"roof\\\"\" }\n"),
        ("plan", "image = \"plan.svg\"\n"),
        ("words", ""),
    ] {
        let text = article(name, "\"world\"", "2026-01-05T10:00:00Z", "It holds.");
        newsroom.write(
            &format!("articles/{name}.md"),
            &text.replacen("+++\n", &format!("+++\n{picture}"), 1),
        );
    }
    newsroom
}

const OPEN_SEARCH: &str = "http://a9.com/-/spec/opensearch/1.1/";

/// What a page says of itself to who shows a link to it.
fn said(page: &str, name: &str) -> Option<String> {
    let (_, rest) = page.split_once(&format!("=\"{name}\" content=\""))?;
    Some(rest.split('"').next().unwrap().to_owned())
}

fn linked(page: &str, rel: &str) -> String {
    let (_, rest) = page.split_once(&format!("<link rel=\"{rel}\" href=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// The page of an article, once its picture is there.
fn page(service: &Service, title: &str, shows: &str) -> String {
    let feed: Value = serde_json::from_str(&service.get("/feeds/world.json").text()).unwrap();
    let item = feed["items"].as_array().unwrap().iter().find(|item| item["title"] == title);
    let url = item.unwrap()["url"].as_str().unwrap().to_owned();
    let path = url.strip_prefix("https://post.example").unwrap();
    service.wait_for(path, |answer| answer.status == 200 && answer.text().contains(shows)).text()
}

#[test]
fn a_link_is_shown_with_what_the_paper_has() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    let roof = page(&service, "roof", "<figure class=\"lead\"");
    let picture = said(&roof, "og:image").unwrap();
    assert!(picture.starts_with("https://post.example/paper/pictures/"), "{picture}");
    assert_eq!(said(&roof, "og:image:width").as_deref(), Some("800"));
    assert_eq!(said(&roof, "og:image:height").as_deref(), Some("600"));
    assert_eq!(said(&roof, "og:image:alt").as_deref(), Some("A &#34;roof&#34;"));
    assert_eq!(said(&roof, "twitter:card").as_deref(), Some("summary_large_image"));
    assert_eq!(said(&roof, "og:locale").as_deref(), Some("en_PK"));
    assert_eq!(said(&roof, "article:section").as_deref(), Some("World"));
    let file = service.get(picture.strip_prefix("https://post.example").unwrap());
    let shown = image::load_from_memory(&file.body).unwrap();
    assert_eq!((shown.width(), shown.height()), (800, 600));
    let (_, data) = roof.split_once("<script type=\"application/ld+json\">").unwrap();
    let data: Value = serde_json::from_str(data.split_once("</script>").unwrap().0).unwrap();
    assert_eq!(data["image"], serde_json::json!([picture]));

    let front = service.get("/").text();
    let icon = said(&front, "og:image").unwrap();
    assert_eq!(data["publisher"]["logo"]["url"], icon);
    for page in [&front, &page(&service, "plan", "<figure"), &page(&service, "words", "It holds")] {
        assert_eq!(said(page, "og:image").as_ref(), Some(&icon), "{page}");
        assert_eq!(said(page, "og:image:width").as_deref(), Some("512"));
        assert_eq!(said(page, "twitter:card").as_deref(), Some("summary"));
    }
    let drawn = service.get(icon.strip_prefix("https://post.example").unwrap());
    assert_eq!(image::load_from_memory(&drawn.body).unwrap().width(), 512);
}

#[test]
fn the_paper_has_an_icon_and_a_name_wherever_it_is_put() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    let front = service.wait_for("/", |answer| answer.status == 200).text();
    for path in ["/favicon.ico", "/paper/favicon.ico"] {
        let icon = service.get(path);
        assert_eq!((icon.status, icon.header("content-type")), (200, Some("image/png")));
        assert_eq!(image::load_from_memory(&icon.body).unwrap().width(), 48);
    }
    let touch = service.get(&linked(&front, "apple-touch-icon"));
    let touch = image::load_from_memory(&touch.body).unwrap().to_rgba8();
    assert!(touch.pixels().all(|pixel| pixel[3] == 255), "what is transparent is black there");
    assert!(touch.get_pixel(90, 90)[0] > 200, "its ground is not paper");

    // A launcher cuts to any shape: outside the circle that it leaves, nothing is drawn.
    let manifest = service.get("/paper/manifest.webmanifest").text();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let icons = manifest["icons"].as_array().unwrap();
    let maskable = icons.iter().find(|icon| icon["purpose"] == "maskable").unwrap();
    let maskable = service.get(maskable["src"].as_str().unwrap());
    let maskable = image::load_from_memory(&maskable.body).unwrap().to_rgba8();
    let ground = *maskable.get_pixel(0, 0);
    let (mut widest, middle) = (0, 256);
    for (x, y, pixel) in maskable.enumerate_pixels() {
        let is_drawn = (0..3).any(|channel| pixel[channel].abs_diff(ground[channel]) > 16);
        let far = x.abs_diff(middle).pow(2) + y.abs_diff(middle).pow(2);
        widest = if is_drawn { far.max(widest) } else { widest };
    }
    assert!((195..=206).contains(&widest.isqrt()), "{}", widest.isqrt());

    let search = service.get("/paper/opensearch.xml").text();
    let told = roxmltree::Document::parse(&search).unwrap();
    let text = |name: &str| {
        let mut all = told.descendants().filter(|node| node.has_tag_name((OPEN_SEARCH, name)));
        all.next().and_then(|node| node.text()).unwrap_or_default().to_owned()
    };
    assert_eq!(text("ShortName"), "Evening Post");
    assert_eq!(text("LongName"), "The Harbour and Upland Evening Post");
    let image = text("Image");
    assert_eq!(service.get(image.strip_prefix("https://post.example").unwrap()).status, 200);
}
