//! Mistakes in front matter, and what of a run is a fault at all.

use crate::program::{DESK, Newsroom, article};

/// The head of an article, and words of what is told of it with its line.
pub(super) const HEADS: &[(&str, &str)] = &[
    (
        "---\ntitle: Budget: what it means\n---",
        "line 2: mapping values are not allowed in this context: put the text in quotes: `title: \"Budget: what it means\"`",
    ),
    ("---\ntitle: Jones said: \"it is so\"\n---", "quotes: `title: 'Jones said: \"it is so\"'`"),
    (
        "---\ntitle: @home\n---",
        "line 2: unexpected character: `@': put the text in quotes: `title: \"@home\"`",
    ),
    ("---\ntitle: \"open\n---", "`title: \"open\"`"),
    ("---\ntitle: x\n\ttags: [a]\n---", "spaces, never by tabs"),
    (
        "---\ntitle = \"x\"\n---",
        "line 2: the front matter is \"title = \"x\"\": between `---` lines write `title: \"x\"`",
    ),
    ("+++\ntitle: x\n+++", "`=` in the place of `:`, as in `title = \"x\"`"),
    ("+++\ntitle = “Curly”\n+++", "straight ones of a keyboard: write `title = \"Curly\"`"),
    ("+++\ntitle = x\n+++", "write `title = \"x\"`"),
    ("+++\ntitle = 'It's here'\n+++", "write `title = \"It's here\"`"),
    (
        "+++\ntitle = \"x\"\ndraft = True\n+++",
        "line 3: invalid boolean, expected `true`: write `draft = true`",
    ),
    ("+++\ntitle = \"x\"\ndraft = no\n+++", "write `draft = false`"),
    (
        "+++\ntitle = \"x\"\ndate = 01/02/2026\n+++",
        "`date = 2026-02-01` is 1 February, `date = 2026-01-02` is 2 January",
    ),
    ("+++\ntitle = \"x\"\ndate = 31/01/2026\n+++", "`date = 2026-01-31`"),
    ("---\ntitle: x\ndraft: yes\n---", "line 3: `draft` is \"yes\": write true or false"),
    (
        "---\ntitle: x\ndate: 01/02/2026\n---",
        "line 3: `date`: \"01/02/2026\" may be one of two days",
    ),
    ("---\ntitle: x\npublishat: 2026-01-02\n---", "write `publish_at`"),
    (
        "---\ntitle: Bus #42 crashes near Malir\n---",
        "line 2: `#42 crashes near Malir` is a comment in YAML: put the text in quotes: `title: \"Bus #42 crashes near Malir\"`",
    ),
    ("---\ntitle: #MeToo march\n---", "put the text in quotes: `title: \"#MeToo march\"`"),
    ("---\ntitle: Rated # 1 again\n---", "quotes: `title: \"Rated # 1 again\"`"),
    ("---\ntitle: !important news\n---", "`!important` is a type in YAML: put the text in quotes"),
    ("---\ntitle: &c works\n---", "`&c` is a name for what follows in YAML: put the text"),
    ("---\ntitle: T\nauthor: Ana #1 Ruiz\n---", "line 3: `#1 Ruiz` is a comment"),
    ("---\ntitle: T\ncorrection: We wrote #3\n---", "`correction: \"We wrote #3\"`"),
    ("---\ntitle: T\npublish_at: 2026-12-20 #18:00\n---", "line 3: `#18:00` is a comment"),
    ("---\ntitle: T\ntags: [#fish, #sea]\n---", "`tags: [\"#fish\", \"#sea\"]`"),
    ("---\ntitle: T\ntags: [\"a\" \"b\"]\n---", "`tags: [\"a\", \"b\"]`"),
    ("---\ntitle: T\ntags:\n- #fish\n---", "quotes: `- \"#fish\"`"),
    ("---\ntitle: T\n<<: {draft: true}\n---", "write the keys themselves"),
    ("---\ntitle: null\n---", "`title` is null: write a text in quotes"),
    ("---\ntitle: \"Big\" and bad\n---", "quotes: `title: '\"Big\" and bad'`"),
    ("---\ntitle: A\ntitle: B\n---", "line 3: `title` stands there twice: keep one of the two"),
    ("+++\ntitle = \"A\"\ntitle = \"B\"\n+++", "duplicate key: keep one of the two"),
    ("+++\ntitle = \"x\"\ndraft = true;\n+++", "write `draft = true`"),
    ("---\ntitle: x\ndraft:\u{a0}true\n---", "U+00A0 that nobody sees: `draft: true`"),
    ("+++\ntitle\u{a0}= \"x\"\n+++", "U+00A0 that nobody sees: `title = \"x\"`"),
    ("+++\n<<<<<<< HEAD\ntitle = \"x\"\n+++", "the mark of a merge"),
    ("+++\ntitle = null\n+++", "remove the line of `title`"),
    ("+++\ntitle = $TITLE\n+++", "nothing is put in the place of `$TITLE`"),
    ("+++\ntitle = \"x\"\nsections = (\"world\")\n+++", "write `sections = [\"world\"]`"),
    (
        "+++\ntitle = \"x\"\n+++\n<<<<<<< HEAD\nNo.\n=======\nYes.\n>>>>>>> edit",
        "line 4: two versions of it stand here, apart by the marks of a merge",
    ),
    (
        "---\n<<<<<<< HEAD\ntitle: x\n=======\ntitle: y\n>>>>>>> edit\n---",
        "line 2: two versions of it stand here",
    ),
    ("---\ntitle: x\nsections: [wrold]\n---", "there is no section \"wrold\": name one of"),
];

