//! Mistakes of those who come from other feed services, other schedulers and other programs:
//! each is told once, in its line, with what to write.

use super::configuration::RIGHT;
use super::strange_files::told_once;
use crate::program::{DESK, Newsroom};
use pressroom::config::{Environment, from_text};

const FOLDER: &str = "[source.folder]\npath = \"articles\"";

/// What is written in the place of what, in which line that is told, and words of the remedy.
const MISTAKES: &[(&str, &str, usize, &str)] = &[
    (
        "\"The Indus Courier\"",
        "\"\"\"The Indus Courier",
        2,
        "no end: write `title = \"The Indus Courier\"`",
    ),
    ("\"World\"", "\"\"\"World", 8, "no end: write `title = \"World\"`"),
    ("\"World\"", "'''World", 8, "no end: write `title = \"World\"`"),
    ("\"World\"", "\"\"\"\nWorld", 8, "write `\"\"\"` where the text ends"),
    ("\"World\"", "\"World\nNews\"", 8, "on one line: write `title = \"World News\"`"),
    ("\"World\"", "'World\nNews'", 8, "on one line: write `title = 'World News'`"),
    ("[[section]]", "[[sections]]", 7, "did you mean `section`?"),
    ("[[source]]", "[[sources]]", 10, "did you mean `source`?"),
    ("[[source]]", "[source]\nname = \"x\"\n[[source]]", 10, "two brackets: `[[source]]`"),
    ("[[section]]", "[[site]]\ntitle = \"x\"\n[[section]]", 7, "keep one of the two"),
    ("[[section]]", "[section.x]\ny = 1\n[[section]]", 7, "two brackets: `[[section]]`"),
    ("[[section]]", "[web]\nbase_url = \"https://foo.org/\"\n[[section]]", 8, "mean `address`?"),
    ("*/5 * * * *", "every 15m", 12, "`*/15 * * * *` is every 15 minutes"),
    ("*/5 * * * *", "@every 2h", 12, "`0 */2 * * *` is every 2 hours"),
    ("*/5 * * * *", "30 seconds", 12, "`*/30 * * * * *` is every 30 seconds"),
    ("*/5 * * * *", "every hour", 12, "`0 * * * *` is every hour"),
    ("*/5 * * * *", "1d", 12, "`30 3 * * *` is every day"),
    ("*/5 * * * *", "every 0m", 12, "write minute, hour, day, month and weekday: `*/5"),
    ("*/5 * * * *", "PT15M", 12, "`*/15 * * * *` is every 15 minutes"),
    ("*/5 * * * *", "rate(10 minutes)", 12, "`*/10 * * * *` is every 10 minutes"),
    ("*/5 * * * *", "cron(0 12 * * ? *)", 12, "write `0 12 * * *`"),
    ("*/5 * * * *", "0 0 12 * * ?", 12, "write `0 0 12 * * *`"),
    ("*/5 * * * *", "0 0 12 ? * 2", 12, "write minute, hour, day, month and weekday: `*/5"),
    ("*/5 * * * *", "0 12 * * ?", 12, "write `0 12 * * *`"),
    ("*/5 * * * *", "every day at 06:30", 12, "`30 6 * * *` for every day at 06:30"),
    ("*/5 * * * *", "at 5pm", 12, "`0 17 * * *` for every day at 17:00"),
    ("*/5 * * * *", "every weekday at 9", 12, "`0 9 * * mon-fri` for every weekday at 09:00"),
    ("*/5 * * * *", "Mondays and Thursdays at 5:30 pm", 12, "`30 17 * * mon,thu` for every Monday"),
    ("*/5 * * * *", "daily at 6 and 18", 12, "`0 6,18 * * *` for every day at 06:00 and 18:00"),
    ("*/5 * * * *", "weekends at noon", 12, "`0 12 * * sat,sun`"),
    ("*/5 * * * *", "every half hour", 12, "`*/30 * * * *` is every 30 minutes"),
    ("*/5 * * * *", "90m", 12, "write minute, hour, day, month and weekday: `*/5"),
    ("*/5 * * * *", "300", 12, "write minute, hour, day, month and weekday: `*/5"),
    ("*/5 * * * *", "*/10", 12, "write `*/10 * * * *`"),
    ("*/5 * * * *", "0 7,12,17", 12, "write `0 7,12,17 * * *`"),
    (
        "*/5 * * * *",
        "0 7 * * 1-5 Europe/London",
        12,
        "write `0 7 * * 1-5`, and on a line of its own `timezone = \"Europe/London\"`",
    ),
    ("*/5 * * * *", "CRON_TZ=UTC 0 7 * * *", 12, "`0 7 * * *`, and on a line of its own"),
    (
        FOLDER,
        "sections = [\"world\"]\n[source.feed]\nurl = \"htp://foo.org/f\"",
        15,
        "mean `http://foo.org/f`?",
    ),
    (
        FOLDER,
        "sections = [\"world\"]\n[source.feed]\nurl = \"htps://foo.org/f\"",
        15,
        "mean `https://foo.org/f`?",
    ),
    (
        FOLDER,
        "sections = [\"world\"]\n[source.feed]\nurl = \"https//foo.org/f\"",
        15,
        "mean `https://foo.org/f`?",
    ),
    (
        FOLDER,
        "sections = [\"world\"]\n[source.feed]\nurl = \"<https://foo.org/f>\"",
        15,
        "mean `https://foo.org/f`?",
    ),
    (
        FOLDER,
        "sections = [\"world\"]\n[source.feed]\nurl = \"[f](https://foo.org/f)\"",
        15,
        "mean `https://foo.org/f`?",
    ),
    (
        FOLDER,
        "sections = [\"world\"]\n[source.feed]\nurl = \"/srv/f.xml\"",
        15,
        "write `file = \"/srv/f.xml\"`",
    ),
    (
        FOLDER,
        "sections = [\"world\"]\n[source.feed]\nurl = \"file:///srv/f.xml\"",
        15,
        "write `file = \"/srv/f.xml\"`",
    ),
    (
        FOLDER,
        "sections = [\"world\"]\n[source.feed]\nlink = \"https://foo.org/f\"",
        15,
        "did you mean `url`?",
    ),
    ("[source.folder]", "interval = \"5m\"\n[source.folder]", 13, "did you mean `schedule`?"),
    ("path = \"articles\"", "directory = \"articles\"", 14, "did you mean `path`?"),
    ("[[section]]", "[web]\nurl = \"https://foo.org/\"\n[[section]]", 8, "mean `address`?"),
    (
        "[[section]]",
        "[alerts]\nwebhook = \"https://api.telegram.org/bot1:x/sendMessage\"\nchat = 123\n[[section]]",
        9,
        "put it in quotes: `chat = \"123\"`",
    ),
    (
        "[[section]]",
        "[alerts]\nwebhook = \"https://api.telegram.org/bot1:x/sendMessage\"\nchat_id = \"1\"\n[[section]]",
        9,
        "did you mean `chat`?",
    ),
    (
        "[[section]]",
        "[alerts]\nwebhook = \"https://api.telegram.org/bot1:x/sendMessage?chat_id=@news\"\n[[section]]",
        8,
        "add `chat = \"@news\"`, and take it out of the address",
    ),
    (
        "[[section]]",
        "[alerts]\nwebhook = \"https://m.example/_matrix/client/v3/rooms/r\"\ntoken = \"syt\"\n[[section]]",
        9,
        "token = { env",
    ),
    (
        "[[section]]",
        "[alerts.email]\nserver = \"smtp.foo.org\"\nfrom = \"a@foo.org\"\nto = [\"b@foo.org\"]\n\
         user = \"a\"\npassword = \"hunter2\"\n[[section]]",
        12,
        "password = { env",
    ),
    (
        "[[section]]",
        "[alerts.email]\nserver = \"smtps://smtp.foo.org:465\"\nfrom = \"a@foo.org\"\n\
         to = [\"b@foo.org\"]\n[[section]]",
        8,
        "did you mean `smtp.foo.org:465`?",
    ),
    (
        "[[source]]",
        "[[feed]]\nsection = \"World\"\nprofile = \"msn\"\n[[source]]",
        11,
        "mean `world`?",
    ),
    (
        "[[source]]",
        "[[feed]]\nsection = \"world\"\nprofile = \"MSM\"\n[[source]]",
        12,
        "mean `msn`?",
    ),
];

