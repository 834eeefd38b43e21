//! The parts of a language tag (RFC 5646 §2.1), and those that have a preferred value
//! (§3.1.7). It writes no tag.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The parts of a tag, as they are written.
pub(super) struct Subtags<'a> {
    pub(super) language: &'a str,
    /// Names of a language within a family of languages, as in `zh-yue`.
    pub(super) extended: Vec<&'a str>,
    pub(super) script: Option<&'a str>,
    pub(super) region: Option<&'a str>,
    /// Variants, extensions by their letters, and what is for private use.
    pub(super) rest: Vec<&'a str>,
    /// What stands where it must not.
    pub(super) left_over: Vec<&'a str>,
}

impl<'a> Subtags<'a> {
    /// The parts of a tag with hyphens; `None` when it does not begin with a language.
    pub(super) fn read(tag: &'a str) -> Option<Self> {
        let all: Vec<&str> = tag.split('-').collect();
        let (&language, mut rest) = all.split_first()?;
        if !is_letters(language, 2..=3) {
            return None;
        }
        let mut take = |is_one: fn(&str) -> bool, most: usize| {
            let count = rest.iter().take(most).take_while(|subtag| is_one(subtag)).count();
            let (taken, left) = rest.split_at(count);
            rest = left;
            taken.to_vec()
        };
        let extended = take(|subtag| is_letters(subtag, 3..=3), 3);
        let script = take(|subtag| is_letters(subtag, 4..=4), 1).pop();
        let region = take(is_region, 1).pop();
        let variants = rest.iter().take_while(|subtag| is_variant(subtag)).count();
        let mut right = rest[..first_repeat(&rest[..variants])].to_vec();
        rest = &rest[right.len()..];
        let (extensions, left_over) = extensions(rest);
        right.extend(extensions.concat());
        Some(Self { language, extended, script, region, rest: right, left_over })
    }
}

/// Where the first subtag stands that stood there before; the end if none does. RFC 5646
/// §2.2.5 and §2.2.6 allow neither a variant nor an extension twice.
fn first_repeat(subtags: &[&str]) -> usize {
    let stood_before =
        |at: &usize| subtags[..*at].iter().any(|before| before.eq_ignore_ascii_case(subtags[*at]));
    (0..subtags.len()).find(stood_before).unwrap_or(subtags.len())
}

fn is_letters(subtag: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphabetic())
}

fn is_region(subtag: &str) -> bool {
    is_letters(subtag, 2..=2) || (subtag.len() == 3 && subtag.bytes().all(|b| b.is_ascii_digit()))
}

fn is_variant(subtag: &str) -> bool {
    let begins_with_digit = subtag.starts_with(|c: char| c.is_ascii_digit());
    let shortest = if begins_with_digit { 4 } else { 5 };
    is_alphanumeric(subtag, shortest)
}

fn is_alphanumeric(subtag: &str, shortest: usize) -> bool {
    (shortest..=8).contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// The extensions (`u-ca-islamic`) in the order of their letters, and last what is for
/// private use (`x-desk`): each one letter or digit, and what belongs to it. Beside them, the
/// subtags that are neither.
fn extensions<'t, 'a>(mut subtags: &'t [&'a str]) -> (Vec<&'t [&'a str]>, Vec<&'a str>) {
    let mut found: Vec<&[&str]> = Vec::new();
    while let [singleton, own @ ..] = subtags {
        let is_private = singleton.eq_ignore_ascii_case("x");
        let shortest = if is_private { 1 } else { 2 };
        let count = own.iter().take_while(|it| is_alphanumeric(it, shortest)).count();
        let is_new = !found.iter().any(|known| known[0].eq_ignore_ascii_case(singleton));
        let is_one = singleton.len() == 1 && is_alphanumeric(singleton, 1) && is_new;
        if count == 0 || !is_one {
            break;
        }
        found.push(&subtags[..=count]);
        subtags = &subtags[count + 1..];
    }
    let letter = |of: &&[&str]| of[0].to_ascii_lowercase();
    found.sort_by_key(|extension| (letter(extension) == "x", letter(extension)));
    (found, subtags.to_vec())
}

