//! What the place of a part of a formula means, in a line of text: a half must not read 12.
//! It sets no formulas.

/// What is open of one construct in which places mean something.
struct Construct {
    /// What stands between its first part and its second.
    between: char,
    /// Its parts so far.
    parts: usize,
    /// Elements open in it.
    inner: usize,
}

/// The constructs of MathML that are open.
#[derive(Default)]
pub(super) struct Formulas(Vec<Construct>);

impl Formulas {
    /// An element begins; what to write before it. `last` is what the text before it ends
    /// with.
    pub(super) fn start(&mut self, name: &str, last: Option<char>) -> Option<char> {
        let mut mark = None;
        if let Some(around) = self.0.last_mut() {
            if around.inner == 0 {
                around.parts += 1;
                mark = (around.parts == 2).then_some(around.between);
            }
            around.inner += 1;
        }
        let between = match name {
            "mfrac" => '/',
            "msup" => '^',
            "msub" => '_',
            _ => return mark,
        };
        self.0.push(Construct { between, parts: 0, inner: 0 });
        // Two and a half is not 21/2.
        let follows_number = name == "mfrac" && last.is_some_and(char::is_numeric);
        mark.or(follows_number.then_some(' '))
    }

    /// An element ends.
    pub(super) fn end(&mut self, name: &str) {
        // What was never closed does not reach beyond its formula.
        if name == "math" {
            self.0.clear();
        }
        let Some(around) = self.0.last_mut() else { return };
        if around.inner > 0 {
            around.inner -= 1;
        } else if matches!(name, "mfrac" | "msup" | "msub") {
            self.0.pop();
            if let Some(outer) = self.0.last_mut() {
                outer.inner = outer.inner.saturating_sub(1);
            }
        }
    }
}
