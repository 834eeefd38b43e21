//! `pressroom init`: a newsroom that shows something at once: a configuration of what it
//! cannot be without, a folder of articles and one article. It never writes over a file that
//! is there.

use super::config_file::ConfigFile;
use super::ended::{Ended, Failure, Outcome};
use super::typed_address;
use crate::clock::Clock;
use crate::config::{self, Beginning, Environment, NewSource, Problems, STARTER_FOLDER, Settings};
use crate::pipeline::insight::discovery;
use crate::public_address::is_guarded;
use crate::web_address::WebAddress;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde_json::json;
use std::fs::OpenOptions;
use std::io::{self, BufRead, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// What a file that was just written is backdated by: it is whole, and nobody need wait.
const RESTED: Duration = Duration::from_secs(60);

#[derive(Debug, clap::Args)]
pub(crate) struct Init {
    /// The newspaper's name
    #[arg(long)]
    title: Option<String>,
    /// Its site
    #[arg(long)]
    url: Option<String>,
    /// Its time zone, as in Asia/Karachi; that of this machine when it is not said
    #[arg(long, value_name = "ZONE")]
    timezone: Option<String>,
    /// Its sections, by their titles, with commas between them
    #[arg(long, value_name = "TITLE,TITLE", value_delimiter = ',')]
    sections: Vec<String>,
    /// A site or a feed to take articles from: it is looked at, as `discover` does
    #[arg(long, value_name = "URL", value_parser = typed_address::parse)]
    from: Option<WebAddress>,
    /// Every key there is, commented out, in the place of what is needed
    #[arg(long, conflicts_with_all = ["title", "url", "timezone", "sections", "from"])]
    all_keys: bool,
    /// Ask nothing, and print one JSON object
    #[arg(long)]
    json: bool,
}

impl Init {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let path = &file.path;
        refuse_what_is_there(path)?;
        let folder = path.parent().unwrap_or(Path::new("")).join(STARTER_FOLDER);
        let made = !folder.exists();
        if made {
            std::fs::create_dir(&folder)
                .map_err(|error| format!("cannot make the folder {}: {error}", folder.display()))?;
        }
        let written = self.text(path).and_then(|text| write_new(path, &text));
        if let (Err(_), true) = (&written, made) {
            // It is as it was.
            let _ = std::fs::remove_dir(&folder);
        }
        written?;
        let settings = config::load(path, &Environment::from_process()).map_err(Failure::Config)?;
        let article = write_first_article(&folder, &settings)?;
        if self.json {
            put!("{}", json!({"config": path, "folder": folder, "article": article}));
            return Ok(Outcome::Done);
        }
        say!("Wrote {}{}.", path.display(), article.map_or(String::new(), and));
        let flag = if path == Path::new("config.toml") {
            String::new()
        } else {
            format!(" --config {}", path.display())
        };
        say!("Start it with `pressroom{flag}`, and it says where the paper and its feeds are.");
        say!("What can be said in the file: `pressroom config explain`.");
        Ok(Outcome::Done)
    }

    /// The file, of what was said, asked and found.
    fn text(&self, path: &Path) -> Result<String, Failure> {
        let clock = Clock::system();
        if self.all_keys {
            return Ok(config::starter().to_owned());
        }
        let mut begun = self.said(clock.now());
        if self.asks() {
            ask_all(&mut begun, path, clock.now())?;
        }
        let settings = judged(&begun, path).map_err(Failure::Config)?;
        if let Some(from) = &self.from {
            begun.sources = vec![self.found(from, &settings, &clock)?];
            judged(&begun, path).map_err(Failure::Config)?;
        }
        Ok(begun.to_toml())
    }

    /// What is at an address, as a source for the first section.
    fn found(
        &self,
        from: &WebAddress,
        settings: &Settings,
        clock: &Clock,
    ) -> Result<NewSource, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let section = settings.sections.first().map(|section| section.slug.clone());
        let section: Vec<_> = section.into_iter().collect();
        let look = discovery::discover(from, Some(settings), &section, clock);
        let found = runtime.block_on(look)?;
        found.source.ok_or_else(|| {
            format!(
                "{from}: no feed, no sitemap and no list of articles was found; leave --from out, or name a page that has one. Nothing was written"
            )
            .into()
        })
    }

    /// Whether a person sits before it who said nothing yet.
    fn asks(&self) -> bool {
        let is_said = self.title.is_some()
            || self.url.is_some()
            || self.timezone.is_some()
            || !self.sections.is_empty()
            || self.from.is_some();
        !is_said && !self.json && io::stdin().is_terminal() && io::stdout().is_terminal()
    }

    /// What was said, and what is usual for the rest.
    fn said(&self, now: DateTime<Utc>) -> Beginning {
        let said = |said: &Option<String>, usual: &str| {
            said.as_deref().map_or(usual, str::trim).to_owned()
        };
        let sections = match self.sections.as_slice() {
            [] => vec!["News".to_owned()],
            said => titles(said.iter().map(String::as_str)),
        };
        // Whoever names it on the command line wants it asked.
        let guarded = self.from.iter().filter(|from| is_guarded(from.url()));
        let timezone = said(&self.timezone, &own_zone());
        Beginning {
            title: said(&self.title, "My Newspaper"),
            url: address(&said(&self.url, "https://www.example.com/")),
            sections,
            founded: today_in(&timezone, now),
            timezone,
            allow_hosts: guarded.map(|from| from.host().to_owned()).collect(),
            sources: Vec::new(),
        }
    }
}

