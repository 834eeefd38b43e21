//! An address as people type it on the command line: `example.com` is one.

use crate::web_address::WebAddress;

/// The address that is meant: a whole one, or one that lacks `https://` alone.
pub(super) fn parse(typed: &str) -> Result<WebAddress, String> {
    let typed = typed.trim();
    let whole = WebAddress::parse(typed);
    if whole.is_ok() || typed.contains("://") {
        return whole.map_err(|error| format!("{error}: write it as in https://news.example/"));
    }
    let host = typed.split(['/', ':', '?']).next().unwrap_or_default();
    WebAddress::parse(&format!("https://{typed}"))
        .ok()
        .filter(|_| host.contains('.') || host == "localhost")
        .ok_or_else(|| format!("\"{typed}\" is no address: write it as in https://news.example/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_alone_is_an_address() {
        let meant = |typed: &str| parse(typed).map(|address| address.to_string());
        assert_eq!(meant("example.com"), Ok("https://example.com/".to_owned()));
        assert_eq!(
            meant(" example.com:8080/news?x=1 "),
            Ok("https://example.com:8080/news?x=1".to_owned())
        );
        assert_eq!(meant("http://example.com/"), Ok("http://example.com/".to_owned()));
        for typed in ["news", "", "ftp://example.com/", "two words"] {
            let refused = meant(typed).unwrap_err();
            assert!(refused.contains("https://news.example/"), "{refused}");
        }
    }
}
