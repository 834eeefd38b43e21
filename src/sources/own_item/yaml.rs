//! A head of YAML as values, each as it is written. What YAML makes another thing of than
//! stands there (a comment within a text, a type, an anchor) is unclear, with what to write.
//! It gives no key a meaning.

use super::value::Value;
use crate::text::miswritten;
use granit_parser::{Event, Parser, ScalarStyle, Span, Tag};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What the head says.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) value: Value,
    /// Comments behind texts without quotes: the key at the top, the line from 0, the comment.
    pub(super) comments: Vec<(String, usize, String)>,
}

/// Why it is no YAML.
#[derive(Debug)]
pub(super) struct Fault {
    /// The line, from 0.
    pub(super) line: usize,
    pub(super) said: String,
    /// What to do, where the line alone does not tell.
    pub(super) remedy: Option<&'static str>,
}

/// Tables and lists within each other; no article needs more.
const DEEPEST: usize = 32;

/// Events among which a comment is looked for that belongs to a value that is empty.
const NEAR: usize = 2 * DEEPEST;

/// Reads the one document that a head is.
///
/// # Errors
/// When it is no YAML, a key stands twice in one table, or tables are merged (`<<`).
pub(super) fn read(text: &str) -> Result<Read, Fault> {
    let mut events = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| Fault {
            line: error.marker().line().saturating_sub(1),
            said: error.info(),
            remedy: None,
        })?;
        match event {
            Event::StreamStart | Event::StreamEnd | Event::DocumentStart(..) => {}
            event => events.push((event, span)),
        }
    }
    let mut reader = Reader { text, events, at: 0, comments: Vec::new() };
    let value = reader.node("", 0)?;
    reader.pass_comments();
    match reader.events.get(reader.at) {
        None | Some((Event::DocumentEnd, _)) if reader.events.len() <= reader.at + 1 => {}
        _ => {
            let remedy = Some("remove what stands behind the line `...` or `---`");
            return Err(reader.fault("front matter is one document", remedy));
        }
    }
    Ok(Read { value, comments: reader.comments })
}

struct Reader<'a> {
    text: &'a str,
    events: Vec<(Event<'a>, Span)>,
    at: usize,
    comments: Vec<(String, usize, String)>,
}

impl<'a> Reader<'a> {
    /// The next node, which stands behind this key at the top.
    fn node(&mut self, key: &str, depth: usize) -> Result<Value, Fault> {
        self.pass_comments();
        if depth > DEEPEST {
            return Err(self.fault("lists stand too deep within each other", Some("mend it")));
        }
        let Some((event, span)) = self.events.get(self.at).cloned() else {
            return Ok(Value::Null);
        };
        match event {
            Event::Scalar(said, style, anchor, tag) => {
                let value = self.scalar(key, &said, style, (anchor, tag.as_deref()), &span);
                self.at += 1;
                Ok(value)
            }
            Event::SequenceStart(_, anchor, tag) => {
                let unclear = self.marked(anchor, tag.as_deref(), &span);
                self.at += 1;
                let mut all = Vec::new();
                while !self.ends() {
                    all.push(self.node(key, depth + 1)?);
                }
                Ok(unclear.unwrap_or(Value::List(all)))
            }
            Event::MappingStart(_, anchor, tag) => {
                let unclear = self.marked(anchor, tag.as_deref(), &span);
                self.at += 1;
                let table = self.table(key, depth)?;
                Ok(unclear.unwrap_or(Value::Table(table)))
            }
            Event::Alias(_) => {
                self.at += 1;
                Ok(self.unclear(
                    &span,
                    span.slice(self.text).unwrap_or_default(),
                    "stands for another value",
                ))
            }
            _ => Ok(Value::Null),
        }
    }

