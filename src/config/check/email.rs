//! `[email]`: which e-mail addresses readers may see.

use super::Checker;
use super::bad_value::BadValue;
use crate::config::file::{EmailTable, Text};
use crate::text::PublicMail;

impl Checker<'_, '_> {
    pub(super) fn email(&mut self, table: &EmailTable) -> PublicMail {
        let named = self.read_each(&table.publish, named);
        PublicMail::of(named)
    }
}

fn named(text: &Text) -> Result<String, BadValue> {
    PublicMail::read(&text.0).ok_or_else(|| {
        let cause = format!("\"{}\" is neither an e-mail address nor a host of some", text.0);
        BadValue::new(cause, "write an address, `desk@news.example`, or a host, `@news.example`")
    })
}
