//! Promise: of a page in any shape the article comes out whole, and nothing beside it.
//! - a heading stays whatever its id, and a sentence that begins with a sign of rights
//! - a caption belongs to a picture, and the rest of a paragraph that waits to it
//! - what readers say, dialogs, notices and boxes beside a short article are known by their
//!   marks, controls and headings, where no element is named after them
//! - what tells of another article and leads there is none of this one
//! - a picture has its caption and who took it with it; a time alone above a text is none of it

use crate::page_whole::{ONE, SHORT, THREE, TWO, article, content, folded, lines, p, page};
use pressroom::text::plain_text;

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
fn a_part_that_is_called_after_its_heading_stays() {
    for (id, heading) in [
        ("comments-on-it", "Comments on it"),
        ("login-system", "The login system"),
        ("related-work", "Related work"),
        ("share-prices", "Share prices"),
    ] {
        for part in ["<p>Nobody said no.</p>", "<ul><li>Nobody said</li><li>no.</li></ul>"] {
            let html = article(&format!(
                "{}{}{}<section id='{id}'><h2>{heading}</h2>{part}</section>",
                p(ONE),
                p(TWO),
                p(THREE)
            ));
            let text = lines(&html).join(" ");
            assert!(
                text.contains("Nobody said") && text.contains(&folded(heading)),
                "{id}: {text}"
            );
        }
    }
    let links =
        "<ul><li><a href='/a'>One of them</a></li><li><a href='/b'>Two of them</a></li></ul>";
    let html = article(&format!(
        "{}{}{}<div id='related-stories'><h2>Related stories</h2>{links}</div>",
        p(ONE),
        p(TWO),
        p(THREE)
    ));
    assert_eq!(lines(&html), all());
}

