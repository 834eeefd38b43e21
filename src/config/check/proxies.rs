//! The proxies that upstreams are asked through: the one that a key names, or those of the
//! environment.

use super::Checker;
use super::bad_value::BadValue;
use crate::config::environment::Environment;
use crate::config::file::{FetchTable, Text};
use crate::config::secret::Secret;
use crate::config::settings::Proxies;
use url::Url;

/// Set where a program answers a request by CGI: there any client can set `HTTP_PROXY`, by
/// a header field.
const OF_CGI: &str = "REQUEST_METHOD";

impl Checker<'_, '_> {
    /// `[fetch] proxy`, with what belongs to it.
    pub(super) fn proxies(
        &mut self,
        table: &FetchTable,
        environment: &Environment,
    ) -> Option<Proxies> {
        let except = self.read_each(&table.no_proxy, exception).join(",");
        let login = table.proxy_login.0.as_ref();
        let login = login.map(|kept| self.secret((&kept.value, kept.span.clone()), environment));
        let named = table.proxy.value().is_some_and(is_address);
        for span in [table.no_proxy.span(), table.proxy_login.span()] {
            if !span.is_empty() && !named {
                let cause = "there is no `proxy` with an address that this would be about";
                let remedy = "add `proxy = \"http://…\"`, or remove the line; with \
                              `environment`, `NO_PROXY` says it";
                self.refuse(span, BadValue::new(cause, remedy));
            }
        }
        let proxies = match &table.proxy.0 {
            Some(_) => self.read(&table.proxy, |text| proxies(text, environment))?,
            None => Proxies::default(),
        };
        let proxies = match login {
            Some(login) => with_login(&proxies, login?.as_str()),
            None => proxies,
        };
        Some(if named { Proxies { except, ..proxies } } else { proxies })
    }
}

fn is_address(text: &Text) -> bool {
    !matches!(text.0.trim(), "environment" | "none")
}

/// The proxies that a key means.
pub(super) fn proxies(text: &Text, environment: &Environment) -> Result<Proxies, BadValue> {
    match text.0.trim() {
        "none" => Ok(Proxies::default()),
        "environment" => of(environment),
        address => {
            let proxy = proxy(address).map_err(|(cause, remedy)| {
                BadValue::new(format!("this is not a proxy's address: {cause}"), remedy)
            })?;
            if !proxy.username().is_empty() || proxy.password().is_some() {
                let cause = "there is a name or a password in the proxy's address";
                let remedy = "write it without, and `proxy_login = { env = \"…\" }` in [fetch]";
                return Err(BadValue::new(cause, remedy));
            }
            let proxy = Some(Secret::new(proxy.as_str()));
            Ok(Proxies { http: proxy.clone(), https: proxy, except: String::new() })
        }
    }
}

/// Those that people know from curl: small letters win, and `HTTP_PROXY` is not believed
/// where a client may have set it.
fn of(environment: &Environment) -> Result<Proxies, BadValue> {
    let is_cgi = environment.named(OF_CGI).is_some();
    let is_believed = |name: &&str| !(is_cgi && *name == Environment::HTTP_PROXY);
    let plain = Environment::HTTP_PROXIES.into_iter().filter(is_believed);
    let except = environment.first(&Environment::NO_PROXY);
    Ok(Proxies {
        http: named_by(plain, environment)?,
        https: named_by(Environment::HTTPS_PROXIES.into_iter(), environment)?,
        except: except.map(|names| names.as_str().to_owned()).unwrap_or_default(),
    })
}

fn named_by(
    mut names: impl Iterator<Item = &'static str>,
    environment: &Environment,
) -> Result<Option<Secret>, BadValue> {
    let Some(name) = names.find(|name| environment.named(name).is_some()) else {
        return Ok(None);
    };
    let Some(written) = environment.named(name) else { return Ok(None) };
    let written = written.as_str().trim();
    // As with curl, a proxy without a scheme is one of HTTP.
    let whole = match written.contains("://") {
        true => written.to_owned(),
        false => format!("http://{written}"),
    };
    // Its value may hold a password: it is not repeated.
    proxy(&whole).map(|proxy| Some(Secret::new(proxy.as_str()))).map_err(|(cause, remedy)| {
        BadValue::new(
            format!("{name} in the environment is not a proxy's address: {cause}"),
            remedy,
        )
    })
}

fn proxy(address: &str) -> Result<Url, (&'static str, &'static str)> {
    let remedy = "write it as in `http://proxy.internal:3128`";
    let url = Url::parse(address).map_err(|_| ("it cannot be read", remedy))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(("only proxies of HTTP are spoken to", remedy));
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err(("there is something after its host", remedy));
    }
    Ok(url)
}

fn with_login(proxies: &Proxies, login: &str) -> Proxies {
    let (user, password) = login.split_once(':').unwrap_or((login, ""));
    let signed = |proxy: &Option<Secret>| {
        let mut url = Url::parse(proxy.as_ref()?.as_str()).ok()?;
        // An address with a host can have both.
        let _ = url.set_username(user);
        let _ = url.set_password(Some(password));
        Some(Secret::new(url.as_str()))
    };
    Proxies {
        http: signed(&proxies.http),
        https: signed(&proxies.https),
        except: proxies.except.clone(),
    }
}

/// A host or a network, in a list that is kept as one text.
fn exception(text: &Text) -> Result<String, BadValue> {
    let name = text.0.trim();
    if name.contains(|c: char| c == ',' || c.is_whitespace()) || name.contains("://") {
        let cause = format!("\"{name}\" is not a host or a network");
        let remedy = "write one name or network in each entry: `wire.internal`, `10.0.0.0/8`";
        return Err(BadValue::new(cause, remedy));
    }
    Ok(name.to_owned())
}
