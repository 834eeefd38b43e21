//! The words by which a key that nobody knows is told to keep an article back: in its name, and
//! behind it. It judges none.

/// What a look-alike was probably meant as, as it is written here.
pub(super) const PUBLISH_AT: &str = "publish_at";
pub(super) const EXPIRES_AT: &str = "expires_at";
pub(super) const DRAFT: &str = "draft";
pub(super) const WITHDRAWN: &str = "withdrawn";
pub(super) const DATE: &str = "date";

/// The keys whose slips cost most, and what each means.
pub(super) const DANGEROUS: [(&str, &str); 16] = [
    ("draft", DRAFT),
    ("isdraft", DRAFT),
    ("hidden", DRAFT),
    ("status", DRAFT),
    ("visible", DRAFT),
    ("published", DRAFT),
    ("unpublished", DRAFT),
    ("embargo", PUBLISH_AT),
    ("publishat", PUBLISH_AT),
    ("publishdate", PUBLISH_AT),
    ("embargoed", PUBLISH_AT),
    ("expiresat", EXPIRES_AT),
    ("expirydate", EXPIRES_AT),
    ("expires", EXPIRES_AT),
    ("withdrawn", WITHDRAWN),
    ("retracted", WITHDRAWN),
];

/// Beginnings of words that speak of what readers may see, whatever the value.
pub(super) const ALWAYS: [(&str, &str); 60] = [
    ("draft", DRAFT),
    ("hidden", DRAFT),
    ("hide", DRAFT),
    ("private", DRAFT),
    ("visib", DRAFT),
    ("invisib", DRAFT),
    ("unlisted", DRAFT),
    ("status", DRAFT),
    ("suspend", DRAFT),
    ("withh", DRAFT),
    ("headless", DRAFT),
    ("password", DRAFT),
    ("wip", DRAFT),
    ("embarg", PUBLISH_AT),
    ("schedul", PUBLISH_AT),
    ("publish", PUBLISH_AT),
    ("expir", EXPIRES_AT),
    ("unpublish", EXPIRES_AT),
    ("depublish", EXPIRES_AT),
    ("sunset", EXPIRES_AT),
    ("withdr", WITHDRAWN),
    ("retract", WITHDRAWN),
    ("takedown", WITHDRAWN),
    ("spiked", WITHDRAWN),
    ("killed", WITHDRAWN),
    ("trash", WITHDRAWN),
    ("delete", WITHDRAWN),
    ("revoke", WITHDRAWN),
    ("obsolete", WITHDRAWN),
    ("supersede", WITHDRAWN),
    ("dummy", DRAFT),
    // The same in the languages of other desks.
    ("entwurf", DRAFT),
    ("brouillon", DRAFT),
    ("borrador", DRAFT),
    ("rascunho", DRAFT),
    ("bozza", DRAFT),
    ("مسود", DRAFT),
    ("پیش‌نویس", DRAFT),
    ("черновик", DRAFT),
    ("чернетк", DRAFT),
    ("taslak", DRAFT),
    ("utkast", DRAFT),
    ("kladde", DRAFT),
    ("luonnos", DRAFT),
    ("piszkozat", DRAFT),
    ("szkic", DRAFT),
    ("ciornă", DRAFT),
    ("πρόχειρ", DRAFT),
    ("טיוט", DRAFT),
    ("草稿", DRAFT),
    ("下書き", DRAFT),
    ("초안", DRAFT),
    ("मसौद", DRAFT),
    ("эмбарго", PUBLISH_AT),
    ("엠바고", PUBLISH_AT),
    ("ambargo", PUBLISH_AT),
    ("sperrfrist", PUBLISH_AT),
    ("zurückgezogen", WITHDRAWN),
    ("retiré", WITHDRAWN),
    ("retirado", WITHDRAWN),
];

/// Words behind which anything but a no says that it is too early.
pub(super) const WAITING: [&str; 5] = ["pending", "hold", "held", "blocked", "embargo"];