#[test]
fn elements_that_a_site_names_itself_and_boxes_of_facts_are_text() {
    let own = |text: &str| format!("<x-p>{text}</x-p>");
    let html = article(&format!("<x-body>{}{}{}</x-body>", own(ONE), own(TWO), own(THREE)));
    assert_eq!(lines(&html), all());
    let word = p(ONE).replace("the", "<x-hint>the</x-hint>");
    assert_eq!(lines(&article(&[word, p(TWO), p(THREE)].concat())), all());
    let facts =
        "<aside class='factbox'><h4>Facts</h4><p>The hall had 140 stalls in it.</p></aside>";
    let text = lines(&article(&[p(ONE), facts.to_owned(), p(TWO), p(THREE)].concat())).join(" ");
    assert!(text.contains("The hall had 140 stalls in it."), "{text}");
    let late = "<picture><source srcset='/p.webp'><img data-src='/p.jpg' \
                src='data:image/gif;base64,R0lGODlhAQABAAAAACw='></picture>";
    let html = content(&article(&[p(ONE), p(TWO), late.to_owned(), p(THREE)].concat()));
    assert!(html.contains("/p.jpg") || !html.contains("<picture"), "{html}");
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
        "<div class=x1><span>あわせて読みたい</span><a href=/1><img src=/i.jpg alt=''><span>Storm closes the pass</span></a></div>".to_owned(),
        "<div class=x1><span>Lesen Sie auch</span><a href=/1><span>Storm closes the pass</span></a></div>".to_owned(),
        format!(
            "<div class=story-card><a href=/1><img src=/i.jpg alt=''></a><div><a href=/1>Storm closes the pass</a>{}</div></div>",
            p(tells)
        ),
        "<blockquote class=wp-embedded-content><a href=/1>Storm closes the pass</a></blockquote>".to_owned(),
    ] {
        let html = article(&format!("{}{}{teaser}{}", p(ONE), p(TWO), p(THREE)));
        assert_eq!(lines(&html), all(), "{teaser}");
        assert!(!content(&html).contains("i.jpg"), "{teaser}");
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
fn what_stands_above_and_beside_the_texts_own_element_is_of_the_article() {
    let said = "Nobody was hurt in the fire, which began in the ice house behind the hall.";
    let body = format!("<div class=body>{}{}{}</div>", p(ONE), p(TWO), p(THREE));
    for beside in [
        format!("<ol><li>{said}</li><li>The ministry has asked for the books.</li></ol>"),
        format!("<section class=corrections><p>{said}</p></section>"),
        format!("<section><h2>How we did this</h2><p>{said}</p></section>"),
        format!("<dl><dt>Fire</dt><dd>{said}</dd></dl>"),
        format!("<pre>{said}</pre>"),
        format!("<table><tr><td>{said}</td></tr><tr><td>2024</td></tr></table>"),
        format!("<figure><img src=/a.jpg><figcaption>{said}</figcaption></figure>"),
        format!("<details><summary>Fire</summary><p>{said}</p></details>"),
        format!("<article class=update><h2>Update</h2><p>{said}</p></article>"),
        format!("<div class=footnotes><ol><li id=fn1>{said}</li></ol></div>"),
        format!("<blockquote>{said}</blockquote>"),
    ] {
        let content = content(&article(&format!("{body}{beside}")));
        assert!(content.contains("Nobody was hurt"), "{beside}: {content}");
    }
    for above in [
        "<p class=standfirst>Board promises roof before rains but money is short</p>",
        "<h2 class=deck>Board promises a roof before the rains. Money is short.</h2>",
        "<ul class=bullets><li>Board promises roof before rains</li><li>Traders have waited for eight months</li></ul>",
        "<header><p class=article__desc>Board promises a roof before rains come in June, but the money is short and the builders ask for five million more than was set aside</p><p>By Mara Quill</p></header>",
    ] {
        let found = lines(&article(&format!("{above}{body}"))).join(" ");
        assert!(found.contains("rains"), "{above}: {found}");
        assert!(!found.contains("Quill"), "{above}: {found}");
    }
}

#[test]
fn what_public_reports_say_was_lost_is_read() {
    let whole =
        |middle: &str| article(&format!("<div class=c>{}{middle}{}</div>", p(ONE), p(THREE)));
    let linked = "On Friday all of them denied the charge that was read out to them in Kiel.";
    for (html, wanted) in [
        // A lead in the only h2 of the page.
        (article(&format!("<h2>{TWO}</h2><div class=c>{}{}</div>", p(ONE), p(THREE))), folded(TWO)),
        // A sentence that is a link within the site.
        (
            whole(&format!(
                "<div class=wrapper><p><a href=/2026/11/court><strong>{linked} </strong></a></p></div>"
            )),
            linked.to_owned(),
        ),
        // The first paragraph in a box of its own, the others deeper.
        (
            article(&format!(
                "<div>{}</div><div><div class=c>{}{}</div></div>",
                p(TWO),
                p(ONE),
                p(THREE)
            )),
            folded(TWO),
        ),
        // A text in parts between advertisements.
        (
            article(&format!(
                "<div class=part>{}</div><div class=ad><a href=/buy>Buy</a></div><div class=part>{}</div><div class=ad></div><div class=part>{}</div>",
                p(ONE),
                p(THREE),
                p(TWO)
            )),
            folded(TWO),
        ),
        // What somebody said elsewhere, quoted.
        (
            whole(
                "<blockquote class=twitter-tweet><p>The depot is ours, and it is cold.</p>— Anil (@anil)</blockquote>",
            ),
            "The depot is ours, and it is cold.".to_owned(),
        ),
        (
            whole(
                "<div class=social-media-embed><blockquote class=twitter-tweet><p>Yes, this is real: <a href='https://t.example/x'>https://t.example/x</a></p>— Anil (@anil) <a href='https://posts.example/anil/1'>November 18, 2019</a></blockquote></div>",
            ),
            "Yes, this is real: https://t.example/x".to_owned(),
        ),
        // A paragraph that only who hears the page is not told.
        (
            whole("<p class=paywall aria-hidden=true>The depot is ours, and it is cold.</p>"),
            "The depot is ours, and it is cold.".to_owned(),
        ),
        // An answer that waits behind its question.
        (
            whole(
                "<div class=accordion><button aria-expanded=false>What of the seats?</button><div class=panel hidden><p>The seats go to the other side of the hall.</p></div></div>",
            ),
            "What of the seats?".to_owned(),
        ),
        (
            whole(
                "<h3><button aria-expanded=false>And the heat?</button></h3><div role=region style='display:none'><p>The heat is paid for by the town, which has more of it.</p></div>",
            ),
            "The heat is paid for by the town, which has more of it.".to_owned(),
        ),
        // A standfirst that is a heading, on a page that is called a newsletter.
        (
            page(
                "Depot",
                "Mara Quill",
                &format!(
                    "<article class='newsletter-post post'><div class=post-header><h1>Depot</h1><h3 class=subtitle>What the board did not say</h3></div><div class=body>{}{}</div></article>",
                    p(ONE),
                    p(TWO)
                ),
            ),
            "What the board did not say".to_owned(),
        ),
        // Below its own heading a text goes on in boxes and in code.
        (
            whole(
                "<div>A very important line of the article</div><pre><code>stalls = lot(board)</code></pre>",
            ),
            "stalls = lot(board)".to_owned(),
        ),
    ] {
        assert!(lines(&html).contains(&wanted), "{html}: {:#?}", lines(&html));
    }
}

#[test]
fn a_term_with_a_button_keeps_its_word() {
    let term =
        "The <button class=term aria-haspopup=dialog>levy</button> was raised to nine in June.";
    let found = lines(&article(&format!("{}{}{}", p(ONE), p(TWO), p(term))));
    assert!(found.contains(&"The levy was raised to nine in June.".to_owned()), "{found:#?}");
}

#[test]
fn what_a_reader_works_with_is_no_text() {
    let items = ["Auto", "High (HD)", "Medium", "Captions will look like this"];
    let items: String = items.iter().map(|item| format!("<div>{item}</div>")).collect();
    let said =
        |name: &str| format!("<div class={name}><p>{}</p></div>", ONE.replace("week", "month"));
    for strange in [
        format!("<div class=vp-settings-box><div class=head>Quality</div>{items}</div>"),
        format!("<div role=slider><span>Loaded: 0%</span>{items}</div>"),
        "<figure class=kudos><div>861</div><div>Kudos</div></figure>".to_owned(),
        "<noscript><div><p>For all of this page it is necessary to switch scripts on, dear reader.</p></div></noscript>".to_owned(),
        "<div class=ugc><h2>Your story</h2><p>Sign in now to share it.</p><input type=file><p>Please wait.</p></div>".to_owned(),
        format!("<div id=article_comments>{}{}</div>", said("item"), said("item")),
        format!("{0}{0}", said("comment").replace("div", "details")),
        "<p>×</p>".to_owned(),
        "<p><a href='#'>✕</a></p>".to_owned(),
        "<p>ADVERTISEMENT - CONTINUE READING BELOW</p>".to_owned(),
        "<p>Anzeige</p>".to_owned(),
        "<p>Advertisement - Continue Reading Below</p>".to_owned(),
        "<p class='visually-hidden'>Skip to the end of advert</p>".to_owned(),
        "<div><img class=avatar src=/mara.jpg alt='Mara Quill'></div>".to_owned(),
    ] {
        for text in [
            format!("{}{strange}{}{}", p(ONE), p(TWO), p(THREE)),
            format!("{}{}{}{strange}", p(ONE), p(TWO), p(THREE)),
        ] {
            assert_eq!(lines(&article(&text)), all(), "{strange}");
            let bare = format!("<div class=col><h1>Depot</h1><div class=text>{text}</div></div>");
            assert_eq!(lines(&page("Depot", "Mara Quill", &bare)), all(), "{strange}");
        }
    }
}

#[test]
fn a_part_of_a_text_stays_whatever_its_heading_leads_to_on_the_page() {
    let part = |id: &str, text: &str| {
        format!(
            "<div class=section id={id}><h2>The way on<a href='#{id}'>¶</a></h2>{}</div>",
            p(text)
        )
    };
    let text =
        format!("{}{}{}", part("sharing-with-one", ONE), part("share-it", TWO), part("c", THREE));
    let found = lines(&article(&text));
    for line in all() {
        assert!(found.contains(&line), "{found:#?}");
    }
}

#[test]
fn another_story_below_one_that_is_whole_is_none_of_it() {
    let other = |n: usize| {
        format!(
            "<div class=box><h3>Story {n}</h3>{}{}</div>",
            p(&TWO.replace("Seats", "Rows")),
            p(&ONE.replace("orchestra", "choir"))
        )
    };
    let body = format!(
        "<div class=page><div class=story><h1>Depot</h1>{0}{1}{2}{0}{1}{2}{0}{1}{2}</div>\
         <div class=timeline>{3}{4}{5}{6}</div></div>",
        p(ONE),
        p(TWO),
        p(THREE),
        other(1),
        other(2),
        other(3),
        other(4)
    );
    let found = lines(&page("Depot", "Mara Quill", &body));
    assert_eq!(found.len(), 9, "{found:#?}");
}

#[test]
fn a_few_words_right_below_a_picture_are_its_caption() {
    let text = |middle: &str| article(&format!("{}{middle}{}{}", p(ONE), p(TWO), p(THREE)));
    let shown = |html: &str| plain_text::without_captions(&content(html));
    for middle in [
        "<p><img src='/i.jpg'></p><p>The tram depot in winter (Photo: Anil)</p>",
        "<img src='/i.jpg'><center><em>The tram depot in winter via <a href='https://x.example/'>X</a></em></center>",
        "<div><a href='/i.jpg'><img src='/i.jpg'></a></div><div>The tram depot in winter</div>",
    ] {
        let html = text(middle);
        assert!(!shown(&html).contains("in winter"), "{middle}: {}", content(&html));
        assert!(content(&html).contains("tram depot in winter"), "{middle}: {}", content(&html));
    }
    for (middle, stays) in [
        ("<p><img src='/i.jpg'></p><p>The depot was cold.</p>", "The depot was cold."),
        ("<p><img src='/i.jpg'></p><h3>The tram depot in winter</h3>", "in winter"),
        ("<p><img src='/i.jpg'></p><p><b>The tram depot in winter</b></p>", "in winter"),
        ("<p><img src='/i.jpg'></p><p>This is what the depot needs:</p>", "depot needs:"),
    ] {
        assert!(shown(&text(middle)).contains(stays), "{middle}");
    }
}

#[test]
fn a_list_at_the_end_of_which_each_line_leads_to_another_story_goes() {
    let list = |href: &str| {
        let items = [
            "Players must unite, <a href=H>no matter",
            "Rain <a href=H>is not",
            "Who can <a href=H>play a tuba",
        ];
        let items: String =
            items.iter().map(|item| format!("<li>{}</a></li>", item.replace('H', href))).collect();
        format!("<hr><div class=h3>More great stories</div><ul>{items}</ul>")
    };
    let text = |list: &str| article(&format!("{}{}{}{list}", p(ONE), p(TWO), p(THREE)));
    let found = lines(&text(&list("'/2026/11/x'")));
    assert!(!found.join(" ").contains("tuba"), "{found:#?}");
    for list in [list("'https://other.example/x'"), list("'#note'")] {
        let found = lines(&text(&list));
        assert!(found.join(" ").contains("tuba"), "{list} {found:#?}");
    }
    let amid = article(&format!("{}{}{}{}", p(ONE), list("'/2026/11/x'"), p(TWO), p(THREE)));
    assert!(lines(&amid).join(" ").contains("tuba"));
}

#[test]
fn lines_of_a_gallery_are_captions() {
    let slides: String = (1..9)
        .map(|n| format!("<li><h2>{n}/8 Tram</h2>{}</li>", p(&TWO.replace("Seats", "Trams"))))
        .collect();
    let html = article(&format!(
        "{}<div class='type-gallery'><img src='/1.jpg'><ul class=legends>{slides}</ul></div>{}{}",
        p(ONE),
        p(TWO),
        p(THREE)
    ));
    assert_eq!(
        plain_text::without_captions(&content(&html))
            .lines()
            .map(str::to_owned)
            .collect::<Vec<_>>(),
        all()
    );
    assert!(content(&html).contains("Trams will cost"), "{}", content(&html));
    // What the whole page is called after it is not it.
    let page = html.replace("<body>", "<body class='page with-gallery'>");
    assert_eq!(content(&page), content(&html));
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

#[test]
fn what_leads_on_below_the_text_goes() {
    for line in [
        "<p><b><a href='/pictures'>See the Courier's pictures of the week.</a></b></p>",
        "<p class=others><span>A lire aussi :</span> <a href='/2026/11/x'>La grève du tram à Karachi continue</a></p>",
        "<p>Lesen Sie auch: <a href='/2026/11/x'>Der Streik bei der Tram geht weiter</a></p>",
        "<p>Follow Mara Quill <a href='https://twitter.com/maraquill'>on Twitter</a></p>",
        "<p>Devenez fan sur <a href='https://www.facebook.com/courier'><img src='/f.png'></a>, suivez-nous sur <a href='https://x.com/courier'><img src='/x.png'></a></p>",
        "<p>The Courier Wire ™ &amp; © 2026 Courier Network, Inc., a Harbour Company. All rights reserved.</p>",
        "<h2 class='sr-only'>Share this story</h2>",
        "<p>Get our app: <a href='https://apps.apple.com/app/id1'>iPhone</a>, <a href='https://play.google.com/store/apps/details?id=x'>Android</a></p>",
        "<div class=box><p>Read more in our app.</p><a href='https://apps.apple.com/app/id1'><img src='/a.png' alt='App Store'></a><a href='https://play.google.com/store/apps/details?id=x'>Google Play</a></div>",
    ] {
        let html = article(&format!("{}{}{}{line}", p(ONE), p(TWO), p(THREE)));
        assert_eq!(lines(&html), all(), "{line}");
    }
    // What is part of the text, or leads elsewhere, stays.
    for line in [
        "<p>Source: the harbour board's report.</p>",
        "<p>Visit the depot on <a href='https://facebook.com/depot'>Facebook</a> and <a href='https://x.com/depot'>X</a>.</p>",
        "<ul><li><a href='https://play.google.com/store/apps/details?id=y'>Tram Times</a></li></ul>",
        "<p>It costs fifty. (<a href='mailto:mq@courier.example'>mq</a>)</p>",
        "<p>The app is in <a href='https://play.google.com/store/apps/details?id=x'>the store</a> for nothing.</p>",
        "<p>The report: <a href='https://board.example/r'>On the state of the depot in spring</a></p>",
        "<p>He wrote it <a href='https://twitter.com/x/status/1'>on Twitter</a> before the vote was over and the hall was empty.</p>",
        "<p>© 2026 is what it says below the map that the board had printed for all of them.</p>",
    ] {
        let html = article(&format!("{}{}{}{line}", p(ONE), p(TWO), p(THREE)));
        assert_eq!(lines(&html).len(), 4, "{line}");
    }
}

#[test]
fn the_heading_of_a_list_that_leads_on_goes_with_it() {
    let items: String = (1..6)
        .map(|n| {
            format!(
                "<li class=item><a href='/2026/{n}'>Another story of the day, number {n}</a></li>"
            )
        })
        .collect();
    for list in [
        format!(
            "<div class=most-read-container><div class=wrap><h2>Most read</h2><ul>{items}</ul></div></div>"
        ),
        format!("<h3>Story tools</h3><div><ul>{items}</ul></div>"),
    ] {
        let html = article(&format!("{}{}{list}{}", p(ONE), p(TWO), p(THREE)));
        assert_eq!(lines(&html), all(), "{list}");
    }
    // A list of the text's own stays, with its heading.
    let own =
        "<h2>What is asked</h2><ul><li>Ten trams</li><li>Two drivers</li><li>A roof</li></ul>";
    let html = article(&format!("{}{}{own}{}", p(ONE), p(TWO), p(THREE)));
    let found = lines(&html).join("|");
    assert!(found.contains("What is asked") && found.contains("Two drivers"), "{found}");
}

#[test]
fn who_took_a_picture_and_what_it_shows_stay_with_it() {
    let credit = "Photo: Ann Lee/AP";
    for figure in [
        format!(
            "<figure><img src=/q.jpg><figcaption>The quay at dawn. <span class=credit>{credit}</span></figcaption></figure>"
        ),
        format!(
            "<figure><img src=/q.jpg><figcaption><p>The quay at dawn.</p><div class='image-credits'><a href='https://agency.example/'>{credit}</a></div></figcaption></figure>"
        ),
        format!(
            "<figure><img src=/q.jpg><figcaption>The quay at dawn.</figcaption><div class=copyright>{credit}</div></figure>"
        ),
        format!(
            "<figure class=wide><img src=/q.jpg><p class=caption>The quay at dawn.</p><small class=source>{credit}</small></figure>"
        ),
        format!(
            "<figure><img src=/q.jpg><figcaption><span class=caption>The quay at dawn.</span> <span class=copyright>{credit}</span></figcaption></figure>"
        ),
        format!(
            "<div class=image><img src=/q.jpg><p class=image-caption>The quay at dawn</p><p class=image-credit>{credit}</p></div>"
        ),
    ] {
        for at in 0..2 {
            let parts = if at == 0 { [figure.clone(), p(ONE)] } else { [p(ONE), figure.clone()] };
            let html = article(&format!("{}{}{}", parts.concat(), p(TWO), p(THREE)));
            let out = content(&html);
            let figures = ["<figure", "<figcaption", "<figcaption><figcaption"];
            let counts = figures.map(|tag| out.matches(tag).count());
            assert_eq!(counts, [1, 1, 0], "{out}");
            assert!(!out.contains("</span><") && !out.contains("</figcaption><small"), "{out}");
            let whole = folded(&plain_text::from_html(&out));
            assert!(whole.contains(credit) && whole.contains("The quay"), "{figure}: {whole}");
            let text = plain_text::without_captions(&content(&html));
            assert_eq!(text.lines().collect::<Vec<_>>(), all(), "{figure}");
        }
    }
    let shown = |n: usize| {
        format!(
            "<figure><img src=/{n}.jpg><figcaption>Picture {n} of the quay</figcaption></figure>"
        )
    };
    let gallery: String = (1..4).map(shown).collect();
    let html = article(&format!(
        "{}{}{}<p>A short end.</p><div class=gallery>{gallery}</div>",
        p(ONE),
        p(TWO),
        p(THREE)
    ));
    let out = content(&html);
    for n in 1..4 {
        assert!(
            out.contains(&format!("Picture {n} of the quay")) && out.contains(&format!("/{n}.jpg")),
            "{out}"
        );
    }
    // Outside a figure such a line is the page's.
    let html = article(&format!(
        "{}{}{}<div class=credits>Built by Pixel Works</div>",
        p(ONE),
        p(TWO),
        p(THREE)
    ));
    assert_eq!(lines(&html), all());
}

#[test]
fn what_only_tells_the_time_above_a_text_is_none_of_it() {
    for top in [
        "<time datetime='2026-11-27T09:30:00+01:00'>27 Nov</time>",
        "<p><time datetime='2026-11-27T09:30:00+01:00'>9:30</time></p>",
        "<div class=line><time datetime='2026-11-27'>today</time> <time datetime='2026-11-28'>yesterday</time></div>",
        "<p class=datum>Publié le 27 novembre 2026 à 9h30, mis à jour le 27 novembre 2026 à 11h00</p>",
        "<p class=signature>Par Élodie d’Aubigné et Jean-Luc Le Goff (avec AFP)</p>",
    ] {
        let html = article(&format!("{top}{}{}{}", p(ONE), p(TWO), p(THREE)));
        assert_eq!(lines(&html), all(), "{top}");
    }
    // The hours of a diary are its own, and so is a day that a sentence begins with.
    let hour = |n: usize, text: &str| format!("<time>{n}:00</time><p>{text}</p>");
    let html = article(&[hour(8, ONE), hour(9, TWO), hour(10, THREE)].concat());
    assert!(lines(&html).contains(&"8:00".to_owned()), "{:#?}", lines(&html));
    let html = article(&format!(
        "<p><time>27 November</time> was cold.</p>{}{}{}",
        p(ONE),
        p(TWO),
        p(THREE)
    ));
    assert!(lines(&html).contains(&"27 November was cold.".to_owned()), "{:#?}", lines(&html));
}

#[test]
fn a_page_of_amp_shows_its_pictures_and_films() {
    let html = article(&format!(
        "<amp-img src=/amp.jpg width=800 height=500 layout=responsive><noscript><img src=/amp.jpg></noscript></amp-img>{}{}{}\
         <amp-youtube data-videoid=dQw4w9WgXcQ width=4 height=3></amp-youtube><amp-ad width=3 height=2></amp-ad>",
        p(ONE),
        p(TWO),
        p(THREE)
    ));
    let out = content(&html);
    assert_eq!(lines(&html), all());
    assert_eq!(out.matches("/amp.jpg").count(), 1, "{out}");
    assert!(out.contains("https://www.youtube.com/embed/dQw4w9WgXcQ"), "{out}");
}
