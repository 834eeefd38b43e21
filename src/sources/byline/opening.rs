//! The word that begins a byline, in many languages: "By", "Von", "Text:". What follows it
//! is not looked at.

/// How bylines begin, in lower case.
pub(super) const OPENINGS: [&str; 57] = [
    "propos recueillis par",
    "recueilli par",
    "entretien par",
    "das gespräch führte",
    "das gespräch führten",
    "das interview führte",
    "das interview führten",
    "die fragen stellte",
    "die fragen stellten",
    "interview von",
    "interview by",
    "interviewed by",
    "intervista di",
    "entrevista de",
    "entrevista por",
    "opgetekend door",
    "publié par",
    "écrit par",
    "veröffentlicht von",
    "geschrieben von",
    "eingestellt von",
    "gepostet von",
    "verfasst von",
    "submitted by",
    "inviato da",
    "skrivet av",
    "publicado por",
    "escrito por",
    "geschreven door",
    "scritto da",
    "автор",
    "kirjoittaja",
    "written by",
    "posted by",
    "published by",
    "story by",
    "reported by",
    "words by",
    "text by",
    "ein beitrag von",
    "by",
    "von",
    "por",
    "par",
    "di",
    "door",
    "af",
    "av",
    "da",
    "autor",
    "autorin",
    "author",
    "tekst",
    "記者",
    "تحریر",
    "بقلم",
    "كتب",
];

/// Words that begin one where a colon follows: without it they are anybody's.
const BEFORE_A_COLON: [&str; 32] = [
    "words",
    "words and pictures",
    "words and photos",
    "text and photos",
    "text & photos",
    "text und fotos",
    "text und foto",
    "text & fotos",
    "text und bilder",
    "texte et photos",
    "texto y fotos",
    "testo e foto",
    "interview",
    "entrevista",
    "intervista",
    "reporter",
    "bericht",
    "protokoll",
    "text",
    "texte",
    "texto",
    "testo",
    "från",
    "yazan",
    "skrevet av",
    "reportage",
    "текст",
    "लेखक",
    "作者",
    "記者",
    "文",
    "글",
];

/// Whether a text is what bylines begin with, and nothing else: "Written by".
pub(in crate::sources) fn is_opening(text: &str) -> bool {
    let lower = text.trim().trim_end_matches(':').to_lowercase();
    OPENINGS.contains(&lower.as_str())
}

/// What follows the word that begins a byline.
pub(super) fn opened(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    // "Published 20 November by Asma Rind" has it after its date.
    let behind = |opening: &str| {
        let start: String = line.chars().take(opening.chars().count()).collect();
        (start.to_lowercase() == opening).then(|| &line[start.len()..])
    };
    let labelled = BEFORE_A_COLON.iter().find_map(|label| {
        let rest = behind(label)?.trim_start().strip_prefix([':', '：', '・'])?;
        Some(rest.trim_start())
    });
    labelled.or_else(|| opened_by_a_word(&behind))
}

fn opened_by_a_word<'l>(behind: &dyn Fn(&str) -> Option<&'l str>) -> Option<&'l str> {
    OPENINGS.iter().find_map(|opening| {
        let rest = behind(opening)?;
        let rest = rest.strip_prefix([':', '：']).or_else(|| rest.starts_with(' ').then_some(rest));
        let rest = rest.map(str::trim_start)?;
        (opening.chars().count() > 5 || is_clear(opening, rest)).then_some(rest)
    })
}

/// Whether a small word begins a byline, and not a name: "Von Miller", "da Vinci".
fn is_clear(opening: &str, rest: &str) -> bool {
    const NAMES_TOO: [&str; 7] = ["von", "di", "af", "av", "da", "par", "por"];
    let first = rest.split_whitespace().next().unwrap_or_default();
    let is_name = first.starts_with(char::is_lowercase) || rest.split_whitespace().count() < 2;
    !(NAMES_TOO.contains(&opening) && is_name)
}
