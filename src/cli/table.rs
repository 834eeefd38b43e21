//! Lines and tables for a terminal. It decides nothing.

use crate::pipeline::{PassEnd, PassReport, Printing};
use crate::raw_item::Warning;
use comfy_table::{ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, presets};
use std::path::Path;

/// What is copied or seen as one, and broken at no width.
const WHOLE: [&str; 2] = ["id", "last 14 days"];

/// As wide as a terminal is that does not say how wide it is, or so narrow that nothing fits.
const USUAL_WIDTH: u16 = 80;

/// A terminal narrower than this shows no table.
const NARROWEST: u16 = 20;

/// A table of these columns, as wide as the terminal.
pub(crate) fn of(columns: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(columns);
    if let Some(width) = table.width() {
        table.set_width(usable(width));
    }
    for (column, name) in table.column_iter_mut().zip(columns) {
        if WHOLE.contains(name) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    table
}

/// The same without lines between its rows: many of them are seen at once.
pub(crate) fn close(columns: &[&str]) -> Table {
    let mut table = of(columns);
    let line = |fill: char| LineStyle::none().fill(fill).junction(fill);
    let style = TableStyle::new().top_border(line('─')).header_separator(line('═'));
    table.load_style(style.bottom_border(line('─')));
    table
}

/// Serial consoles say that they have no width.
fn usable(width: u16) -> u16 {
    if width < NARROWEST { USUAL_WIDTH } else { width }
}

/// What is said of files that may still be being written.
const JUST_WRITTEN: &str = "files that are still being written, which the next pass reads";

/// What a pass did.
pub(crate) fn pass_line(pass: &PassReport) -> String {
    match &pass.end {
        PassEnd::Failed { error } => format!("{}: failed: {error}", pass.source),
        PassEnd::Waits => waits_line(pass),
        PassEnd::Done { nothing_new: true, warnings, .. } => {
            format!("{}: nothing new{}", pass.source, told(warnings))
        }
        PassEnd::Done {
            new,
            changed,
            unchanged,
            withdrawn,
            rejected,
            warnings,
            look_again,
            ..
        } => {
            let counted = [
                (*new, "new"),
                (*changed, "changed"),
                (*unchanged, "unchanged"),
                (*withdrawn, "withdrawn"),
                (*rejected, "rejected (pressroom status says why)"),
                (warnings.len(), "warnings"),
            ];
            let parts: Vec<String> = counted
                .into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, what)| format!("{count} {what}"))
                .collect();
            let parts = match (parts.is_empty(), look_again) {
                (false, None) => parts.join(", "),
                (false, Some(_)) => format!("{}, and {JUST_WRITTEN}", parts.join(", ")),
                (true, Some(_)) => JUST_WRITTEN.to_owned(),
                (true, None) => "no articles there yet".to_owned(),
            };
            format!("{}: {parts}{}", pass.source, told(warnings))
        }
    }
}

fn told(warnings: &[Warning]) -> String {
    let lines = warnings.iter();
    lines.map(|Warning { key, warning }| format!("\n  warning: {key}: {warning}")).collect()
}

fn waits_line(pass: &PassReport) -> String {
    let Some(hold) = pass.hold else { return format!("{}: not asked", pass.source) };
    let why = hold.reason.in_words();
    match hold.until {
        Some(until) => {
            let until = until.format("%Y-%m-%d %H:%M:%S UTC");
            format!("{}: not asked before {until}, because {why}", pass.source)
        }
        None => format!("{}: not asked, because {why}", pass.source),
    }
}

/// What a printing did.
pub(crate) fn printing_line(printing: &Printing, folder: &Path) -> String {
    let Printing { changed, unchanged, held_back, sealed, .. } = printing;
    let mut line = format!("published: {changed} documents changed in {}", folder.display());
    if *unchanged > 0 {
        line += &format!(", {unchanged} as they were");
    }
    if *sealed > 0 {
        line += &format!(", {sealed} archive pages full");
    }
    if !held_back.is_empty() {
        line += &format!(", {} held back", held_back.len());
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_in_one_piece_at_eighty_columns() {
        let id = "ad5f4609-2a57-5b7f-b8c0-149adc358f2a";
        let mut rows = of(&["published", "title", "sections", "id"]);
        rows.set_width(usable(0));
        rows.add_row([
            "2026-12-20 00:00:00 GMT",
            "A headline of more words than there is room for",
            "world, sports",
            id,
        ]);
        let shown = rows.to_string();
        assert!(shown.contains(id), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    }
}
