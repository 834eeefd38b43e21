//! Takes a line of embargo out of a text and a headline, once it is known until when: readers
//! who see it see it when it is over.

use crate::raw_item::RawText;
use crate::sources::html_tree;
use crate::text::plain_text::one_line;
use dom_query::NodeRef;

/// The text without that line, if anything else is in it.
pub(super) fn without_line(text: &RawText, line: &str) -> Option<RawText> {
    let line = one_line(line);
    let rest = match text {
        RawText::Plain(text) => {
            let at = text.lines().position(|one| one_line(one) == line)?;
            let rest = text.split_inclusive('\n').enumerate().filter(|(place, _)| *place != at);
            RawText::Plain(rest.map(|(_, one)| one).collect::<String>().trim_start().to_owned())
        }
        RawText::Html(html) => RawText::Html(without_element(html, &line)?),
    };
    (!rest.is_blank()).then_some(rest)
}

/// Without the outermost element that says nothing but that, or the words themselves.
fn without_element(html: &str, line: &str) -> Option<String> {
    let fragment = html_tree::fragment(html);
    let all: Vec<NodeRef<'_>> = fragment.html_root().descendants_it().collect();
    let says_it = |node: &&NodeRef<'_>| one_line(&node.text()) == line;
    let found = all.iter().find(says_it)?;
    // Where nothing else stands in the text it stays.
    if one_line(&fragment.html_root().text()) == line {
        return None;
    }
    let is_break = |one: &NodeRef<'_>| one.node_name().is_some_and(|name| &*name == "br");
    let mut next = found.next_sibling();
    while let Some(one) = next.filter(|one| is_break(one) || one.text().trim().is_empty()) {
        if !is_break(&one) && one.is_element() {
            break;
        }
        next = one.next_sibling();
        one.remove_from_parent();
    }
    found.remove_from_parent();
    Some(fragment.html().to_string())
}
