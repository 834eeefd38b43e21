//! `[source.access]`: what an upstream is shown, and which way it is asked.

use super::bad_value::BadValue;
use super::proxies::proxies;
use super::{Around, Checker};
use crate::config::environment::Environment;
use crate::config::file::{AccessTable, Kept, Key, SourceTable, Text, Written};
use crate::config::secret::Secret;
use crate::config::settings::{Login, SourceAccess, SourceKind};
use http::{HeaderName, HeaderValue};
use std::collections::BTreeMap;

/// What the program writes itself: a second opinion would break the request.
const OWN: [&str; 12] = [
    "accept-encoding",
    "connection",
    "content-length",
    "host",
    "if-modified-since",
    "if-none-match",
    "keep-alive",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

impl Checker<'_, '_> {
    /// What the source of this table is shown.
    pub(super) fn access(
        &mut self,
        source: &SourceTable,
        kind: Option<&SourceKind>,
        around: &Around<'_>,
    ) -> Option<SourceAccess> {
        let environment = around.environment;
        let table = source.access.value()?;
        let login = self.login(table, environment)?;
        let headers = self.headers(&table.headers, environment)?;
        let cookies = self.cookies(&table.cookies, environment)?;
        let proxies = match &table.proxy.0 {
            Some(_) => Some(self.read(&table.proxy, |text| proxies(text, environment))?),
            None => None,
        };
        let access = SourceAccess { login, headers, cookies, proxies };
        if access != SourceAccess::default() {
            self.goes_to_a_safe_place(source, &access, kind?, around);
        }
        Some(access)
    }

    /// The name or the token, of which there is one at most.
    fn login(&mut self, table: &AccessTable, environment: &Environment) -> Option<Option<Login>> {
        let user = match &table.user.0 {
            Some(_) => Some(self.read(&table.user, user)?),
            None => None,
        };
        let password = self.one(&table.password, printable, environment)?;
        let bearer = self.one(&table.bearer, header, environment)?;
        let both = |what: &str| BadValue::new(what, "keep one of the two");
        match (user, password, bearer) {
            (None, None, None) => Some(None),
            (Some(user), password, None) => Some(Some(Login::Basic { user, password })),
            (None, None, Some(token)) => Some(Some(Login::Bearer(token))),
            (None, Some(_), _) => {
                let cause = "there is a password, and no name that it belongs to";
                let refusal = BadValue::new(cause, "add `user = \"…\"`");
                self.refuse(table.password.span(), refusal);
                None
            }
            (Some(_), _, Some(_)) => {
                let refusal = both("a request says either a name or a token");
                self.refuse(table.bearer.span(), refusal);
                None
            }
        }
    }

    fn headers(
        &mut self,
        key: &Key<BTreeMap<String, Written<Kept>>>,
        environment: &Environment,
    ) -> Option<BTreeMap<String, Secret>> {
        let mut headers = BTreeMap::new();
        for (name, kept) in key.value().into_iter().flatten() {
            let at = kept.span.clone();
            let secret = self.secret_or_text((&kept.value, at.clone()), environment)?;
            let judged = header_name(name).and_then(|name| header(&secret).map(|()| name));
            match judged {
                Ok(name) => drop(headers.insert(name, secret)),
                Err(refusal) => {
                    self.refuse(at, refusal);
                    return None;
                }
            }
        }
        Some(headers)
    }

    fn cookies(
        &mut self,
        key: &Key<BTreeMap<String, Written<Kept>>>,
        environment: &Environment,
    ) -> Option<BTreeMap<String, Secret>> {
        let mut cookies = BTreeMap::new();
        for (name, kept) in key.value().into_iter().flatten() {
            let at = kept.span.clone();
            let secret = self.secret((&kept.value, at.clone()), environment)?;
            if let Err(refusal) = cookie(name, &secret) {
                self.refuse(at, refusal);
                return None;
            }
            cookies.insert(name.clone(), secret);
        }
        Some(cookies)
    }

    /// The secret of a key, judged; `None` where it is refused.
    fn one(
        &mut self,
        key: &Key<Kept>,
        judge: impl Fn(&Secret) -> Result<(), BadValue>,
        environment: &Environment,
    ) -> Option<Option<Secret>> {
        let Some(kept) = &key.0 else { return Some(None) };
        let secret = self.secret((&kept.value, kept.span.clone()), environment)?;
        if let Err(refusal) = judge(&secret) {
            self.refuse(kept.span.clone(), refusal);
            return None;
        }
        Some(Some(secret))
    }

    /// What is shown goes over the web, and readable to nobody on the way; within the
    /// newsroom's own network, the operator knows better.
    fn goes_to_a_safe_place(
        &mut self,
        source: &SourceTable,
        access: &SourceAccess,
        kind: &SourceKind,
        around: &Around<'_>,
    ) {
        let Some(address) = kind.web_address() else {
            let cause = "a folder or a file is asked without any of this";
            let remedy = "remove `[source.access]`, or give the source an address on the web";
            return self.refuse(source.access.span(), BadValue::new(cause, remedy));
        };
        let is_own = around.is_allowed(address);
        if address.url().scheme() == "http" && access.shows_something() && !is_own {
            let cause = "what the source is shown could be read by everybody on the way: its \
                         address begins with `http:`";
            let remedy = format!(
                "write its address with `https:`; if the host is of your own network, add \
                 \"{}\" to fetch.allow_hosts",
                address.host()
            );
            self.refuse(source.access.span(), BadValue::new(cause, remedy));
        }
    }
}

fn user(text: &Text) -> Result<String, BadValue> {
    let user = text.0.trim();
    if user.contains(|c: char| c == ':' || c.is_control()) {
        let cause = "a name that a password belongs to has no colon in it";
        return Err(BadValue::new(cause, "write the name alone, and the password in `password`"));
    }
    Ok(user.to_owned())
}

fn printable(secret: &Secret) -> Result<(), BadValue> {
    match secret.as_str().contains(char::is_control) {
        true => Err(BadValue::new(
            "the value holds a control character",
            "write it on one line, and nothing else",
        )),
        false => Ok(()),
    }
}

fn header(secret: &Secret) -> Result<(), BadValue> {
    HeaderValue::from_str(secret.as_str()).map(drop).map_err(|_| {
        BadValue::new(
            "the value holds a character that a header cannot carry",
            "write it on one line, in ASCII letters, digits and signs only",
        )
    })
}

fn header_name(name: &str) -> Result<String, BadValue> {
    let name: HeaderName = name.trim().parse().map_err(|_| {
        let cause = format!("\"{name}\" is not the name of a header");
        BadValue::new(cause, "write it as in `X-Api-Key`")
    })?;
    let remedy = match name.as_str() {
        "authorization" => "write `user` and `password`, or `bearer`",
        "cookie" => "write `cookies = { name = { env = \"…\" } }`",
        own if OWN.contains(&own) => "remove it: pressroom writes it as each request needs it",
        _ => return Ok(name.as_str().to_owned()),
    };
    Err(BadValue::new(format!("the header `{name}` is not for here"), remedy))
}

/// RFC 6265 §4.1.1, with what servers take besides.
fn cookie(name: &str, value: &Secret) -> Result<(), BadValue> {
    let is_token = name.parse::<HeaderName>().is_ok();
    let is_value = HeaderValue::from_str(value.as_str()).is_ok() && !value.as_str().contains(';');
    match is_token && is_value {
        true => Ok(()),
        false => Err(BadValue::new(
            "this is not a cookie's name with its value",
            "write the name as the site does, and keep its value alone, without `;`",
        )),
    }
}
