//! What each operation does: asks the desk, and makes an answer of what it says.
//! It runs where it may wait for the disk.

use super::problem::{self, refusal};
use super::push_service::PushService;
use super::repeat::{self, Underway};
use super::routes::Action;
use super::view;
use crate::article::{Article, ArticleId};
use crate::config::settings::Token;
use crate::desk::{Change, ChangedArticle, Condition, Door, KeptArticle, Permit, Pushed};
use crate::section::Slug;
use crate::serve::paths::PublicPaths;
use crate::text::dates::judge_own_date;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::header::{ETAG, IF_MATCH, IF_NONE_MATCH, LINK, LOCATION};
use http::request::Parts;
use http::{HeaderMap, Response, StatusCode};
use serde_json::{Value, json};
use std::borrow::Cow;

const JSON: &str = "application/json";

/// The most articles on a page of the list, and how many when it is not said.
const MOST: usize = 200;
const USUAL: usize = 50;

/// A request that was admitted, with its whole body.
pub(super) struct Request {
    pub(super) action: Action,
    pub(super) token: Token,
    /// The id in the path.
    pub(super) id: Option<String>,
    pub(super) head: Parts,
    pub(super) body: Bytes,
    /// Where readers find what is here.
    pub(super) paths: PublicPaths,
}

type Answered = Result<Response<Bytes>, Response<Bytes>>;

impl Request {
    /// The whole answer.
    pub(super) fn answer(&self, desk: &dyn PushService, underway: &Underway) -> Response<Bytes> {
        let answered = match self.action {
            Action::List => self.list(desk),
            Action::Post => self.post(desk, underway),
            Action::Read => self.read(desk),
            Action::Put => self.put(desk),
            Action::Delete => self.delete(desk),
            Action::Revisions => self.revisions(desk),
            Action::Correct | Action::Retract | Action::Embargo | Action::Lift => self.edit(desk),
            Action::Undo => self.undo(desk, underway),
            Action::Status => self.status(desk),
            Action::Gather => self.gather(desk),
            Action::Gathered => self.gathered(desk),
            Action::Document => Ok(problem::empty(StatusCode::NO_CONTENT)),
        };
        match answered {
            Ok(response) | Err(response) => response,
        }
    }

    fn status(&self, desk: &dyn PushService) -> Answered {
        Ok(problem::answer(StatusCode::OK, JSON, &desk.wellbeing()))
    }

    fn gather(&self, desk: &dyn PushService) -> Answered {
        let number = desk.gather(self.name(), &self.token.name).map_err(|it| refusal(&it))?;
        let body = json!({ "source": self.name(), "request": number });
        let response = problem::answer(StatusCode::ACCEPTED, JSON, &body);
        let path = format!("/api/gathered/{number}");
        Ok(problem::with(response, LOCATION, &self.paths.outward(&path)))
    }

    fn gathered(&self, desk: &dyn PushService) -> Answered {
        let number: i64 = self.name().parse().map_err(|_| {
            let detail = "requests are numbers: ask what `Location` said";
            problem::problem(StatusCode::NOT_FOUND, detail)
        })?;
        let (report, refused) = match desk.gathered(number).map_err(|it| refusal(&it))? {
            None => (None, None),
            Some(Ok(report)) => (Some(report), None),
            Some(Err(why)) => (None, Some(why)),
        };
        let body = json!({ "request": number, "report": report, "refused": refused });
        Ok(problem::answer(StatusCode::OK, JSON, &body))
    }

    fn name(&self) -> &str {
        self.id.as_deref().unwrap_or_default()
    }

    fn post(&self, desk: &dyn PushService, underway: &Underway) -> Answered {
        let work = || match desk.push(&self.body, None, &self.permit(&|_| true)) {
            Err(refused) => refusal(&refused),
            // One item is one article; a list, even of one, is answered as a list.
            Ok(pushed) => match pushed.as_slice() {
                [one] if !is_document(&self.body) => single(one, &self.paths),
                many => list_of(many, &self.paths),
            },
        };
        match repeat::key_of(&self.head.headers, &self.token.name)? {
            Some(key) => Ok(repeat::once(desk, underway, key, &self.body, work)),
            None => Ok(work()),
        }
    }

