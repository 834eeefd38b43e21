//! Which way an address is asked: directly, where it is public or let through, or through a
//! proxy. Whichever it is, the address itself is judged first, because a proxy connects
//! for us and knows nothing of the guard. It sends nothing.

use super::error::FetchError;
use super::resolver::{PublicOnly, System};
use super::roots::Roots;
use super::told::{causes, not_public, shown};
use crate::config::settings::{self, Proxies};
use crate::public_address::{Exempt, NotPublic, judge_literal};
use crate::web_address::WebAddress;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use reqwest::dns::Resolve;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The ways there are. Clones share their connections.
#[derive(Clone)]
pub(super) struct Ways {
    /// For the whole internet: connects to public addresses only.
    guarded: reqwest::Client,
    /// For the hosts that the configuration lets through.
    open: reqwest::Client,
    exempt: Exempt,
    names: Arc<dyn Resolve>,
    proxies: Arc<Matcher>,
    proxied: Arc<Proxied>,
}

/// A way to one address.
pub(super) struct Way {
    /// Who asks.
    pub(super) client: reqwest::Client,
    /// The proxy in between, as it may be shown.
    pub(super) proxy: Option<String>,
}

/// Those who ask through a proxy, each made when it is first needed.
struct Proxied {
    settings: settings::Fetch,
    roots: Roots,
    made: Mutex<BTreeMap<String, reqwest::Client>>,
}

impl std::fmt::Debug for Ways {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ways").field("exempt", &self.exempt).finish_non_exhaustive()
    }
}

impl Ways {
    /// The ways that `[fetch]` allows, with the resolver that names are looked up with;
    /// that of this machine when `None`.
    pub(super) fn new(
        settings: &settings::Fetch,
        names: Option<Arc<dyn Resolve>>,
    ) -> Result<Self, FetchError> {
        let names = names.unwrap_or_else(|| Arc::new(System));
        // An error means that the process has a provider already: that is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let roots = Roots::of_this_machine();
        let directly = |names: Arc<dyn Resolve>| {
            let builder = builder(settings, &roots).no_proxy();
            builder.dns_resolver(names).build().map_err(setup)
        };
        Ok(Self {
            guarded: directly(Arc::new(PublicOnly(Arc::clone(&names))))?,
            open: directly(Arc::clone(&names))?,
            exempt: Exempt::new(&settings.allow_hosts),
            names,
            proxies: Arc::new(matcher(&settings.proxies)),
            proxied: Arc::new(Proxied {
                settings: settings.clone(),
                roots,
                made: Mutex::default(),
            }),
        })
    }

    /// The same, through other proxies.
    pub(super) fn through(&self, proxies: &Proxies) -> Self {
        Self { proxies: Arc::new(matcher(proxies)), ..self.clone() }
    }

    /// The way to an address.
    ///
    /// # Errors
    /// When it may not be asked.
    pub(super) async fn to(&self, address: &WebAddress) -> Result<Way, FetchError> {
        let is_exempt = self.exempt.contains(address.url());
        if !is_exempt {
            judge_literal(address.url()).map_err(|reason| not_public(address, reason))?;
        }
        let uri = address.url().as_str().parse::<http::Uri>().ok();
        match uri.and_then(|uri| self.proxies.intercept(&uri)) {
            None if is_exempt => Ok(Way { client: self.open.clone(), proxy: None }),
            None => Ok(Way { client: self.guarded.clone(), proxy: None }),
            Some(proxy) => {
                if !is_exempt {
                    self.judge_name(address).await?;
                }
                let client = self.proxied.client(&proxy)?;
                Ok(Way { client, proxy: Some(proxy.uri().to_string()) })
            }
        }
    }

    /// Judges what a name means before a proxy is asked to connect to it.
    async fn judge_name(&self, address: &WebAddress) -> Result<(), FetchError> {
        let Some(url::Host::Domain(name)) = address.url().host() else { return Ok(()) };
        let Ok(name) = name.parse() else { return Ok(()) };
        let looked_up = PublicOnly(Arc::clone(&self.names)).resolve(name).await;
        looked_up.map(drop).map_err(|error| match error.downcast::<NotPublic>() {
            Ok(reason) => not_public(address, *reason),
            Err(error) => FetchError::Unjudged {
                address: shown(address),
                host: address.host().to_owned(),
                reason: error.to_string(),
            },
        })
    }
}

impl Proxied {
    fn client(&self, proxy: &Intercept) -> Result<reqwest::Client, FetchError> {
        let login = proxy.basic_auth();
        let key = format!("{} {:?}", proxy.uri(), login.map(|value| value.as_bytes()));
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = made.get(&key) {
            return Ok(client.clone());
        }
        let through = reqwest::Proxy::all(proxy.uri().to_string()).map_err(setup)?;
        let through = match login {
            Some(login) => through.custom_http_auth(login.clone()),
            None => through,
        };
        let client = builder(&self.settings, &self.roots).proxy(through).build().map_err(setup)?;
        made.insert(key, client.clone());
        Ok(client)
    }
}

fn matcher(proxies: &Proxies) -> Matcher {
    let written = |proxy: &Option<crate::config::secret::Secret>| {
        proxy.as_ref().map(|proxy| proxy.as_str().to_owned()).unwrap_or_default()
    };
    // As curl has it: nobody at all is asked through one.
    if proxies.except.split(',').any(|name| name.trim() == "*") {
        return Matcher::builder().build();
    }
    Matcher::builder()
        .http(written(&proxies.http))
        .https(written(&proxies.https))
        .no(proxies.except.clone())
        .build()
}

/// More fields than these in one head are refused: a page may name hundreds of files in `Link`.
const MOST_FIELDS: usize = 1_000;

fn builder(settings: &settings::Fetch, roots: &Roots) -> reqwest::ClientBuilder {
    roots
        .on(reqwest::Client::builder())
        .user_agent(&settings.user_agent)
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        // Old servers fold a long field over two lines, or put a space before its
        // colon: readable (RFC 9112 §5), and no reason to lose a feed.
        .http1_allow_obsolete_multiline_headers_in_responses(true)
        .http1_allow_spaces_after_header_name_in_responses(true)
        .http1_ignore_invalid_headers_in_responses(true)
        .http1_max_headers(MOST_FIELDS)
        .connect_timeout(settings.timeout)
        .pool_max_idle_per_host(settings.per_host)
}

fn setup(error: reqwest::Error) -> FetchError {
    FetchError::Setup(causes(&error.without_url()))
}
