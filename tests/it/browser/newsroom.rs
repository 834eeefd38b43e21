//! The shipped newsroom as a paper that can be stopped and started at one address.

pub(super) use crate::program::PATIENCE;
use crate::program::{Newsroom, Service};

/// A paper that is served.
pub(super) struct Paper {
    pub(super) newsroom: Newsroom,
    pub(super) address: String,
    service: Option<Service>,
}

impl Paper {
    /// The shipped one, with this at the end of its `[web]`.
    pub(super) fn open() -> Self {
        let newsroom = Newsroom::shipped();
        let service = newsroom.serve();
        // The feeds come first, and the pages after them.
        service.wait_for("/", |page| page.text().contains("class=\"lead"));
        let address = service.feeds.clone();
        Self { newsroom, address, service: Some(service) }
    }

    pub(super) fn service(&self) -> &Service {
        self.service.as_ref().unwrap()
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
