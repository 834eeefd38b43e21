//! Promise: what a page puts in the place of an article's text is no text of it:
//! - a call to subscribe is left out where the page says that its article is for subscribers,
//!   and it is told that what stands there is the beginning; the article's sentences stay,
//!   whatever they speak of and wherever the page says that the paid part stands
//! - what readers wrote, and what is said to them below a text, is known by place and shape

use crate::page_whole::{ONE, THREE, TWO, folded, p};
use pressroom::config::settings::Selectors;
use pressroom::raw_item::RawItem;
use pressroom::sources::page::{SavedPage, extract};
use pressroom::text::plain_text;
use pressroom::web_address::WebAddress;

fn read(head: &str, inner: &str) -> RawItem {
    let html = format!(
        "<!doctype html><html><head><title>Depot | Courier</title>{head}</head><body><header><nav>\
         <a href=/login>Log in</a><a href=/subscribe>Subscribe</a></nav></header><main><article>\
         <h1>Depot</h1>{inner}</article></main><footer><p>© Courier</p></footer></body></html>"
    );
    let address = WebAddress::parse("https://courier.example/2026/11/depot").unwrap();
    let saved = SavedPage { bytes: html.as_bytes(), content_type: None, address: Some(&address) };
    extract(&saved, &Selectors::default()).unwrap_or_else(|fault| panic!("{fault}: {html}"))
}

fn lines(item: &RawItem) -> Vec<String> {
    let text = plain_text::from_html(item.content.as_ref().unwrap().as_str());
    text.lines().map(str::to_owned).collect()
}

fn all(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| folded(text)).collect()
}

/// Data that say whose the article is, with the selector of the paid part.
fn paid(selector: &str) -> String {
    format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Depot\",\
         \"isAccessibleForFree\":\"False\",\"hasPart\":[{{\"@type\":\"WebPageElement\",\
         \"isAccessibleForFree\":false,\"cssSelector\":\"{selector}\"}}]}}</script>"
    )
}

const CALLS: [&str; 5] = [
    "<h3>This article is for subscribers only</h3><p>Subscribe now for only €1 a month and read \
     this article and many more.</p><a href=/subscribe>Subscribe</a><p>Already a subscriber? \
     <a href=/login>Log in</a></p>",
    "<h2>Weiterlesen mit Plus</h2><p>Alle Texte, die man sonst nicht lesen kann, auf jedem \
     Gerät.</p><ul><li>Monatlich kündbar</li><li>Ohne Werbung</li></ul><button>Jetzt abonnieren</button>",
    "<p>Cet article est réservé aux abonnés. Il vous reste l’essentiel à découvrir.</p>\
     <p><a href='https://abo.courier.example/offres?from=depot'>Je m’abonne</a></p>",
    "<p>Log in to go on</p><form action=/account/sign-in><input name=mail><button>Log in</button></form>",
    "<h4>Keep reading</h4><p>Get every story on every device for a month.</p>\
     <p><a href='#'>Sign in</a> or <a href='javascript:wall()'>create an account</a></p>",
];

const MICRODATA: &str = "<meta itemprop=isAccessibleForFree content=false><div itemprop=hasPart \
    itemscope itemtype='https://schema.org/WebPageElement'><meta itemprop=isAccessibleForFree \
    content=False><meta itemprop=cssSelector content='.paid'></div>";

#[test]
fn a_call_to_subscribe_is_left_out_and_told() {
    for call in CALLS {
        let texts = format!("{}{}", p(ONE), p(TWO));
        let by_data = paid(".paid");
        let shapes = [
            (by_data.as_str(), format!("{texts}<div class=paid>{call}</div>")),
            // The part is all of the text, and what is cut off is not there.
            (by_data.as_str(), format!("<div class=paid>{texts}<section>{call}</section></div>")),
            (
                by_data.as_str(),
                format!("{texts}<div class=offer><div><div>{call}</div></div></div>"),
            ),
            (
                "",
                format!(
                    "<div itemscope itemtype='https://schema.org/NewsArticle'>{MICRODATA}{texts}\
                     <div class=paid>{call}</div></div>"
                ),
            ),
            ("", format!("{texts}<div class='c-paywall'>{call}</div>")),
        ];
        for (head, inner) in shapes {
            let item = read(head, &inner);
            assert_eq!(lines(&item), all(&[ONE, TWO]), "{inner}");
            assert_eq!(item.warnings.len(), 1, "{inner}");
            assert!(item.warnings[0].contains("for subscribers"), "{:?}", item.warnings);
        }
    }
    // Each paragraph of the text is called as the wall is.
    let named = |text: &str| format!("<p class=paid>{text}</p>");
    let item = read(
        &paid(".paid"),
        &format!("{}<div class=paid>{}</div>", [ONE, TWO].map(named).concat(), CALLS[0]),
    );
    assert_eq!((lines(&item), item.warnings.len()), (all(&[ONE, TWO]), 1));
    // What is for subscribers is not on the page at all.
    let item = read(&paid(".rest"), &format!("{}{}", p(ONE), p(TWO)));
    assert_eq!((lines(&item), item.warnings.len()), (all(&[ONE, TWO]), 1));
}

