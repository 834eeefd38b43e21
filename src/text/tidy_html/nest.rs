//! HTML that is written with every element closed in its place, as a tree builder would close
//! it: what ends what, and what a table is made of. It knows nothing of attributes.

use crate::text::elements::is_block;

/// HTML that grows, and the elements that are open in it.
pub(super) struct Nest {
    pub(super) out: String,
    /// Outermost first.
    pub(super) open: Vec<&'static str>,
}

impl Nest {
    /// Nothing yet, of what will be about so many bytes.
    pub(super) fn of_about(bytes: usize) -> Self {
        Self { out: String::with_capacity(bytes), open: Vec::new() }
    }

    /// Closes the elements that HTML closes without being told when `name` starts.
    pub(super) fn close_what_ends_before(&mut self, name: &str) {
        match name {
            "li" => self.close_innermost(&["li"], &["ul", "ol"]),
            "dt" | "dd" => self.close_innermost(&["dt", "dd"], &["dl"]),
            "td" | "th" => self.close_within(&["tr", "tbody", "thead", "tfoot", "table"]),
            "tr" => self.close_within(&["tbody", "thead", "tfoot", "table"]),
            "col" => self.close_within(&["colgroup", "table"]),
            "tbody" | "thead" | "tfoot" | "caption" | "colgroup" => self.close_within(&["table"]),
            "a" => self.close_innermost(&["a"], &["td", "th", "table"]),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.close_innermost(
                &["h1", "h2", "h3", "h4", "h5", "h6"],
                &["div", "section", "article", "blockquote", "li", "td", "th"],
            ),
            _ => {}
        }
        if is_block(name) && name != "br" {
            self.close_innermost(&["p"], &["td", "th", "table", "figure", "blockquote", "div"]);
        }
    }

    /// Closes the innermost of `these`, unless one of `walls` stands before it.
    fn close_innermost(&mut self, these: &[&str], walls: &[&str]) {
        let found = self
            .open
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, open)| !walls.contains(open))
            .find(|(_, open)| these.contains(open));
        if let Some((at, _)) = found {
            self.close_to(at);
        }
    }

    /// Closes what is open inside the innermost of `these`.
    pub(super) fn close_within(&mut self, these: &[&str]) {
        if let Some(at) = self.open.iter().rposition(|open| these.contains(open)) {
            self.close_to(at + 1);
        }
    }

    /// What stands in a table outside any cell gets a cell: a tree builder would
    /// move it out, to a place that nobody meant.
    pub(super) fn open_cell(&mut self) {
        if self.open.last() == Some(&"colgroup") {
            self.close_within(&["table"]);
        }
        self.open_rows();
        if matches!(self.open.last(), Some(&("tbody" | "thead" | "tfoot"))) {
            self.push("tr");
        }
        if self.open.last() == Some(&"tr") {
            self.push("td");
        }
    }

    /// A tree builder puts rows that stand in a table itself into a body of it: that
    /// counts as deep the first time as the second.
    pub(super) fn open_rows(&mut self) {
        if self.open.last() == Some(&"table") {
            self.push("tbody");
        }
    }

    pub(super) fn push(&mut self, name: &'static str) {
        self.out.push('<');
        self.out.push_str(name);
        self.out.push('>');
        self.open.push(name);
    }

    pub(super) fn close_to(&mut self, depth: usize) {
        for name in self.open.drain(depth..).rev() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }
}
