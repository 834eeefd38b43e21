//! Decides what each feed says: which articles, in which order, under which
//! name. Pure: the same articles and settings make the same documents. It
//! neither asks the store nor writes a format.

mod choice;
mod correspondents;
mod custom_feed;
mod document;
mod export;
mod front_page;
mod history;
mod looks;
mod masthead;
mod news_sitemap;
mod not_chosen;
mod on_front_page;
mod order;
mod page;
mod reasons;
mod search_feed;
mod seating;
mod section_feed;
mod shortening;
mod stories;
mod withdrawn_pages;
mod withheld;

pub use correspondents::{Whose, WithheldAddress, withheld_addresses};
pub use custom_feed::custom_feed;
pub use document::feed_id;
pub use export::export;
pub use front_page::{Front, front_page};
pub use history::{archive_page, with_history};
pub use looks::{minutes_between_looks, usual_gap};
pub use masthead::masthead;
pub use news_sitemap::{NEWS, news_sitemap};
pub use not_chosen::{Cap, Named, NotChosen, Passed};
pub use on_front_page::OnFrontPage;
pub use order::{shown, shown_notice};
pub use page::{Supply, breaks};
pub use reasons::FrontPageReasons;
pub use search_feed::search_feed;
pub use section_feed::section_feed;
pub use shortening::shortened;
pub use withdrawn_pages::withdrawn_pages;
pub use withheld::{shown_line, shown_reason};
