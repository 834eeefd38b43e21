//! What an upstream is shown, and which way it is asked:
//! - name and password, a token, header fields and cookies, each from the environment or a
//!   file, to the source's own origin alone: no redirect to another one sees them, nor one to
//!   plain http;
//! - nobody else sees them either: no log, no `status`, no `try`, no feed, no file of the store;
//! - what is missing, or would go over the web in plain, is refused with its place;
//! - a proxy, named or of the environment, for http and (by CONNECT) for https, with its own
//!   name and password; `NO_PROXY` and `none` go without, and the guard judges what is asked
//!   for before any proxy hears of it;
//! - an upstream that speaks HTTP/2 alone is asked in it;
//! - a host that does not prove who it is is told as what it is.

use crate::loopback;
use crate::program::{Newsroom, PATIENCE};
use crate::tls_site::{Authority, LONG, serve_as_itself};
use pressroom::clock::Clock;
use pressroom::config::secret::Secret;
use pressroom::config::settings::{Fetch, Proxies};
use pressroom::fetch::{Client, Conditions, FetchError};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Output;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

const FEED: &str = "<rss version=\"2.0\"><channel><title>Wire</title><link>https://wire.example/</link>\
    <description>d</description><item><title>Ferry runs again</title>\
    <link>https://wire.example/ferry</link><guid>https://wire.example/ferry</guid>\
    <pubDate>Thu, 26 Nov 2026 08:00:00 GMT</pubDate><description>At noon.</description></item>\
    </channel></rss>";

/// What nobody but the upstream may see, in all the forms that it goes by.
const SECRETS: [&str; 7] = [
    "pa55-of-the-wire",
    "ZGVzazpwYTU1LW9mLXRoZS13aXJl",
    "t0ken-of-the-wire",
    "k3y-of-the-wire",
    "c00kie-of-the-wire",
    "pr0xy-login",
    "c2NyaWJlOnByMHh5LWxvZ2lu",
];

fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

fn feed() -> String {
    answer("200 OK", "Content-Type: application/rss+xml\r\n", FEED)
}

/// A server without TLS that gives the same answer to all.
fn plain(
    answer: impl Fn(&str) -> String + Send + Sync + 'static,
) -> (SocketAddr, Receiver<String>) {
    loopback::serve(move |head, to| to.write_all(answer(head).as_bytes()))
}

fn newsroom(url: &str, access: &str, fetch: &str) -> Newsroom {
    Newsroom::new(&format!(
        "[fetch]\npace = \"0s\"\n{fetch}\n[[section]]\ntitle = \"World\"\n\
         [[source]]\nname = \"wire\"\nschedule = \"0 0 1 1 *\"\nsections = [\"world\"]\n\
         [source.feed]\nurl = \"{url}\"\n[source.access]\n{access}\n"
    ))
}

