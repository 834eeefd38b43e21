//! How a desk bids others to wait, told by the shape of a line more than by its words: an
//! opening with a time behind it, a verb of publishing that is forbidden until then, a stage
//! that is not the last. It reads no date.

use crate::text::dates::held::names_a_time;

/// Openings that say it where a time stands behind them.
const BEFORE_A_TIME: [&str; 21] = [
    "advance for",
    "adv for",
    "hold for",
    "held until",
    "for release",
    "not before",
    "frigives",
    "frigivelse",
    "frigis",
    "frisläpps",
    "freigabe",
    "freigegeben",
    "frei ab",
    "vrij vanaf",
    "publicatie vanaf",
    "à diffuser",
    "diffusion à partir",
    "publicar a partir",
    "pubblicare dal",
    "julkaistavissa",
    "publikacja",
];

/// The same in languages that put no blank behind them.
const BEFORE_A_TIME_UNSPACED: [&str; 4] = ["禁運", "禁运", "解禁", "封鎖至"];

/// The same behind a word or two: what is lifted there is no season's ban.
const WITHIN_BEFORE_A_TIME: [&str; 14] = [
    "解禁日時",
    "解禁日:",
    "解禁日：",
    "解禁時刻",
    "解禁時間",
    "解禁时间",
    "報道解禁",
    "発表解禁",
    "掲載解禁",
    "发布禁令",
    "發布禁令",
    "禁发",
    "禁發",
    "보도시점",
];
/// So many letters may stand before them.
const MOST_BEFORE: usize = 6;

/// The same around a time.
const AROUND_A_TIME: [(&str, &str); 2] = [("پابندی", "تک"), ("اشاعت", "بعد")];

/// Openings that say it alone where they stand in capitals, as desks mark a text.
const CRIED: [&str; 4] = ["advance for", "adv for", "hold for", "not before"];

/// Words behind `embargo` that lead to its end.
const UNTIL: [&str; 20] = [
    "until",
    "till",
    "til",
    "to",
    "tot",
    "bis",
    "do",
    "до",
    "hasta",
    "até",
    "fino",
    "jusqu",
    "jusque",
    "kuni",
    "asti",
    "saakka",
    "tills",
    "până",
    "μέχρι",
    "för",
];

/// What is done with a text that is out.
const VERBS: [&str; 25] = [
    "use",
    "used",
    "run",
    "publish",
    "published",
    "print",
    "printed",
    "release",
    "released",
    "air",
    "aired",
    "broadcast",
    "post",
    "posted",
    "quote",
    "quoted",
    "share",
    "shared",
    "distribute",
    "distributed",
    "circulate",
    "transmit",
    "send",
    "move",
    "upload",
];

/// How it is forbidden.
const FORBIDDEN: [&[&str]; 6] = [
    &["do", "not"],
    &["don", "t"],
    &["dont"],
    &["not", "to", "be"],
    &["must", "not", "be"],
    &["never"],
];

/// What a text is not yet for.
const WAYS_OUT: [&str; 13] = [
    "print",
    "web",
    "air",
    "broadcast",
    "release",
    "publication",
    "publishing",
    "use",
    "online",
    "distribution",
    "circulation",
    "posting",
    "readers",
];

/// Lines that name a draft, with or without a remark behind them.
const DRAFTS: [&str; 10] = [
    "first draft",
    "second draft",
    "third draft",
    "early draft",
    "rough draft",
    "working draft",
    "internal draft",
    "confidential draft",
    "draft copy",
    "draft only",
];

/// Names of how far a text has come.
const STAGES: [&str; 6] =
    ["status", "stage", "workflow", "approval", "copy status", "legal status"];

/// How a stage begins that is not the last.
const NOT_LAST: [&str; 14] = [
    "awaiting",
    "awaits",
    "waiting",
    "needs",
    "pending",
    "in review",
    "under review",
    "for review",
    "unapproved",
    "unedited",
    "not approved",
    "not cleared",
    "not ready",
    "on hold",
];

/// Whether a line bids others to wait. `bare` is the line without the signs around it, and
/// `lower` the same in small letters.
pub(super) fn bids_to_wait(bare: &str, lower: &str) -> bool {
    opens_before_a_time(lower)
        || is_embargo_until(lower)
        || forbids_until(lower)
        || is_not_yet_for(lower)
        || is_remarked_draft(lower)
        || is_early_stage(lower)
        || (bare == bare.to_uppercase() && CRIED.iter().any(|start| begins(lower, start).is_some()))
}

/// What stands behind an opening and the colon or blank that ends it.
fn begins<'t>(lower: &'t str, start: &str) -> Option<&'t str> {
    let rest = lower.strip_prefix(start)?;
    (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

fn opens_before_a_time(lower: &str) -> bool {
    let spaced = BEFORE_A_TIME.iter().filter_map(|start| begins(lower, start));
    let unspaced = BEFORE_A_TIME_UNSPACED.iter().filter_map(|start| lower.strip_prefix(start));
    let around =
        AROUND_A_TIME.iter().filter_map(|(start, end)| begins(lower, start)?.strip_suffix(end));
    let within = WITHIN_BEFORE_A_TIME.iter().filter_map(|label| {
        let (before, rest) = lower.split_once(label)?;
        (before.chars().count() <= MOST_BEFORE).then_some(rest)
    });
    spaced.chain(unspaced).chain(around).chain(within).any(names_a_time)
}

/// `Embargo tot zaterdag 18 uur`: a word for until, in whatever language, and a time.
fn is_embargo_until(lower: &str) -> bool {
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_embargo = words.next().is_some_and(|word| word.starts_with("embarg"));
    is_embargo && words.next().is_some_and(|word| UNTIL.contains(&word)) && names_a_time(lower)
}

/// `Do not use before 18:00`, `Not to be used before 6 PM Saturday`.
fn forbids_until(lower: &str) -> bool {
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let words = words.strip_prefix(&["please"]).unwrap_or(&words);
    let verb = FORBIDDEN.iter().find_map(|bid| words.strip_prefix(*bid));
    let Some([verb, rest @ ..]) = verb else { return false };
    let until = rest.iter().position(|word| ["before", "until", "till", "prior"].contains(word));
    VERBS.contains(verb) && until.is_some_and(|at| at <= 3) && names_a_time(lower)
}

/// `Not yet for print`.
fn is_not_yet_for(lower: &str) -> bool {
    let rest = begins(lower, "not yet for").or_else(|| begins(lower, "not ready for"));
    let mut words = rest.unwrap_or_default().split_whitespace();
    words.next().is_some_and(|word| WAYS_OUT.contains(&word.trim_matches([',', '.', ':', ';'])))
}

/// `First draft - comments welcome`.
fn is_remarked_draft(lower: &str) -> bool {
    DRAFTS.iter().filter_map(|draft| begins(lower, draft)).any(|rest| {
        let remark = rest.trim_start();
        remark.is_empty() || remark.starts_with(['-', '–', '—', '(', '[', ',', ';', '|', '/'])
    })
}

/// `STATUS: AWAITING LEGAL`.
fn is_early_stage(lower: &str) -> bool {
    lower.split_once([':', '=']).is_some_and(|(name, stage)| {
        STAGES.contains(&name.trim())
            && NOT_LAST.iter().any(|start| begins(stage.trim_start(), start).is_some())
    })
}
