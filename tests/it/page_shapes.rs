//! Promise: of a page in any shape the article comes out whole, and nothing beside it.
//! - a heading stays whatever its id, and a sentence that begins with a sign of rights
//! - a caption belongs to a picture, and the rest of a paragraph that waits to it
//! - what readers say, dialogs, notices and boxes beside a short article are known by their
//!   marks, controls and headings, where no element is named after them
//! - what tells of another article and leads there is none of this one

use crate::page_whole::{ONE, SHORT, THREE, TWO, article, content, folded, lines, p, page};

fn all() -> Vec<String> {
    [ONE, TWO, THREE].map(folded).to_vec()
}

#[test]
fn a_heading_stays_whatever_its_id() {
    for id in ["related-questions", "share", "comments", "newsletter", "login", "credits"] {
        let html = article(&format!(
            "{}<h2 id='{id}'>The way on</h2>{}<h3 class='{id}'>And back</h3>{}",
            p(ONE),
            p(TWO),
            p(THREE)
        ));
        let wanted = [ONE, "The way on", TWO, "And back", THREE].map(folded);
        assert_eq!(lines(&html), wanted, "{id}");
    }
}

#[test]
fn a_sentence_after_a_sign_of_rights_stays() {
    for line in
        ["© 1926 is carved above the door of the depot.", "(c) is what she writes on it all."]
    {
        for at in 0..4 {
            let mut text = all();
            text.insert(at, line.to_owned());
            let html = article(&text.iter().map(|line| p(line)).collect::<String>());
            assert_eq!(lines(&html), text, "{line} at {at}");
        }
    }
    for line in ["© 2026 Courier. All rights reserved.", "© The Courier"] {
        let html = article(&format!("{}{}{}{}", p(ONE), p(TWO), p(THREE), p(line)));
        assert_eq!(lines(&html), all(), "{line}");
    }
}

#[test]
fn a_caption_belongs_to_a_picture() {
    for name in ["caption", "article-caption", "captions"] {
        let html = article(&format!("{}<div class='{name}'>{}</div>{}", p(ONE), p(TWO), p(THREE)));
        assert_eq!(lines(&html), all(), "{name}");
        let html = article(&format!(
            "<div class=box><img src='/i.jpg'><div class='{name}'>{}</div></div>{}{}{}",
            THREE.replace("Players", "Painters"),
            p(ONE),
            p(TWO),
            p(THREE)
        ));
        let content = content(&html);
        assert!(content.contains("within a month.</figcaption>"), "{name} of a picture: {content}");
    }
}

#[test]
fn the_rest_of_a_paragraph_that_waits_is_read() {
    for hidden in ["style='display:none'", "hidden", "style='display: none' id=more"] {
        let html = article(&format!(
            "<p>{ONE}<span id=dots>...</span><span {hidden}> {TWO}</span></p>{}",
            p(THREE)
        ));
        let text = lines(&html).join(" ");
        assert!(text.contains(&folded(TWO)) && text.contains(&folded(THREE)), "{hidden}: {text}");
    }
}

#[test]
fn what_stands_beside_a_short_article_is_none_of_it() {
    let rant = format!("{}{}{}", p(ONE), p(TWO), p(THREE));
    for stranger in [
        format!(
            "<div itemscope itemtype='https://schema.org/Comment' itemprop=comment><b>Anil</b>\
             <div itemprop=text>{rant}</div></div>"
        ),
        format!(
            "<section><h2>One voice</h2><div><h4>Anil M.</h4><time>2 hours ago</time>{rant}\
             <button>Like</button><button>Reply</button></div></section>"
        ),
        format!("<section aria-label=Comments><div><b>Anil M.</b>{rant}</div></section>"),
        format!("<div class=wall>{rant}<button>Accept all</button><button>Reject</button></div>"),
        format!("<div class=col-right><h3>About this newspaper</h3>{rant}</div>"),
        format!("<div class=author-card><h3>Who writes here</h3>{rant}</div>"),
        format!("<article><h2><a href='/2026/11/clock'>Clock is mended</a></h2>{rant}</article>"),
        format!("<details><summary>Rules of the house</summary>{rant}</details>"),
    ] {
        let body = format!(
            "<div class=page><div class=story><h1>Depot</h1>{}</div>{stranger}</div>",
            p(SHORT)
        );
        assert_eq!(lines(&page("Depot", "Mara Quill", &body)), [folded(SHORT)], "{stranger}");
    }
}