/// Words that say from or until when, when a date stands behind them.
pub(super) const WITH_A_DATE: [(&str, &str); 65] = [
    ("from", PUBLISH_AT),
    ("start", PUBLISH_AT),
    ("starts", PUBLISH_AT),
    ("begin", PUBLISH_AT),
    ("after", PUBLISH_AT),
    ("before", PUBLISH_AT),
    ("live", PUBLISH_AT),
    ("online", PUBLISH_AT),
    ("release", PUBLISH_AT),
    ("released", PUBLISH_AT),
    ("available", PUBLISH_AT),
    ("visible", PUBLISH_AT),
    ("show", PUBLISH_AT),
    ("go", PUBLISH_AT),
    ("post", DATE),
    ("posted", DATE),
    ("pub", DATE),
    ("pubdate", DATE),
    ("date", DATE),
    ("time", DATE),
    ("until", EXPIRES_AT),
    ("till", EXPIRES_AT),
    ("end", EXPIRES_AT),
    ("ends", EXPIRES_AT),
    ("remove", EXPIRES_AT),
    ("removed", EXPIRES_AT),
    ("archive", EXPIRES_AT),
    ("archived", EXPIRES_AT),
    ("display", PUBLISH_AT),
    ("timer", PUBLISH_AT),
    ("air", PUBLISH_AT),
    ("offline", EXPIRES_AT),
    ("hold", PUBLISH_AT),
    ("holdback", PUBLISH_AT),
    ("wait", PUBLISH_AT),
    ("launch", PUBLISH_AT),
    ("activate", PUBLISH_AT),
    ("activation", PUBLISH_AT),
    ("unlock", PUBLISH_AT),
    ("reveal", PUBLISH_AT),
    ("queue", PUBLISH_AT),
    ("queued", PUBLISH_AT),
    ("send", PUBLISH_AT),
    ("airs", PUBLISH_AT),
    ("premiere", PUBLISH_AT),
    ("premieres", PUBLISH_AT),
    ("slot", PUBLISH_AT),
    ("when", PUBLISH_AT),
    ("take", EXPIRES_AT),
    ("takedown", EXPIRES_AT),
    ("down", EXPIRES_AT),
    ("pull", EXPIRES_AT),
    ("pulled", EXPIRES_AT),
    ("valid", EXPIRES_AT),
    ("through", EXPIRES_AT),
    ("thru", EXPIRES_AT),
    ("stop", EXPIRES_AT),
    ("close", EXPIRES_AT),
    ("closes", EXPIRES_AT),
    ("kill", EXPIRES_AT),
    ("removal", EXPIRES_AT),
    ("off", EXPIRES_AT),
    ("hide", EXPIRES_AT),
    ("delete", EXPIRES_AT),
    ("withdraw", EXPIRES_AT),
];

/// Words of dates that are of the past, and of other things than what readers may see.
pub(super) const HARMLESS: [&str; 20] = [
    "created",
    "create",
    "creation",
    "modified",
    "modification",
    "updated",
    "update",
    "edited",
    "revised",
    "reviewed",
    "review",
    "changed",
    "saved",
    "imported",
    "added",
    "accessed",
    "birth",
    "born",
    "event",
    "checked",
];

/// What stands behind a key of any name when an article is not to be read yet.
pub(super) const NOT_YET: [&str; 24] = [
    "draft",
    "unpublished",
    "not published",
    "do not publish",
    "not for publication",
    "pending",
    "embargoed",
    "in review",
    "needs review",
    "on hold",
    "wip",
    "work in progress",
    "spiked",
    "withdrawn",
    "retracted",
    "trash",
    "hold",
    "held",
    "withheld",
    "internal",
    "internal only",
    "staff only",
    "secret",
    "confidential",
];

/// How it begins when a desk writes why.
pub(super) const HELD: [&str; 5] =
    ["hold for ", "hold until ", "held for ", "held until ", "pending "];

/// Names of keys that say how far an article has come.
pub(super) const STAGES: [&str; 9] =
    ["state", "stage", "workflow", "phase", "approval", "progress", "lifecycle", "review", "queue"];

/// What stands behind such a key, and would say nothing behind another.
pub(super) const STAGE_NOT_YET: [&str; 21] = [
    "review",
    "editing",
    "edit",
    "writing",
    "copy",
    "future",
    "private",
    "hidden",
    "held",
    "hold",
    "waiting",
    "open",
    "rejected",
    "unapproved",
    "canceled",
    "cancelled",
    "killed",
    "deleted",
    "removed",
    "archived",
    "revoked",
];

/// Names of keys that say where an article may go.
pub(super) const WAYS_OUT: [&str; 7] =
    ["distribution", "channel", "channels", "audience", "syndication", "visibility", "access"];

/// What stands behind such a key when readers of feeds are not meant.
pub(super) const NO_WAY_OUT: [&str; 9] =
    ["none", "nobody", "print", "print only", "internal", "staff", "private", "hidden", "closed"];

/// Words in a name by which a date behind it says from when, whatever else it says: `hold_until`.
pub(super) const FROM: [&str; 12] = [
    "hold", "holdback", "held", "wait", "queue", "queued", "pending", "delay", "delayed", "defer",
    "deferred", "blocked",
];

/// Words in a name by which a date behind it says until when.
pub(super) const UNTIL: [&str; 26] = [
    "until",
    "till",
    "through",
    "thru",
    "to",
    "end",
    "ends",
    "ending",
    "stop",
    "stops",
    "close",
    "closes",
    "kill",
    "removal",
    "remove",
    "off",
    "offline",
    "down",
    "takedown",
    "pull",
    "hide",
    "delete",
    "withdraw",
    "withdrawn",
    "unpublish",
    "depublish",
];
