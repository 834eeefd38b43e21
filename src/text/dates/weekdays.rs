//! The days of the week by their names: English, German, French, Spanish, Portuguese,
//! Italian, Dutch, Arabic, Urdu and Hindi.

/// Days after Monday of an English weekday.
pub(super) fn in_english(word: &str) -> Option<u32> {
    const STEMS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    const ENDS: [&str; 8] = ["", "s", "rs", "day", "sday", "nesday", "rsday", "urday"];
    let (stem, end) = word.split_at_checked(3)?;
    let day = STEMS.iter().position(|one| *one == stem).filter(|_| ENDS.contains(&end))?;
    u32::try_from(day).ok()
}

/// Whether a word in lower case is a weekday in any of the languages.
pub(super) fn is_weekday(word: &str) -> bool {
    in_english(word).is_some() || NAMES.contains(&word)
}

const NAMES: [&str; 72] = [
    // German.
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    // French.
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    // Spanish and Portuguese.
    "lunes",
    "martes",
    "miércoles",
    "miercoles",
    "jueves",
    "viernes",
    "sábado",
    "sabado",
    "domingo",
    "segunda",
    "terça",
    "quarta",
    "quinta",
    "sexta",
    "feira",
    // Italian.
    "lunedì",
    "lunedi",
    "martedì",
    "martedi",
    "mercoledì",
    "mercoledi",
    "giovedì",
    "giovedi",
    "venerdì",
    "venerdi",
    "sabato",
    "domenica",
    // Dutch.
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    // Arabic.
    "الاثنين",
    "الإثنين",
    "الثلاثاء",
    "الأربعاء",
    "الخميس",
    "الجمعة",
    "السبت",
    "الأحد",
    // Urdu.
    "پیر",
    "سوموار",
    "منگل",
    "بدھ",
    "جمعرات",
    "جمعہ",
    "ہفتہ",
    "اتوار",
    // Hindi.
    "सोमवार",
    "मंगलवार",
    "बुधवार",
    "गुरुवार",
    "शुक्रवार",
    "शनिवार",
    "रविवार",
];