    fn put(&self, desk: &dyn PushService) -> Answered {
        let condition = |kept: Option<&KeptArticle>| holds(&self.head.headers, kept);
        let permit = self.permit(&condition);
        if let Some(repeated) = self.repeated(desk, &permit)? {
            return Ok(single(&repeated, &self.paths));
        }
        let pushed = desk
            .push(&self.body, Some(self.name()), &permit)
            .map_err(|refused| refusal(&refused))?;
        let nothing = || problem::empty(StatusCode::NO_CONTENT);
        Ok(pushed.first().map_or_else(nothing, |one| single(one, &self.paths)))
    }

    /// Whoever sends back what was read, as it was read, has changed nothing.
    fn repeated(
        &self,
        desk: &dyn PushService,
        permit: &Permit<'_>,
    ) -> Result<Option<Pushed>, Response<Bytes>> {
        let Ok(body) = serde_json::from_slice::<Value>(&self.body) else { return Ok(None) };
        let Ok(kept) = desk.find(self.name()) else { return Ok(None) };
        if kept.withdrawn.is_some() || view::shown(&kept) != body {
            return Ok(None);
        }
        permit.allows(Some(&kept)).map_err(|refused| refusal(&refused))?;
        let (key, now) = (self.name().to_owned(), Some(kept.clone()));
        let (warnings, unwritten) = (Vec::new(), Vec::new());
        Ok(Some(Pushed { key, before: Some(kept), now, warnings, unwritten }))
    }

    fn delete(&self, desk: &dyn PushService) -> Answered {
        let reason = self.query("reason");
        let reason = reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
        let changed = self.change(desk, Change::Delete(reason.map(str::to_owned)))?;
        Ok(done(&changed))
    }

    /// Said twice, it undoes two words: whoever asks again because no answer came has a key.
    fn undo(&self, desk: &dyn PushService, underway: &Underway) -> Answered {
        let Some(key) = repeat::key_of(&self.head.headers, &self.token.name)? else {
            return self.edit(desk);
        };
        let key = format!("{key}\n{}", self.head.uri.path());
        let work = || self.edit(desk).unwrap_or_else(|refused| refused);
        Ok(repeat::once(desk, underway, key, &[], work))
    }

    /// A word of the desk, or undoing one; with the tag of what is live then.
    fn edit(&self, desk: &dyn PushService) -> Answered {
        let change = match self.action {
            Action::Undo => Change::Undo,
            Action::Retract => Change::Retract(self.line("reason")?),
            Action::Embargo => self.embargo(desk)?,
            Action::Lift => Change::Lift,
            _ => Change::Correct(self.line("note")?.ok_or_else(|| {
                let detail = "the body has no `note`: say in it what was wrong, in a sentence";
                problem::problem(StatusCode::UNPROCESSABLE_ENTITY, detail)
            })?),
        };
        let changed = self.change(desk, change)?;
        let (response, now) = (done(&changed), &changed.now);
        Ok(match now.withdrawn {
            Some(_) => response,
            None => {
                let tag = view::tag(now);
                problem::with(response, ETAG, tag.strong().to_str().unwrap_or_default())
            }
        })
    }

    fn embargo(&self, desk: &dyn PushService) -> Result<Change, Response<Bytes>> {
        let bad = |detail: &str| problem::problem(StatusCode::UNPROCESSABLE_ENTITY, detail);
        let until = self.line("until")?.ok_or_else(|| {
            bad("the body has no `until`: say in it until when, as in 2026-12-01T18:00:00+05:00")
        })?;
        let until = judge_own_date(&until, desk.zone());
        let until = until.map_err(|fault| bad(&format!("`until`: {fault}")))?;
        Ok(Change::Embargo(until, self.line("reason")?))
    }