#[test]
fn mistakes_in_front_matter_are_answered_with_what_to_write() {
    let newsroom = Newsroom::new(DESK);
    for (number, (head, _)) in HEADS.iter().enumerate() {
        newsroom.write(&format!("articles/{number}.md"), &format!("{head}\nText.\n"));
    }
    let said = newsroom.ended(&["run"], 3);
    assert!(said.contains(&format!("{} rejected", HEADS.len())), "{said}");
    let told = newsroom.told(&["status", "--json"]);
    let rejections = told["sources"][0]["rejections"].as_array().unwrap();
    let mut wrong = Vec::new();
    for (number, (head, wanted)) in HEADS.iter().enumerate() {
        let key = number.to_string();
        let reason = rejections.iter().find(|it| it["key"] == key.as_str());
        let reason = reason.map(|it| it["reason"].as_str().unwrap()).unwrap_or("nothing");
        if !reason.contains(wanted) {
            wrong.push(format!("{head}\n  wants {wanted}\n  was told {reason}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    newsroom.ended(&["run"], 0);
}

#[test]
fn what_is_told_of_merges_is_published() {
    let newsroom = Newsroom::new(DESK);
    let text = "How git says it:\n\n```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> edit\n```\n\n\
                A heading\n=======\n\nAnd more.";
    newsroom.write("articles/git.md", &article("Git", "\"world\"", "2026-01-05T10:00:00Z", text));
    assert!(newsroom.ended(&["run"], 0).contains("1 new"));
}

#[test]
fn what_rules_keep_out_is_no_fault() {
    let newsroom = Newsroom::new(&format!("{DESK}[[source.drop]]\ntitle = [\"Dull\"]\n").replace(
        "[source.folder]\npath = \"articles\"\nwatch = true\nmirror = true\n[[source.drop]]\ntitle = [\"Dull\"]\n",
        "[[source.drop]]\ntitle = [\"Dull\"]\n[source.folder]\npath = \"articles\"\n",
    ));
    let date = "2026-01-05T10:00:00Z";
    newsroom.write("articles/one.md", &article("Dull", "\"world\"", date, "Text."));
    assert!(newsroom.ended(&["run"], 0).contains("1 rejected"));
    newsroom.write("articles/two.md", &article("Fault", "\"wrold\"", date, "Text."));
    assert!(newsroom.ended(&["run"], 3).contains("1 rejected"));
    newsroom.ended(&["run"], 0);
}
