//! The web edition: the pages that people read, out of what was decided already. Pure: the
//! same articles and settings make the same pages. It asks no store, and serves nothing.

mod app;
mod archive_pages;
mod article_page;
mod asked;
mod assets;
mod card;
mod error;
mod front_page;
mod furniture;
mod icons;
mod json_ld;
mod letter_page;
mod lists;
mod machines;
mod notices;
mod page;
mod pictures;
mod preview;
mod section_page;
mod subscribe_page;
mod text_parts;

pub use app::{manifest, offline, withdrawals, worker};
pub use archive_pages::{MonthOf, archive};
pub use article_page::{ArticleFacts, Reach, article};
pub use assets::assets;
pub use error::WebError;
pub use front_page::front;
pub use furniture::Furniture;
pub use letter_page::{LetterFacts, LetterTo, write_to};
pub use lists::{ListFacts, ListOf, list, search_form};
pub use machines::{open_search, robots, sitemap, sitemap_index};
pub use notices::{gone, missing, moved, not_now};
pub use section_page::{section, sections};
pub use subscribe_page::subscribe;
