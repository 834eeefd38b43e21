//! Mistakes in the configuration: in which line each is told, and what is to be written there.

use pressroom::config::{Environment, from_text};

pub(super) const RIGHT: &str = r#"[site]
title = "The Indus Courier"
url = "https://www.induscourier.example/"
founded = 2026-09-01
timezone = "Asia/Karachi"

[[section]]
title = "World"

[[source]]
name = "newsroom"
schedule = "*/5 * * * *"
[source.folder]
path = "articles"
"#;

/// What is written in the place of what, in which line that is told, and words of the remedy.
pub(super) const CONFIGURATION: &[(&str, &str, usize, &str)] = &[
    ("\"The Indus Courier\"", "“The Indus Courier”", 2, "title = \"The Indus Courier\"`"),
    ("\"The Indus Courier\"", "The Indus Courier", 2, "title = \"The Indus Courier\"`"),
    ("\"The Indus Courier\"", "'The Editor's Courier'", 2, "title = \"The Editor's Courier\"`"),
    ("\"The Indus Courier\"", "\"The \"Indus\" Courier\"", 2, "title = 'The \"Indus\" Courier'`"),
    ("\"The Indus Courier\"", "«The Indus Courier»", 2, "title = \"The Indus Courier\"`"),
    ("\"The Indus Courier\"", "„The Indus Courier“", 2, "straight ones"),
    ("title = \"The", "titel = \"The", 2, "did you mean `title`"),
    ("[site]", "[site", 1, "close the header, as in `[site]`"),
    (
        "\"https://www.induscourier.example/\"",
        "https://www.induscourier.example/",
        3,
        "url = \"https://www.induscourier.example/\"`",
    ),
    (
        "\"https://www.induscourier.example/\"",
        "\"induscourier.example\"",
        3,
        "did you mean `https://induscourier.example/`",
    ),
    (
        "2026-09-01",
        "01/09/2026",
        4,
        "`founded = 2026-09-01` is 1 September, `founded = 2026-01-09` is 9 January",
    ),
    ("2026-09-01", "31/12/2025", 4, "`founded = 2025-12-31`"),
    ("2026-09-01", "12/31/2025", 4, "`founded = 2025-12-31`"),
    ("2026-09-01", "31.12.2025", 4, "`founded = 2025-12-31`"),
    ("2026-09-01", "2026/09/01", 4, "`founded = 2026-09-01`"),
    ("2026-09-01", "1 September 2026", 4, "`founded = 2026-09-01`"),
    ("2026-09-01", "September 1, 2026", 4, "`founded = 2026-09-01`"),
    ("2026-09-01", "\"2026-09-01\"", 4, "without quotes: `founded = 2026-09-01`"),
    ("2026-09-01", "\"01/09/2026\"", 4, "`founded = 2026-09-01` is 1 September"),
    ("2026-09-01", "2026", 4, "founded = 2026-09-01"),
    ("Asia/Karachi", "PST", 5, "did you mean `America/Los_Angeles`"),
    ("Asia/Karachi", "EDT", 5, "did you mean `America/New_York`"),
    ("Asia/Karachi", "PKT", 5, "did you mean `Asia/Karachi`"),
    ("Asia/Karachi", "IST", 5, "`Asia/Kolkata` or `Europe/Dublin` or `Asia/Jerusalem`"),
    ("Asia/Karachi", "BST", 5, "`Europe/London` or `Asia/Dhaka`"),
    ("Asia/Karachi", "CEST", 5, "did you mean `Europe/Berlin`"),
    ("Asia/Karachi", "GMT+5", 5, "UTC+5: `Asia/Karachi`"),
    ("Asia/Karachi", "UTC+5", 5, "UTC+5: `Asia/Karachi`"),
    ("Asia/Karachi", "+05:00", 5, "UTC+5: `Asia/Karachi`"),
    ("Asia/Karachi", "UTC+5:30", 5, "UTC+5:30: `Asia/Kolkata`"),
    ("Asia/Karachi", "GMT-3:30", 5, "UTC-3:30: `America/St_Johns`"),
    ("Asia/Karachi", "+0545", 5, "UTC+5:45: `Asia/Kathmandu`"),
    ("Asia/Karachi", "Karachi", 5, "did you mean `Asia/Karachi`"),
    ("Asia/Karachi", "New York", 5, "did you mean `America/New_York`"),
    ("Asia/Karachi", "Asia/Karrachi", 5, "did you mean `Asia/Karachi`"),
    ("Asia/Karachi", "Pakistan Standard Time", 5, "did you mean `Asia/Karachi`"),
    ("Asia/Karachi", "W. Europe Standard Time", 5, "did you mean `Europe/Berlin`"),
    ("Asia/Karachi", "QQQ", 5, "as in `Asia/Karachi`"),
    ("[[section]]", "[section]", 7, "`[[section]]`"),
    ("title = \"World\"", "title: World", 8, "`=` in the place of `:`, as in `title = \"World\"`"),
    ("title = \"World\"", "title = World", 8, "title = \"World\"`"),
    ("title = \"World\"", "title = \"World", 8, "title = \"World\"`"),
    ("name = \"newsroom\"", "name = newsroom", 11, "name = \"newsroom\"`"),
    ("name = \"newsroom\"", "name = \"newsroom\"\nname = \"other\"", 12, "keep one of the two"),
    ("\"*/5 * * * *\"", "*/5 * * * *", 12, "schedule = \"*/5 * * * *\"`"),
    ("\"*/5 * * * *\"", "\"every 5 minutes\"", 12, "`*/5 * * * *` is every 5 minutes"),
    ("\"*/5 * * * *\"", "\"5m\"", 12, "`*/5 * * * *` is every 5 minutes"),
    ("\"*/5 * * * *\"", "\"*/5 * * *\"", 12, "minute, hour, day, month and weekday"),
    ("[source.folder]", "sections = [world]\n[source.folder]", 13, "sections = [\"world\"]`"),
    ("[source.folder]", "sections = \"world\"\n[source.folder]", 13, "sections = [\"world\"]`"),
    ("[source.folder]", "sections = [\"wrold\"]\n[source.folder]", 13, "did you mean `world`"),
    ("[source.folder]", "[folder]", 13, "write its header whole: `[source.folder]`"),
    (
        "[source.folder]\npath = \"articles\"",
        "[feed]\nurl = \"https://x.example/f\"",
        13,
        "write its header whole: `[source.feed]`",
    ),
    (
        "[source.folder]\npath = \"articles\"",
        "[[feed]]\nurl = \"https://x.example/f\"",
        14,
        "a key of `[source.feed]`",
    ),
    (
        "[source.folder]\npath = \"articles\"",
        "[page]\nurl = \"https://x.example/\"\nmax_pages = 3",
        13,
        "`[source.page]`",
    ),
    ("path = \"articles\"", "path = \"C:\\articles\\new\"", 14, "path = 'C:\\articles\\new'`"),
    ("path = \"articles\"", "path = 'C:\\articles\\new'", 14, "as in `/srv/articles`"),
    ("path = \"articles\"", "path = \"C:/articles\"", 14, "as in `/srv/articles`"),
    ("path = \"articles\"", "path = \"C:\\new\"", 14, "as in `/srv/articles`"),
    ("path = \"articles\"", "path = '\\\\server\\share'", 14, "as in `/srv/articles`"),
    ("path = \"articles\"", "path = \"artikel\"", 14, "mkdir -p"),
    ("path = \"articles\"", "path = \"articles\"\nwatch = yes", 15, "watch = true`"),
    ("path = \"articles\"", "path = \"articles\"\nwatch = True", 15, "watch = true`"),
    ("path = \"articles\"", "path = \"articles\"\nwatch = off", 15, "watch = false`"),
    (
        "path = \"articles\"",
        "path = \"articles\"\nwatch = \"yes\"",
        15,
        "`watch = true`, without quotes",
    ),
    (
        "path = \"articles\"",
        "path = \"articles\"\nwatch = 1",
        15,
        "`watch = true` or `watch = false`",
    ),
    (
        "path = \"articles\"\n",
        "path = \"articles\"\n[publish]\nitems = \"50\"\n",
        16,
        "`items = 50`, without quotes",
    ),
    (
        "path = \"articles\"\n",
        "path = \"articles\"\n[server]\nlisten = \"localhost:9000\"\n",
        16,
        "`127.0.0.1:9000`",
    ),
    (
        "path = \"articles\"\n",
        "path = \"articles\"\n[server]\nlisten = \":9000\"\n",
        16,
        "`0.0.0.0:9000` for all",
    ),
    ("path = \"articles\"\n", "path = \"articles\"\n[server]\nlisten = 9000\n", 16, "127.0.0.1:"),
    ("\"articles\"", "\"~/articles\"", 14, "write it whole, as in `/home/courier/articles`"),
    ("\"articles\"", "\"$HOME/articles\"", 14, "as in `/home/courier/articles`"),
    ("\"articles\"", "\"file:///srv/articles\"", 14, "write the path: `/srv/articles`"),
    ("\"articles\"", "\"articles/*.md\"", 14, "name the folder alone: `articles`"),
    ("2026-09-01", "2026-02-30", 4, "write a day that there is"),
    ("2026-09-01", "\"2026-11-31\"", 4, "`founded = 2026-11-30`"),
    ("2026-09-01", "\"September 2026\"", 4, "`founded = 2026-09-30`"),
    ("title = \"World\"", "name = \"World\"", 8, "did you mean `title`?"),
    ("\"articles\"", "\"articles\"\nsections = [\"world\"]", 15, "move it to [[source]], above"),
    ("\"articles\"", "\"articles\"\ntimezone = \"UTC\"", 15, "move it to [[source]], above"),
    (
        "schedule = \"*/5 * * * *\"",
        "schedule = \"*/5 * * * *\"\nurl = \"https://x.example/\"",
        13,
        "write it below `[source.feed]`, `[source.page]` or `[source.sitemap]`",
    ),
    (
        "schedule = \"*/5 * * * *\"",
        "schedule = \"*/5 * * * *\"\nmirror = true",
        13,
        "write it below `[source.feed]` or `[source.folder]`",
    ),
    ("schedule = \"*/5 * * * *\"", "schedule = \"03:00\"", 12, "write `0 3 * * *` for every day"),
    ("path = \"articles\"", "path = \"articles\"\nwatch = true;", 15, "write `watch = true`"),
    ("path = \"articles\"", "path = \"articles\"\nwatch = true // x", 15, "write `watch = true`"),
    ("path = \"articles\"", "path = \"articles\"\nwatch => true", 15, "write `watch = true`"),
    ("path = \"articles\"", "path = \"articles\"\nwatch == true", 15, "write `watch = true`"),
    (
        "schedule = \"*/5 * * * *\"",
        "schedule = \"*/5 * * * *\"\nsections = [\"world\" \"sport\"]",
        13,
        "write `sections = [\"world\", \"sport\"]`",
    ),
    (
        "schedule = \"*/5 * * * *\"",
        "sections = [\"world\"\nschedule = \"*/5 * * * *\"",
        12,
        "close its bracket: `sections = [\"world\"]`",
    ),
    ("[[section]]", "[fetch]\nallow_hosts = [\"10.*\"]\n[[section]]", 8, "write each name whole"),
    ("[[section]]", "[fetch]\nallow_hosts = [\"a.example:97350\"]\n[[section]]", 8, "to 65535"),
    ("[[section]]", "[publish]\nfolder = \"/\"\n[[section]]", 8, "a folder of their own"),
    (
        "[[section]]",
        "[store]\nmaintenance = false\n[[section]]",
        8,
        "`maintenance = \"30 3 * * *\"`",
    ),
    (
        "timezone = \"Asia/Karachi\"",
        "timezone = \"Asia/Karachi\"\nicon = \"icon.png\"",
        6,
        "whole address",
    ),
    (
        "path = \"articles\"\n",
        "path = \"articles\"\n[alerts]\nwebhook = \"https://m.example/x\"\nroom = \"!a:m.example\"\n",
        17,
        "`webhook` has that: For Matrix it names the room: `https://matrix.example/",
    ),
    (
        "path = \"articles\"\n",
        "path = \"articles\"\n[[api.token]]\nname = \"cms\"\n",
        15,
        "`pressroom token NAME` makes it",
    ),
    (
        "path = \"articles\"\n",
        "path = \"articles\"\n[[desk.user]]\nname = \"amina\"\n",
        15,
        "`pressroom desk-user NAME` makes it",
    ),
    ("[site]", "{\"site\": {}}", 1, "this is JSON"),
    ("[site]\ntitle = ", "site:\n  title: ", 1, "this is YAML"),
];

