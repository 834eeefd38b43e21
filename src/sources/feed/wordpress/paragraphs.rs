//! The paragraphs of a text of the classic editor, which leaves them to whoever shows it. It
//! changes no word.

/// How many elements a part opens that have an end tag.
fn opened(part: &str) -> usize {
    const VOID: [&str; 9] = ["br", "img", "hr", "!", "/", "input", "source", "embed", "wbr"];
    let names = part.split('<').skip(1);
    names.filter(|name| !VOID.iter().any(|void| name.starts_with(void))).count()
}

/// Elements that stand beside paragraphs, as the classic editor has it.
const BLOCKS: [&str; 26] = [
    "audio",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "div",
    "table",
    "blockquote",
    "pre",
    "figure",
    "section",
    "iframe",
    "dl",
    "address",
    "article",
    "aside",
    "details",
    "hr",
    "form",
    "video",
];

/// The classic editor leaves paragraphs to the reader: an empty line parts two, as what is a
/// block does, and a line end stays one. What has paragraphs already is left as it is.
pub(super) fn paragraphs(html: &str) -> String {
    if html.contains("<!-- wp:") {
        return html.to_owned();
    }
    let html = blocks_apart(&html.replace("\r\n", "\n"));
    let mut out = String::with_capacity(html.len() + 64);
    let mut open = 0_usize;
    for part in html.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
        let is_within = open > 0;
        open = (open + opened(part)).saturating_sub(part.matches("</").count());
        if is_within || part.starts_with("</") || part.starts_with("<!--") || begins_block(part) {
            out.push_str(part);
        } else {
            out.push_str("<p>");
            out.push_str(&part.replace('\n', "<br>"));
            out.push_str("</p>");
        }
        out.push('\n');
    }
    out
}

fn begins_block(part: &str) -> bool {
    part.strip_prefix('<').is_some_and(|rest| BLOCKS.contains(&&*name_of(rest)))
}

fn name_of(tag: &str) -> String {
    let name: String = tag.chars().take(12).take_while(char::is_ascii_alphanumeric).collect();
    name.to_ascii_lowercase()
}

/// An empty line before each block and behind it, where there is none; those of verbatim text
/// part nothing.
fn blocks_apart(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let (mut rest, mut verbatim) = (html, false);
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        push(&mut out, before, verbatim);
        let (closes, name) = match tag[1..].strip_prefix('/') {
            Some(name) => (true, name_of(name)),
            None => (false, name_of(&tag[1..])),
        };
        let is_block = BLOCKS.contains(&&*name);
        let length = tag.find('>').map_or(tag.len(), |end| end + 1);
        if is_block && !closes {
            out.push_str("\n\n");
        }
        out.push_str(&tag[..length]);
        if is_block && (closes || name == "hr") {
            out.push_str("\n\n");
        }
        if name == "pre" {
            verbatim = !closes;
        }
        rest = &tag[length..];
    }
    push(&mut out, rest, verbatim);
    out
}

fn push(out: &mut String, text: &str, verbatim: bool) {
    match verbatim {
        true => out.push_str(&text.replace('\n', "&#10;")),
        false => out.push_str(text),
    }
}
