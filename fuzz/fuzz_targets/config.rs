//! Any text is read as a config: without a panic, and every problem that is found
//! stands in a place that is there, with a cause and a remedy.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pressroom::config::{Environment, from_text};
use std::path::Path;

mod pace;

fuzz_target!(|text: &str| {
    let environment = Environment::from_variables(std::iter::empty::<(&str, String)>());
    let checked = || from_text(text, Path::new("config.toml"), &environment);
    let Err(problems) = pace::held(text.len(), checked) else { return };
    let lines = text.split('\n').count();
    assert!(!problems.is_empty() && !problems.to_string().is_empty());
    for problem in problems.iter() {
        assert!(problem.line <= lines, "{problem:?}");
        assert!(!problem.cause.is_empty() && !problem.remedy.is_empty(), "{problem:?}");
    }
});