#[test]
fn what_newcomers_write_is_told_once() {
    told_once(MISTAKES);
}

/// What is right by itself and can hardly be meant: the key, and words of what is told.
const ODD: &[(&str, &str, &str)] = &[
    (
        "title = \"World\"",
        "title = \"{{ section }}\"\nslug = \"x\"",
        "in the place of `{{ section }}`",
    ),
    (
        "title = \"World\"",
        "title = \"$TITLE\"\nslug = \"x\"",
        "nothing is put in the place of `$TITLE`",
    ),
    (
        FOLDER,
        "sections = [\"world\"]\n[source.feed]\nurl = \"https://foo.org/${NAME}\"",
        "`${NAME}`",
    ),
    (
        FOLDER,
        "sections = [\"world\"]\n[source.feed]\nurl = \"https://foo.org/f?k=YOUR_KEY\"",
        "`YOUR_KEY`",
    ),
    ("title = \"World\"", "title = \"World\"\nlanguage = \"pk\"", "as in `en-PK`"),
    ("[[source]]", "[alerts]\nwebhook = \"https://foo.org/${T}\"\n[[source]]", "{ env = \"T\" }"),
    (
        "[[source]]",
        "[alerts]\nwebhook = \"https://api.telegram.org/bot1:x/getUpdates\"\nchat = \"5\"\n[[source]]",
        "as in `https://api.telegram.org/bot123:abc/sendMessage`",
    ),
    (
        "[[source]]",
        "[alerts]\nwebhook = \"https://discord.com/channels/1/2\"\n[[source]]",
        "as in `https://discord.com/api/webhooks/1234/abcd`",
    ),
    (
        "[source.folder]",
        "[[source.rule]]\nsections = [\"world\"]\ntitle = [\"^Flood.*\"]\n[source.folder]",
        "as in `title = [\"Flood\"]`",
    ),
    (
        "[source.folder]",
        "[[source.rule]]\nsections = [\"world\"]\ntitle = [\"/flood|storm/i\"]\n[source.folder]",
        "as in `title = [\"flood\", \"storm\"]`",
    ),
    (
        "[source.folder]",
        "[[source.rule]]\nsections = [\"world\"]\ncategory = [\"sport*\"]\n[source.folder]",
        "as in `category = [\"sport\"]`",
    ),
];

