//! What somebody who may asks for: from the newsroom to a page, or from a form to what it
//! changes. It runs where it may wait for the disk.

use super::answers::see;
use super::audit;
use super::configuration;
use super::feeds;
use super::form::Form;
use super::frame::{Frame, filled, in_path};
use super::pages::{
    AheadPage, ArticlePage, ArticlesPage, ChangeRow, FoundRow, NoticePage, NowPage, WrongPage,
};
use super::person::Person;
use super::room::Room;
use super::routes::What;
use super::sheets::{ArticleRow, Change as Coming};
use super::{log, sources};
use crate::desk::{Change, DeskRefusal, KeptArticle, Permit};
use crate::section::Slug;
use crate::text::dates::judge_own_date;
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use http::{Response, StatusCode};
use std::collections::BTreeSet;

/// How far ahead it is looked.
const DAY: TimeDelta = TimeDelta::hours(24);

/// A request of somebody who may make it.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) what: What,
    /// What stands for it in the path.
    pub(super) id: String,
    pub(super) form: Form,
    pub(super) person: Person,
}

impl Asked {
    /// The whole answer.
    pub(super) fn answer(&self, room: &dyn Room, now: DateTime<Utc>) -> Response<Bytes> {
        let frame = Frame::of(room, Some(self.person.clone()), now).saying(self.done());
        let answered = match self.what {
            What::Now => self.now(room, &frame),
            What::Ahead => self.ahead(room, &frame, now),
            What::Wrong => {
                let frame = frame.at("/desk/wrong");
                let (troubles, lost) = (room.wrong(), room.lost());
                Ok(filled(StatusCode::OK, &WrongPage { frame, troubles, lost }))
            }
            What::Articles => self.articles(room, &frame, now),
            What::Sections => feeds::sections(room, &frame, &self.person),
            What::Feeds => Ok(feeds::all(room, &frame, &self.person)),
            What::LetOut => feeds::let_out(room, &self.person, (&self.id, &self.form)),
            What::Feed => feeds::one(room, &frame, &self.person, &self.id),
            What::Sources => sources::all(room, &frame),
            What::AskNow => {
                room.ask_now(&self.id, &self.person.name).map(|()| see("/desk/sources?done=ask"))
            }
            What::Source => sources::one(room, &frame, &self.id),
            What::Try => sources::tried(room, &frame, &self.id),
            What::Confirm => {
                sources::confirm(room, &self.id, &self.form.text("lost"), &self.person.name)
            }
            What::Log => Ok(log::page(room, &frame, &self.form)),
            What::Audit => audit::page(room, &frame, &self.form),
            What::Config => Ok(configuration::in_force(room, &frame)),
            What::Preview => configuration::tried(room, &frame, self.form.whole("text")),
            What::Article => self.article(room, &frame),
            What::Correct | What::Retract | What::Embargo | What::Lift | What::Undo => {
                self.change(room)
            }
            What::Style
            | What::Script
            | What::Follow
            | What::SignInForm
            | What::SignIn
            | What::SignOut => Ok(see("/desk/")),
        };
        answered.unwrap_or_else(|refusal| refused(frame, &refusal, self.looked_at()))
    }

    /// What a page says of what was done before it.
    fn done(&self) -> Option<String> {
        let sentence = match self.form.said("done")?.as_str() {
            "correct" => "The correction is there.",
            "retract" => "The article is taken back.",
            "embargo" => "The article is kept back until then.",
            "lift" => "The desk keeps the article back no longer.",
            "ask" => "The source is being asked: reload the page in a moment.",
            "let-out" => "The feed is let out as it is within a few seconds.",
            "confirm" => "What it has lost is withdrawn.",
            "undo" => "The last word of the desk is undone.",
            _ => return None,
        };
        Some(sentence.to_owned())
    }

    fn now(&self, room: &dyn Room, frame: &Frame) -> Result<Response<Bytes>, DeskRefusal> {
        let (frame, seats) = (frame.at("/desk/"), room.front_page()?);
        Ok(filled(StatusCode::OK, &NowPage { frame, seats }))
    }

    /// Of what waits, somebody sees what is of their sections.
    fn ahead(
        &self,
        room: &dyn Room,
        frame: &Frame,
        now: DateTime<Utc>,
    ) -> Result<Response<Bytes>, DeskRefusal> {
        let until = now + DAY;
        let is_seen = |change: &Coming| match &change.article {
            Some(article) => self.person.may_see(article),
            None => self.person.is_for_all(),
        };
        let coming = room.coming(until)?.into_iter().filter(is_seen);
        let row = |change: Coming| ChangeRow {
            at: change.at,
            what: change.what,
            id: change.article.as_ref().map(|article| article.id.to_string()),
            title: match &change.article {
                Some(article) => article.title.to_string(),
                None => "an article that is not kept".to_owned(),
            },
        };
        let (frame, coming) = (frame.at("/desk/next"), coming.map(row).collect());
        Ok(filled(StatusCode::OK, &AheadPage { frame, coming, passes: room.passes(until)? }))
    }