    fn table(&mut self, key: &str, depth: usize) -> Result<Vec<(String, Value)>, Fault> {
        let mut table = Vec::new();
        let mut seen = BTreeSet::new();
        while !self.ends() {
            let name = self.name()?;
            if !seen.insert(name.clone()) {
                self.at -= 1;
                let said = format!("`{name}` stands there twice");
                return Err(self.fault(&said, Some("keep one of the two")));
            }
            let top = if depth == 0 { name.as_str() } else { key };
            let value = self.node(top, depth + 1)?;
            table.push((name, value));
        }
        Ok(table)
    }

    /// The name of a key: it may look like a number or a truth value.
    fn name(&mut self) -> Result<String, Fault> {
        match self.events.get(self.at) {
            Some((Event::Scalar(name, style, 0, None), _)) => {
                if *style == ScalarStyle::Plain && name == "<<" {
                    let remedy = Some("write the keys themselves");
                    return Err(self.fault("`<<` takes keys from elsewhere", remedy));
                }
                let name = name.to_string();
                self.at += 1;
                Ok(name)
            }
            _ => Err(self.fault("a key is a word", Some("write `key: value`"))),
        }
    }

    /// Whether the list or the table ends here; then that is passed.
    fn ends(&mut self) -> bool {
        self.pass_comments();
        let ends = matches!(
            self.events.get(self.at),
            None | Some((Event::SequenceEnd | Event::MappingEnd | Event::DocumentEnd, _))
        );
        self.at += usize::from(ends);
        ends
    }

    fn pass_comments(&mut self) {
        while matches!(self.events.get(self.at), Some((Event::Comment(..), _))) {
            self.at += 1;
        }
    }