    fn change(
        &self,
        desk: &dyn PushService,
        change: Change,
    ) -> Result<ChangedArticle, Response<Bytes>> {
        let condition = |kept: Option<&KeptArticle>| holds(&self.head.headers, kept);
        let permit = self.permit(&condition);
        desk.change(self.name(), change, &permit).map_err(|refused| refusal(&refused))
    }

    /// A member of the body that is a text; `None` if it is not there, or blank.
    fn line(&self, name: &str) -> Result<Option<String>, Response<Bytes>> {
        let body: Value = serde_json::from_slice(&self.body).map_err(|error| {
            problem::problem(StatusCode::BAD_REQUEST, &format!("not JSON: {error}: mend it there"))
        })?;
        match body.get(name) {
            None | Some(Value::Null) if body.is_object() => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.trim().to_owned()).filter(|t| !t.is_empty())),
            _ => {
                let detail = format!("send an object whose `{name}` is a text");
                Err(problem::problem(StatusCode::UNPROCESSABLE_ENTITY, &detail))
            }
        }
    }

    fn permit<'a>(&'a self, condition: Condition<'a>) -> Permit<'a> {
        Permit { by: &self.token.name, door: Door::Push, sections: &self.token.sections, condition }
    }

    fn read(&self, desk: &dyn PushService) -> Answered {
        let kept = desk.find(self.name()).map_err(|refused| refusal(&refused))?;
        self.may_see(&kept.article)?;
        if kept.withdrawn.is_some() {
            let why = kept.reason.as_deref().unwrap_or("no reason was given");
            let detail = format!("the article was withdrawn: {why}");
            return Err(problem::problem(StatusCode::GONE, &detail));
        }
        let tag = view::tag(&kept);
        let mut lines = self.head.headers.get_all(IF_NONE_MATCH).iter();
        let response = match lines.any(|line| tag.is_in(line.as_bytes())) {
            true => problem::empty(StatusCode::NOT_MODIFIED),
            false => problem::answer(StatusCode::OK, JSON, &view::shown(&kept)),
        };
        Ok(problem::with(response, ETAG, tag.strong().to_str().unwrap_or_default()))
    }

    fn revisions(&self, desk: &dyn PushService) -> Answered {
        let past = desk.revisions(self.name()).map_err(|refused| refusal(&refused))?;
        for past in &past {
            self.may_see(&past.article)?;
        }
        let past: Vec<Value> = past.iter().map(view::past).collect();
        Ok(problem::answer(StatusCode::OK, JSON, &json!({ "revisions": past })))
    }

    fn list(&self, desk: &dyn PushService) -> Answered {
        let bad = |detail: &str| problem::problem(StatusCode::BAD_REQUEST, detail);
        let limit = match self.query("limit") {
            None => USUAL,
            Some(limit) => (limit.parse().ok())
                .filter(|limit| (1..=MOST).contains(limit))
                .ok_or_else(|| bad("`limit` is a number from 1 to 200"))?,
        };
        let after = self.query("after").map(|after| place(&after));
        let after = after.map(|place| place.ok_or_else(|| bad("`after` is the `next` of a page")));
        let after = after.transpose()?;
        let sections = match self.query("section") {
            None => self.token.sections.clone(),
            Some(section) => {
                let section: Slug =
                    section.parse().map_err(|_| bad("`section` is no short name of a section"))?;
                self.is_for([&section])?;
                vec![section]
            }
        };
        let mut articles =
            desk.newest(&sections, after.as_ref(), limit + 1).map_err(|r| refusal(&r))?;
        let more = articles.len() > limit;
        articles.truncate(limit);
        let next = articles.last().filter(|_| more).map(cursor);
        let items: Vec<Value> = articles.iter().map(view::item).collect();
        let body = json!({ "items": items, "next": next });
        let response = problem::answer(StatusCode::OK, JSON, &body);
        Ok(match next {
            None => response,
            Some(next) => {
                let link = format!("<{}>; rel=\"next\"", self.address_after(&next));
                problem::with(response, LINK, &link)
            }
        })
    }

    /// The address of the next page.
    fn address_after(&self, next: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.pairs().filter(|(name, _)| name != "after") {
            query.append_pair(&name, &value);
        }
        query.append_pair("after", next);
        format!("{}?{}", self.paths.outward("/api/articles"), query.finish())
    }

    fn pairs(&self) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
        let query = self.head.uri.query().unwrap_or_default();
        url::form_urlencoded::parse(query.as_bytes())
    }

    fn query(&self, wanted: &str) -> Option<String> {
        self.pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
    }

    /// A token sees an article when it is for one of its sections.
    fn may_see(&self, article: &Article) -> Result<(), Response<Bytes>> {
        self.is_for(&article.sections)
    }

    fn is_for<'a>(
        &self,
        sections: impl IntoIterator<Item = &'a Slug>,
    ) -> Result<(), Response<Bytes>> {
        let scope = &self.token.sections;
        if scope.is_empty() || sections.into_iter().any(|slug| scope.contains(slug)) {
            return Ok(());
        }
        Err(problem::problem(StatusCode::FORBIDDEN, "the token is for other sections"))
    }
}

