//! Who uses the desk, and what they may do: judged as the tokens of the push API are.

use crate::article::Article;
use crate::config::settings::{DeskUser, Role};
use crate::desk::{DESK, Door, Permit};
use crate::section::Slug;

/// How it is known who somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// They are on the machine.
    Here,
    /// By their session, which they can end.
    Session,
    /// A proxy of the newsroom says it.
    Proxy,
}

/// Somebody at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) sections: Vec<Slug>,
    pub(super) known: Known,
}

impl Person {
    /// Whoever has the machine may do everything.
    pub(super) fn here() -> Self {
        let (name, role) = (DESK.to_owned(), Role::Operator);
        Self { name, role, sections: Vec::new(), known: Known::Here }
    }

    pub(super) fn of(user: &DeskUser, known: Known) -> Self {
        let DeskUser { name, role, sections, .. } = user.clone();
        Self { name, role, sections, known }
    }

    /// What the store judges their changes by.
    pub(super) fn permit(&self) -> Permit<'_> {
        Permit { by: &self.name, door: Door::Desk, sections: &self.sections, condition: &|_| true }
    }

    /// Whether they may see what is not of any section.
    pub(super) fn is_for_all(&self) -> bool {
        self.sections.is_empty()
    }

    /// Whether they are for a section, or for the feed of that name.
    pub(super) fn is_for(&self, section: &Slug) -> bool {
        self.is_for_all() || self.sections.contains(section)
    }

    /// Whether they may see an article: it has one of their sections.
    pub(super) fn may_see(&self, article: &Article) -> bool {
        self.is_for_all() || article.sections.iter().any(|slug| self.sections.contains(slug))
    }

    /// Whether they may ask sources, and see what is of the machine.
    pub(super) fn operates(&self) -> bool {
        self.role >= Role::Operator
    }

    /// Of what they are told that it moves.
    pub(super) fn topics(&self) -> Vec<&'static str> {
        let wrong = self.is_for_all().then_some("wrong");
        let log = (self.is_for_all() && self.operates()).then_some("log");
        ["now"].into_iter().chain(wrong).chain(log).collect()
    }

    /// Whether they may correct, retract, keep back and undo.
    pub(super) fn edits(&self) -> bool {
        self.role >= Role::Editor
    }
}