fn run(newsroom: &Newsroom, words: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = newsroom.command(words);
    let ours = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy"];
    for name in ours {
        command.env_remove(name);
    }
    command.envs(environment.iter().copied()).env("PRESSROOM_LOG", "trace").output().unwrap()
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

fn has_the_article(newsroom: &Newsroom) -> bool {
    newsroom.read("feeds/world.atom").contains("Ferry runs again")
}

/// The value of a header field in the next request that a server saw.
fn field(seen: &Receiver<String>, name: &str) -> Option<String> {
    let head = seen.recv_timeout(PATIENCE).unwrap();
    head.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}

const ALLOWED: &str = "allow_hosts = [\"127.0.0.1\", \"wire.example\"]";

#[test]
fn each_way_to_say_who_we_are_reaches_the_source() {
    let file = "{ file = \"secrets/wire\" }";
    for (access, secret, name, value) in [
        (
            "user = \"desk\"\npassword = { env = \"WIRE\" }".to_owned(),
            SECRETS[0],
            "authorization",
            "Basic ZGVzazpwYTU1LW9mLXRoZS13aXJl",
        ),
        (format!("bearer = {file}"), SECRETS[2], "authorization", "Bearer t0ken-of-the-wire"),
        (
            format!("headers = {{ X-Api-Key = {file}, Accept-Language = {{ text = \"ur\" }} }}"),
            SECRETS[3],
            "x-api-key",
            "k3y-of-the-wire",
        ),
        (
            "cookies = { session = { env = \"WIRE\" } }".to_owned(),
            SECRETS[4],
            "cookie",
            "session=c00kie-of-the-wire",
        ),
    ] {
        let (server, seen) = plain(|_| feed());
        let newsroom = newsroom(&format!("http://{server}/feed"), &access, ALLOWED);
        newsroom.write("secrets/wire", &format!("{secret}\n"));
        let output = run(&newsroom, &["run"], &[("WIRE", secret)]);
        assert_eq!(field(&seen, name).as_deref(), Some(value), "{}", said(&output));
        assert!(has_the_article(&newsroom));
    }
}

#[test]
fn no_redirect_to_another_origin_sees_it() {
    let (elsewhere, seen_elsewhere) = plain(|_| answer("401 Unauthorized", "", ""));
    let location = format!("Location: http://{elsewhere}/feed\r\n");
    let (server, seen) = plain(move |_| answer("302 Found", &location, ""));
    let access = "bearer = { env = \"TOKEN\" }\ncookies = { session = { env = \"COOKIE\" } }\n\
                  headers = { X-Api-Key = { env = \"KEY\" } }";
    let newsroom = newsroom(&format!("http://{server}/feed"), access, ALLOWED);
    let secrets = [("TOKEN", SECRETS[2]), ("COOKIE", SECRETS[4]), ("KEY", SECRETS[3])];
    let output = run(&newsroom, &["run"], &secrets);
    assert!(seen.recv_timeout(PATIENCE).unwrap().contains(SECRETS[2]));
    let head = seen_elsewhere.recv_timeout(PATIENCE).unwrap();
    assert!(SECRETS.iter().all(|secret| !head.contains(secret)), "{head}");
    assert!(said(&output).contains("shown to the source's own address alone"), "{}", said(&output));
}

#[test]
fn no_redirect_to_plain_http_sees_it() {
    let (in_plain, seen_in_plain) = plain(|_| feed());
    let authority = Authority::new();
    let location = format!("Location: http://{in_plain}/feed\r\n");
    let (server, seen) =
        authority.serve("127.0.0.1", LONG, move |_| answer("301 Moved", &location, ""));
    let access = "user = \"desk\"\npassword = { env = \"WIRE\" }";
    let newsroom = newsroom(&format!("https://{server}/feed"), access, ALLOWED);
    newsroom.write("ca.pem", &authority.pem);
    let roots = newsroom.path("ca.pem");
    let environment = [("WIRE", SECRETS[0]), ("SSL_CERT_FILE", roots.to_str().unwrap())];
    let output = run(&newsroom, &["run"], &environment);
    let value = field(&seen, "authorization");
    assert_eq!(value.as_deref(), Some("Basic ZGVzazpwYTU1LW9mLXRoZS13aXJl"), "{}", said(&output));
    assert_eq!(field(&seen_in_plain, "authorization"), None);
}

#[test]
fn nobody_else_sees_it() {
    let (server, _seen) = plain(|head| match head.starts_with("GET http://") {
        true => answer("403 Forbidden", "", "no"),
        false => feed(),
    });
    let access = "user = \"desk\"\npassword = { env = \"WIRE\" }\n\
                  headers = { X-Api-Key = { env = \"KEY\" } }\n\
                  cookies = { session = { env = \"COOKIE\" } }";
    let fetch =
        format!("{ALLOWED}\nproxy = \"http://{server}\"\nproxy_login = {{ env = \"LOGIN\" }}");
    let secrets = [
        ("WIRE", SECRETS[0]),
        ("KEY", SECRETS[3]),
        ("COOKIE", SECRETS[4]),
        ("LOGIN", "scribe:pr0xy-login"),
    ];
    let refused = newsroom(&format!("http://{server}/feed"), access, &fetch);
    let taken = newsroom(&format!("http://{server}/feed"), access, ALLOWED);
    for newsroom in [refused, taken] {
        let commands: [&[&str]; 6] = [
            &["check"],
            &["run"],
            &["status"],
            &["status", "--json"],
            &["try", "wire"],
            &["explain", "https://wire.example/ferry"],
        ];
        for words in commands {
            let told = said(&run(&newsroom, words, &secrets));
            let shown = SECRETS.iter().find(|secret| told.contains(**secret));
            assert_eq!(shown, None, "{words:?}: {told}");
        }
        let mut files = newsroom.published();
        let store = std::fs::read_dir(newsroom.path("")).unwrap();
        let store = store.filter_map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().to_str()?.to_owned();
            let bytes = std::fs::read(entry.path()).ok()?;
            (name != "config.toml").then_some((name, bytes, std::time::UNIX_EPOCH))
        });
        files.extend(store);
        assert!(files.iter().any(|(name, ..)| name.contains("sqlite")), "the store is among them");
        for (name, bytes, _) in files {
            let text = String::from_utf8_lossy(&bytes);
            assert!(SECRETS.iter().all(|secret| !text.contains(secret)), "{name}");
        }
    }
}

