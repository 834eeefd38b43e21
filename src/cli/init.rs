//! `pressroom init`: a newsroom that shows something at once: a configuration of what it
//! cannot be without, a folder of articles and one article. It never writes over a file that
//! is there.

use super::config_file::ConfigFile;
use super::ended::{Ended, Failure, Outcome};
use super::typed_address;
use crate::clock::Clock;
use crate::config::{self, Beginning, Environment, NewSource, STARTER_FOLDER, Settings};
use crate::pipeline::insight::discovery;
use crate::public_address::is_guarded;
use crate::web_address::WebAddress;
use chrono::{DateTime, SecondsFormat, Utc};
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
    /// Its sections, by their titles
    #[arg(long, value_name = "TITLE", value_delimiter = ',')]
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
            say!("{}", json!({"config": path, "folder": folder, "article": article}));
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
        let mut begun = self.asked(clock.now())?;
        let check = |begun: &Beginning| {
            config::from_text(&begun.to_toml(), path, &Environment::from_process())
                .map_err(Failure::Config)
        };
        let settings = check(&begun)?;
        if let Some(from) = &self.from {
            begun.sources = vec![self.found(from, &settings, &clock)?];
            check(&begun)?;
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

    /// What was said, and asked where a person sits before it.
    fn asked(&self, now: DateTime<Utc>) -> Result<Beginning, Failure> {
        let is_said = self.title.is_some()
            || self.url.is_some()
            || self.timezone.is_some()
            || !self.sections.is_empty()
            || self.from.is_some();
        let asks =
            !is_said && !self.json && io::stdin().is_terminal() && io::stdout().is_terminal();
        let answer = |said: &Option<String>, question: &str, usual: &str| match said {
            Some(said) => Ok(said.trim().to_owned()),
            None if asks => ask(question, usual),
            None => Ok(usual.to_owned()),
        };
        let title = answer(&self.title, "What is the newspaper called?", "My Newspaper")?;
        let url = answer(&self.url, "Where is its site?", "https://www.example.com/")?;
        let url = typed_address::parse(&url).map_or(url, |address| address.to_string());
        let timezone = answer(&self.timezone, "In which time zone does it work?", &own_zone())?;
        let sections = match self.sections.as_slice() {
            [] => answer(&None, "Which sections has it, with commas between them?", "News")?
                .split(',')
                .map(str::to_owned)
                .collect(),
            said => said.to_vec(),
        };
        let trimmed = sections.iter().map(|title| title.trim().to_owned());
        // Whoever names it on the command line wants it asked.
        let guarded = self.from.iter().filter(|from| is_guarded(from.url()));
        Ok(Beginning {
            title,
            url,
            sections: trimmed.filter(|title| !title.is_empty()).collect(),
            founded: timezone
                .parse::<chrono_tz::Tz>()
                .map_or_else(|_| now.date_naive(), |zone| now.with_timezone(&zone).date_naive()),
            timezone,
            allow_hosts: guarded.map(|from| from.host().to_owned()).collect(),
            sources: Vec::new(),
        })
    }
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