/// What a person is asked, what is usual, and where the answer goes.
type Question = (&'static str, fn(&Beginning) -> String, fn(&mut Beginning, &str, DateTime<Utc>));

const QUESTIONS: [Question; 4] = [
    (
        "What is the newspaper called?",
        |begun| begun.title.clone(),
        |begun, answer, _| begun.title = answer.to_owned(),
    ),
    (
        "Where is its site?",
        |begun| begun.url.clone(),
        |begun, answer, _| begun.url = address(answer),
    ),
    (
        "In which time zone does it work?",
        |begun| begun.timezone.clone(),
        |begun, answer, now| {
            begun.timezone = answer.to_owned();
            begun.founded = today_in(answer, now);
        },
    ),
    (
        "Which sections has it, with commas between them?",
        |begun| begun.sections.join(", "),
        |begun, answer, _| begun.sections = titles(answer.split(',')),
    ),
];

/// Asks a person everything. An answer that would be wrong in the file is asked for again, and
/// costs none of the others.
fn ask_all(begun: &mut Beginning, path: &Path, now: DateTime<Utc>) -> Result<(), Failure> {
    for (question, usual, put) in QUESTIONS {
        loop {
            let mut tried = begun.clone();
            put(&mut tried, &ask(question, &usual(begun))?, now);
            let Err(problems) = judged(&tried, path) else {
                *begun = tried;
                break;
            };
            // What is usual was right: then it is no answer that is wrong.
            if tried == *begun {
                return Err(Failure::Config(problems));
            }
            for problem in problems.iter() {
                say!("  {}: {}", problem.cause, problem.remedy);
            }
        }
    }
    Ok(())
}

/// The settings that a file of this has.
fn judged(begun: &Beginning, path: &Path) -> Result<Settings, Problems> {
    config::from_text(&begun.to_toml(), path, &Environment::from_process())
}

fn address(typed: &str) -> String {
    typed_address::parse(typed).map_or_else(|_| typed.to_owned(), |address| address.to_string())
}

fn titles<'a>(typed: impl Iterator<Item = &'a str>) -> Vec<String> {
    typed.map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned).collect()
}

/// The day where a zone is; here, where it is none.
fn today_in(zone: &str, now: DateTime<Utc>) -> NaiveDate {
    let zone = zone.parse::<chrono_tz::Tz>().ok();
    zone.map_or_else(|| now.date_naive(), |zone| now.with_timezone(&zone).date_naive())
}

fn and(article: PathBuf) -> String {
    format!(" and {}", article.display())
}

/// Asks a person; an empty line, and the end of what is typed, are the usual answer.
fn ask(question: &str, usual: &str) -> Result<String, Failure> {
    let mut out = io::stdout();
    write!(out, "{question} [{usual}] ")?;
    out.flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let line = line.trim();
    Ok(if line.is_empty() { usual } else { line }.to_owned())
}

/// The zone of this machine, where it is known by name.
fn own_zone() -> String {
    let said = std::env::var("TZ").ok().map(|zone| zone.trim_start_matches(':').to_owned());
    let linked = || {
        let link = std::fs::read_link("/etc/localtime").ok()?;
        let (_, zone) = link.to_str()?.split_once("zoneinfo/")?;
        Some(zone.to_owned())
    };
    let is_zone = |zone: &String| zone.contains('/') && zone.parse::<chrono_tz::Tz>().is_ok();
    said.filter(is_zone).or_else(|| linked().filter(is_zone)).unwrap_or_else(|| "UTC".to_owned())
}

fn refuse_what_is_there(path: &Path) -> Result<(), Failure> {
    if !path.exists() {
        return Ok(());
    }
    Err(format!(
        "{} is there already and is not written over: name another file with --config",
        path.display()
    )
    .into())
}

/// An article in a folder that has none.
fn write_first_article(folder: &Path, settings: &Settings) -> Result<Option<PathBuf>, Failure> {
    let is_empty = std::fs::read_dir(folder).is_ok_and(|mut files| files.next().is_none());
    let Some(section) = settings.sections.first().filter(|_| is_empty) else { return Ok(None) };
    let published = Clock::system().now().with_timezone(&settings.site.timezone);
    let published = published.to_rfc3339_opts(SecondsFormat::Secs, true);
    let path = folder.join("first-article.md");
    write_new(&path, &config::first_article(&section.slug, &published))?;
    let file = OpenOptions::new().write(true).open(&path)?;
    // Whoever starts the service at once sees it at once.
    if let Some(rested) = SystemTime::UNIX_EPOCH.checked_add(since_epoch().saturating_sub(RESTED)) {
        file.set_modified(rested)?;
    }
    Ok(Some(path))
}

fn since_epoch() -> Duration {
    let seconds = Clock::system().now().timestamp();
    Duration::from_secs(u64::try_from(seconds).unwrap_or_default())
}

fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let made = OpenOptions::new().write(true).create_new(true).open(path);
    let written = made.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            format!("{} is there already and is not written over", path.display()).into()
        }
        _ => Failure::from(format!("cannot write {}: {error}", path.display())),
    })
}