#[test]
fn mistakes_in_the_configuration_are_answered_with_what_to_write() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("articles")).unwrap();
    let path = folder.path().join("config.toml");
    let (mut wrong, mut all) = (Vec::new(), 0);
    for (right, written, line, remedy) in CONFIGURATION {
        assert!(RIGHT.contains(right), "{right} is in the file");
        let text = RIGHT.replacen(right, written, 1);
        all += 1;
        let told: Vec<String> = match from_text(&text, &path, &Environment::default()) {
            Ok(_) => vec!["nothing is wrong".to_owned()],
            Err(problems) => {
                let told = |it: &pressroom::config::Problem| {
                    format!("{}: {}: {}", it.line, it.cause, it.remedy)
                };
                problems.iter().map(told).collect()
            }
        };
        let place = format!("{line}: ");
        if !told.iter().any(|told| told.starts_with(&place) && told.contains(remedy)) {
            wrong.push(format!("{written}: wants {line}, {remedy}\n    {}", told.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "of {all}:\n{}", wrong.join("\n"));
}

#[test]
fn one_mistake_is_told_once() {
    let path = std::path::Path::new("config.toml");
    let open = RIGHT.replace("path = \"articles\"", "sections = [\"world\"\npath = \"articles\"");
    let nameless = RIGHT
        .replace("title = \"World\"", "name = \"World\"")
        .replace("[source.folder]", "sections = [\"world\"]\n[source.folder]");
    for (text, most) in [(open, 2), (nameless, 3)] {
        let problems = from_text(&text, path, &Environment::default()).unwrap_err();
        let causes = problems.iter().map(|it| &it.cause);
        let told: Vec<&String> = causes.filter(|it| !it.contains("no folder")).collect();
        assert!(told.len() <= most, "{told:#?}");
    }
}

/// What is written as a zone, and a word of what is to be written.
const ZONES: &[(&str, &str)] = &[
    ("Asia/Mumbai", "`Asia/Kolkata`"),
    ("Asia/Dehli", "`Asia/Kolkata`"),
    ("Asia/Lahore", "`Asia/Karachi`"),
    ("Asia/Karchi", "`Asia/Karachi`"),
    ("Asai/Karachi", "`Asia/Karachi`"),
    ("Asia/Beijing", "`Asia/Shanghai`"),
    ("America/Boston", "`America/New_York`"),
    ("New York", "`America/New_York`"),
    ("Europe/Hamburg", "`Europe/Berlin`"),
    ("Germany", "`Europe/Berlin`"),
    ("Pacific Time", "`America/Los_Angeles`"),
    ("Eastern Time", "`America/New_York`"),
    ("Central European Time", "`Europe/Berlin`"),
    ("Greenwich Mean Time", "`Europe/London`"),
    ("Etc/GMT+5:30", "`Asia/Kolkata`"),
    ("UTC+14", "`Pacific/Kiritimati`"),
    ("UTC+12:45", "`Pacific/Chatham`"),
    ("UTC-11", "`Pacific/Pago_Pago`"),
    ("UTC-14", "no clock shows UTC-14"),
    ("Asia/Nowhereabouts", "a name of the time zone database"),
];

#[test]
fn a_zone_is_proposed_by_what_it_means() {
    for (written, wanted) in ZONES {
        let text = RIGHT.replace("Asia/Karachi", written);
        let path = std::path::Path::new("config.toml");
        let said = match from_text(&text, path, &Environment::default()) {
            Ok(_) => panic!("{written} is right"),
            Err(problems) => problems.to_string(),
        };
        assert!(said.contains(wanted), "{written}: {said}");
    }
}