#[test]
fn what_is_missing_or_unsafe_is_refused_with_its_place() {
    let wire = "https://wire.example/feed";
    for (url, access, wanted) in [
        (wire, "bearer = { env = \"NOBODY_HAS_THIS\" }", "the environment has no NOBODY_HAS_THIS"),
        (wire, "bearer = { file = \"none\" }", "cannot be read"),
        (wire, "bearer = { text = \"t0ken-of-the-wire\" }", "in one way where the value is kept"),
        (wire, "bearer = { env = \"A\", file = \"b\" }", "in one way where the value is kept"),
        (wire, "password = { env = \"WIRE\" }", "no name that it belongs to"),
        (
            wire,
            "user = \"a\"\nbearer = { env = \"WIRE\" }",
            "a request says either a name or a token",
        ),
        (wire, "headers = { Authorization = { env = \"WIRE\" } }", "is not for here"),
        (wire, "headers = { Host = { text = \"x\" } }", "is not for here"),
        (wire, "proxy = \"socks5://proxy.example\"", "only proxies of HTTP are spoken to"),
        (wire, "proxy = \"http://a:pr0xy-login@proxy.example\"", "there is a name or a password"),
        ("http://wire.example/feed", "bearer = { env = \"WIRE\" }", "read by everybody on the way"),
    ] {
        let newsroom = newsroom(url, access, "");
        let output = run(&newsroom, &["check"], &[("WIRE", SECRETS[2])]);
        let told = said(&output);
        assert_eq!(output.status.code(), Some(2), "{access}: {told}");
        assert!(told.contains(wanted) && told.contains("config.toml:"), "{access}: {told}");
    }
    // Whoever only looks need not know the secrets.
    let newsroom = newsroom(wire, "bearer = { env = \"NOBODY_HAS_THIS\" }", "");
    let output = run(&newsroom, &["list"], &[]);
    assert!(!said(&output).contains("error"), "{}", said(&output));
}

/// A proxy that takes everybody to `target`, whatever was asked for; every head of a request
/// comes out of the receiver.
fn proxy(target: SocketAddr) -> (SocketAddr, Receiver<String>) {
    loopback::serve(move |head, client| {
        let mut server = TcpStream::connect(target)?;
        match head.starts_with("CONNECT ") {
            true => client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")?,
            false => server.write_all(head.as_bytes())?,
        }
        let (mut from_client, mut to_server) = (client.try_clone()?, server.try_clone()?);
        std::thread::spawn(move || std::io::copy(&mut from_client, &mut to_server));
        let mut to_client = client.try_clone()?;
        std::io::copy(&mut server, &mut to_client)?;
        client.shutdown(std::net::Shutdown::Both)
    })
}

