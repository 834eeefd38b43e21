//! What an operator reads when the config is wrong:
//! - every kind of mistake is told with its line, a caret, its cause and a remedy;
//! - a misspelt word is answered with the one that was meant;
//! - the whole message is plain text without colours, and ends with a count.

use pressroom::config::{Environment, Problems, from_text};
use std::path::Path;

/// A right file, for mistakes to be put into.
const RIGHT: &str = r#"[site]
title = "The Indus Courier"
url = "https://www.induscourier.example/"
founded = 2026-09-01

[[section]]
title = "World"

[[section]]
title = "Sports"

[[source]]
name = "newsroom"
schedule = "*/5 * * * *"
[source.folder]
path = "articles"
"#;

fn problems(text: &str) -> Option<Problems> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(dir.path().join("articles")).expect("the folder can be made");
    let path = dir.path().join("config.toml");
    let problems = from_text(text, &path, &Environment::default()).err()?;
    // The second reading is of the same text, told from a place that has a stable name.
    assert!(problems.to_string().contains(&path.display().to_string()));
    Some(problems)
}

/// The message about a text, with the temporary folder's name replaced.
fn message(text: &str) -> String {
    let problems = problems(text).expect("the config is wrong");
    let file = problems[0].file.clone();
    let folder = Path::new(&file).parent().expect("a file is in a folder").display().to_string();
    problems.to_string().replace(&folder, "DIR")
}

/// The right file with one line replaced by another text.
fn with(line: &str, replacement: &str) -> String {
    assert!(RIGHT.contains(line), "{line} is in the file");
    RIGHT.replacen(line, replacement, 1)
}

/// The right file and something after it.
fn and(more: &str) -> String {
    format!("{RIGHT}{more}")
}

#[test]
fn the_right_file_has_no_problem() {
    assert_eq!(problems(RIGHT), None);
}

macro_rules! messages {
    ($($name:ident: $text:expr;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(message(&$text));
        }
    )*};
}