/// What looks like one of these and is meant.
const MEANT: &[(&str, &str)] = &[
    ("title = \"World\"", "title = \"World\"\nlanguage = \"iw\""),
    ("title = \"World\"", "title = \"World\"\nlanguage = \"urd-PK\""),
    ("title = \"World\"", "title = \"Cost: $5, 100% <b>\"\nslug = \"x\""),
    ("[source.folder]", "[[source.drop]]\ntitle = ['^Flood.*', 'a$', '\\$5']\n[source.folder]"),
    ("[source.folder]", "[[source.edit]]\nfind = '(?P<A>x+)'\nreplace = '${A}'\n[source.folder]"),
    (
        "[source.folder]",
        "[[source.rule]]\nsections = [\"world\"]\ntitle = [\"C++\", \"KSE-100\"]\naddress = [\"/sports/\"]\n[source.folder]",
    ),
    ("[[source]]", "[alerts]\nwebhook = \"https://hooks.slack.com/services/T/B/x\"\n[[source]]"),
];

#[test]
fn what_can_hardly_be_meant_is_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("articles")).unwrap();
    let path = folder.path().join("config.toml");
    let told = |right: &str, written: &str| -> Vec<String> {
        assert!(RIGHT.contains(right), "{right} is in the file");
        let settings =
            from_text(&RIGHT.replacen(right, written, 1), &path, &Environment::default());
        let settings = settings.unwrap_or_else(|problems| panic!("{written}: {problems}"));
        settings.warnings.iter().map(|it| format!("{}: {}", it.cause, it.remedy)).collect()
    };
    for (right, written, words) in ODD {
        let told = told(right, written);
        assert!(told.len() == 1 && told[0].contains(words), "{written}: {told:?}");
    }
    for (right, written) in MEANT {
        assert_eq!(told(right, written), [""; 0], "{written}");
    }
}