#[test]
fn a_wall_where_the_text_ends_needs_no_data() {
    let wall = "<p><span>［有料会員限定］</span> この記事は会員限定です。電子版に登録すると続きをお読みいただけます。</p><div>\
        <div><p>無料・有料プランを選択</p><a href='javascript:void(0)'>今すぐ登録</a></div><div><p>会員の方はこちら</p>\
        <a href='javascript:void(0)'>ログイン</a></div></div>";
    let texts = [ONE, TWO, THREE].map(p).concat();
    let item = read("", &format!("<div class=text>{texts}</div><div class=r1>{wall}</div>"));
    assert_eq!((lines(&item), item.warnings.len()), (all(&[ONE, TWO, THREE]), 1));
}

#[test]
fn what_is_said_to_readers_below_a_text_is_none_of_it() {
    let report = "<div class=desc><strong>A mistake?</strong><p>Mark the words and press Ctrl+Enter, and \
        the desk will be shown them at once.</p></div><div class=btn><button>Report it</button></div>";
    let terms = "<p>We welcome a lively debate. Read the <a href=/terms>rules</a> of it and our \
        <a href='/privacy.html'>notice on data</a> first.</p><p>The opinions below are not ours.</p>";
    let related = "<p><strong>Related</strong><br><a href=/2026/11/a>The hall stood under water</a><br>\
        <a href=/2026/11/b>Who heats the depot now</a></p>";
    let places = "<p>Follow us at:<br>Facebook <a href='https://fb.me/courier'>https://fb.me/courier</a></p>";
    for strange in [
        format!("<div class=report>{report}</div>"),
        format!("<div>{terms}</div><div class=fb-comments></div>"),
        related.to_owned(),
        places.to_owned(),
        "<p><b>Read more:</b></p><p><a href=/2026/11/a>The hall stood under water</a></p>".to_owned(),
        "<ul><li>More about:</li><li><a href=/t/halls>Halls</a></li><li><a href=/t/trams>Trams</a></li></ul>".to_owned(),
    ] {
        let inner = format!("{}{strange}", [ONE, TWO, THREE].map(p).concat());
        assert_eq!(lines(&read("", &inner)), all(&[ONE, TWO, THREE]), "{strange}");
    }
    const END: &str = "Nobody has done so yet, they say.";
    let texts = [ONE, TWO, THREE].map(p).concat();
    for inner in [
        // The last part of a text, and a button below it.
        format!(
            "{texts}<div class=part><h2>What next</h2><p>{END}</p><button>Share</button></div>"
        ),
        format!("{texts}<div class=end><p>{END}</p><div><button>Share</button></div></div>"),
        format!(
            "{texts}<div><p>{END} See <a href='https://depot.example/'>its page</a>.</p></div><div class=fb-comments></div>"
        ),
        format!("{texts}<p>Two said:<br>{END}</p>"),
    ] {
        assert!(lines(&read("", &inner)).join(" ").contains("Nobody has done so yet"), "{inner}");
    }
}

#[test]
fn no_sentence_of_an_article_goes_for_speaking_of_subscribers() {
    const FEW: &str = "The paper lost a tenth of its subscribers in March.";
    const MORE: &str = "Who wants to can <a href=/subscribe>subscribe</a> from a tram.";
    const LAST: &str = "Nobody has done so yet.";
    let whole = [ONE, FEW, TWO, LAST, THREE];
    let texts = whole.map(p).concat();
    // All of it is there: nothing is cut, wherever it stands and whatever the page asks for.
    for (head, inner) in [
        (paid(".paid"), format!("<div class=paid>{texts}</div>")),
        (
            paid(".paid"),
            format!(
                "{}<div class=paid>{}</div>",
                p(ONE),
                whole[1..].iter().map(|one| p(one)).collect::<String>()
            ),
        ),
        (
            paid(".paid"),
            format!(
                "<div class=paid>{}<aside class=box>{}</aside>{}</div>",
                p(ONE),
                CALLS[0],
                whole[1..].iter().map(|one| p(one)).collect::<String>()
            ),
        ),
        (String::new(), texts.clone()),
    ] {
        let item = read(&head, &inner);
        assert_eq!((lines(&item), item.warnings.len()), (all(&whole), 0), "{inner}");
    }
    // A short text beside its call.
    let short = [ONE, FEW, LAST];
    for inner in [
        format!("<div class=paid>{}<div>{}</div></div>", short.map(p).concat(), CALLS[0]),
        format!("<div class=paid><p>{LAST}</p><p>{FEW}</p>{}<div>{}</div></div>", p(ONE), CALLS[2]),
    ] {
        let said = lines(&read(&paid(".paid"), &inner));
        assert!(all(&short).iter().all(|line| said.contains(line)), "{inner}: {said:?}");
        assert_eq!(said.len(), 3, "{inner}");
    }
    // Where the page is for everybody, such a sentence is one.
    let item = read("", &[p(ONE), p(MORE), p(TWO), p(THREE)].concat());
    assert!(lines(&item).iter().any(|line| line.contains("from a tram")));
    assert!(item.warnings.is_empty());
}

