//! The months by their names and usual abbreviations: English, German, French,
//! Spanish, Portuguese, Italian, Dutch, Polish, Czech, Croatian, Russian, Ukrainian, Turkish,
//! Greek, Hungarian, Romanian, Swedish, Danish, Norwegian, Finnish, Indonesian, Arabic, Urdu,
//! Persian and Hindi; `more` has those of others. A word that only begins like a month is none.

mod more;
mod one_word;

use more::MORE;
pub(super) use one_word::{in_one_word, is_part, is_thai};

/// The month, 1 to 12, that a word in lower case names: a name, the beginning of one (at
/// least three letters), or one with an ending.
pub(super) fn month(word: &str) -> Option<u32> {
    if let Some((_, month)) = SHORT.iter().find(|(short, _)| *short == word) {
        return Some(*month);
    }
    named(&NAMES, word).or_else(|| named(&RARER, word)).or_else(|| in_full(word))
}

/// A name that stands alone as it is, perhaps behind the letter that joins it to the day:
/// `d'agost`, `בנובמבר`.
fn in_full(word: &str) -> Option<u32> {
    let joined = ["d'", "d\u{2019}", "ב"].iter().find_map(|before| word.strip_prefix(before));
    let of = |word: &str| {
        let is_it = |name: &&str| *name == word || is_inflected(name, word);
        (1..).zip(&MORE).find(|(_, names)| names.iter().any(is_it)).map(|it| it.0)
    };
    of(word).or_else(|| joined.and_then(|rest| of(rest).or_else(|| named(&NAMES, rest))))
}

/// `None` where a word may be one of several.
fn named(names: &[&[&str]; 12], word: &str) -> Option<u32> {
    let month_of = |is_it: &dyn Fn(&str) -> bool| {
        let mut months = (1..).zip(names).filter(|(_, names)| names.iter().any(|name| is_it(name)));
        months.next().filter(|_| months.next().is_none()).map(|(month, _)| month)
    };
    let letters = word.chars().count();
    month_of(&|name| name == word)
        .or_else(|| month_of(&|name| letters >= 3 && name.starts_with(word)))
        .or_else(|| month_of(&|name| is_inflected(name, word)))
}

/// Whether a word is a name and an ending: `ağustosta`, `marraskuuta`, `kasım'da`.
fn is_inflected(name: &str, word: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    // Most words begin with no name: to count the letters of each first takes far longer.
    word.strip_prefix(name).is_some_and(|ending| letters(ending) <= 2 && letters(name) >= 5)
}

/// Abbreviations that no name begins with.
const SHORT: [(&str, u32); 4] = [("mrt", 3), ("pazdz", 10), ("okt", 10), ("mär", 3)];

