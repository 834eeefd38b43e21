//! Mistakes that come with other editors, other languages and other programs: each is told once,
//! in its line, with what to write.

use super::configuration::RIGHT;
use pressroom::config::{Environment, Reading, from_text, load_for};

/// What is written in the place of what, in which line that is told, and words of the remedy.
const STRANGE: &[(&str, &str, usize, &str)] = &[
    ("title = \"The", "\u{a0}title = \"The", 2, "U+00A0 that nobody sees: `title = \"The Indus"),
    ("title = \"The", "title\u{a0}= \"The", 2, "U+00A0 that nobody sees: `title = \"The Indus"),
    ("title = \"The", "\u{200b}title = \"The", 2, "U+200B that nobody sees: `title = \"The"),
    ("= \"World\"", "=\u{3000}\"World\"", 8, "U+3000 that nobody sees: `title = \"World\"`"),
    ("Courier", "Cour\u{0}ier", 2, "remove the character U+0000"),
    ("Courier", "Cour\u{1b}ier", 2, "remove the character U+001B"),
    ("[site]", "; my newsroom\n[site]", 1, "a comment begins with `#`"),
    ("[site]", "// my newsroom\n[site]", 1, "a comment begins with `#`"),
    ("[site]", "/* my newsroom */\n[site]", 1, "a comment begins with `#`"),
    ("[site]", "```toml\n[site]", 1, "a mark of Markdown: remove the line"),
    ("[site]", "<config>\n[site]", 1, "this is XML"),
    ("[[section]]", "<<<<<<< HEAD\n[[section]]", 7, "the mark of a merge: keep one of the two"),
    ("[[section]]", "=======\n[[section]]", 7, "the mark of a merge: keep one of the two"),
    ("[[section]]", ">>>>>>> main\n[[section]]", 7, "the mark of a merge: keep one of the two"),
    ("title = \"World\"", "+title = \"World\"", 8, "in front of it away: `title = \"World\"`"),
    ("title = \"World\"", "- title = \"World\"", 8, "in front of it away: `title = \"World\"`"),
    ("title = \"World\"", "export title = \"World\"", 8, "without `export`: `title = \"World\"`"),
    ("title = \"World\"", "let title = \"World\"", 8, "without `let`: `title = \"World\"`"),
    ("title = \"World\"", "title \"World\"", 8, "write `title = \"World\"`"),
    ("path = \"articles\"", "path = \"articles\"\nwatch true", 15, "write `watch = true`"),
    ("\"World\"", "`World`", 8, "straight ones of a keyboard: write `title = \"World\"`"),
    ("\"World\"", "´World´", 8, "straight ones of a keyboard: write `title = \"World\"`"),
    ("\"World\"", "$TITLE", 8, "nothing is put in the place of `$TITLE`"),
    ("\"World\"", "${TITLE}", 8, "nothing is put in the place of `${TITLE}`"),
    ("\"World\"", "{{ title }}", 8, "nothing is put in the place of `{{ title }}`"),
    ("\"World\"", "%TITLE%", 8, "nothing is put in the place of `%TITLE%`"),
    ("\"World\"", "null", 8, "remove the line of `title`"),
    ("\"World\"", "None", 8, "remove the line of `title`"),
    ("\"World\"", "", 8, "write the value of `title` behind it"),
    ("[[section]]", "(section)", 7, "write the header as `[section]`"),
    ("[site]", "[site]:", 1, "stand alone on its line: `[site]`"),
    ("[site]", "[site];", 1, "stand alone on its line: `[site]`"),
    ("[source.folder]", "[source folder]", 13, "apart by dots: `[source.folder]`"),
    (
        "[source.folder]",
        "sections = (\"world\")\n[source.folder]",
        13,
        "write `sections = [\"world\"]`",
    ),
    (
        "[source.folder]",
        "sections = {\"world\"}\n[source.folder]",
        13,
        "write `sections = [\"world\"]`",
    ),
    (
        "[[section]]",
        "[fetch]\nallow_hosts = \"a.example, b.example\"\n[[section]]",
        8,
        "`allow_hosts = [\"a.example\", \"b.example\"]`",
    ),
    ("[[source]]", "[site]\ntitle = \"Again\"\n[[source]]", 10, "stands in line 1 already"),
    ("[source.folder]", "[[source.folder]]", 13, "single brackets: `[source.folder]`"),
    (
        "[source.folder]\npath = \"articles\"",
        "sections = [\"world\"]\n[source.feed]\nurl = [\"https://a.example/f\"]",
        15,
        "url = \"https",
    ),
    (
        "[source.folder]\npath = \"articles\"",
        "sections = [\"world\"]\n[source.feed]\nurls = \"https://a.example/f\"",
        15,
        "did you mean `url`?",
    ),
    (
        "[source.folder]\npath = \"articles\"",
        "sections = [\"world\"]\n[source.feed]\nurl = \"feed://a.example/f\"",
        15,
        "did you mean `https://a.example/f`?",
    ),
    (
        "[source.folder]\npath = \"articles\"",
        "sections = [\"world\"]\n[source.feed]\nurl = \"feed:https://a.example/f\"",
        15,
        "did you mean `https://a.example/f`?",
    ),
    (
        "[source.folder]\npath = \"articles\"",
        "sections = [\"world\"]\n[source.feed]\nurl = \"https://a.example/f\"\n\
         [source.access]\nusername = \"x\"",
        17,
        "did you mean `user`?",
    ),
    (
        "[source.folder]",
        "[[source.rule]]\nsections = [\"world\"]\ntitle = \"Dull\"\n[source.folder]",
        15,
        "[\"Dull\"]`",
    ),
    ("[source.folder]", "[[source.drop]]\ntitle = \"Dull\"\n[source.folder]", 14, "[\"Dull\"]`"),
    ("[[section]]", "[[api.token]]\nname = \"x\"\ntoken = \"y\"\n[[section]]", 9, "mean `hash`?"),
    ("[[section]]", "[server]\nport = 8080\n[[section]]", 8, "`listen` may be meant"),
    ("[[section]]", "[server]\nhost = \"127.0.0.1\"\n[[section]]", 8, "`listen` may be meant"),
    ("[[section]]", "[server]\nlisten = \"::1:9000\"\n[[section]]", 8, "mean `[::1]:9000`?"),
    ("[[section]]", "[server]\nlisten = \"127.0.0.1:99999\"\n[[section]]", 8, "at most 65535"),
    (
        "[[section]]",
        "[server]\nlisten = \"http://127.0.0.1:9000/\"\n[[section]]",
        8,
        "write `127.0.0.1:9000` alone",
    ),
    ("[[section]]", "[fetch]\ntimeout = 30\n[[section]]", 8, "`timeout = \"30s\"`"),
    ("[[section]]", "[fetch]\ntimeout = \"30\"\n[[section]]", 8, "`30s` is in seconds"),
    ("[[section]]", "[fetch]\ntimeout = \"30 sec\"\n[[section]]", 8, "write it as `30s`"),
    ("[[section]]", "[fetch]\ntimeout = \"PT1M30S\"\n[[section]]", 8, "write it as `1m 30s`"),
    ("[[section]]", "[store]\nkeep = \"2 years\"\n[[section]]", 8, "write it as `730d`"),
    ("[[section]]", "[store]\nkeep = \"P1Y6M\"\n[[section]]", 8, "write it as `365d 180d`"),
    (
        "[[section]]",
        "[store]\nkeep = \"6M\"\n[[section]]",
        8,
        "`180d` for months, `6m` for minutes",
    ),
    ("[[section]]", "[alerts]\nquiet_hours = \"22-7\"\n[[section]]", 8, "did you mean `quiet`?"),
    ("[[section]]", "[store]\nkeep = \"6 months\"\n[[section]]", 8, "write it as `180d`"),
    ("[[section]]", "[store]\nkeep = \"P1Y\"\n[[section]]", 8, "write it as `365d`"),
    (
        "[[section]]",
        "[store]\npath = \"postgres://a:secret@db/x\"\n[[section]]",
        8,
        "write the path of a file",
    ),
    ("title = \"World\"", "title = \"World\" slug = \"w\"", 8, "a line of its own: `slug = \"w\"`"),
    (
        "title = \"World\"",
        "title = \"World\"; slug = \"w\"",
        8,
        "a line of its own: `slug = \"w\"`",
    ),
    ("\"World\"", "env(\"TITLE\")", 8, "nothing is run here"),
    (
        "[source.folder]",
        "sections = [\n\"world\"\n\"sport\"\n]\n[source.folder]",
        15,
        "put a comma between",
    ),
    ("[[section]]", "[publish]\nitems = 050\n[[section]]", 8, "write `items = 50`"),
    ("[[section]]", "[pictures]\nroom = \"10\"\n[[section]]", 8, "add the unit: `10 MiB`"),
    ("[[section]]", "[pictures]\nroom = \"10 gb\"\n[[section]]", 8, "write it as `10 GB`"),
    (
        "timezone",
        "editor = \"Amina Khan <amina@x.example>\"\ntimezone",
        5,
        "write `amina@x.example (Amina Khan)`",
    ),
    ("\"articles\"", "\"articles \"", 14, "did you mean `articles`?"),
    ("\"articles\"", "\"${ARTICLES}\"", 14, "write the path whole"),
    ("*/5 * * * *", "hourly", 12, "write `@hourly`"),
    ("*/5 * * * *", "Daily", 12, "write `@daily`"),
    ("*/5 * * * *", "0 6–23 * * *", 12, "write `0 6-23 * * *`"),
    ("*/5 * * * *", "H/15 * * * *", 12, "write `*/15 * * * *`"),
    ("*/5 * * * *", "*/5 * * * * /usr/bin/pressroom run", 12, "write `*/5 * * * *`"),
    ("*/5 * * * *", "0 4 * * * pressroom", 12, "write `0 4 * * *`"),
];