const WRITTEN: [&str; 2] = [
    "This is the worst decision that anybody ever took in the long history of this town and its depot.",
    "I disagree with you, the hall has to be mended before somebody gets hurt in there, and soon.",
];

/// What readers wrote, as pages of several makers show it.
fn written() -> Vec<String> {
    let [one, other] = WRITTEN;
    vec![
        format!(
            "<div class=cm><h3>12 Comments</h3><div class=cmt><b>Troll77</b> says: <p>{one}</p></div>\
             <div class=cmt><b>Anna</b> says: <p>{other}</p></div></div>"
        ),
        format!(
            "<h2>3 thoughts on “Depot”</h2><ol><li><div><cite>Troll77</cite></div><div>{one}</div></li>\
             <li><div><cite>Anna R.</cite></div><div>{other}</div></li></ol>"
        ),
        format!(
            "<div><div>Kommentare</div></div><div class=l><div class=k><p>Troll77, 27.11.2026 um \
             9:30 Uhr</p><p>{one}</p></div><div class=k><p>Anna, 27.11.2026</p><p>{other}</p></div></div>"
        ),
        format!(
            "<section><h4>Comentarios</h4><div><div><b>Troll77</b><br><br>{one}</div><div><b>Anna</b><br>\
             <br>{other}</div></div><textarea></textarea></section>"
        ),
        format!("<div><p><b>1 response</b></p><div><p>Troll77 wrote:</p><p>{one}</p></div></div>"),
    ]
}

#[test]
fn what_readers_wrote_is_no_text_whatever_it_is_called() {
    let text = [ONE, TWO, THREE].map(p).concat();
    for written in written() {
        for inner in [
            format!("{text}{written}"),
            format!("<div class=x>{text}</div><div>{written}</div>"),
            format!("<div><div>{ONE}<br><br>{TWO}<br><br>{THREE}</div>{written}</div>"),
        ] {
            assert_eq!(lines(&read("", &inner)), all(&[ONE, TWO, THREE]), "{inner}");
        }
    }
    let broken = read("", &format!("<div><div>{ONE}<br><br>{TWO}<br> <br>{THREE}</div></div>"));
    assert!(!broken.content.unwrap().as_str().contains("<br"));
}

#[test]
fn what_people_said_in_an_article_stays() {
    let [one, other] = WRITTEN;
    for told in [
        format!(
            "<h3>2 reactions</h3><div class=q><b>Mara Quill</b> says: <p>{one}</p></div><div class=q><b>Anil Das</b> says: <p>{other}</p></div>"
        ),
        format!("<h3>Comments by the board</h3><p>{one}</p><p>{other}</p>"),
        format!(
            "<h3>The discussion</h3><div class=q><p>Mara Quill:</p><p>{one}</p></div><div class=q><p>Anil Das:</p><p>{other}</p></div>"
        ),
        // A count of them above the text, which goes on in boxes below labels.
        format!(
            "<h3>3 comments</h3><div class=q><p>On the hall</p><p>{one} {TWO}</p></div><div class=q><p>On the \
             depot</p><p>{other} {THREE}</p></div>"
        ),
        format!("<h3>No comment</h3><p>{one}</p><h3>Nor this</h3><p>{other}</p>"),
    ] {
        for inner in [
            format!("{}{told}", [ONE, TWO, THREE].map(p).concat()),
            format!("{}{told}{}", p(ONE), p(TWO)),
        ] {
            let said = lines(&read("", &inner)).join(" ");
            assert!(WRITTEN.iter().all(|line| said.contains(&folded(line))), "{inner}: {said}");
        }
    }
}
