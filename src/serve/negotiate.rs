//! Which content coding a reader gets (RFC 9110 §12.5.3), and whether it is a browser
//! that shows what it gets. It compresses nothing: the forms are made when a document is
//! published.

use crate::metrics::Coding;
use http::HeaderMap;
use http::header::ACCEPT_ENCODING;
use http::request::Parts;

/// A weight in thousandths: 0 to 1000.
type Weight = u16;

/// What the reader said of each coding; `None` when it did not name it.
#[derive(Default)]
struct Wishes {
    brotli: Option<Weight>,
    gzip: Option<Weight>,
    identity: Option<Weight>,
    any: Option<Weight>,
}

/// Chooses among the codings for which `offered` holds; identity always is.
///
/// The highest weight wins; of equals Brotli, then gzip, then identity, because
/// the smaller form serves everybody. A reader that names no coding gets
/// identity, and so does one that refuses everything: RFC 9110 lets a server
/// answer it unencoded, and a feed that arrives is worth more than a 406.
#[must_use]
pub fn choose(headers: &HeaderMap, offered: impl Fn(Coding) -> bool) -> Coding {
    let wishes = Wishes::read(headers);
    // Identity is always acceptable when nothing is said of it, but a coding
    // that the reader names is what it rather wants.
    let mut best = (Coding::Identity, wishes.identity.or(wishes.any).unwrap_or(0));
    for (coding, wish) in [(Coding::Gzip, wishes.gzip), (Coding::Brotli, wishes.brotli)] {
        let weight = wish.or(wishes.any).unwrap_or(0);
        if weight > 0 && weight >= best.1 && offered(coding) {
            best = (coding, weight);
        }
    }
    best.0
}

/// Whether what is answered becomes the page that a browser shows (Fetch Metadata), and was
/// not asked for as it is, by `?raw`: a reader in a browser fetches with another destination.
pub(super) fn is_shown(request: &Parts) -> bool {
    let is_raw = request.uri.query().is_some_and(|query| query.split('&').any(|it| it == "raw"));
    let destination = request.headers.get("sec-fetch-dest");
    !is_raw && destination.is_some_and(|destination| destination == "document")
}

impl Wishes {
    /// Several header lines count as one list (RFC 9110 §5.3).
    fn read(headers: &HeaderMap) -> Self {
        let mut wishes = Self::default();
        for line in headers.get_all(ACCEPT_ENCODING) {
            for member in line.as_bytes().split(|byte| *byte == b',') {
                wishes.note(member);
            }
        }
        wishes
    }

    /// A member with an unreadable weight counts as not said.
    fn note(&mut self, member: &[u8]) {
        let mut parts = member.split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
        let name = parts.next().unwrap_or_default();
        let mut weight = 1000;
        for parameter in parts {
            match read_weight(parameter) {
                Some(read) => weight = read,
                None => return,
            }
        }
        let wish = match name {
            b"*" => &mut self.any,
            _ if name.eq_ignore_ascii_case(b"br") => &mut self.brotli,
            _ if name.eq_ignore_ascii_case(b"gzip") => &mut self.gzip,
            _ if name.eq_ignore_ascii_case(b"x-gzip") => &mut self.gzip,
            _ if name.eq_ignore_ascii_case(b"identity") => &mut self.identity,
            _ => return,
        };
        *wish = Some(weight);
    }
}

/// `q=` and a number from 0 to 1 with at most three digits after the point
/// (RFC 9110 §12.4.2); more digits are cut off.
fn read_weight(parameter: &[u8]) -> Option<Weight> {
    let [b'q' | b'Q', rest @ ..] = parameter else { return None };
    let [b'=', number @ ..] = rest.trim_ascii_start() else { return None };
    let (whole, fraction) = match number.trim_ascii() {
        [whole @ (b'0' | b'1')] => (whole, &[][..]),
        [whole @ (b'0' | b'1'), b'.', fraction @ ..] => (whole, fraction),
        _ => return None,
    };
    if !fraction.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let digit = |at: usize| Weight::from(fraction.get(at).map_or(0, |digit| digit - b'0'));
    let thousandths = digit(0) * 100 + digit(1) * 10 + digit(2);
    match whole {
        b'0' => Some(thousandths),
        _ if thousandths == 0 => Some(1000),
        _ => None,
    }
}
