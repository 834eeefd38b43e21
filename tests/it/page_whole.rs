//! Promise: of a page's article every sentence comes out, and of what stands around it none.
//! - no sentence is dropped for the word it begins with, for naming its author or agency,
//!   or for standing in an element whose class sounds like furniture
//! - subheads and dates in the text stay
//! - a reader's comment, a dialog, a notice, a list of signers, a teaser and a sidebar are
//!   never the article, however long they are and however short it is
//! - paragraphs in wrappers of their own, tables as layout, and text that waits behind
//!   "read more" are read whole
//! - words never vanish from an article's text, whatever it is made of

use pressroom::config::settings::Selectors;
use pressroom::sources::page::{SavedPage, extract};
use pressroom::text::plain_text;
use pressroom::web_address::WebAddress;
use proptest::prelude::*;

pub(crate) const ONE: &str = "The orchestra said on Friday that it would play twice a week in the old tram \
    depot from the first of March, after a winter in which its own hall had stood under water.";
pub(crate) const TWO: &str = "Seats will cost what they cost now, and children will go on hearing the \
    rehearsals free of charge, the manager told a meeting of the friends of the hall in the evening.";
pub(crate) const THREE: &str = "Players welcomed the plan but asked who would heat the depot, which had been \
    the reason for leaving it nine years ago when the price of gas had doubled within a month.";
pub(crate) const SHORT: &str = "Two concerts a week will be played in the tram depot from March, the orchestra \
    said on Friday. Seats will cost what they cost now.";

pub(crate) fn page(title: &str, author: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>{title} | Courier</title>\
         <meta property='og:title' content='{title}'><meta property='og:type' content='article'>\
         <meta name=author content='{author}'></head><body><header><nav><ul><li><a href='/'>Home</a>\
         <li><a href='/world'>World</a></ul></nav></header>{body}<footer><p>© Courier</p></footer></body></html>"
    )
}

pub(crate) fn article(inner: &str) -> String {
    page("Depot", "Mara Quill", &format!("<main><article><h1>Depot</h1>{inner}</article></main>"))
}

/// What comes out of a page.
pub(crate) fn content(html: &str) -> String {
    let address = WebAddress::parse("https://courier.example/2026/11/depot").unwrap();
    let saved = SavedPage { bytes: html.as_bytes(), content_type: None, address: Some(&address) };
    let item =
        extract(&saved, &Selectors::default()).unwrap_or_else(|fault| panic!("{fault}: {html}"));
    item.content.unwrap().as_str().to_owned()
}

/// The lines of the text that comes out.
pub(crate) fn lines(html: &str) -> Vec<String> {
    plain_text::from_html(&content(html)).lines().map(str::to_owned).collect()
}

pub(crate) fn folded(text: &str) -> String {
    plain_text::one_line(text)
}

pub(crate) fn p(text: &str) -> String {
    format!("<p>{text}</p>")
}

#[test]
fn no_sentence_goes_for_the_words_it_has() {
    for line in [
        "Advertising fell by a third in a year.",
        "Comments by the mayor angered the players.",
        "Copyright was never the question, she said.",
        "Subscribers were told nothing.",
        "Follow us, the children sang.",
        "Sign up, the posters said, and many did.",
        "Share this with nobody, he wrote.",
        "Read more slowly, the conductor said.",
        "Leave a comment on the wall, the sign said.",
        "Get the latest train, she advised.",
        "Related or not, the two were always seen together.",
        "Published in 2024, the report had 1,200 pages.",
        "The hearing goes on on 4 December 2026.",
        "Updated figures for 2026 come out in March.",
        "Mara said nothing.",
        "Mara Quill is the name of a river too.",
        "Mara Quill has seen the depot.",
        "Suivez-nous, disaient les enfants.",
        "Anzeigen brachten ein Drittel weniger ein.",
    ] {
        for (before, after) in [
            ("", [ONE, TWO, THREE].map(p).concat()),
            (&*[ONE, TWO].map(p).concat(), p(THREE)),
            (&*[ONE, TWO, THREE].map(p).concat(), String::new()),
        ] {
            let html = article(&format!("{before}<p>{line}</p>{after}"));
            let found = lines(&html);
            assert!(found.iter().any(|found| found == line), "{line}: {found:#?}");
            assert_eq!(found.len(), 4, "{line}: {found:#?}");
        }
    }
}

