//! The rules of the web edition's pages: each is whole, the data in it can be read, and it has
//! nobody's e-mail address. They are our own HTML; it is no HTML validator.

use super::Refusal;
use super::flaw::{Flaw, Rule, Verdict, excerpt};
use crate::edition::DocumentName;
use crate::text::{PublicMail, mail};

/// What stands before and behind data in a page.
const DATA: [&str; 2] = ["<script type=\"application/ld+json\">", "</script>"];

/// Reads a page of the web edition back, in which the addresses that `public` names may be.
///
/// # Errors
/// The first rule that it breaks.
pub fn check_leaf(name: &DocumentName, bytes: &[u8], public: &PublicMail) -> Result<(), Refusal> {
    judge(bytes, public).map_err(|Flaw { rule, article, detail }| Refusal {
        name: name.clone(),
        rule,
        article,
        detail,
    })
}

fn judge(bytes: &[u8], public: &PublicMail) -> Verdict {
    let text =
        std::str::from_utf8(bytes).map_err(|error| Flaw::new(Rule::Utf8, error.to_string()))?;
    let page = text.trim();
    if !page.get(..15).is_some_and(|begin| begin.eq_ignore_ascii_case("<!doctype html>")) {
        return Err(Flaw::new(Rule::Format, "it does not begin with <!doctype html>"));
    }
    if !page.ends_with("</html>") {
        return Err(Flaw::new(Rule::WellFormed, "it does not end with </html>"));
    }
    for data in page.split(DATA[0]).skip(1) {
        let data = data.split(DATA[1]).next().unwrap_or_default();
        serde_json::from_str::<serde_json::Value>(data).map_err(|error| {
            Flaw::new(Rule::WellFormed, format!("its data cannot be read: {error}"))
        })?;
    }
    let somebodys = mail::addresses(page).into_iter().map(|found| found.address);
    match somebodys.into_iter().find(|address| public.allowed(address).is_none()) {
        Some(address) => Err(Flaw::new(Rule::Mail, format!("it has {}", excerpt(&address)))),
        None => Ok(()),
    }
}
