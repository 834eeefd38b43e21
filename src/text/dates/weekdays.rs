//! The days of the week by their names: English, German, French, Spanish, Portuguese,
//! Italian, Dutch, Danish, Swedish, Polish, Arabic, Urdu and Hindi.

/// Days after Monday of a weekday in lower case, in any of the languages.
pub(super) fn weekday(word: &str) -> Option<u32> {
    let named = || NAMES.iter().position(|names| names.contains(&word));
    in_english(word).or_else(|| u32::try_from(named()?).ok())
}

/// Whether a word in lower case is a weekday, or the second half of one: `segunda-feira`.
pub(super) fn is_weekday(word: &str) -> bool {
    weekday(word).is_some() || word == "feira"
}

fn in_english(word: &str) -> Option<u32> {
    const STEMS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    const ENDS: [&str; 8] = ["", "s", "rs", "day", "sday", "nesday", "rsday", "urday"];
    let (stem, end) = word.split_at_checked(3)?;
    let day = STEMS.iter().position(|one| *one == stem).filter(|_| ENDS.contains(&end))?;
    u32::try_from(day).ok()
}

/// From Monday on.
#[rustfmt::skip]
const NAMES: [&[&str]; 7] = [
    &["montag", "lundi", "lunes", "segunda", "lunedì", "lunedi", "maandag", "mandag", "måndag", "poniedziałek", "الاثنين", "الإثنين",
      "پیر", "سوموار", "सोमवार"],
    &["dienstag", "mardi", "martes", "terça", "martedì", "martedi", "dinsdag", "tirsdag", "tisdag", "wtorek", "الثلاثاء", "منگل",
      "मंगलवार"],
    &["mittwoch", "mercredi", "miércoles", "miercoles", "quarta", "mercoledì", "mercoledi",
      "woensdag", "onsdag", "środa", "الأربعاء", "بدھ", "बुधवार"],
    &["donnerstag", "jeudi", "jueves", "quinta", "giovedì", "giovedi", "donderdag", "torsdag", "czwartek", "الخميس",
      "جمعرات", "गुरुवार"],
    &["freitag", "vendredi", "viernes", "sexta", "venerdì", "venerdi", "vrijdag", "fredag", "piątek", "الجمعة", "جمعہ",
      "शुक्रवार"],
    &["samstag", "sonnabend", "samedi", "sábado", "sabado", "sabato", "zaterdag", "lørdag", "lördag", "sobota", "السبت", "ہفتہ",
      "शनिवार"],
    &["sonntag", "dimanche", "domingo", "domenica", "zondag", "søndag", "söndag", "niedziela", "الأحد", "اتوار", "रविवार"],
];