#[test]
fn a_lead_that_names_agency_author_or_title_stays() {
    let text = [ONE, TWO, THREE].map(p).concat();
    for (title, author, lead) in [
        ("Firm sold", "Reuters", "The firm was sold on Monday, Reuters reported."),
        ("Firm sold", "AFP", "Nobody was hurt, a spokesman told AFP."),
        ("Rain", "Mara Quill", "At last it came: rain"),
        ("Frost", "May Lin", "May is a cruel month for growers."),
    ] {
        let body = format!(
            "<main><article><h1>{title}</h1><p>By {author}</p><p>{lead}</p>{text}</article></main>"
        );
        let found = lines(&page(title, author, &body));
        assert_eq!(found[0], lead, "{found:#?}");
        assert_eq!(found.len(), 4, "{found:#?}");
    }
}

#[test]
fn no_class_costs_running_text() {
    for name in [
        "commentary-text",
        "shareholders",
        "social-history",
        "credit-crisis",
        "creditors",
        "related-lawsuits",
        "advertising-market",
        "subscribers",
        "tagsüber",
        "metals",
        "promotion",
        "footer-of-the-league",
        "newsletter-affair",
        "cookie-recipe",
        "sponsored-bill",
        "sidebar-story",
        "comments-by-minister",
        "hidden-costs",
        "adverse",
        "recommendation",
        "share",
        "related",
        "credit",
    ] {
        for element in ["div", "section"] {
            for attribute in ["class", "id"] {
                let html = article(&format!(
                    "{}<{element} {attribute}='{name}'><h2>Subhead</h2>{}</{element}>{}",
                    p(ONE),
                    p(TWO),
                    p(THREE)
                ));
                let wanted = [ONE, "Subhead", TWO, THREE].map(folded);
                assert_eq!(lines(&html), wanted, "<{element} {attribute}={name}>");
            }
        }
        let all = format!("<div class='{name}'>{}{}</div>", p(ONE), p(TWO));
        let other = format!(
            "<div class='more'>{}{}{}</div>",
            p(&ONE.replace("orchestra", "choir")),
            p(THREE),
            p(THREE)
        );
        let body = format!("<main><article><h1>Depot</h1>{all}</article>{other}</main>");
        assert_eq!(lines(&page("Depot", "Mara Quill", &body)), [ONE, TWO].map(folded), "{name}");
    }
}

#[test]
fn subheads_stay_and_headings_of_lists_of_links_go() {
    for head in
        ["Related questions", "More on fuel", "What changes", "Read more", "See also", "Comments"]
    {
        let html =
            article(&format!("{}<h2>{head}</h2>{}<h3>Then</h3>{}", p(ONE), p(TWO), p(THREE)));
        assert_eq!(lines(&html), [ONE, head, TWO, "Then", THREE].map(folded), "{head}");
    }
    let links =
        "<ul><li><a href='/b'>Another story of ours</a><li><a href='/c'>A third story</a></ul>";
    for head in ["Related", "Und sonst", "Plus sur ce sujet"] {
        let html = article(&format!("{}<h3>{head}</h3>{links}{}{}", p(ONE), p(TWO), p(THREE)));
        assert_eq!(lines(&html), [ONE, TWO, THREE].map(folded), "{head}");
    }
}