#[test]
fn what_others_leave_in_a_file_is_told_once() {
    told_once(STRANGE);
}

/// Each of these is told once, in its line, with what to write.
pub(super) fn told_once(mistakes: &[(&str, &str, usize, &str)]) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("articles")).unwrap();
    let path = folder.path().join("config.toml");
    let mut wrong = Vec::new();
    for (right, written, line, remedy) in mistakes {
        assert!(RIGHT.contains(right), "{right} is in the file");
        let text = RIGHT.replacen(right, written, 1);
        let told = match from_text(&text, &path, &Environment::default()) {
            Ok(_) => vec!["nothing is wrong".to_owned()],
            Err(problems) => {
                let told = |it: &pressroom::config::Problem| {
                    assert!(!it.cause.contains("secret"), "{}", it.cause);
                    format!("{}: {}: {}", it.line, it.cause, it.remedy)
                };
                problems.iter().map(told).collect()
            }
        };
        let place = format!("{line}: ");
        if told.len() != 1 || !told[0].starts_with(&place) || !told[0].contains(remedy) {
            wrong.push(format!("{written}: wants {line}, {remedy}\n    {}", told.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "of {}:\n{}", mistakes.len(), wrong.join("\n"));
}

/// As an editor or another system saves it.
#[test]
fn a_file_in_another_encoding_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("articles")).unwrap();
    let path = folder.path().join("config.toml");
    let wide = |order: fn(u16) -> [u8; 2]| RIGHT.encode_utf16().flat_map(order).collect::<Vec<_>>();
    let lines = |end: &str| RIGHT.replace('\n', end).into_bytes();
    for (bytes, words) in [
        ([b"\xff\xfe", &wide(u16::to_le_bytes)[..]].concat(), "iconv -f UTF-16LE -t UTF-8"),
        ([b"\xfe\xff", &wide(u16::to_be_bytes)[..]].concat(), "iconv -f UTF-16BE -t UTF-8"),
        (wide(u16::to_le_bytes), "iconv -f UTF-16LE -t UTF-8"),
        (wide(u16::to_be_bytes), "iconv -f UTF-16BE -t UTF-8"),
        (
            RIGHT.replace("The", "Th\u{e9}").chars().map(|c| c as u8).collect(),
            "save the file as UTF-8",
        ),
        (lines("\r"), "save the file so (\"Unix\", LF)"),
        (lines("\r\n"), ""),
        ([b"\xef\xbb\xbf", RIGHT.as_bytes()].concat(), ""),
    ] {
        std::fs::File::create(&path)
            .and_then(|mut file| std::io::Write::write_all(&mut file, &bytes))
            .unwrap();
        match load_for(&path, &Environment::default(), Reading::default()) {
            Ok(_) => assert_eq!(words, ""),
            Err(problems) => {
                assert_eq!(problems.len(), 1, "{problems}");
                assert!(!words.is_empty() && problems[0].remedy.contains(words), "{problems}");
            }
        }
    }
}

#[test]
fn a_mistake_in_the_environment_is_told_there() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("articles")).unwrap();
    let path = folder.path().join("config.toml");
    let environment = Environment::from_variables([("PRESSROOM_LISTEN", "127.0.0.1:8081")]);
    let problems = from_text(RIGHT, &path, &environment).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems}");
    assert_eq!((problems[0].file.as_str(), problems[0].line), ("environment", 0));
    assert!(problems[0].remedy.contains("PRESSROOM_LISTEN"), "{problems}");
    for (name, warned) in [
        ("PRESSROOM_LISTENN", true),
        ("PRESSROOM_LISTNE", true),
        ("PRESSROOM_SMTP_PASSWORD", false),
    ] {
        let environment = Environment::from_variables([(name, "127.0.0.1:9000")]);
        let settings = from_text(RIGHT, &path, &environment).unwrap();
        let told = settings.warnings.iter().any(|it| it.remedy == "did you mean PRESSROOM_LISTEN?");
        assert_eq!(told, warned, "{name}: {:?}", settings.warnings);
    }
}