/// Whether the preconditions of a change hold (RFC 9110 §13.1); a withdrawn
/// article has no state that a tag could name.
fn holds(headers: &HeaderMap, kept: Option<&KeptArticle>) -> bool {
    let tag = kept.filter(|kept| kept.withdrawn.is_none()).map(view::tag);
    let any = |name, test: &dyn Fn(&[u8]) -> bool| {
        headers.get_all(name).iter().any(|line| test(line.as_bytes()))
    };
    let matched = !headers.contains_key(IF_MATCH)
        || tag.as_ref().is_some_and(|tag| any(IF_MATCH, &|line| tag.is_strongly_in(line)));
    let absent = tag.as_ref().is_none_or(|tag| !any(IF_NONE_MATCH, &|line| tag.is_in(line)));
    matched && absent
}

/// There is nothing to say of a change, unless published files still have what was
/// taken back.
fn done(changed: &ChangedArticle) -> Response<Bytes> {
    if changed.unwritten.is_empty() {
        return problem::empty(StatusCode::NO_CONTENT);
    }
    problem::answer(StatusCode::OK, JSON, &view::unwritten(&changed.unwritten))
}

/// The answer to the push of one article.
fn single(pushed: &Pushed, paths: &PublicPaths) -> Response<Bytes> {
    let Some(now) = &pushed.now else {
        return problem::answer(StatusCode::OK, JSON, &view::pushed(pushed, paths));
    };
    let is_new = pushed.before.is_none();
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    let response = problem::answer(status, JSON, &view::pushed(pushed, paths));
    let response = problem::with(response, LOCATION, &view::path(&pushed.key, paths));
    match now.withdrawn {
        Some(_) => response,
        None => {
            let tag = view::tag(now);
            problem::with(response, ETAG, tag.strong().to_str().unwrap_or_default())
        }
    }
}

fn list_of(pushed: &[Pushed], paths: &PublicPaths) -> Response<Bytes> {
    let items: Vec<Value> = pushed.iter().map(|one| view::pushed(one, paths)).collect();
    problem::answer(StatusCode::OK, JSON, &json!({ "items": items }))
}

/// Whether a body that was read well is a document with a list of items.
fn is_document(body: &[u8]) -> bool {
    serde_json::from_slice::<Value>(body).is_ok_and(|value| value.get("items").is_some())
}

/// Where the page after an article begins.
fn cursor(article: &Article) -> String {
    format!("{}.{}", article.published.timestamp_micros(), article.id)
}

fn place(cursor: &str) -> Option<(DateTime<Utc>, ArticleId)> {
    let (micros, id) = cursor.split_once('.')?;
    let published = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
    Some((published, ArticleId::kept(id.to_owned())))
}