/// The head of an article, and words of what is told of it.
const HEADS: &[(&str, &str)] = &[
    (
        "---\ntitle: x\nsections: world, sports\n---",
        "name each by itself, as in [\"world\", \"sports\"]",
    ),
    ("---\ntitle: x\nsections: Sports and World\n---", "as in [\"sports\", \"world\"]"),
    ("+++\ntitle = \"x\"\nsections = [\"world, sports\"]\n+++", "as in [\"world\", \"sports\"]"),
    ("---\ntitle: x\nsections: world-wide\n---", "name one of sports, world"),
    (
        "+++\ntitle = \"\"\"x\nsections = [\"world\"]\n+++",
        "line 2: the text that begins here has no end: write `title = \"x\"`",
    ),
    (
        "---\ntitle: \"\"\"x\"\"\"\nsections: world\n---",
        "YAML has no `\"\"\"`: write `title: \"x\"`",
    ),
    (
        "---\ntitle:Rain\nsections: world\n---",
        "line 2: a space stands behind the colon: write `title: Rain`",
    ),
    ("---\ntitle: {{ title }}\n---", "line 2: "),
    ("---\ntitle: {{ title }}\nsections: world\n---", "in the place of `{{ title }}`"),
    (
        "---\ntitle: \"{{ title }}\"\nsections: world\n---",
        "line 2: nothing is put in the place of `{{ title }}` in the title",
    ),
    ("---\ntitle: $TITLE\nsections: world\n---", "line 2: nothing is put in the place of `$TITLE`"),
    ("---\ntitle: x\n sections: world\n---", "the one above it does: write `sections: world`"),
    ("—\ntitle: x\nsections: world\n—", "the front matter has no beginning"),
];

