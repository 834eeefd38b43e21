//! Dates are read as the world writes them:
//! - RFC 822 and 2822 in all variants, ISO 8601, RFC 3339, W3CDTF, Unix time;
//! - months in the languages of the world, numbers in its digits;
//! - a zone is read as what is written, or not at all: names of the IANA database, what
//!   RFC 822 defines, and abbreviations that mean one zone; all others are a fault;
//! - in the newsroom's own hand nothing is guessed: no order of day and month, no zone;
//! - what is no date, or lies outside 1900 to 9999, is none;
//! - no text makes the reader panic, and what chrono writes comes back.

use chrono::{DateTime, SecondsFormat, Utc};
use pressroom::text::dates::{
    found, judge_date, judge_date_in, judge_own_date, read_date, read_date_in,
};
use proptest::prelude::*;

fn read(text: &str) -> String {
    read_date(text)
        .map_or("none".to_owned(), |date| date.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

fn all(table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(read(text), *expected, "{text}");
    }
}

#[test]
fn rfc_822_and_its_variants() {
    all(&[
        ("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"),
        ("Mon, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"),
        ("01 Jan 04 19:48 EST", "2004-01-02T00:48:00Z"),
        ("Thu,01 January 2004 19:48:21 +0500", "2004-01-01T14:48:21Z"),
        ("Thu, , 01 Jan 2004 19:48:21 PKT", "2004-01-01T14:48:21Z"),
        ("Thu, 1 Jan 2004 19:48:21 Z", "2004-01-01T19:48:21Z"),
        ("Thu, 1 Jan 2004 19:48:21 A", "2004-01-01T20:48:21Z"),
        ("Thu, 1 Jan 2004 19:48:21 UT", "2004-01-01T19:48:21Z"),
        ("Thu, 1 Jan 2004 19:48:21 -0000 (UTC)", "2004-01-01T19:48:21Z"),
        ("Thu, 1 Jan 2004 19:48:21 GMT+0100", "2004-01-01T18:48:21Z"),
        ("Thu, 1 Jan 2004 19:48:21 PDT", "2004-01-02T02:48:21Z"),
        ("Thu, 1 Jan 2004", "2004-01-01T00:00:00Z"),
        ("1 Jan 70 00:00 GMT", "1970-01-01T00:00:00Z"),
        ("Sun Jan  4 16:29:06 2004", "2004-01-04T16:29:06Z"),
        ("Sun Jan  4 16:29:06 PST 2004", "2004-01-05T00:29:06Z"),
        ("January 4, 2004 4:29 PM", "2004-01-04T16:29:00Z"),
        ("Sept. 4, 2004 12:05 am EDT", "2004-09-04T04:05:00Z"),
        ("Thu, 01-Jan-2004 19:48:21 GMT", "2004-01-01T19:48:21Z"),
        ("Thu, 31 Dec 2026 24:00:00 GMT", "2027-01-01T00:00:00Z"),
        ("Sat, 31 Dec 2016 23:59:60 GMT", "2017-01-01T00:00:00Z"),
    ]);
}

#[test]
fn iso_8601_and_its_relatives() {
    all(&[
        ("2026-09-01T10:00:00Z", "2026-09-01T10:00:00Z"),
        ("2026-09-01T10:00:00.25+05:00", "2026-09-01T05:00:00.250Z"),
        ("2026-09-01 10:00:00", "2026-09-01T10:00:00Z"),
        ("2026-09-01 10:00:00 +0500", "2026-09-01T05:00:00Z"),
        ("2026-09-01T10:00:00-0330", "2026-09-01T13:30:00Z"),
        ("2026-09-01T10:00", "2026-09-01T10:00:00Z"),
        ("2026-09-01T10Z", "2026-09-01T10:00:00Z"),
        ("2026-09-01", "2026-09-01T00:00:00Z"),
        ("2026-09", "2026-09-01T00:00:00Z"),
        ("2026", "2026-01-01T00:00:00Z"),
        ("20260901", "2026-09-01T00:00:00Z"),
        ("20260901T100000Z", "2026-09-01T10:00:00Z"),
        ("20260901100000", "2026-09-01T10:00:00Z"),
        ("2026-244", "2026-09-01T00:00:00Z"),
        ("2026244", "2026-09-01T00:00:00Z"),
        ("2026-W36-2", "2026-09-01T00:00:00Z"),
        ("2026/09/01 10:00", "2026-09-01T10:00:00Z"),
        ("2026-09-01T24:00:00Z", "2026-09-02T00:00:00Z"),
        ("  2026-09-01T10:00:00Z\n", "2026-09-01T10:00:00Z"),
    ]);
}

#[test]
fn local_orders_and_unix_time() {
    all(&[
        ("01/09/2026 10:00", "2026-09-01T10:00:00Z"),
        ("01/09/2026", "2026-09-01T00:00:00Z"),
        ("09/13/2026", "2026-09-13T00:00:00Z"),
        ("1.9.2026 10:00", "2026-09-01T10:00:00Z"),
        ("01-09-2026 10:00:05", "2026-09-01T10:00:05Z"),
        ("1788256800", "2026-09-01T10:00:00Z"),
        ("1788256800000", "2026-09-01T10:00:00Z"),
        ("1788256800.5", "2026-09-01T10:00:00Z"),
    ]);
}

#[test]
fn years_that_are_counted_otherwise() {
    all(&[
        ("令和8年11月27日", "2026-11-27T00:00:00Z"),
        ("令和8年11月27日(金) 10時30分", "2026-11-27T10:30:00Z"),
        ("令和元年5月1日", "2019-05-01T00:00:00Z"),
        ("R8.11.27", "2026-11-27T00:00:00Z"),
        ("平成30年11月27日", "2018-11-27T00:00:00Z"),
        ("H30.11.27", "2018-11-27T00:00:00Z"),
        ("昭和64年1月7日", "1989-01-07T00:00:00Z"),
        ("民國115年11月27日", "2026-11-27T00:00:00Z"),
        ("27/11/2569", "2026-11-27T00:00:00Z"),
        ("2569-11-27", "2026-11-27T00:00:00Z"),
        ("2567-02-29T08:00:00+07:00", "2024-02-29T01:00:00Z"),
        ("27 November 2569 08:00", "2026-11-27T08:00:00Z"),
        ("令和8年13月27日", "none"),
        ("令和8年", "none"),
        // A letter with a space behind it is none of an era.
        ("S 27 Nov 2026", "2026-11-27T00:00:00Z"),
    ]);
    // What the newsroom writes is meant so.
    let own = judge_own_date("2569-11-27", chrono_tz::UTC).unwrap();
    assert_eq!(own.to_rfc3339(), "2569-11-27T00:00:00+00:00");
}

#[test]
fn months_of_many_languages() {
    all(&[
        ("Di, 01 März 2026 10:00:00 +0100", "2026-03-01T09:00:00Z"),
        ("1. Dezember 2026", "2026-12-01T00:00:00Z"),
        ("mardi 1 août 2026 10:00", "2026-08-01T10:00:00Z"),
        ("mar., 01 févr. 2026 10:00:00 GMT", "2026-02-01T10:00:00Z"),
        ("martes, 1 de septiembre de 2026", "2026-09-01T00:00:00Z"),
        ("1 ene 2026 10:00", "2026-01-01T10:00:00Z"),
        ("ter, 01 fev 2026 10:00:00 -0300", "2026-02-01T13:00:00Z"),
        ("martedì 1 giugno 2026", "2026-06-01T00:00:00Z"),
        ("dinsdag 1 maart 2026", "2026-03-01T00:00:00Z"),
        ("1 października 2026 10:00", "2026-10-01T10:00:00Z"),
        ("Вт, 01 сен 2026 10:00:00 +0300", "2026-09-01T07:00:00Z"),
        ("1 Ağustos 2026 Salı 10:00", "2026-08-01T10:00:00Z"),
        ("1 ستمبر 2026", "2026-09-01T00:00:00Z"),
        ("١ سبتمبر ٢٠٢٦ ١٠:٠٠", "2026-09-01T10:00:00Z"),
        ("۱ ستمبر ۲۰۲۶", "2026-09-01T00:00:00Z"),
        ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00Z"),
        ("2004-július-13T9:15-05:00", "2004-07-13T14:15:00Z"),
        ("2004년 05월 28일 오후 01:31:15", "2004-05-28T13:31:15Z"),
        ("2026年9月1日 10時30分", "2026-09-01T10:30:00Z"),
        ("26. marraskuuta 2026", "2026-11-26T00:00:00Z"),
        ("26. listopadu 2026", "2026-11-26T00:00:00Z"),
        ("26. lipnja 2026", "2026-06-26T00:00:00Z"),
        ("26 desember 2026", "2026-12-26T00:00:00Z"),
        ("26 noiembrie 2026", "2026-11-26T00:00:00Z"),
        ("26 Kasım'da 2026", "2026-11-26T00:00:00Z"),
        ("26 Sept. 2026", "2026-09-26T00:00:00Z"),
        ("27. listopada 2026.", "2026-10-27T00:00:00Z"),
        ("27 listopada 2026", "2026-11-27T00:00:00Z"),
        ("1er novembre 2026", "2026-11-01T00:00:00Z"),
    ]);
    all(&[
        ("20 พฤศจิกายน 2569", "2026-11-20T00:00:00Z"),
        ("20 พ.ย. 2569 เวลา 10:05 น.", "2026-11-20T10:05:00Z"),
        ("1 มี.ค. 2569", "2026-03-01T00:00:00Z"),
        ("3 ก.ค. 69 14:30", "2026-07-03T14:30:00Z"),
        ("3 กรกฎาคม 69 14:30 +07:00", "2026-07-03T07:30:00Z"),
        ("3 ธ.ค. 26", "2026-12-03T00:00:00Z"),
        ("Thứ sáu, ngày 20 tháng 11 năm 2026", "2026-11-20T00:00:00Z"),
        ("20 ноември 2026", "2026-11-20T00:00:00Z"),
        ("20. новембар 2026.", "2026-11-20T00:00:00Z"),
        ("20. novembra 2026", "2026-11-20T00:00:00Z"),
        ("3 d'agost de 2026", "2026-08-03T00:00:00Z"),
        ("3 d\u{2019}octubre de 2026", "2026-10-03T00:00:00Z"),
        ("2026 m. lapkričio 20 d. 10:00", "2026-11-20T10:00:00Z"),
        ("2026. gada 20. novembrī", "2026-11-20T00:00:00Z"),
        ("20 בנובמבר 2026", "2026-11-20T00:00:00Z"),
        ("২০ নভেম্বর ২০২৬", "2026-11-20T00:00:00Z"),
        ("20 நவம்பர் 2026", "2026-11-20T00:00:00Z"),
        ("20 నవంబర్ 2026", "2026-11-20T00:00:00Z"),
        ("20 अक्टूबर 2026", "2026-10-20T00:00:00Z"),
        ("20 નવેમ્બર 2026", "2026-11-20T00:00:00Z"),
        ("20 noyabr 2026", "2026-11-20T00:00:00Z"),
        ("20 ნოემბერი 2026", "2026-11-20T00:00:00Z"),
        ("20 nëntor 2026", "2026-11-20T00:00:00Z"),
        ("Nobyembre 20, 2026", "2026-11-20T00:00:00Z"),
        ("2026.11.20. 오후 3:05", "2026-11-20T15:05:00Z"),
    ]);
    // What only begins like a month is none.
    for text in ["26 Marines 2026", "26 Mara 2026", "26 maybe 2026", "26 Augustinus 2026"] {
        assert_eq!(read(text), "none", "{text}");
    }
}

#[test]
fn a_zone_is_what_is_written() {
    all(&[
        ("2026-12-01 18:00 America/New_York", "2026-12-01T23:00:00Z"),
        ("2026-07-01 18:00 america/new_york", "2026-07-01T22:00:00Z"),
        ("2026-12-01T18:00[America/New_York]", "2026-12-01T23:00:00Z"),
        ("2026-12-01T18:00-05:00[America/New_York]", "2026-12-01T23:00:00Z"),
        ("2026-12-01 18:00 (Asia/Karachi)", "2026-12-01T13:00:00Z"),
        ("Tue, 01 Dec 2026 18:00:00 Asia/Kolkata", "2026-12-01T12:30:00Z"),
        ("America/Port-au-Prince, 1 December 2026 18:00", "2026-12-01T23:00:00Z"),
        ("1 December 2026 6 pm Etc/GMT+5", "2026-12-01T23:00:00Z"),
        ("2026-12-01 18:00 Singapore", "2026-12-01T10:00:00Z"),
        ("Tue, 01 Dec 2026 18:00 EST", "2026-12-01T23:00:00Z"),
        ("Tue, 01 Dec 2026 18:00 EST -0500", "2026-12-01T23:00:00Z"),
        ("Tue, 01 Dec 2026 18:00 +0530 (IST)", "2026-12-01T12:30:00Z"),
        ("Tue, 01 Dec 2026 18:00 +0100 BST", "2026-12-01T17:00:00Z"),
        ("2026-12-01 18:00 MESZ", "2026-12-01T16:00:00Z"),
        ("1 December 2026, 18:00 Uhr", "2026-12-01T18:00:00Z"),
    ]);
    for (text, why) in [
        ("Tue, 01 Dec 2026 18:00 IST", "several zones"),
        ("Tue, 01 Dec 2026 18:00 BST", "several zones"),
        ("2026-12-01 18:00 (IST)", "several zones"),
        ("2026-12-01 18:00 AST", "several zones"),
        ("2026-12-01 6pm ET", "several zones"),
        ("2026-12-01 18:00 XYZT", "nobody knows"),
        ("2026-12-01 18:00 America/New_Yrok", "nobody knows"),
        ("2026-12-01 18:00 [New York]", "nobody knows"),
        ("2026-12-01T18:00+05:00[America/New_York]", "do not agree"),
        ("soon", "not a date"),
    ] {
        let fault = judge_date(text).expect_err(text);
        assert!(fault.to_string().contains(why), "{text}: {fault}");
        assert_eq!(fault.is_of_the_zone(), why != "not a date", "{text}");
        assert_eq!(read_date_in(text, chrono_tz::Asia::Karachi), None, "{text}");
    }
}

#[test]
fn the_newsrooms_own_dates_are_not_guessed() {
    let read = |text: &str| judge_own_date(text, chrono_tz::Europe::London);
    for (text, expected) in [
        ("2026-09-01", "2026-08-31T23:00:00Z"),
        ("2026-09-01 10:00", "2026-09-01T09:00:00Z"),
        ("20260901T1000", "2026-09-01T09:00:00Z"),
        ("1 September 2026, 10:00", "2026-09-01T09:00:00Z"),
        ("Tue, 01/09/2026 10:00", "2026-09-01T09:00:00Z"),
        ("13/09/2026 10:00", "2026-09-13T09:00:00Z"),
        ("December 1, 2026 6 p.m.", "2026-12-01T18:00:00Z"),
        ("2026-12-01 18:00 America/New_York", "2026-12-01T23:00:00Z"),
        ("2026-12-01 18:00 PKT", "2026-12-01T13:00:00Z"),
        ("２０２６年１２月１日 18：00Ｚ", "2026-12-01T18:00:00Z"),
        ("5/5/05", "2005-05-04T23:00:00Z"),
        ("Sat, 05 Dec 26 18:00 +0000", "2026-12-05T18:00:00Z"),
        ("samedi 5 décembre 2026", "2026-12-05T00:00:00Z"),
        ("2026-12-05 (Saturday)", "2026-12-05T00:00:00Z"),
    ] {
        let date = read(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
        assert_eq!(date.to_rfc3339_opts(SecondsFormat::AutoSi, true), expected, "{text}");
    }
    for (text, why) in [
        ("12/01/2026", "one of two days"),
        ("Wed, 01/09/2026", "one of two days"),
        ("2026-09", "not a date"),
        ("3 ก.ค. 69 14:30", "not a date"),
        ("September 2026", "not a date"),
        ("2026", "not a date"),
        ("1788256800", "not a date"),
        ("1 September 2026 6", "not a date"),
        ("2026-12-01 18:00 EST", "several zones"),
        ("2026-12-01 18:00 CST", "several zones"),
        ("2026-12-01 18:00 est", "several zones"),
        ("2026-12-01 18:00 Eastern", "nobody knows"),
        ("2026-12-01 18:00 New York", "nobody knows"),
        ("6pm ET on 1 December 2026", "not a date"),
        // A year of two digits may be the first of them, and the last.
        ("26-12-05", "one of two days"),
        ("27/01/03 06:00", "one of two days"),
        ("26.12.09", "one of two days"),
        ("26-Dec-05", "one of two days"),
        ("5 Dec 26", "one of two days"),
        ("28-11-30", "one of two days"),
        // What is written behind a date, or around it, may have been meant.
        ("2026-12-05 18:00 Ｒ", "several zones"),
        ("2026-12-05 18:00 Ж", "not a date"),
        ("2026-12-05?", "not a date"),
        ("~2026-12-05 18:00", "not a date"),
        ("2026-12-05 18:00 ?", "not a date"),
        // The fifth is a Saturday.
        ("Monday 5 December 2026 18:00", "a weekday that this day is not"),
        ("Montag, 5. Dezember 2026, 18 Uhr", "a weekday that this day is not"),
        ("Sun, 05 Dec 2026 18:00:00 +0000", "a weekday that this day is not"),
        ("Sat, Mon 5 Dec 2026", "a weekday that this day is not"),
        ("2026-12-05 18:00 (Mon)", "a weekday that this day is not"),
        ("2026-12-05T18:00:00+05:00 (Mon)", "a weekday that this day is not"),
    ] {
        let fault = read(text).expect_err(text).to_string();
        assert!(fault.contains(why), "{text}: {fault}");
    }
}

#[test]
fn what_only_a_weekday_or_half_of_the_day_tells() {
    all(&[
        ("Tue, 09/01/2026 - 10:00", "2026-09-01T10:00:00Z"),
        ("mardi 09/01/2026 - 10:00", "2026-09-01T10:00:00Z"),
        ("Dec. 9, 2019, 6 p.m.", "2019-12-09T18:00:00Z"),
        ("9 December 2019 6pm", "2019-12-09T18:00:00Z"),
        ("9 December 2019 12 am", "2019-12-09T00:00:00Z"),
        ("Thursday, December 9, 2019 6 p. m.", "2019-12-09T18:00:00Z"),
        ("9/12/2019 6:30 μ.μ.", "2019-12-09T18:30:00Z"),
        ("9/12/2019 6:30 π.μ.", "2019-12-09T06:30:00Z"),
        ("9 Dec 2019, noon", "2019-12-09T12:00:00Z"),
        ("Dec 9, 2019 12 noon", "2019-12-09T12:00:00Z"),
        ("9 Dec 2019 18.30", "2019-12-09T18:30:00Z"),
        ("9.12.2019 18.30", "2019-12-09T18:30:00Z"),
        ("9. joulukuuta 2019 klo 18.30", "2019-12-09T18:30:00Z"),
        ("9 december 2019 kl. 18", "2019-12-09T18:00:00Z"),
        ("9 décembre 2019 à 18", "2019-12-09T18:00:00Z"),
        ("9 dicembre 2019 ore 18", "2019-12-09T18:00:00Z"),
        ("Dec 9, 2019 at 6 pm", "2019-12-09T18:00:00Z"),
    ]);
}

#[test]
fn of_several_zones_the_one_that_the_source_is_in_is_meant() {
    for (text, zone, expected) in [
        ("Mon, 27 Jul 2026 08:00:00 BST", chrono_tz::Europe::London, "2026-07-27T07:00:00Z"),
        ("Mon, 27 Jul 2026 08:00:00 IST", chrono_tz::Asia::Kolkata, "2026-07-27T02:30:00Z"),
        ("Mon, 27 Jul 2026 08:00:00 IST", chrono_tz::Europe::Dublin, "2026-07-27T07:00:00Z"),
        ("July 27, 2026 8:00 AM ET", chrono_tz::America::New_York, "2026-07-27T12:00:00Z"),
        ("Nov 27, 2026 8:00 AM ET", chrono_tz::America::New_York, "2026-11-27T13:00:00Z"),
    ] {
        let date = judge_date_in(text, zone).unwrap_or_else(|fault| panic!("{text}: {fault}"));
        assert_eq!(date.to_rfc3339_opts(SecondsFormat::AutoSi, true), expected, "{text}");
    }
    // It is winter in London then, and nobody says British summer time.
    let fault = judge_date_in("Fri, 27 Nov 2026 08:00:00 BST", chrono_tz::Europe::London);
    assert!(fault.is_err_and(|fault| fault.to_string().contains("several zones")));
    assert!(judge_own_date("2026-07-27 08:00 IST", chrono_tz::Asia::Kolkata).is_err());
}

#[test]
fn a_zone_in_words_is_one_or_said_to_be_none() {
    all(&[
        ("26 Nov 2026 10:00 Paris time", "2026-11-26T09:00:00Z"),
        ("26 novembre 2026 10:00 (heure de Paris)", "2026-11-26T09:00:00Z"),
        ("Thu, 26 Nov 2026 10:00:00 Karachi", "2026-11-26T05:00:00Z"),
        ("26 Nov 2026 10:00 AM New York Time", "2026-11-26T15:00:00Z"),
        ("26 Nov 2026 10:00 Central European Time", "2026-11-26T09:00:00Z"),
        ("26 Nov 2026 10:00:00 GMT-0500 (Eastern Standard Time)", "2026-11-26T15:00:00Z"),
        ("26 Nov 2026 10:00 local time", "2026-11-26T10:00:00Z"),
    ]);
    for (text, why) in [
        ("Thu, 26 Nov 2026 10:00 AM Eastern", "several zones"),
        ("Thu, 26 Nov 2026 10:00 Pacific Time", "several zones"),
        ("Thu, 26 Nov 2026 10:00 Sorrel time", "nobody knows"),
    ] {
        let fault = judge_date(text).expect_err(text).to_string();
        assert!(fault.contains(why), "{text}: {fault}");
    }
}

#[test]
fn what_is_no_date_is_none() {
    let table = [
        "",
        " ",
        "soon",
        "yesterday",
        "31 Feb 2026",
        "2026-02-30",
        "2026-13-01",
        "12:00",
        "Thu, 01 Jan 1899 00:00:00 GMT",
        "10000-01-01",
        "99999999999999999999",
        "the third of the 4 may items of 2026 that we read today",
        "2026-09-01T99:99:99Z",
        "-",
        "+",
        "1 Jan",
        "Jan",
        "--",
        "0000-00-00 00:00:00",
    ];
    for text in table {
        assert_eq!(read(text), "none", "{text}");
    }
}

/// Words that may stand beside a time.
const BESIDE: [&str; 21] = [
    "uhr", "hrs", "hr", "hours", "local", "st", "nd", "rd", "th", "on", "at", "of", "mon", "tue",
    "wed", "thu", "fri", "sat", "sun", "am", "pm",
];

#[test]
fn a_date_in_a_line_is_found_in_any_script() {
    for (line, date) in [
        ("입력 2026.11.20. 오전 9:05 수정 2026.11.20. 오후 3:05", "2026-11-20T09:05:00Z"),
        ("प्रकाशित: 20 अक्टूबर 2026 10:05", "2026-10-20T10:05:00Z"),
        ("เผยแพร่ 20 พ.ย. 2569 10:05", "2026-11-20T10:05:00Z"),
        ("Đăng ngày 20 tháng 11 năm 2026", "2026-11-20T00:00:00Z"),
        ("প্রকাশ: ২০ নভেম্বর ২০২৬", "2026-11-20T00:00:00Z"),
    ] {
        let found = found::first(line).map(|found| found.date.to_rfc3339().replace("+00:00", "Z"));
        assert_eq!(found.as_deref(), Some(date), "{line}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC*") {
        let _ = read_date(&text);
    }

    #[test]
    fn no_heap_of_date_parts_makes_it_panic(
        text in "([0-9]{1,5}|[-+:/., TZW年月]|Jan|mai|GMT|am|٣){0,14}"
    ) {
        let _ = read_date(&text);
    }

    #[test]
    fn no_zone_is_taken_for_another(
        zone in "[A-Z]{2,5}|[A-Z][a-z]{2,8}/[A-Z][a-z]{2,8}", by_hand: bool
    ) {
        let text = format!("2026-12-01 18:00 {zone}");
        let here = chrono_tz::Pacific::Chatham;
        let read = match by_hand {
            true => judge_own_date(&text, here),
            false => judge_date_in(&text, here),
        };
        // No zone that has a name is as far from Greenwich as these islands alone.
        let as_if_none = "2026-12-01T04:15:00Z".parse::<DateTime<Utc>>().expect("a date");
        let is_beside = BESIDE.iter().any(|word| zone.to_lowercase().starts_with(word));
        prop_assert!(read != Ok(as_if_none) || is_beside, "{text}");
    }

    #[test]
    fn what_chrono_writes_comes_back(seconds in -2_208_988_800_i64..253_402_300_799) {
        let date = DateTime::<Utc>::from_timestamp_secs(seconds).expect("in range");
        prop_assert_eq!(read_date(&date.to_rfc3339()), Some(date));
        prop_assert_eq!(read_date(&date.format("%a, %d %b %Y %H:%M:%S %z").to_string()), Some(date));
        prop_assert_eq!(read_date(&date.format("%Y%m%dT%H%M%SZ").to_string()), Some(date));
    }
}
