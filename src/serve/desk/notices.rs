//! What the desk says of what is not to be had: a title, and what to do.

pub(super) const NOT_OURS: (&str, &str) = (
    "This was not asked for by a page of the desk",
    "A change is taken only from a page of the desk itself, under the same name and scheme: \
     open the page and send it from there. Behind a proxy, have it pass on `Host` as it is \
     (nginx: `proxy_set_header Host $http_host;`).",
);
pub(super) const EMBEDDED: (&str, &str) =
    ("This was asked for by another site", "Open the desk in a tab of its own.");
pub(super) const READ_ALONG: (&str, &str) = (
    "Not over plain HTTP",
    "Whoever is on the way could read the password and what the desk shows. Ask for it over \
     https through a proxy that is named in `[desk] proxies` and says so in \
     `X-Forwarded-Proto`, or through a tunnel to this machine: `ssh -L 8081:127.0.0.1:8081`, \
     and then http://127.0.0.1:8081/desk/.",
);
pub(super) const NOBODY_CAN: (&str, &str) = (
    "Nobody can sign in",
    "`pressroom desk-user NAME` makes a password and the lines that admit somebody: add those \
     to the configuration.",
);
pub(super) const CROWDED: (&str, &str) =
    ("Too many pages are open", "They are told what moves, and this one is not: reload it.");