#[test]
fn what_newcomers_write_in_heads_is_told() {
    let newsroom = Newsroom::new(DESK);
    for (number, (head, _)) in HEADS.iter().enumerate() {
        newsroom.write(&format!("articles/{number}.md"), &format!("{head}\nText.\n"));
    }
    newsroom.write("articles/capitals.md", "---\nTitle: Rain\nSections: World\n---\nIt rains.\n");
    newsroom.write(
        "articles/tags.md",
        "---\ntitle: Snow\nsections: world\ntags: flood, rain\n---\nIt snows.\n",
    );
    newsroom.ended(&["run"], 3);
    let told = newsroom.told(&["status", "--json"]);
    let source = &told["sources"][0];
    let reasons = source["rejections"].as_array().unwrap();
    for (number, (head, wanted)) in HEADS.iter().enumerate() {
        let reason = reasons.iter().find(|it| it["key"] == number.to_string().as_str());
        let reason = reason.map_or("nothing", |it| it["reason"].as_str().unwrap());
        assert!(reason.contains(wanted), "{head}\n  wants {wanted}\n  was told {reason}");
    }
    let warnings = source["warnings"].to_string();
    assert!(
        warnings.contains("if several are meant, write [\\\"flood\\\", \\\"rain\\\"]"),
        "{warnings}"
    );
    let told = newsroom.told(&["list", "--json"]);
    let titles: Vec<&str> = told["articles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["title"].as_str().unwrap())
        .collect();
    assert!(
        titles.contains(&"Rain") && titles.contains(&"Snow") && titles.len() == 2,
        "{titles:?}"
    );
}

#[test]
fn commands_of_other_services_are_answered_with_ours() {
    let newsroom = Newsroom::new(DESK);
    newsroom.write("articles/one.md", "# One\n");
    newsroom.write("empty.opml", "\n");
    newsroom.write("copy.sqlite", "SQLite format 3\0 and more");
    for (words, wanted) in [
        (&["stop"][..], "systemctl stop pressroom"),
        (&["restart"], "systemctl restart pressroom"),
        (&["delete", "x"], "pressroom retract ID"),
        (&["fetch"], "pressroom gather SOURCE"),
        (&["import", "empty.opml"], "empty.opml is empty"),
        (&["import", "copy.sqlite"], "pressroom restore copy.sqlite"),
        (&["check", "other.toml"], "pressroom --config other.toml check"),
        (&["config", "edit"], "Usage: pressroom config"),
        (&["statsu"], "'status'"),
    ] {
        let said = newsroom.ended(words, if words[0] == "import" { 1 } else { 2 });
        assert!(said.contains(wanted), "{words:?} wants {wanted}:\n{said}");
    }
}

/// A mistake in the line of a secret, and words of the remedy.
const SECRET: &[(&str, &str)] = &[
    ("bearer = Hunter2Hunter3", "write `bearer ="),
    ("bearer = “Hunter2Hunter3”", "straight ones of a keyboard"),
    ("bearer = \"Hunter2Hunter3", "the closing quote is missing"),
    ("bearer: \"Hunter2Hunter3\"", "write `=` in the place of `:`"),
    ("bearer = \"Hunter2 \"Hunter3\" it's\"", "write `bearer ="),
    ("bearer = \"Hunter2Hunter3\";", "write `bearer ="),
    ("bearer = \"Hunter2Hunter3\"", "bearer = { file"),
    ("passwort = \"Hunter2Hunter3\"", "did you mean `password`?"),
    ("headers = { X-Key = \"Hunter2Hunter3\" }", "X-Key = { env = \"NAME\" }"),
    ("proxy = \"http://me:Hunter2Hunter3@proxy.foo.org/\"", ""),
    ("bearer = [\"Hunter2Hunter3\"]", "bearer = { file"),
];

/// `/health` is open to whoever reaches it, and the log to whoever looks after the machine.
#[test]
fn no_secret_is_told_of_its_line() {
    let path = std::path::Path::new("config.toml");
    for (line, remedy) in SECRET {
        let access = format!(
            "sections = [\"world\"]\n[source.feed]\nurl = \"https://foo.org/f\"\n[source.access]\n{line}"
        );
        let text = RIGHT.replacen(FOLDER, &access, 1);
        let problems = from_text(&text, path, &Environment::default()).unwrap_err();
        let said = format!("{problems}\n{:?}", problems.iter().collect::<Vec<_>>());
        assert!(!said.contains("Hunter"), "{line}: {said}");
        assert!(said.contains("config.toml:17:") && said.contains(remedy), "{line}: {said}");
    }
    let webhook =
        "[alerts]\nwebhook = \"htps://hooks.slack.com/services/T/B/Hunter2\"\n[[section]]";
    let text = RIGHT.replacen("[[section]]", webhook, 1);
    let said = from_text(&text, path, &Environment::default()).unwrap_err();
    let said = format!("{said}\n{:?}", said.iter().collect::<Vec<_>>());
    assert!(!said.contains("Hunter2") && said.contains("config.toml:8:11"), "{said}");
}
