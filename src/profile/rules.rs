//! Which rules each profile has: a table. How a rule is held against a feed or an
//! item is told in `feeds` and `items`.

use super::feed::Feed;
use super::{feeds, items};
use crate::article::Article;
use crate::feed_document::Profile;

/// One demand.
pub(super) struct Rule<F> {
    pub(super) name: &'static str,
    /// What is found, where it is not met.
    pub(super) broken: F,
    pub(super) remedy: &'static str,
}

pub(super) type OfFeed = Rule<fn(&Feed<'_>) -> Option<String>>;
pub(super) type OfItem = Rule<fn(&Article, &Feed<'_>) -> Option<String>>;

/// The demands of one aggregator.
pub(super) struct Rules {
    pub(super) feed: &'static [OfFeed],
    pub(super) items: &'static [OfItem],
}

/// The demands of an aggregator.
pub(super) fn of(profile: Profile) -> Rules {
    match profile {
        Profile::Msn => MSN,
        Profile::Flipboard => FLIPBOARD,
        Profile::AppleNews => APPLE_NEWS,
        Profile::SmartNews => SMART_NEWS,
        Profile::NewsBreak => NEWS_BREAK,
        Profile::GoogleNews => GOOGLE_NEWS,
    }
}

const BYLINE: OfItem = Rule {
    name: "byline",
    broken: items::no_byline,
    remedy: "name the author, or write `default_author` in a [[source.edit]] of its source",
};

const LINK: OfItem =
    Rule { name: "link", broken: items::no_link, remedy: "give the article its page's address" };

const LANGUAGE: OfFeed = Rule {
    name: "language",
    broken: feeds::no_locale,
    remedy: "write it with its country, as in `language = \"en-PK\"` of [site] or the section",
};

const MSN: Rules = Rules {
    feed: &[Rule {
        name: "unique-ids",
        broken: feeds::repeated_ids,
        remedy: "report this: no feed of ours may have an id twice",
    }],
    items: &[
        Rule {
            name: "https",
            broken: items::plain_http,
            remedy: "serve the page, its pictures and what it links to over https",
        },
        Rule {
            name: "title-length",
            broken: items::title_beyond_21_to_150,
            remedy: "write a title of 21 to 150 characters",
        },
        Rule {
            name: "title-markup",
            broken: items::title_with_markup,
            remedy: "write the title without tags and entities",
        },
        Rule {
            name: "durable-id",
            broken: items::another_id_or_date,
            remedy: "let the id and the date of publication stay as they were",
        },
        Rule {
            name: "one-article-one-id",
            broken: items::another_article_elsewhere,
            remedy: "report this: one id must mean one article in all feeds",
        },
        Rule {
            name: "date",
            broken: items::not_within_365_days,
            remedy: "leave out what is older than 365 days, or dated in the future",
        },
        Rule {
            name: "body",
            broken: items::no_text,
            remedy: "give it its whole text; `full_text = true` fetches it for a feed",
        },
        Rule {
            name: "image-size",
            broken: items::image_below_720,
            remedy: "give a picture of 720 pixels at least, with its width and height",
        },
        Rule {
            name: "image-ratio",
            broken: items::image_ratio,
            remedy: "crop the picture: its width is 0.5 to 1.89 times its height",
        },
        Rule {
            name: "html",
            broken: items::foreign_html,
            remedy: "take the element out of the text",
        },
        Rule {
            name: "html-nesting",
            broken: items::deep_html,
            remedy: "nest elements less than 10 deep",
        },
    ],
};

const FLIPBOARD: Rules = Rules {
    feed: &[
        Rule {
            name: "items",
            broken: feeds::fewer_than_20_items,
            remedy: "let it have 20 items: raise `items` of [publish], or of its [[feed]], or wait",
        },
        Rule { name: "language", broken: feeds::no_language, remedy: "set `language` of [site]" },
    ],
    items: &[
        Rule {
            name: "description",
            broken: items::description_below_300,
            remedy: "give it a text or a summary of 300 characters at least",
        },
        Rule {
            name: "image",
            broken: items::no_image_of_500,
            remedy: "give it a picture of 500 pixels on its short side, with its width and height",
        },
        BYLINE,
        LINK,
        Rule {
            name: "own-host",
            broken: items::foreign_host,
            remedy: "link to your own page of it; where the host is yours, name it in `hosts` of [site]",
        },
        Rule {
            name: "category",
            broken: items::no_category,
            remedy: "put it in a section, or give it a tag",
        },
    ],
};

const APPLE_NEWS: Rules = Rules {
    feed: &[
        Rule { name: "title", broken: feeds::no_title, remedy: "give the feed a title" },
        LANGUAGE,
        Rule {
            name: "valid-tls",
            broken: feeds::plain_http,
            remedy: "write `page` of the section and `feeds_url` of [site] with https",
        },
    ],
    items: &[
        LINK,
        Rule {
            name: "description",
            broken: items::no_description,
            remedy: "give it a summary or a text",
        },
        Rule {
            name: "valid-tls",
            broken: items::page_on_plain_http,
            remedy: "serve its page over https",
        },
    ],
};

const SMART_NEWS: Rules = Rules {
    feed: &[
        Rule { name: "title", broken: feeds::no_title, remedy: "give the feed a title" },
        Rule {
            name: "description",
            broken: feeds::description_beyond_30,
            remedy: "write a `description` of 30 characters at most in its [[section]] or [[feed]]",
        },
        Rule { name: "language", broken: feeds::no_language, remedy: "set `language` of [site]" },
        Rule {
            name: "pub-date",
            broken: feeds::no_items,
            remedy: "the feed has no date before it has an item",
        },
        Rule {
            name: "size",
            broken: feeds::beyond_1_mb,
            remedy: "lower `items` of [publish], or of its [[feed]], until it has 1 MB at most",
        },
        Rule {
            name: "logo",
            broken: feeds::no_logo,
            remedy: "write `logo = { url = \"https://…\" }` in [site]: it becomes `snf:logo`",
        },
    ],
    items: &[LINK],
};

const NEWS_BREAK: Rules = Rules {
    feed: &[],
    items: &[
        Rule {
            name: "full-text",
            broken: items::no_full_text,
            remedy: "give it its whole text; `full_text = true` fetches it for a feed",
        },
        Rule { name: "image", broken: items::no_image, remedy: "give it a picture" },
        BYLINE,
    ],
};

const GOOGLE_NEWS: Rules = Rules {
    feed: &[
        Rule {
            name: "size",
            broken: feeds::beyond_2_mb,
            remedy: "lower `items` of [publish], or of its [[feed]], until it has 2 MB at most",
        },
        Rule {
            name: "sitemap-size",
            broken: feeds::beyond_1000_in_two_days,
            remedy: "a news sitemap takes 1,000 addresses of two days: list fewer",
        },
        Rule { name: "publication", broken: feeds::no_publication, remedy: "set `site.title`" },
        Rule { name: "language", broken: feeds::no_language, remedy: "set `language` of [site]" },
    ],
    items: &[
        LINK,
        Rule {
            name: "article-size",
            broken: items::beyond_1_mb,
            remedy: "shorten the text, or the markup in it, to 1 MB",
        },
    ],
};