/// By month.
const NAMES: [&[&str]; 12] = [
    &[
        "january",
        "januar",
        "januari",
        "jänner",
        "janvier",
        "enero",
        "janeiro",
        "gennaio",
        "styczeń",
        "stycznia",
        "январь",
        "января",
        "січень",
        "січня",
        "ocak",
        "ιανουάριος",
        "ιανουαρίου",
        "γενάρης",
        "γενάρη",
        "január",
        "ianuarie",
        "يناير",
        "جنوری",
        "جنوري",
        "ژانویه",
        "जनवरी",
    ],
    &[
        "february",
        "februar",
        "februari",
        "feber",
        "février",
        "fevrier",
        "febrero",
        "fevereiro",
        "febbraio",
        "luty",
        "lutego",
        "февраль",
        "февраля",
        "лютий",
        "лютого",
        "şubat",
        "subat",
        "φεβρουάριος",
        "φεβρουαρίου",
        "február",
        "februarie",
        "فبراير",
        "شباط",
        "فروری",
        "فوریه",
        "फ़रवरी",
        "फरवरी",
    ],
    &[
        "march",
        "märz",
        "maerz",
        "mars",
        "marzo",
        "março",
        "marco",
        "maart",
        "marzec",
        "marca",
        "март",
        "марта",
        "березень",
        "березня",
        "mart",
        "μάρτιος",
        "μαρτίου",
        "március",
        "martie",
        "marts",
        "maret",
        "مارس",
        "مارچ",
        "آذار",
        "मार्च",
    ],
    &[
        "april",
        "avril",
        "abril",
        "aprile",
        "kwiecień",
        "kwietnia",
        "апрель",
        "апреля",
        "квітень",
        "квітня",
        "nisan",
        "απρίλιος",
        "απριλίου",
        "április",
        "aprilie",
        "أبريل",
        "ابريل",
        "إبريل",
        "نيسان",
        "اپریل",
        "آوریل",
        "अप्रैल",
    ],
    &[
        "may",
        "mai",
        "mayo",
        "maio",
        "maggio",
        "mei",
        "maj",
        "maja",
        "май",
        "мая",
        "мае",
        "травень",
        "травня",
        "mayıs",
        "mayis",
        "μάιος",
        "μαΐου",
        "μαϊου",
        "μαιου",
        "május",
        "مايو",
        "أيار",
        "مئی",
        "मई",
    ],
    &[
        "june",
        "juni",
        "juin",
        "junio",
        "junho",
        "giugno",
        "czerwiec",
        "czerwca",
        "июнь",
        "июня",
        "червень",
        "червня",
        "haziran",
        "ιούνιος",
        "ιουνίου",
        "június",
        "iunie",
        "يونيو",
        "يونيه",
        "حزيران",
        "جون",
        "ژوئن",
        "जून",
    ],
    &[
        "july",
        "juli",
        "juillet",
        "julio",
        "julho",
        "luglio",
        "lipiec",
        "lipca",
        "июль",
        "июля",
        "липень",
        "липня",
        "temmuz",
        "ιούλιος",
        "ιουλίου",
        "július",
        "iulie",
        "يوليو",
        "يوليه",
        "تموز",
        "جولائی",
        "ژوئیه",
        "जुलाई",
    ],
    &[
        "august",
        "augustus",
        "augusti",
        "août",
        "aout",
        "agosto",
        "sierpień",
        "sierpnia",
        "август",
        "августа",
        "серпень",
        "серпня",
        "ağustos",
        "agustos",
        "αύγουστος",
        "αυγούστου",
        "augusztus",
        "agustus",
        "أغسطس",
        "اغسطس",
        "آب",
        "اگست",
        "अगस्त",
    ],
    &[
        "september",
        "septembre",
        "septiembre",
        "setiembre",
        "setembro",
        "settembre",
        "wrzesień",
        "września",
        "сентябрь",
        "сентября",
        "вересень",
        "вересня",
        "eylül",
        "eylul",
        "σεπτέμβριος",
        "σεπτεμβρίου",
        "szeptember",
        "septembrie",
        "سبتمبر",
        "أيلول",
        "ستمبر",
        "सितंबर",
    ],
    &[
        "october",
        "oktober",
        "octobre",
        "octubre",
        "outubro",
        "ottobre",
        "październik",
        "października",
        "pazdziernika",
        "октябрь",
        "октября",
        "жовтень",
        "жовтня",
        "ekim",
        "οκτώβριος",
        "οκτωβρίου",
        "október",
        "octombrie",
        "أكتوبر",
        "اكتوبر",
        "اکتوبر",
        "अक्टूबर",
    ],
    &[
        "november",
        "novembre",
        "noviembre",
        "novembro",
        "listopad",
        "listopada",
        "ноябрь",
        "ноября",
        "листопада",
        "kasım",
        "kasim",
        "νοέμβριος",
        "νοεμβρίου",
        "noiembrie",
        "نوفمبر",
        "نومبر",
        "नवंबर",
    ],
    &[
        "december",
        "dezember",
        "desember",
        "décembre",
        "decembre",
        "diciembre",
        "dezembro",
        "dicembre",
        "grudzień",
        "grudnia",
        "декабрь",
        "декабря",
        "грудень",
        "грудня",
        "aralık",
        "aralik",
        "δεκέμβριος",
        "δεκεμβρίου",
        "decembrie",
        "ديسمبر",
        "دسمبر",
        "दिसंबर",
    ],
];

/// Those of Finnish, Czech and Croatian, which begin like others' names for other months.
const RARER: [&[&str]; 12] = [
    &["tammikuu", "leden", "ledna", "siječanj", "siječnja"],
    &["helmikuu", "únor", "února", "veljača", "veljače"],
    &["maaliskuu", "březen", "března", "ožujak", "ožujka"],
    &["huhtikuu", "duben", "dubna", "travanj", "travnja"],
    &["toukokuu", "květen", "května", "svibanj", "svibnja"],
    &["kesäkuu", "červen", "června", "lipanj", "lipnja"],
    &["heinäkuu", "červenec", "července", "srpanj", "srpnja"],
    &["elokuu", "srpen", "srpna", "kolovoz", "kolovoza"],
    &["syyskuu", "září", "rujan", "rujna"],
    &["lokakuu", "říjen", "října"],
    &["marraskuu", "studeni", "studenoga", "studenog"],
    &["joulukuu", "prosinec", "prosince", "prosinac", "prosinca"],
];

/// The month that a word names behind a number with a full stop, where that is another: a
/// Croat writes `27. listopada`, and a Pole of the next month `27 listopada`.
pub(super) fn after_ordinal(word: &str) -> Option<u32> {
    (word == "listopada").then_some(10)
}