#[test]
fn a_proxy_is_asked_for_both_schemes_with_its_own_login() {
    let authority = Authority::new();
    let (over_tls, seen_over_tls) = authority.serve("wire.example", LONG, |_| feed());
    let (in_plain, seen_in_plain) = plain(|_| feed());
    for (scheme, target, seen) in
        [("http", in_plain, &seen_in_plain), ("https", over_tls, &seen_over_tls)]
    {
        let (proxy, seen_by_proxy) = proxy(target);
        let fetch =
            format!("{ALLOWED}\nproxy = \"http://{proxy}\"\nproxy_login = {{ env = \"LOGIN\" }}");
        let newsroom = newsroom(&format!("{scheme}://wire.example/feed"), "", &fetch);
        newsroom.write("ca.pem", &authority.pem);
        let roots = newsroom.path("ca.pem");
        let environment =
            [("LOGIN", "scribe:pr0xy-login"), ("SSL_CERT_FILE", roots.to_str().unwrap())];
        let output = run(&newsroom, &["run"], &environment);
        let head = seen_by_proxy.recv_timeout(PATIENCE).unwrap();
        let asked = if scheme == "http" {
            "GET http://wire.example/feed "
        } else {
            "CONNECT wire.example:443 "
        };
        assert!(head.starts_with(asked), "{head}\n{}", said(&output));
        let head = head.to_lowercase();
        let login = format!("proxy-authorization: basic {}", SECRETS[6].to_lowercase());
        assert!(head.contains(&login), "{head}");
        assert!(has_the_article(&newsroom), "{}", said(&output));
        if scheme == "https" {
            assert_eq!(field(seen, "proxy-authorization"), None, "it is the proxy's alone");
        }
    }
}

#[test]
fn the_environment_says_which_proxy_and_who_goes_without() {
    let (server, seen) = plain(|_| feed());
    let (proxy, seen_by_proxy) = proxy(server);
    let http = format!("http://{proxy}");
    let by_environment = format!("{ALLOWED}\nproxy = \"environment\"");
    let through = |access: &str, fetch: &str, environment: &[(&str, &str)]| {
        let newsroom = newsroom(&format!("http://{server}/feed"), access, fetch);
        let output = run(&newsroom, &["run"], environment);
        assert!(has_the_article(&newsroom), "{}", said(&output));
        seen.recv_timeout(PATIENCE).unwrap();
        seen_by_proxy.try_recv().is_ok()
    };
    assert!(through("", &by_environment, &[("HTTP_PROXY", &http)]));
    assert!(through("", &by_environment, &[("ALL_PROXY", &http)]));
    assert!(!through("", &by_environment, &[("HTTPS_PROXY", &http)]), "it is for https");
    let without = [("HTTP_PROXY", &*http), ("NO_PROXY", "wire.internal, 127.0.0.1")];
    assert!(!through("", &by_environment, &without));
    assert!(!through("", &by_environment, &[("HTTP_PROXY", &http), ("NO_PROXY", "*")]));
    assert!(!through("", ALLOWED, &[("HTTP_PROXY", &http)]), "nobody said `environment`");
    assert!(!through("proxy = \"none\"", &by_environment, &[("HTTP_PROXY", &http)]));
    assert!(through(&format!("proxy = \"{http}\""), ALLOWED, &[]));
    let named = format!("{ALLOWED}\nproxy = \"{http}\"\nno_proxy = [\"127.0.0.0/8\"]");
    assert!(!through("", &named, &[]));
}

#[test]
fn a_proxy_that_refuses_is_told_as_that() {
    let (proxy, _seen) = plain(|_| answer("407 Proxy Authentication Required", "", ""));
    for scheme in ["http", "https"] {
        let fetch = format!("{ALLOWED}\nproxy = \"http://{proxy}\"");
        let newsroom = newsroom(&format!("{scheme}://wire.example/feed"), "", &fetch);
        let told = said(&run(&newsroom, &["run"], &[]));
        let wanted = format!("the proxy http://{proxy}/ does not let us through");
        assert!(told.contains(&wanted) && told.contains("proxy_login"), "{told}");
    }
}

/// Every name is at this address.
struct At(SocketAddr);

