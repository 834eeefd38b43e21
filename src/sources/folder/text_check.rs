//! What the text of a file must not be: one that says itself that it waits, or that only
//! the program which makes the site can read. It changes none.

use super::draft::Draft;
use super::listing::Kind;
use super::{editor_marks, generator_code};
use crate::sources::own_item::{KeyFault, OwnItem, it_says, says_it_waits};
use crate::text::miswritten::stand_in;

impl Draft<'_> {
    /// Looks at the text itself: whether it says that it waits, and whether only the program
    /// that makes the site knows what it shows.
    pub(super) fn check_text(&self, own: &OwnItem, body: &str) -> Result<(), KeyFault> {
        self.check_merged(body)?;
        let is_text = matches!(self.kind, Kind::Markdown | Kind::Text);
        if is_text
            && own.publish_at.is_none()
            && let Some((lines, said)) = says_it_waits(body)
        {
            let line = Some(self.line_of(body) + lines);
            return Err(KeyFault { line, reason: it_says(said) });
        }
        if matches!(self.kind, Kind::Html)
            && own.publish_at.is_none()
            && let Some(said) = comments(body).find(|said| says_it_waits(said).is_some())
        {
            return Err(KeyFault { line: Some(self.line_of(said)), reason: it_says(said.trim()) });
        }
        if let Some(title) = own.title.as_deref() {
            self.check_title(title)?;
        }
        if matches!(self.kind, Kind::Markdown)
            && let Some((mark, remedy)) = editor_marks::undecided(body)
        {
            let line = self.line_of(&body[mark.clone()]);
            return Err(editor_marks::fault(&body[mark], line, remedy));
        }
        let code = match self.kind {
            Kind::Markdown => generator_code::in_markdown(body)
                .map(|range| (body[range.clone()].to_owned(), Some(self.line_of(&body[range])))),
            Kind::Html => generator_code::in_html(body).map(|code| {
                let line = self.text.find(&code).map(|at| self.line_of(&self.text[at..]));
                (code, line)
            }),
            Kind::Text | Kind::Json => None,
        };
        let Some((code, line)) = code else { return Ok(()) };
        let code: String = code.chars().take(60).collect();
        let reason = format!(
            "`{code}` is for the program that makes the site, and nobody here knows what it shows: write that itself in its place, or in code marks if it is to be read as it stands"
        );
        Err(KeyFault { line, reason })
    }

    /// A headline that another program was to fill in is none.
    fn check_title(&self, title: &str) -> Result<(), KeyFault> {
        let whole = title.trim();
        let code = generator_code::in_text(whole);
        let Some(code) = code.or_else(|| stand_in(whole).filter(|name| *name == whole)) else {
            return Ok(());
        };
        let line = self.text.find(code).map(|at| self.line_of(&self.text[at..]));
        let code: String = code.chars().take(60).collect();
        let reason = format!(
            "nothing is put in the place of `{code}` in the title: write the headline itself"
        );
        Err(KeyFault { line, reason })
    }
}

impl Draft<'_> {
    /// Of a file that two people changed and nobody has put together yet, both versions would
    /// be read.
    fn check_merged(&self, body: &str) -> Result<(), KeyFault> {
        let Some(mark) = unmerged(self.text) else { return Ok(()) };
        let of_body = self.text.len().checked_sub(body.len()).and_then(|at| mark.checked_sub(at));
        let is_shown = |at: usize| {
            matches!(self.kind, Kind::Markdown)
                && generator_code::shown_as_code(body).iter().any(|code| code.contains(&at))
        };
        if of_body.is_some_and(is_shown) {
            return Ok(());
        }
        let reason = "two versions of it stand here, apart by the marks of a merge: keep what is \
                      right, and remove the marks"
            .to_owned();
        Err(KeyFault { line: Some(self.line_of(&self.text[mark..])), reason })
    }
}

/// Where the first of the three marks stands that a merge leaves in a file, each at the beginning
/// of a line.
fn unmerged(text: &str) -> Option<usize> {
    let mut marks = ["<<<<<<< ", "=======", ">>>>>>> "].into_iter().peekable();
    let (mut at, mut first) = (0, None);
    for line in text.split_inclusive('\n') {
        if marks.peek().is_some_and(|mark| line.starts_with(mark)) {
            marks.next();
            first = first.or(Some(at));
        }
        at += line.len();
    }
    first.filter(|_| marks.peek().is_none())
}

/// The short comments of a page, which are for whoever writes it.
fn comments(html: &str) -> impl Iterator<Item = &str> {
    const LONGEST: usize = 120;
    let within = html.split("<!--").skip(1).filter_map(|rest| Some(rest.split_once("-->")?.0));
    within.filter(|comment| comment.len() <= LONGEST)
}
