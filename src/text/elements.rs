//! The elements of HTML: what each is, in one table that everything asks which reads or
//! writes HTML. What is done with an element is not decided here.

/// What an element is. Several may be true of one.
type Kinds = u16;

const PLAIN: Kinds = 0;
/// An article may have it.
const ARTICLE: Kinds = 1;
/// It does not stand in the middle of a line.
const BLOCK: Kinds = 1 << 1;
/// A block that may hold running text.
const PROSE: Kinds = 1 << 2;
/// It has its place in a table and nowhere else.
const TABLE: Kinds = 1 << 3;
/// It has no content and no end tag.
const VOID: Kinds = 1 << 4;
/// Markup in a headline, where it is balanced.
const HEADLINE: Kinds = 1 << 5;
/// Its content is never shown as text.
const HIDDEN: Kinds = 1 << 6;
/// Its content is not read as markup.
const RAW: Kinds = 1 << 7;
/// It shows something without any text in it.
const SHOWN: Kinds = 1 << 8;
/// Of a drawing or a formula: no element of HTML itself.
const FOREIGN: Kinds = 1 << 9;
/// What is in it is shown as somebody typed it: code.
const CODE: Kinds = 1 << 10;

/// In the order of their names, which are in lower case. They are found in any case.
static ELEMENTS: [(&str, Kinds); 135] = [
    ("a", ARTICLE | HEADLINE),
    ("abbr", ARTICLE | HEADLINE),
    ("acronym", HEADLINE),
    ("address", BLOCK),
    ("annotation", FOREIGN | HIDDEN),
    ("annotation-xml", FOREIGN | HIDDEN),
    ("applet", HIDDEN),
    ("area", VOID),
    ("article", ARTICLE | BLOCK | PROSE),
    ("aside", ARTICLE | BLOCK),
    ("audio", ARTICLE | HIDDEN | SHOWN),
    ("b", ARTICLE | HEADLINE),
    ("base", VOID),
    ("bdi", ARTICLE | HEADLINE),
    ("bdo", ARTICLE | HEADLINE),
    ("big", HEADLINE),
    ("blockquote", ARTICLE | BLOCK | PROSE | HEADLINE),
    ("body", BLOCK),
    ("br", ARTICLE | BLOCK | VOID | HEADLINE),
    ("button", HIDDEN),
    ("canvas", HIDDEN),
    ("caption", ARTICLE | BLOCK | TABLE),
    ("center", ARTICLE | BLOCK | PROSE | HEADLINE),
    ("cite", ARTICLE | HEADLINE),
    ("code", ARTICLE | HEADLINE | CODE),
    ("col", ARTICLE | TABLE | VOID),
    ("colgroup", ARTICLE | TABLE),
    ("data", PLAIN),
    ("datalist", HIDDEN),
    ("dd", ARTICLE | BLOCK | PROSE),
    ("del", ARTICLE | HEADLINE),
    ("desc", FOREIGN | HIDDEN),
    ("details", ARTICLE | BLOCK),
    ("dfn", ARTICLE | HEADLINE),
    ("dialog", BLOCK),
    ("dir", PLAIN),
    ("div", ARTICLE | BLOCK | PROSE | HEADLINE),
    ("dl", ARTICLE | BLOCK),
    ("dt", ARTICLE | BLOCK | PROSE),
    ("em", ARTICLE | HEADLINE),
    ("embed", VOID | SHOWN),
    ("fieldset", BLOCK),
    ("figcaption", ARTICLE | BLOCK | PROSE),
    ("figure", ARTICLE | BLOCK),
    ("font", HEADLINE),
    ("footer", ARTICLE | BLOCK),
    ("form", BLOCK),
    ("frameset", HIDDEN),
    ("h1", ARTICLE | BLOCK | PROSE | HEADLINE),
    ("h2", ARTICLE | BLOCK | PROSE | HEADLINE),
    ("h3", ARTICLE | BLOCK | PROSE | HEADLINE),
    ("h4", ARTICLE | BLOCK | PROSE | HEADLINE),
    ("h5", ARTICLE | BLOCK | PROSE | HEADLINE),
    ("h6", ARTICLE | BLOCK | PROSE | HEADLINE),
    ("head", PLAIN),
    ("header", ARTICLE | BLOCK),
    ("hgroup", BLOCK),
    ("hr", ARTICLE | BLOCK | VOID | HEADLINE),
    ("html", BLOCK),
    ("i", ARTICLE | HEADLINE),
    ("iframe", RAW | SHOWN),
    ("img", ARTICLE | VOID | HEADLINE | SHOWN),
    ("input", VOID),
    ("ins", ARTICLE | HEADLINE),
    ("kbd", ARTICLE | HEADLINE | CODE),
    ("label", PLAIN),
    ("legend", BLOCK),
    ("li", ARTICLE | BLOCK | PROSE | HEADLINE),
    ("link", VOID),
    ("main", ARTICLE | BLOCK | PROSE),
    ("map", HIDDEN),
    ("mark", ARTICLE | HEADLINE),
    ("marquee", BLOCK),
    ("math", SHOWN),
    ("menu", PLAIN),
    ("meta", VOID),
    ("metadata", FOREIGN | HIDDEN),
    ("meter", PLAIN),
    ("nav", ARTICLE | BLOCK),
    ("nobr", HEADLINE),
    ("noembed", RAW),
    ("noframes", RAW),
    ("noscript", PLAIN),
    ("object", SHOWN),
    ("ol", ARTICLE | BLOCK),
    ("optgroup", PLAIN),
    ("option", PLAIN),
    ("output", PLAIN),
    ("p", ARTICLE | BLOCK | PROSE | HEADLINE),
    ("param", VOID),
    ("picture", ARTICLE | SHOWN),
    ("plaintext", RAW),
    ("pre", ARTICLE | BLOCK | PROSE | CODE),
    ("progress", PLAIN),
    ("q", ARTICLE | HEADLINE),
    ("rp", ARTICLE | HEADLINE),
    ("rt", ARTICLE | HEADLINE),
    ("ruby", ARTICLE | HEADLINE),
    ("s", ARTICLE | HEADLINE),
    ("samp", ARTICLE | HEADLINE | CODE),
    ("script", HEADLINE | RAW),
    ("search", PLAIN),
    ("section", ARTICLE | BLOCK | PROSE),
    ("select", HIDDEN),
    ("slot", PLAIN),
    ("small", ARTICLE | HEADLINE),
    ("source", ARTICLE | VOID),
    ("span", ARTICLE | HEADLINE),
    ("strike", HEADLINE),
    ("strong", ARTICLE | HEADLINE),
    ("style", HEADLINE | RAW),
    ("sub", ARTICLE | HEADLINE),
    ("summary", ARTICLE | BLOCK),
    ("sup", ARTICLE | HEADLINE),
    ("svg", SHOWN),
    ("table", ARTICLE | BLOCK),
    ("tbody", ARTICLE | BLOCK | TABLE),
    ("td", ARTICLE | BLOCK | PROSE | TABLE),
    ("template", HIDDEN),
    ("text", FOREIGN | BLOCK),
    ("textarea", HIDDEN),
    ("tfoot", ARTICLE | BLOCK | TABLE),
    ("th", ARTICLE | BLOCK | PROSE | TABLE),
    ("thead", ARTICLE | BLOCK | TABLE),
    ("time", ARTICLE | HEADLINE),
    ("title", HIDDEN),
    ("tr", ARTICLE | BLOCK | TABLE),
    ("track", VOID),
    ("tt", HEADLINE),
    ("u", ARTICLE | HEADLINE),
    ("ul", ARTICLE | BLOCK),
    ("var", ARTICLE | HEADLINE),
    ("video", ARTICLE | HIDDEN | SHOWN),
    ("wbr", ARTICLE | VOID | HEADLINE),
    ("xmp", RAW),
];

