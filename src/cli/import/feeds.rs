//! The feeds of OPML lists as sources of the configuration: printed, or added to it.

use super::super::config_file::ConfigFile;
use super::super::ended::{Ended, Failure, Outcome};
use super::wanted::{Import, read};
use crate::config::{self, Addition, AdditionError, Environment, NewSource, Settings};
use crate::pipeline::gather::subscriptions::{self, Plan, Wish};
use serde_json::json;

/// The longest list that is read, in bytes.
const MAX_BYTES: u64 = 64 << 20;

pub(super) fn run(import: &Import, file: &ConfigFile, settings: &Settings) -> Ended {
    let mut lists = Vec::new();
    for path in &import.files {
        let bytes = read(path, MAX_BYTES + 1)?;
        if bytes.len() as u64 > MAX_BYTES {
            return Err(
                format!("{}: larger than {MAX_BYTES} bytes: split it", path.display()).into()
            );
        }
        lists.push(bytes);
    }
    let path = &file.path;
    let written = config::addresses_in(path).map_err(Failure::Config)?;
    let wish = Wish { schedule: import.schedule.clone(), sections: import.sections.clone() };
    let plan = subscriptions::plan(&lists, settings, &written, &wish);
    let tables: Vec<String> = plan.new.iter().map(NewSource::to_toml).collect();
    let tables = tables.join("\n");
    let addition = Addition::to(path, &tables, &Environment::from_process());
    let addition = addition.map_err(Failure::Config)?;
    if import.write && !plan.new.is_empty() {
        addition.write().map_err(|error| match error {
            AdditionError::Problems(problems) => Failure::Config(problems),
            error => error.into(),
        })?;
    }
    tell(import, file, &plan, &tables);
    let any = !plan.new.is_empty() || plan.there > 0;
    Ok(match (any, plan.unusable.is_empty()) {
        (true, true) => Outcome::Done,
        (true, false) => Outcome::Partly,
        (false, _) => Outcome::Failed,
    })
}

fn tell(import: &Import, file: &ConfigFile, plan: &Plan, tables: &str) {
    if import.json {
        let new: Vec<_> = plan
            .new
            .iter()
            .map(|feed| json!({"name": feed.name, "url": feed.url, "sections": feed.sections}))
            .collect();
        let written = import.write && !plan.new.is_empty();
        put!(
            "{}",
            json!({"new": new, "there": plan.there, "again": plan.again,
                "without_section": plan.without_section(), "unusable": plan.unusable,
                "written": written})
        );
        return;
    }
    if !import.write && !tables.is_empty() {
        say!("{}", tables.trim_end());
    }
    // What is printed may go into a file: remarks are not part of it.
    for feed in &plan.unusable {
        tell!("left out: {} {}: {}", feed.title, feed.address, feed.reason);
    }
    let place = if import.write { format!(" in {}", file.path.display()) } else { String::new() };
    tell!(
        "{} new sources{place}, {} there already, {} named twice, {} unusable",
        plan.new.len(),
        plan.there,
        plan.again,
        plan.unusable.len()
    );
    if plan.without_section() > 0 {
        tell!(
            "{} of them are commented out, since no section of yours is called as they are filed: \
             name theirs in the file, or use --sections",
            plan.without_section()
        );
    }
}