/// What is never the article, each longer than the short one.
fn strangers() -> Vec<(&'static str, String)> {
    let rant = [
        "I have lived beside the depot for forty years and I can tell you that what the orchestra says today is what it said ten years ago, and nothing came of it then.",
        "My mother was one of the first to play there when the trams had gone, and she always said that a depot without trams is a piece of furniture, which is what it is.",
        "Let them pay the players first and let them paint the depot afterwards, and let the manager sit in it for an evening in the rain, and then we shall see what he says.",
    ]
    .map(p)
    .concat();
    let comment = format!(
        "<footer class=meta><b>Anil M.</b></footer><div class=comment-content>{rant}</div>"
    );
    let terms = [
        "Your password must be at least eight characters long and contain an upper-case letter, a digit and a special character, and it must not be one that you used before.",
        "You will receive an e-mail from us within a few minutes that tells you how to set a new password; please look into your spam folder as well if it does not arrive.",
    ]
    .map(p)
    .concat();
    let cookies = [
        "We and our partners store and read information on your device, such as unique identifiers in cookies, to process personal data and to show you what we think you like.",
        "You may accept or manage your choices, and you may object where a legitimate interest is used, at any time on the page about privacy, which is linked at the end of each page.",
    ]
    .map(p)
    .concat();
    let names: String = (0..60)
        .map(|n| {
            format!(
                "<li>Anna Number{n}, University of Town {n}, Department of Rivers and Seas</li>"
            )
        })
        .collect();
    let teasers: String = (0..4).map(|n| format!("<article class=teaser><h3><a href='/t{n}'>Teaser {n} of the paper</a></h3><p>The town wants to close {n} roads to cars in the summer, and asks all who live there what they think of it before the spring comes.</p></article>")).collect();
    vec![
        (
            "comment",
            format!(
                "<section id=comments class=comments-area><h2>One comment</h2><ol class=comment-list><li id=comment-1 class=comment><article class=comment-body>{comment}</article></li></ol></section>"
            ),
        ),
        (
            "discussion",
            format!(
                "<div class='discussion'><h3>Readers say</h3><div class=post>{rant}<a href='#reply'>Reply</a></div></div>"
            ),
        ),
        (
            "kommentare",
            format!(
                "<div id=kommentare><ul><li><b>Anna</b> <time datetime=2026-11-20>today</time>{rant}</li></ul></div>"
            ),
        ),
        ("login", format!("<div class='dialog login'>{terms}</div>")),
        ("modal", format!("<div role=dialog aria-modal=true>{terms}</div>")),
        (
            "register",
            format!(
                "<div class=box><form><input name=mail><button>Go</button></form>{terms}</div>"
            ),
        ),
        ("cookie", format!("<div id=cookie-consent>{cookies}<button>Accept</button></div>")),
        ("signers", format!("<div class=signatories><h2>Signed by</h2><ol>{names}</ol></div>")),
        ("sidebar", format!("<aside><h2>Who we are</h2>{terms}</aside>")),
        ("complementary", format!("<div role=complementary>{rant}</div>")),
        ("teasers", format!("<section><h2>You may also like</h2>{teasers}</section>")),
    ]
}

#[test]
fn what_is_longer_than_a_short_article_is_not_the_article() {
    for (name, stranger) in strangers() {
        let wanted: Vec<String> = vec![folded(SHORT)];
        let inside = format!(
            "<main><article><h1>Depot</h1><div class=entry-content>{}</div></article>{stranger}</main>",
            p(SHORT)
        );
        assert_eq!(lines(&page("Depot", "Mara Quill", &inside)), wanted, "{name}, beside");
        let plain = format!(
            "<div class=wrap><div class=story><h1>Depot</h1>{}</div>{stranger}</div>",
            p(SHORT)
        );
        assert_eq!(
            lines(&page("Depot", "Mara Quill", &plain)),
            wanted,
            "{name}, no article element"
        );
    }
}

#[test]
fn what_people_say_below_the_text_is_none_of_it_inside_the_article_either() {
    // What nothing names as something else may be a part of the text.
    let unnamed = ["signers", "login", "register"];
    for (name, stranger) in strangers().into_iter().filter(|(name, _)| !unnamed.contains(name)) {
        let html = article(&format!("{}{}{stranger}", p(ONE), p(TWO)));
        assert_eq!(lines(&html), [ONE, TWO].map(folded), "{name}");
    }
}

#[test]
fn paragraphs_in_wrappers_of_their_own_are_all_read() {
    let wrapped = |text: &str| {
        format!(
            "<div class=field__item><div class='paragraph paragraph--type--text'><div class=content>{text}</div></div></div>"
        )
    };
    let all = [ONE, TWO, THREE];
    let teaser = "<section class=views-element><h2>You may also like</h2><article class=teaser><h3><a href='/t0'>Teaser headline of the paper</a></h3><p>Tiny bits of plastic that are spread by the air are a problem that was underrated so far, the authors of a study say this week.</p></article></section>";
    let lead = "The depot is cold, and nobody wants to say by how much, for the price of gas has gone up again this week.";
    let nodes = format!(
        "<main><div class=block><article class=node><div class=head><h1>Depot</h1><div class=lead>{}</div></div><div class=body>{}</div></article></div>{teaser}</main>",
        p(lead),
        all.map(|text| wrapped(&p(text))).concat()
    );
    assert_eq!(lines(&page("Depot", "Mara Quill", &nodes)), [lead, ONE, TWO, THREE].map(folded));
    let sections: String = all.map(|text| format!("<section><div>{text}</div></section>")).concat();
    let plain = format!("<div id=page><h1>Depot</h1>{sections}</div>{teaser}");
    assert_eq!(lines(&page("Depot", "Mara Quill", &plain)), all.map(folded));
}

