//! Bytes become the characters that were meant:
//! - a mark beats the HTTP header, the header beats the XML declaration, and
//!   what nobody labelled is UTF-8, or else what it reads as, or windows-1252;
//! - a wrong label does not cost the text;
//! - UTF-16 and UTF-32 are read in both orders, with and without a mark;
//! - no bytes make the reader panic.

use pressroom::text::charset::decode;
use proptest::prelude::*;

const TEXT: &str = "<a>Zażółć – العربية</a>";

fn utf16(text: &str, to: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to).collect()
}

fn utf32(text: &str, to: fn(u32) -> [u8; 4]) -> Vec<u8> {
    text.chars().flat_map(|c| to(u32::from(c))).collect()
}

#[test]
fn wide_encodings_with_and_without_a_mark() {
    for mark in ["", "\u{FEFF}"] {
        let text = format!("{mark}{TEXT}");
        assert_eq!(decode(text.as_bytes(), None), TEXT);
        assert_eq!(decode(&utf16(&text, u16::to_le_bytes), None), TEXT);
        assert_eq!(decode(&utf16(&text, u16::to_be_bytes), None), TEXT);
        assert_eq!(decode(&utf32(&text, u32::to_le_bytes), None), TEXT);
        assert_eq!(decode(&utf32(&text, u32::to_be_bytes), None), TEXT);
    }
}

#[test]
fn a_mark_beats_every_label() {
    let declared = format!("\u{FEFF}<?xml version='1.0' encoding='iso-8859-1'?>{TEXT}");
    assert!(decode(declared.as_bytes(), Some("text/xml; charset=koi8-r")).ends_with(TEXT));
    let wide = utf16(&format!("<?xml version='1.0' encoding='utf-8'?>{TEXT}"), u16::to_le_bytes);
    assert!(decode(&wide, Some("text/xml; charset=utf-8")).ends_with(TEXT));
}

#[test]
fn the_header_beats_the_declaration() {
    let bytes = b"<?xml version='1.0' encoding='utf-8'?><a>\xC1\xC2</a>";
    assert!(decode(bytes, Some("text/xml; charset=\"KOI8-R\"")).ends_with("<a>аб</a>"));
    let bytes = b"<?xml version=\"1.0\" encoding = \"windows_1251\" ?><a>\xE0\xE1</a>";
    assert!(decode(bytes, None).ends_with("<a>аб</a>"));
    assert!(decode(bytes, Some("text/xml; charset=nonsense")).ends_with("<a>аб</a>"));
}

#[test]
fn a_wrong_label_does_not_cost_the_text() {
    let latin = b"<?xml version='1.0' encoding='utf-8'?><a>caf\xE9 \x93x\x94</a>";
    assert!(decode(latin, None).ends_with("<a>café “x”</a>"));
    // One bad byte in a document of UTF-8 spoils that character only.
    let mixed = [TEXT.as_bytes(), b"\xE9", TEXT.as_bytes()].concat();
    assert_eq!(decode(&mixed, None), format!("{TEXT}é{TEXT}"));
    // A server's default that the document contradicts.
    assert_eq!(decode(TEXT.as_bytes(), Some("text/xml; charset=ISO-8859-1")), TEXT);
    assert_eq!(decode(b"caf\xE9", Some("text/xml; charset=ISO-8859-1")), "café");
    assert_eq!(decode(TEXT.as_bytes(), Some("text/xml; charset=utf-16")), TEXT);
    assert_eq!(decode(TEXT.as_bytes(), Some("text/xml; charset=gbk")), TEXT);
}

#[test]
fn what_nobody_labelled_is_what_it_reads_as() {
    for (label, text) in [
        (
            "windows-1251",
            "Совет порта сообщил в понедельник, что рыбный рынок будет отстроен заново.",
        ),
        ("koi8-r", "Совет порта сообщил в понедельник, что рыбный рынок будет отстроен заново."),
        (
            "windows-1256",
            "أعلن مجلس الميناء يوم الاثنين أنه سيعيد بناء سوق السمك الذي احترق في الربيع.",
        ),
        ("gbk", "港口委员会星期一表示，将重建春天被烧毁的鱼市场，摊位将抽签分配。"),
        ("shift_jis", "港湾委員会は月曜日、春に焼けた魚市場を再建すると発表した。屋根はまだない。"),
        ("euc-kr", "항만위원회는 월요일에 봄에 불탄 어시장을 다시 짓겠다고 밝혔다."),
        (
            "iso-8859-2",
            "Rada przystani ogłosiła w poniedziałek, że odbuduje targ rybny, który spłonął wiosną. Źle, że późno.",
        ),
        (
            "windows-1252",
            "Der Hafenrat will den Fischmarkt wieder aufbauen – so sagte er es für alle: „Schön“, größer, höher, übermorgen.",
        ),
    ] {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        for text in [format!("<p>{text}</p>"), format!("<a>{text}</a>\n").repeat(9)] {
            let (bytes, _, is_lossy) = encoding.encode(&text);
            assert!(!is_lossy, "{label}");
            assert_eq!(decode(&bytes, None), text, "{label}");
            assert_eq!(decode(&bytes, Some("text/html; charset=utf-8")), text, "{label}");
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..64),
        header in proptest::option::of("\\PC{0,24}"),
    ) {
        let _ = decode(&bytes, header.as_deref());
    }

    #[test]
    fn utf_8_is_left_as_it_is(text in "[^\u{FEFF}\0][^\0]*") {
        prop_assume!(!text.contains("<?xml"));
        prop_assert_eq!(decode(text.as_bytes(), None), text.as_str());
    }
}