#[test]
fn what_tells_of_another_article_and_leads_there_goes() {
    let tells =
        "The clock above the depot shows ten past four, as it did in the year of the flood.";
    for teaser in [
        format!(
            "<div class=box><a href='/2026/11/clock'><img src='/i.jpg'><b>Clock is mended</b><p>{tells}</p></a></div>"
        ),
        format!(
            "<div class=row><div class=col><a href='/2026/11/clock'><h3>Clock is mended</h3></a>{}</div><div class=col><h3><a href='https://courier.example/rain'>Rain goes on</a></h3>{}</div></div>",
            p(tells),
            p(tells)
        ),
        format!(
            "<ul class=more-of-it><li><h4><a href='/2026/11/clock'>Clock is mended</a></h4>{}</li></ul>",
            p(tells)
        ),
    ] {
        let html = article(&format!("{}{}{teaser}{}", p(ONE), p(TWO), p(THREE)));
        assert_eq!(lines(&html), all(), "{teaser}");
    }
    // A heading of the text that leads to another site, or to a place here, heads the text.
    for href in ["https://other.example/book", "#more"] {
        let html = article(&format!(
            "{}{}<div class=item><h3><a href='{href}'>A book</a></h3>{}</div>",
            p(ONE),
            p(TWO),
            p(THREE)
        ));
        assert!(lines(&html).contains(&folded(THREE)), "{href}");
    }
}

#[test]
fn lines_with_breaks_between_are_lines_of_the_text() {
    for (lines_of, wanted) in [
        ("The sea is wide<br>The fish are few<br>The roof is late", "The fish are few"),
        ("JOHN ROE<br>Lahore", "Lahore"),
        ("Lahore 3<br>Karachi 1", "Karachi 1"),
        ("1. Fish<br>2. Limes<br>3. Salt", "2. Limes"),
        ("Yes.<br>No.", "No."),
    ] {
        for text in [
            format!("{}{}{}{}", p(ONE), p(lines_of), p(TWO), p(THREE)),
            format!("<div class=body>{}{}{}{}</div>", p(ONE), p(lines_of), p(TWO), p(THREE)),
        ] {
            let found = lines(&article(&text));
            assert!(found.iter().any(|line| line.contains(wanted)), "{lines_of}: {found:#?}");
        }
    }
}

#[test]
fn one_sentence_is_an_article_where_the_page_marks_it() {
    let short = "The bridge is closed until six.";
    let said = format!("{}{}{}", p(ONE), p(TWO), p(THREE));
    for stranger in [
        format!(
            "<section class=comments><h2>3 comments</h2><div class=comment><p class=author>Bob</p>{said}</div></section>"
        ),
        format!(
            "<div id=comments><h3>Comments</h3><ol class=comment-list><li id=comment-1><div class=comment-author>Bob says:</div><div class=comment-content>{said}</div></li></ol></div>"
        ),
        format!("<div class=modal role=dialog><h2>Welcome back</h2>{said}</div>"),
    ] {
        let body = format!("<article><h1>Depot</h1>{}</article>{stranger}", p(short));
        assert_eq!(lines(&page("Depot", "", &body)), [short], "{stranger}");
    }
    for stranger in [
        format!(
            "<section aria-label='Reader comments'><article><header>Bob</header>{said}</article></section>"
        ),
        format!(
            "<div class=cookie-banner><p>We use cookies with our partners, as all do.</p>{said}</div>"
        ),
    ] {
        let body = format!(
            "<div id=main><h1>Depot</h1><div class=body>{}</div>{stranger}</div>",
            p(SHORT)
        );
        assert_eq!(lines(&page("Depot", "", &body)), [folded(SHORT)], "{stranger}");
    }
}