    fn scalar(
        &mut self,
        key: &str,
        said: &str,
        style: ScalarStyle,
        (anchor, tag): (usize, Option<&Tag>),
        span: &Span,
    ) -> Value {
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            if said.trim().is_empty() {
                let sign = if style == ScalarStyle::Literal { "|" } else { ">" };
                return self.unclear(span, sign, "begins a text of lines, of which none follow,");
            }
            return self.marked(anchor, tag, span).unwrap_or_else(|| Value::Text(said.to_owned()));
        }
        if let Some((comment, at)) = self.comment_behind(span) {
            if !is_plainly_one(comment) {
                return self.unclear(&at, &format!("#{comment}"), "is a comment");
            }
            if style == ScalarStyle::Plain {
                let line = at.start.line().saturating_sub(1);
                self.comments.push((key.to_owned(), line, format!("#{comment}")));
            }
        }
        match self.marked(anchor, tag, span) {
            Some(unclear) => unclear,
            None if tag.is_none() && style == ScalarStyle::Plain => plain(said),
            None => Value::Text(said.to_owned()),
        }
    }

    /// What is unclear of a value with an anchor, or with another type than that of texts and
    /// of what it is anyway.
    fn marked(&self, anchor: usize, tag: Option<&Tag>, span: &Span) -> Option<Value> {
        let is_known =
            |tag: &&Tag| ["str", "map", "seq"].iter().any(|it| tag.is_yaml_core_schema_tag(it));
        if let Some(tag) = tag.filter(|tag| !is_known(tag)) {
            let at = span.tag_span().unwrap_or(*span);
            let written = at.slice(self.text).map_or_else(|| tag.to_string(), str::to_owned);
            return Some(self.unclear(&at, &written, "is a type"));
        }
        (anchor != 0).then(|| {
            let line = self.line(span);
            let word = line.split_whitespace().find(|word| word.starts_with('&'));
            self.unclear(span, word.unwrap_or("&"), "is a name for what follows")
        })
    }

    /// Whether nothing is written where a value could be.
    fn is_empty(&self, span: &Span) -> bool {
        span.slice(self.text).is_none_or(str::is_empty)
    }

    /// Where the last thing ends that is written a little before this one.
    fn written_before(&self) -> Option<usize> {
        let before = self.events[..self.at].iter().rev().take(NEAR);
        let mut scalars = before.filter_map(|(event, span)| match event {
            Event::Scalar(..) if !self.is_empty(span) => span.end.byte_offset(),
            _ => None,
        });
        scalars.next()
    }

    /// The comment that stands behind a value on its line.
    fn comment_behind(&self, span: &Span) -> Option<(&'a str, Span)> {
        let comment = |at: usize| match self.events.get(at)? {
            (Event::Comment(_, _), span) => Some(*span),
            _ => None,
        };
        let before = |found: &Span| {
            let end = found.start.byte_offset().unwrap_or_default();
            let start = self.text[..end].rfind('\n').map_or(0, |newline| newline + 1);
            self.text[start..end].trim_end()
        };
        let found = if self.is_empty(span) {
            // It may stand on either side of the value, and behind the ends of lists.
            let end = self.written_before()?;
            let near = self.at.saturating_sub(NEAR)..(self.at + NEAR).min(self.events.len());
            near.filter_map(comment).find(|found| {
                let start = found.start.byte_offset().unwrap_or_default();
                let between = self.text.get(end..start).unwrap_or("x");
                let only_signs = between.chars().all(|c| " \t\n:-".contains(c));
                only_signs && before(found).ends_with([':', '-'])
            })
        } else {
            let end = span.end.byte_offset().unwrap_or_default();
            comment(self.at + 1).filter(|found| {
                let start = found.start.byte_offset().unwrap_or_default();
                let between = self.text.get(end..start).unwrap_or("\n");
                between.chars().all(|c| c == ' ' || c == '\t')
            })
        }?;
        Some((found.slice(self.text)?.strip_prefix('#')?, found))
    }

    /// The line that something begins on, without its indent.
    fn line(&self, at: &Span) -> &'a str {
        let byte = at.start.byte_offset().unwrap_or_default().min(self.text.len());
        let (before, after) = self.text.split_at(byte);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let end = after.find('\n').map_or(self.text.len(), |newline| byte + newline);
        self.text[start..end].trim()
    }

    fn unclear(&self, at: &Span, part: &str, is: &str) -> Value {
        let line = self.line(at);
        let remedy = miswritten::in_yaml(line, "");
        let remedy = remedy.unwrap_or_else(|| "put the text in quotes".to_owned());
        let written = line.strip_prefix("- ").unwrap_or(line);
        let written = written.split_once(':').map_or(written, |(_, written)| written).trim();
        let apart = if is == "is a comment" { "; a comment goes on a line of its own" } else { "" };
        Value::Unclear {
            written: written.to_owned(),
            reason: format!("`{part}` {is} in YAML: {remedy}{apart}"),
        }
    }

    fn fault(&self, said: &str, remedy: Option<&'static str>) -> Fault {
        let at = self.at.min(self.events.len().saturating_sub(1));
        let line = self.events.get(at).map_or(1, |(_, span)| span.start.line());
        Fault { line: line.saturating_sub(1), said: said.to_owned(), remedy }
    }
}

/// Whether what stands behind `#` is nothing but a comment: `#42` and `# 1` may be part of
/// the text.
fn is_plainly_one(comment: &str) -> bool {
    comment.starts_with([' ', '\t'])
        && comment.trim_start().chars().next().is_some_and(|first| !first.is_numeric())
}

/// A value without quotes: only `true` and `false` are no text, and a number keeps its
/// spelling. An author may be called Yes or Null, a tag 007.
fn plain(said: &str) -> Value {
    match said {
        "" | "~" => Value::Null,
        "null" => Value::NullWord,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        number if is_number(number) => Value::Number(number.to_owned()),
        text => Value::Text(text.to_owned()),
    }
}

fn is_number(said: &str) -> bool {
    let digits = said.strip_prefix(['+', '-']).unwrap_or(said);
    let of_base = ["0x", "0o", "0b"].iter().find_map(|base| digits.strip_prefix(base));
    if let Some(digits) = of_base {
        return !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    let bare: Cow<'_, str> = digits.replace('_', "").into();
    let leads = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    !leads
        && digits.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && bare.parse::<f64>().is_ok()
}
