//! What a page says of its article on the element that the article stands in, and on those
//! around that: classes of WordPress, `data-` attributes, `hidden`. A page is so marked by the
//! program that made it, which means what it marks: nothing is read of it but that it is not
//! for readers. And which elements of its text are marked as its date.

use crate::sources::own_item::{Value, stands_in_a_page};
use dom_query::{Document, NodeRef, Selection};

/// The marks that keep an article back, as keys that are none of ours: each costs the article.
pub(super) fn of(document: &Document, body: &Selection<'_>) -> Vec<(String, Value)> {
    let headline = document.select_single("h1");
    let mut marks = Vec::new();
    for element in [body, &headline] {
        let Some(node) = element.nodes().first() else { continue };
        let around = node.ancestors(None);
        for node in std::iter::once(node).chain(&around) {
            take(node, &mut marks);
        }
    }
    marks
}

/// The dates that a page marks in its text as those of the article, as keys of ours: `<time>`
/// alone is any date, one that it tells of or the day of a meeting.
pub(super) fn dates(body: &Selection<'_>) -> Vec<(String, Value)> {
    let said = DATES.iter().filter_map(|(key, marks)| {
        let marked = body.select(marks);
        let date = marked.nodes().iter().find(|node| !is_of_another(node, body))?;
        let text = ["datetime", "content", "title"].iter().find_map(|name| date.attr(name));
        let text = text.unwrap_or_else(|| date.text()).trim().to_owned();
        (!text.is_empty()).then(|| ((*key).to_owned(), Value::Text(text)))
    });
    said.collect()
}

const DATES: [(&str, &str); 2] = [
    ("date", "time[pubdate], time.dt-published, time[itemprop~='datePublished']"),
    ("updated", "time.dt-updated, time[itemprop~='dateModified']"),
];

/// Whether it stands in what the article quotes, or in what readers say below it.
fn is_of_another(node: &NodeRef<'_>, body: &Selection<'_>) -> bool {
    let outer: Vec<_> = body.nodes().iter().map(|node| node.id).collect();
    let around = node.ancestors(None);
    around.iter().take_while(|around| !outer.contains(&around.id)).any(|around| {
        let classes = around.attr("class").unwrap_or_default();
        let is_entry =
            classes.split_whitespace().any(|class| matches!(class, "h-entry" | "h-cite"));
        let is_quoted =
            around.node_name().is_some_and(|name| matches!(&*name, "article" | "blockquote"));
        is_entry || is_quoted || around.has_attr("itemscope")
    })
}

fn take(node: &NodeRef<'_>, marks: &mut Vec<(String, Value)>) {
    if node.has_attr("hidden") {
        marks.push(("hidden".to_owned(), Value::Bool(true)));
    }
    let classes = node.attr("class").unwrap_or_default();
    let is_post = classes.split_whitespace().any(|class| class == "hentry" || class == "post");
    for class in classes.split_whitespace() {
        let status = class.strip_prefix("status-").filter(|_| is_post);
        if status.is_some_and(|status| status != "publish") || class == "post-password-required" {
            marks.push((format!("class={class}"), Value::Text("draft".to_owned())));
        }
    }
    for attribute in node.attrs() {
        let Some(name) = attribute.name.local.strip_prefix("data-") else { continue };
        let said = attribute.value.trim();
        let value = match said {
            "" => Value::Bool(true),
            said => Value::Text(said.to_owned()),
        };
        if is_of_the_page(name, said) && stands_in_a_page(name, &value) {
            marks.push((format!("data-{name}"), Value::Text("draft".to_owned())));
        }
    }
}

/// Programs of a page open and close its parts by such attributes.
fn is_of_the_page(name: &str, said: &str) -> bool {
    name != "state" || !["open", "closed"].contains(&said)
}