/// The two letters of a language that is given by three (ISO 639-2) or by a name that
/// was withdrawn; otherwise what was given. In lower case.
pub(super) fn preferred_language(language: &str) -> String {
    preferred(&LANGUAGES, language)
}

/// The region of today in the place of one that was; otherwise what was given. In upper
/// case.
pub(super) fn preferred_region(region: &str) -> String {
    preferred(&REGIONS, region)
}

fn preferred(table: &Table, subtag: &str) -> String {
    table.get(subtag).copied().unwrap_or(subtag).to_owned()
}

/// What was given, and what is preferred to it. Every article's language is looked up, each
/// time that it is read.
type Table = HashMap<&'static str, &'static str>;

fn table(pairs: &'static str) -> Table {
    pairs.split(", ").filter_map(|pair| pair.split_once(' ')).collect()
}

/// `UK` was never registered, and everybody means Great Britain by it.
static REGIONS: LazyLock<Table> =
    LazyLock::new(|| table("BU MM, DD DE, FX FR, TP TL, UK GB, YD YE, ZR CD"));

static LANGUAGES: LazyLock<Table> = LazyLock::new(|| {
    table(
        "\
    aar aa, abk ab, afr af, aka ak, alb sq, amh am, ara ar, arg an, arm hy, asm as, ava av, \
    ave ae, aym ay, aze az, bak ba, bam bm, baq eu, bel be, ben bn, bis bi, bod bo, bos bs, \
    bre br, bul bg, bur my, cat ca, ces cs, cha ch, che ce, chi zh, chu cu, chv cv, cor kw, \
    cos co, cre cr, cym cy, cze cs, dan da, deu de, div dv, dut nl, dzo dz, ell el, eng en, \
    epo eo, est et, eus eu, ewe ee, fao fo, fas fa, fij fj, fin fi, fra fr, fre fr, fry fy, \
    ful ff, geo ka, ger de, gla gd, gle ga, glg gl, glv gv, gre el, grn gn, guj gu, hat ht, \
    hau ha, heb he, her hz, hin hi, hmo ho, hrv hr, hun hu, hye hy, ibo ig, ice is, ido io, \
    iii ii, iku iu, ile ie, in id, ina ia, ind id, ipk ik, isl is, ita it, iw he, jav jv, \
    ji yi, jpn ja, jw jv, kal kl, kan kn, kas ks, kat ka, kau kr, kaz kk, khm km, kik ki, \
    kin rw, kir ky, kom kv, kon kg, kor ko, kua kj, kur ku, lao lo, lat la, lav lv, lim li, \
    lin ln, lit lt, ltz lb, lub lu, lug lg, mac mk, mah mh, mal ml, mao mi, mar mr, may ms, \
    mkd mk, mlg mg, mlt mt, mo ro, mon mn, mri mi, msa ms, mya my, nau na, nav nv, nbl nr, \
    nde nd, ndo ng, nep ne, nld nl, nno nn, nob nb, nor no, nya ny, oci oc, oji oj, ori or, \
    orm om, oss os, pan pa, per fa, pli pi, pol pl, por pt, pus ps, que qu, roh rm, ron ro, \
    rum ro, run rn, rus ru, sag sg, san sa, sin si, slk sk, slo sk, slv sl, sme se, smo sm, \
    sna sn, snd sd, som so, sot st, spa es, sqi sq, srd sc, srp sr, ssw ss, sun su, swa sw, \
    swe sv, tah ty, tam ta, tat tt, tel te, tgk tg, tgl tl, tha th, tib bo, tir ti, ton to, \
    tsn tn, tso ts, tuk tk, tur tr, twi tw, uig ug, ukr uk, urd ur, uzb uz, ven ve, vie vi, \
    vol vo, wel cy, wln wa, wol wo, xho xh, yid yi, yor yo, zha za, zho zh, zul zu",
    )
});