/// The length of the longest name.
const LONGEST: usize = "annotation-xml".len();

/// It is asked for every tag of a text, more than once: the name is put into lower case on the
/// stack, and compared as a whole.
fn kinds(name: &str) -> Option<(&'static str, Kinds)> {
    let mut lower = [0; LONGEST];
    let lower = lower.get_mut(..name.len())?;
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    let at = ELEMENTS.binary_search_by(|(known, _)| known.as_bytes().cmp(lower)).ok()?;
    Some(ELEMENTS[at])
}

fn is(name: &str, kind: Kinds) -> bool {
    kinds(name).is_some_and(|(_, kinds)| kinds & kind != 0)
}

fn all(kind: Kinds) -> impl Iterator<Item = &'static str> {
    ELEMENTS.iter().filter(move |(_, kinds)| kinds & kind != 0).map(|(name, _)| *name)
}

/// Whether HTML has, or once had, an element of this name.
pub(crate) fn is_element(name: &str) -> bool {
    kinds(name).is_some_and(|(_, kinds)| kinds & FOREIGN == 0)
}

/// The elements that an article may have.
pub(crate) fn of_articles() -> impl Iterator<Item = &'static str> {
    all(ARTICLE)
}

/// The element of this name, where an article may have it.
pub(crate) fn of_article(name: &str) -> Option<&'static str> {
    kinds(name).filter(|(_, kinds)| kinds & ARTICLE != 0).map(|(known, _)| known)
}

/// Whether it does not stand in the middle of a line.
pub(crate) fn is_block(name: &str) -> bool {
    is(name, BLOCK)
}

/// All that do not stand in the middle of a line.
pub(crate) fn blocks() -> impl Iterator<Item = &'static str> {
    all(BLOCK)
}

/// Whether it is a block that may hold running text.
pub(crate) fn is_prose(name: &str) -> bool {
    is(name, PROSE)
}

/// The blocks that may hold running text.
pub(crate) fn of_prose() -> impl Iterator<Item = &'static str> {
    all(PROSE)
}

/// Whether it has its place in a table and nowhere else.
pub(crate) fn is_table_part(name: &str) -> bool {
    is(name, TABLE)
}

/// Whether it has no content and no end tag.
pub(crate) fn is_void(name: &str) -> bool {
    is(name, VOID)
}

/// Whether it is markup in a headline, where it is balanced.
pub(crate) fn is_of_headline(name: &str) -> bool {
    is(name, HEADLINE)
}

/// Whether its content is never shown as text.
pub(crate) fn is_never_text(name: &str) -> bool {
    is(name, HIDDEN)
}

/// Whether its content is not read as markup.
pub(crate) fn is_raw(name: &str) -> bool {
    is(name, RAW)
}

/// Whether it shows something without any text in it.
pub(crate) fn shows_without_text(name: &str) -> bool {
    is(name, SHOWN)
}

/// Whether what is in it is shown as code, where signs mean nothing else.
pub(crate) fn shows_code(name: &str) -> bool {
    is(name, CODE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_so_that_every_element_is_found() {
        assert!(ELEMENTS.is_sorted_by(|(one, _), (next, _)| one < next));
        for (name, _) in ELEMENTS {
            assert_eq!(kinds(name).map(|(known, _)| known), Some(name));
        }
    }
}