#[test]
fn tables_as_layout_are_read_whole() {
    let breaks = format!("{TWO}<br><br>{THREE}<br><br>{ONE}");
    let lead = "The manager spoke first, and it was the shortest of all the speeches that anybody in the town could remember him giving.";
    for cell in [
        format!(
            "<span class=t><b>{lead}</b></span></td></tr><tr><td><span class=t><div id=c>{breaks}</div></span>"
        ),
        format!("<font><b>{lead}</b></font></td></tr><tr><td><font>{breaks}</font>"),
        format!("{}</td></tr><tr><td>{}{}{}", p(lead), p(TWO), p(THREE), p(ONE)),
    ] {
        let body = format!(
            "<table><tr><td><table><tr><td><b>Depot</b></td></tr><tr><td>{cell}</td></tr></table></td><td><a href='/x'>Other story one</a><br><a href='/y'>Other story two</a></td></tr></table>"
        );
        assert_eq!(lines(&page("Depot", "Mara Quill", &body)), [lead, TWO, THREE, ONE].map(folded));
    }
}

#[test]
fn text_that_waits_behind_read_more_is_read() {
    for how in [
        "hidden",
        "aria-hidden=true",
        "style='display:none'",
        "style='visibility: hidden'",
        "class=collapse hidden=until-found",
    ] {
        let html = article(&format!("{}<div {how}>{}{}</div>", p(ONE), p(TWO), p(THREE)));
        assert_eq!(lines(&html), [ONE, TWO, THREE].map(folded), "{how}");
    }
    // What is shown already is not said twice.
    let html = article(&format!("{}{}<div hidden>{}</div>{}", p(ONE), p(TWO), p(TWO), p(THREE)));
    assert_eq!(lines(&html), [ONE, TWO, THREE].map(folded));
    let copy = format!("{}{}{}", p(ONE), p(TWO), p(THREE));
    assert_eq!(
        lines(&article(&format!("{copy}<div hidden class=for-print>{copy}</div>"))),
        [ONE, TWO, THREE].map(folded)
    );
    // The whole stands in the place of the beginning that was shown.
    for begin in [format!("<div class=short>{}</div>", p(ONE)), format!("<p>{}...</p>", &ONE[..60])]
    {
        let html =
            article(&format!("{begin}<div class=full hidden>{copy}</div><button>More</button>"));
        assert_eq!(lines(&html), [ONE, TWO, THREE].map(folded), "{begin}");
    }
}

#[test]
fn who_writes_is_told_before_a_text_as_well() {
    let bio = "Mara Quill is a staff writer who has covered the harbour for the paper since 1999.";
    let text = format!("{}{}{}", p(ONE), p(TWO), p(THREE));
    for html in [
        format!("<div class=author-bio><p>{bio}</p></div>{text}"),
        format!("{text}<div class=author-bio><p>{bio}</p></div>"),
        format!(
            "<p>By <a href='/author/mq'>Mara Quill</a>, a staff writer who has covered the harbour since 1999.</p>{text}"
        ),
    ] {
        assert_eq!(lines(&article(&html)), [ONE, TWO, THREE].map(folded), "{html}");
    }
}

#[test]
fn a_hidden_notice_amid_a_text_is_none_of_it() {
    for notice in [
        "<div class=paywall style='display:none'><p>Subscribe for one euro a week to read this and every story.</p></div>",
        "<div style='display:none'><p>Thank you. Your address was sent to us.</p></div>",
        "<div hidden class=error><p>Something went wrong, please load the page anew.</p></div>",
        "<p hidden>Der Beitrag konnte leider nicht geladen werden.</p>",
        "<span style='display:none'>Copied to the clipboard.</span>",
    ] {
        let html = article(&format!("{}{notice}{}{}", p(ONE), p(TWO), p(THREE)));
        assert_eq!(lines(&html), [ONE, TWO, THREE].map(folded), "{notice}");
    }
}

proptest! {
    #[test]
    fn words_never_vanish_from_the_text(
        lines_of in prop::collection::vec("(Share|Comments|Related|More on|Copyright|Mara Quill|Published|Follow us|May)( [a-z]{2,9}){3,12}[.?!]", 3..9),
        classes in prop::collection::vec("(share|comment|related|social|meta|credit|tags|ad)(s|-[a-z]{2,8})?", 3..9),
    ) {
        let inner: String = lines_of.iter().zip(&classes)
            .map(|(line, class)| format!("<div class='{class}'><p>{line}</p></div>{}", p(TWO)))
            .collect();
        let found = lines(&article(&inner));
        for (line, class) in lines_of.iter().zip(&classes) {
            prop_assert!(found.contains(line), "{class}: {line}: {found:#?}");
        }
    }
}