    /// What was taken back, or waits, is found like what readers have.
    fn articles(
        &self,
        room: &dyn Room,
        frame: &Frame,
        now: DateTime<Utc>,
    ) -> Result<Response<Bytes>, DeskRefusal> {
        let words = self.form.text("q");
        let found = room.found(&words, &self.person.sections)?.into_iter();
        let seen = found.filter(|kept| self.person.may_see(&kept.article));
        let row = |kept: KeptArticle| FoundRow {
            is_withdrawn: kept.withdrawn.is_some(),
            waits: kept.article.published > now,
            article: ArticleRow::of(&kept.article),
        };
        let articles = seen.map(row).collect();
        let frame = frame.at("/desk/articles");
        Ok(filled(StatusCode::OK, &ArticlesPage { frame, words, articles }))
    }

    fn article(&self, room: &dyn Room, frame: &Frame) -> Result<Response<Bytes>, DeskRefusal> {
        let sheet = room.article(&self.id)?;
        if !self.person.may_see(&sheet.article) {
            return Err(outside(&sheet.article.sections));
        }
        let address = address(sheet.article.id.as_str());
        Ok(filled(StatusCode::OK, &ArticlePage { frame: frame.clone(), sheet, address }))
    }

    fn embargo(&self, room: &dyn Room) -> Result<Change, DeskRefusal> {
        let until = self.form.said("until").ok_or_else(|| {
            let detail = "the time is empty: say until when the article is to be kept back";
            DeskRefusal::Invalid(detail.to_owned())
        })?;
        let until = judge_own_date(&until, room.zone());
        let until = until.map_err(|fault| DeskRefusal::Invalid(fault.to_string()))?;
        Ok(Change::Embargo(until, self.form.said("reason")))
    }

    /// Whether the embargo that a button lifts is the one that its page showed: another one
    /// was said since, and is another's word.
    fn is_as_seen(&self, kept: Option<&KeptArticle>) -> bool {
        let seen = DateTime::parse_from_rfc3339(&self.form.text("until")).ok();
        self.what != What::Lift
            || kept.and_then(|kept| kept.embargo) == seen.map(|seen| seen.to_utc())
    }

    /// The page that a deed was asked for from.
    fn looked_at(&self) -> Option<String> {
        match self.what {
            What::Correct | What::Retract | What::Embargo | What::Lift | What::Undo => {
                Some(address(&self.id))
            }
            What::LetOut => Some(format!("/desk/feeds/{}", in_path(&self.id))),
            _ => None,
        }
    }

    /// The store judges whether they may, in the transaction that changes it.
    fn change(&self, room: &dyn Room) -> Result<Response<Bytes>, DeskRefusal> {
        let (change, done) = match self.what {
            What::Correct => {
                let note = self.form.said("note").ok_or_else(|| {
                    let detail = "the note is empty: say in a sentence what was wrong";
                    DeskRefusal::Invalid(detail.to_owned())
                })?;
                (Change::Correct(note), "correct")
            }
            What::Retract => (Change::Retract(self.form.said("reason")), "retract"),
            What::Embargo => (self.embargo(room)?, "embargo"),
            What::Lift => (Change::Lift, "lift"),
            _ => (Change::UndoThat(self.form.text("edit").parse().unwrap_or_default()), "undo"),
        };
        let as_seen = |kept: Option<&KeptArticle>| self.is_as_seen(kept);
        let permit = Permit { condition: &as_seen, ..self.person.permit() };
        let changed = room.articles().change(&self.id, change, &permit)?;
        Ok(see(&format!("{}?done={done}", address(changed.now.article.id.as_str()))))
    }
}

/// Where an article is.
fn address(id: &str) -> String {
    format!("/desk/articles/{}", in_path(id))
}

/// It has none of somebody's sections.
fn outside(sections: &BTreeSet<Slug>) -> DeskRefusal {
    match sections.first() {
        Some(section) => DeskRefusal::Scope { section: section.clone(), key: None },
        None => DeskRefusal::Unknown("of your sections".to_owned()),
    }
}

/// What the newsroom refused, as a page.
fn refused(frame: Frame, refusal: &DeskRefusal, page: Option<String>) -> Response<Bytes> {
    let status = match refusal {
        DeskRefusal::Malformed(_) | DeskRefusal::Invalid(_) | DeskRefusal::Past(_) => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        DeskRefusal::Scope { .. } => StatusCode::FORBIDDEN,
        DeskRefusal::Unknown(_) | DeskRefusal::NoSuch(_) => StatusCode::NOT_FOUND,
        DeskRefusal::Removed(_) => StatusCode::GONE,
        DeskRefusal::Failed(_) => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::CONFLICT,
    };
    let text = match refusal {
        DeskRefusal::Scope { section, .. } => {
            format!("The article is of the section \"{section}\", and you are not for that one.")
        }
        DeskRefusal::Condition => "Somebody has said or done something since the page was made \
                                   that you pressed on, or you pressed twice: nothing more was done."
            .to_owned(),
        DeskRefusal::Failed(error) => {
            tracing::error!(error, "the desk could not ask the store");
            "The article store failed, and nothing was changed: try again later.".to_owned()
        }
        other => other.to_string(),
    };
    let onward = page.filter(|_| status == StatusCode::CONFLICT);
    let onward = onward.map(|page| (page, "Look at it again"));
    filled(status, &NoticePage { frame, title: "This was not done".to_owned(), text, onward })
}