impl Resolve for At {
    fn resolve(&self, _: Name) -> Resolving {
        let found = self.0;
        Box::pin(async move { Ok(Box::new(std::iter::once(found)) as Addrs) })
    }
}

#[tokio::test]
async fn the_guard_judges_before_any_proxy_hears_of_it() {
    let (server, _seen) = plain(|_| feed());
    let (proxy, seen_by_proxy) = proxy(server);
    let through = Some(Secret::new(&format!("http://{proxy}")));
    let proxies = Proxies { http: through.clone(), https: through, except: String::new() };
    let fetch = Fetch { proxies, pace: std::time::Duration::ZERO, ..Fetch::default() };
    let asked = |names: Arc<dyn Resolve>, address: &'static str| {
        let client = Client::with_names(&fetch, Clock::system(), names).unwrap();
        let address = address.parse().unwrap();
        async move { client.get(&address, &Conditions::default()).await }
    };
    let inside: Arc<dyn Resolve> = Arc::new(At("10.0.0.7:0".parse().unwrap()));
    let outside: Arc<dyn Resolve> = Arc::new(At("1.1.1.1:0".parse().unwrap()));
    for address in ["http://169.254.169.254/latest", "http://[::1]/", "https://inside.example/"] {
        let ended = asked(inside.clone(), address).await;
        assert!(matches!(ended, Err(FetchError::NotPublic { .. })), "{address}: {ended:?}");
    }
    assert!(seen_by_proxy.try_recv().is_err(), "the proxy was asked for none of them");
    let ended = asked(outside, "http://outside.example/feed").await;
    assert!(ended.is_ok(), "{ended:?}");
    assert!(seen_by_proxy.recv_timeout(PATIENCE).unwrap().contains("http://outside.example/feed"));
}

/// A server that speaks at once, and never TLS.
fn without_tls() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for mut connection in listener.incoming().flatten() {
            let said = connection.write_all(b"220 mail.example ESMTP, and nothing of the web\r\n");
            // Until the client has had enough of it.
            drop(said.and_then(|()| std::io::copy(&mut connection, &mut std::io::sink())));
        }
    });
    address
}

#[test]
fn a_host_that_does_not_prove_who_it_is_is_told_as_what_it_is() {
    let (ours, strange) = (Authority::new(), Authority::new());
    let no_tls = without_tls();
    for (server, wanted) in [
        (ours.serve("127.0.0.1", (2020, 2021), |_| feed()).0, "its certificate has expired"),
        (ours.serve("127.0.0.1", (2140, 2141), |_| feed()).0, "is not valid yet"),
        (ours.serve("other.example", LONG, |_| feed()).0, "its certificate is for another host"),
        (strange.serve("127.0.0.1", LONG, |_| feed()).0, "nobody whom this machine believes"),
        (serve_as_itself("127.0.0.1", |_| feed()).0, "its certificate is self-signed"),
        (no_tls, "does not speak TLS"),
    ] {
        let newsroom = newsroom(&format!("https://{server}/feed"), "", ALLOWED);
        newsroom.write("ca.pem", &ours.pem);
        let roots = newsroom.path("ca.pem");
        let output = run(&newsroom, &["run"], &[("SSL_CERT_FILE", roots.to_str().unwrap())]);
        let told = said(&output);
        assert!(told.contains(wanted) && told.contains(&server.to_string()), "{wanted}: {told}");
    }
}

#[test]
fn an_upstream_that_speaks_http_2_alone_is_asked_in_it() {
    let authority = Authority::new();
    let (server, agreed) = authority.serve_in_frames("127.0.0.1", FEED);
    let newsroom = newsroom(&format!("https://{server}/feed"), "", ALLOWED);
    newsroom.write("ca.pem", &authority.pem);
    let roots = newsroom.path("ca.pem");
    let output = run(&newsroom, &["run"], &[("SSL_CERT_FILE", roots.to_str().unwrap())]);
    assert!(has_the_article(&newsroom), "{}", said(&output));
    assert_eq!(agreed.recv_timeout(PATIENCE).unwrap(), "h2");
}
