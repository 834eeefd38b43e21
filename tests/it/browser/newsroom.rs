//! The shipped newsroom as a paper that can be stopped and started at one address.

pub(super) use crate::program::PATIENCE;
use crate::program::{Newsroom, Service};

/// The title of a shipped article that has a picture in several widths.
pub(super) const PICTURED: &str = "Mountain observatory";

/// A paper that is served.
pub(super) struct Paper {
    pub(super) newsroom: Newsroom,
    pub(super) address: String,
    service: Option<Service>,
}

impl Paper {
    /// The shipped one.
    pub(super) fn open() -> Self {
        Self::illustrated(Newsroom::shipped())
    }

    /// The shipped one, with more in it; its pictures are there.
    pub(super) fn illustrated(newsroom: Newsroom) -> Self {
        let paper = Self::of(newsroom);
        let page = paper.page_of(PICTURED);
        paper.service().wait_for(&page, |page| page.text().contains("<figure class=\"lead"));
        paper.service().wait_for("/", |page| page.text().contains("/pictures/"));
        paper
    }

    /// Any that has articles.
    pub(super) fn of(newsroom: Newsroom) -> Self {
        let service = newsroom.serve();
        // The feeds come first, and the pages after them.
        service.wait_for("/", |page| page.text().contains("class=\"lead"));
        let address = service.feeds.clone();
        Self { newsroom, address, service: Some(service) }
    }

    pub(super) fn service(&self) -> &Service {
        self.service.as_ref().unwrap()
    }

    /// Says something else in its configuration.
    pub(super) fn reconfigure(&self, from: &str, to: &str) {
        let config = self.newsroom.read("config.toml");
        assert!(config.contains(from), "{from} is not in the configuration");
        self.newsroom.write("config.toml", &config.replacen(from, to, 1));
    }

    /// The path of the page of an article of the front page's feed that has this in its title.
    pub(super) fn page_of(&self, title: &str) -> String {
        let item = self.item(title);
        let url: url::Url = item["url"].as_str().unwrap().parse().unwrap();
        url.path().to_owned()
    }

    /// The same article's item.
    pub(super) fn item(&self, title: &str) -> serde_json::Value {
        let feed = self.service().get("/feeds/front-page.json").text();
        let feed: serde_json::Value = serde_json::from_str(&feed).unwrap();
        let mut items = feed["items"].as_array().unwrap().iter();
        let item = items.find(|item| item["title"].as_str().unwrap().contains(title));
        item.unwrap_or_else(|| panic!("{title} is not in the feed")).clone()
    }

    /// Takes an article back, and waits until everybody is told.
    pub(super) fn retract(&self, title: &str) {
        let (item, page) = (self.item(title), self.page_of(title));
        let id = item["id"].as_str().unwrap();
        self.newsroom.ended(&["retract", id, "--reason", "It was not so."], 0);
        self.service().wait_for(&page, |answer| answer.status == 410);
        let short = page.rsplit('-').next().unwrap().to_owned();
        self.service().wait_for("/withdrawals.json", |answer| answer.text().contains(&short));
        self.service().wait_for("/", |answer| !answer.text().contains(&short));
    }

    /// Nobody answers at its address any more.
    pub(super) fn stop(&mut self) {
        assert_eq!(self.service.take().unwrap().terminate(), Some(0));
    }

    /// It answers again, at the same address.
    pub(super) fn start(&mut self) {
        self.service = Some(self.newsroom.serve_at(&self.address));
    }
}