messages! {
    empty_file: "";
    unterminated_text: with("title = \"World\"", "title = \"World");
    two_lines_that_are_not_toml: with("title = \"World\"", "title: World\nslug = world");
    key_written_twice: with("title = \"World\"", "title = \"World\"\ntitle = \"Earth\"");
    misspelt_key: and("[publish]\nitmes = 50\n");
    misspelt_table: and("[pulbish]\nitems = 50\n");
    key_in_the_wrong_table: and("[publish]\nlisten = \"127.0.0.1:80\"\n");
    unknown_key: and("[store]\nengine = \"postgres\"\n");
    missing_keys: with("title = \"The Indus Courier\"\nurl = \"https://www.induscourier.example/\"\n", "");
    missing_table: RIGHT.replace("[site]\ntitle = \"The Indus Courier\"\nurl = \"https://www.induscourier.example/\"\nfounded = 2026-09-01\n", "");
    number_for_a_text: with("title = \"World\"", "title = 1");
    text_for_a_number: and("[publish]\nitems = \"50\"\n");
    text_for_true_or_false: and("watch = \"yes\"\n");
    text_for_a_list: and("[front_page]\nsections = \"world\"\n");
    number_in_a_list: and("[front_page]\nsections = [\"world\", 7]\n");
    text_for_a_date: with("2026-09-01", "\"2026-09-01\"");
    date_with_a_time: with("2026-09-01", "2026-09-01T00:00:00Z");
    one_bracket_too_few: with("[[section]]\ntitle = \"World\"\n\n[[section]]\ntitle = \"Sports\"", "[section]\ntitle = \"World\"");
    brackets_too_many: with("[site]", "[[site]]");
    number_out_of_range: and("[publish]\nitems = 0\ncollapse_below = 1.5\n");
    number_beyond_all_numbers: and("[publish]\nitems = 99999999999999999999\n");
    not_a_length_of_time: and("[publish]\nwindow = \"60 minutes\"\n");
    length_of_time_out_of_range: and("[server]\nheader_timeout = \"0s\"\nshutdown = \"1w\"\n");
    search_beyond_its_bounds: and("[search]\nclient_header = \"X Forwarded\"\ntimeout = \"5m\"\nat_once = 0\n");
    feeds_for_nobody: and("[[feed]]\nsection = \"wrold\"\nprofile = \"smart\"\n[[feed]]\nprofile = \"msn\"\n[[feed]]\nslug = \"bare\"\n[[feed]]\ntitle = \"Both\"\nsection = \"world\"\nsections = [\"sports\"]\n");
    not_a_size: and("[publish]\nmax_document = \"2 megabytes\"\n");
    size_out_of_range: and("[server]\nmax_header = \"1 KiB\"\n");
    relative_address: with("\"https://www.induscourier.example/\"", "\"www.induscourier.example\"");
    address_of_another_scheme: with("\"https://www.induscourier.example/\"", "\"ftp://induscourier.example/\"");
    address_with_a_password: with("\"https://www.induscourier.example/\"", "\"https://me:secret@induscourier.example/\"");
    folder_address_with_a_query: with("\"https://www.induscourier.example/\"", "\"https://induscourier.example/?a=b\"");
    founded_before_the_web: with("2026-09-01", "1947-08-14");
    tag_without_a_date: with("founded", "tag = \"induscourier.example\"\nfounded");
    unknown_zone: with("founded", "timezone = \"Asia/Karrachi\"\nfounded");
    zone_by_its_city: with("founded", "timezone = \"karachi\"\nfounded");
    zone_of_nowhere: with("founded", "timezone = \"PST8PDT9\"\nfounded");
    not_a_language: with("founded", "language = \"English (Pakistan)\"\nfounded");
    not_a_person: with("founded", "editor = \"The Editor <editor@news.example>\"\nfounded");
    control_character_in_a_title: with("\"World\"", "\"Wor\\u0007ld\"");
    blank_title: with("\"World\"", "\"  \"");
    logo_with_half_a_size: and("[site.logo]\nurl = \"https://news.example/l.png\"\nwidth = 144\n");
    logo_too_wide: and("[site.logo]\nurl = \"https://news.example/l.png\"\nwidth = 600\nheight = 60\n");
    hub_named_twice: with("founded", "hubs = [\"https://hub.example\", \"https://hub.example/\"]\nfounded");
    bad_slug: with("title = \"World\"", "title = \"World\"\nslug = \"The World\"");
    title_without_a_slug: with("title = \"World\"", "title = \"دنیا\"");
    reserved_slug: with("title = \"World\"", "title = \"Front Page\"");
    same_slug_twice: with("title = \"Sports\"", "title = \"World!\"");
    bad_slug_is_told_once: with("title = \"World\"", "title = \"World\"\nslug = \"Wörld\"")
        + "[front_page]\nsections = [\"Wörld\"]\n";
    unknown_section_in_a_source: with("schedule", "sections = [\"sprots\"]\nschedule");
    unknown_section_in_a_rule: and("[[source.rule]]\nsections = [\"culture\"]\ncategory = [\"film\"]\n");
    unknown_section_on_the_front_page: and("[front_page]\nsections = [\"wordl\"]\n");
    unknown_order: and("[front_page]\norder = \"best\"\n");
    half_life_of_nothing: and("[front_page]\norder = \"scored\"\nhalf_life = \"0s\"\n");
    unknown_lead: and("[front_page]\nlead = \"wordl\"\n");
    lead_that_is_not_on_the_front_page: and("[front_page]\nsections = [\"world\"]\nlead = \"sports\"\n");
    weight_of_nothing: and("[[front_page.section]]\nname = \"world\"\nweight = 0\n");
    weight_below_nothing: and("[[front_page.section]]\nname = \"world\"\nweight = -2.5\n");
    likeness_of_everything: and("[front_page]\nalike = 0.1\n");
    quota_of_no_section: and("[[front_page.section]]\nname = \"wordl\"\n[[front_page.section]]\nmin = 2\n");
    quota_of_a_section_that_is_not_listed: and("[front_page]\nsections = [\"world\"]\n[[front_page.section]]\nname = \"sports\"\n");
    quota_of_the_front_page: and("[[front_page.section]]\nname = \"front-page\"\n");
    two_quotas_of_a_section: and("[[front_page.section]]\nname = \"world\"\n[[front_page.section]]\nname = \"world\"\nmin = 1\n");
    minimum_above_the_maximum: and("[[front_page.section]]\nname = \"world\"\nmin = 5\nmax = 3\n");
    minimum_above_the_common_maximum: and("[front_page]\nper_section = 4\n[[front_page.section]]\nname = \"world\"\nmin = 5\n");
    minimum_above_what_its_feed_has: and("[publish]\nitems = 8\n[[front_page.section]]\nname = \"world\"\nmin = 9\n");
    minimums_above_the_items: and("[front_page]\nitems = 10\n[[front_page.section]]\nname = \"world\"\nmin = 8\n[[front_page.section]]\nname = \"sports\"\nmin = 3\n");
    pin_that_names_no_article: and("[[front_page.pin]]\narticle = \"budget-day\"\nuntil = 2026-12-31T18:00:00+05:00\n");
    pin_of_a_broken_id: and("[[front_page.pin]]\narticle = \"urn:uuid:4711\"\nuntil = 2026-12-31T18:00:00+05:00\n");
    pin_without_an_end: and("[[front_page.pin]]\narticle = \"https://www.induscourier.example/budget-day\"\n");
    pin_until_a_day: and("[[front_page.pin]]\narticle = \"https://www.induscourier.example/budget-day\"\nuntil = 2026-12-31\n");
    pin_until_a_time_that_the_clock_leaves_out: with("founded", "timezone = \"Europe/London\"\nfounded") + "[[front_page.pin]]\narticle = \"https://www.induscourier.example/budget-day\"\nuntil = 2027-03-28T01:30:00\n";
    pinned_twice: and("[[front_page.pin]]\narticle = \"https://www.induscourier.example/a\"\nuntil = 2026-12-31T18:00:00Z\n[[front_page.pin]]\narticle = \"https://www.induscourier.example/a\"\nuntil = 2026-12-31T19:00:00Z\n");
    breaking_by_no_tag: and("[front_page.breaking]\ntags = []\n");
    breaking_for_no_time: and("[front_page.breaking]\ntags = [\"breaking\", \"Breaking\"]\nwindow = \"0s\"\n");
    section_named_twice: and("[front_page]\nsections = [\"world\", \"world\"]\n");
    front_page_in_a_source: with("schedule", "sections = [\"front-page\"]\nschedule");
    rule_without_a_condition: and("[[source.rule]]\nsections = [\"world\"]\n");
    same_source_name_twice: and("[[source]]\nname = \"newsroom\"\nschedule = \"0 * * * *\"\nsections = [\"world\"]\nfeed.url = \"https://wire.example/\"\n");
    same_place_twice: and("[[source]]\nname = \"again\"\nschedule = \"0 * * * *\"\n[source.folder]\npath = \"./articles/\"\n");
    source_without_a_place: RIGHT.replace("[source.folder]\npath = \"articles\"\n", "");
    source_with_two_places: and("[source.feed]\nurl = \"https://wire.example/\"\n");
    feed_without_a_place: RIGHT.replace("[source.folder]\npath = \"articles\"\n", "sections = [\"world\"]\n[source.feed]\n");
    feed_with_two_places: RIGHT.replace("[source.folder]\npath = \"articles\"\n", "sections = [\"world\"]\n[source.feed]\nurl = \"https://wire.example/\"\nfile = \"wire.xml\"\n");
    feed_for_no_section: RIGHT.replace("[source.folder]\npath = \"articles\"\n", "[source.feed]\nurl = \"https://wire.example/\"\n");
    folder_that_is_not_there: with("path = \"articles\"", "path = \"artikles\"");
    store_in_a_folder_that_is_not_there: and("[store]\npath = \"data/pressroom.sqlite\"\n");
    store_that_is_a_folder: and("[store]\npath = \"articles\"\n");
    store_among_the_feeds: and("[publish]\nfolder = \".\"\n[store]\npath = \"pressroom.sqlite\"\n");
    feeds_among_the_articles: and("[publish]\nfolder = \"articles/feeds\"\n");
    keeps_less_than_it_publishes: and("[store]\nkeep_per_section = 20\n");
    cache_limits_crossed: and("[publish]\ncache_min = \"2h\"\n");
    not_an_endpoint: and("[server]\nlisten = \"localhost:8080\"\n");
    one_port_for_both: and("[server]\nlisten = \"0.0.0.0:8081\"\n");
    gone_and_there: and("[server]\ngone = [\"world\"]\n");
    moved_and_there: and("[server.moved]\nworld = \"sports\"\n");
    moved_to_nowhere: and("[server.moved]\nabroad = \"wolrd\"\n");
    moved_and_still_used: RIGHT.replace("[source.folder]\n", "sections = [\"globe\"]\n[source.folder]\n") + "[server.moved]\nglobe = \"world\"\n";
    moved_twice: and("[server.moved]\nabroad = \"foreign\"\nforeign = \"world\"\n");
    moved_and_gone: and("[server]\ngone = [\"abroad\"]\nmoved = { abroad = \"world\" }\n");
    schedule_with_a_wrong_minute: with("*/5 * * * *", "75 * * * *");
    schedule_that_never_comes: with("*/5 * * * *", "0 0 31 2 *");
    not_a_host: and("[fetch]\nallow_hosts = [\"http://wire.internal/\"]\n");
    not_a_port: and("[fetch]\nallow_hosts = [\"wire.internal:80800\"]\n");
    player_shown_as_something_else: and("[embeds]\nshow = \"iframe\"\n");
    player_on_the_site_itself: and("[embeds]\nhosts = [\"www.InduscourieR.example\"]\n");
    player_that_is_no_host: and("[embeds]\nhosts = [\"player.example/embed\"]\n");
    user_agent_beyond_ascii: and("[fetch]\nuser_agent = \"Zeitungsbötin/1.0\"\n");
    letters_wider_than_a_byte_before_the_mistake: with("title = \"World\"", "title = \"ورلڈ\", x");
    alerts_with_a_short_secret: and("[alerts]\nwebhook = \"https://chat.example/\"\nsecret = \"hunter2\"\n");
    alerts_signed_for_nobody: and("[alerts]\nsecret = \"a long text that nobody guesses\"\n");
    silent_after_in_words: with("title = \"World\"", "title = \"World\"\nsilent_after = \"a day\"");
}
