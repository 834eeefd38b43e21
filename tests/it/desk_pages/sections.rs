//! How busy sections were: bars for whoever sees them, a table for everybody.

use super::newsroom::{Office, noon};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

/// What stands in a row of a section's table.
fn row<'a>(page: &'a str, section: &str, name: &str) -> Vec<&'a str> {
    let of_section = page.split(&format!("id=\"of-{section}\"")).nth(1).unwrap();
    let row = of_section.split(&format!(">{name}</th>")).nth(1).unwrap();
    let row = row.split("</tr>").next().unwrap();
    let cells = row.split("<td class=\"number\">").skip(1);
    cells.map(|cell| cell.split("</td>").next().unwrap()).collect()
}

fn push(office: &Office, key: &str, section: &str, at: DateTime<Utc>) {
    office.push_with(key, &[section], &json!({ "date_published": at.to_rfc3339() }));
}

#[test]
fn the_last_seven_days_of_a_section_are_drawn_and_written() {
    let office = Office::usual();
    push(&office, "a", "world", noon() - TimeDelta::hours(1));
    push(&office, "b", "world", noon() - TimeDelta::hours(2));
    push(&office, "c", "world", noon() - TimeDelta::days(2));
    // At midnight sharp: of the day that begins.
    push(&office, "d", "world", "2026-11-20T00:00:00Z".parse().unwrap());
    for week in 1..=4 {
        let name = format!("w{week}");
        push(&office, &name, "world", noon() - TimeDelta::weeks(week) - TimeDelta::days(2));
    }
    let page = office.here("/desk/sections");
    assert_eq!(page.status, 200, "{}", page.text());
    let page = page.text();
    assert_eq!(row(&page, "world", "Articles"), ["0", "0", "0", "1", "1", "0", "2"], "{page}");
    assert_eq!(row(&page, "world", "Usually")[4], "1.0", "{page}");
    assert!(page.contains("4 articles in seven days, most of them on Mon 23 Nov"), "{page}");
    let plot = page.split("<svg").nth(1).unwrap().split("</svg>").next().unwrap();
    assert!(plot.contains("role=\"img\" aria-label=\"World: 4 articles in seven days"), "{plot}");
    // Mon 09:00-12:00 holds two, the highest bar; 12:00 has just begun.
    assert_eq!(plot.matches("<rect").count(), 6 * 8 + 5, "{plot}");
    assert!(plot.contains("Mon 23 Nov, from 09:00: 2 articles"), "{plot}");
    assert!(plot.contains("height=\"80\""), "{plot}");
    assert!(!page.contains("style="), "{page}");
}

#[test]
fn somebody_sees_the_weeks_of_their_sections() {
    let office = Office::usual();
    let wali = office.sign_in("wali");
    let page = office.page("/desk/sections", &wali).text();
    assert!(page.contains("id=\"of-world\"") && !page.contains("id=\"of-sports\""), "{page}");
    assert!(page.contains("It has none yet."), "{page}");
}
