# What is done often, by name: `just`, or `just NAME`. Each is a script or a command
# that can be run without just.

# Lists these.
default:
    @just --list

# The example newsroom, as the README starts it.
run:
    cargo run --release

# All the tests, or those whose names hold these words.
test *words:
    scripts/test {{ words }}

# What must pass before a change lands.
ci:
    .ci/run

# Formats the code, and lints it.
lint:
    cargo fmt
    cargo clippy --locked --all-targets -- -D warnings

# Bans, licenses, known vulnerabilities, unused dependencies (the second asks the network).
dependencies:
    scripts/check-dependencies

# Ten minutes of fuzzing: feed, dates, clean or config.
fuzz target seconds="600":
    scripts/fuzz {{ target }} {{ seconds }}

# From a saved article to its served feeds, with many stored articles.
bench:
    cargo bench --locked --bench trip

# Every kind of page of the example newsroom, judged by the Nu Html Checker, axe-core and
# Lighthouse (fetched by npm once).
audit:
    scripts/audit
