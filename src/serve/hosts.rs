//! For which names the server answers, and to whose pages.
//!
//! A page from anywhere may let a browser ask a server on the same machine: by a name of its own that leads to 127.0.0.1 all at once (DNS
//! rebinding), or by a form. The first is told by the header `Host`, the second by `Origin`.

use super::problem::{Problem, Reason};
use super::settings::Settings;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Uri};
use std::net::{IpAddr, SocketAddr};

/// Whom the server answers.
#[derive(Clone, Debug, Default)]
pub(super) struct Hosts {
    /// Names besides those of loopback; `None` where any will do.
    names: Option<Vec<String>>,
    origins: Vec<String>,
}

impl Hosts {
    /// The rules of a server that listens on `address`.
    pub(super) fn new(settings: &Settings, address: SocketAddr) -> Self {
        let any = !address.ip().is_loopback() && settings.allow_hosts.is_empty();
        let names = || settings.allow_hosts.iter().map(|host| without_port(host).to_owned()).collect();
        Hosts { names: (!any).then(names), origins: settings.allow_origins.clone() }
    }

    /// Whether a request may be answered.
    ///
    /// # Errors
    /// [`Reason::Host`] and [`Reason::Origin`].
    pub(super) fn check(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), Problem> {
        // Only clients older than browsers send none.
        let named = headers.get(HOST).map(|host| String::from_utf8_lossy(host.as_bytes()));
        let host = uri.authority().map(|authority| authority.as_str()).or(named.as_deref());
        if let (Some(names), Some(host)) = (&self.names, host) {
            let name = without_port(host);
            if !is_loopback(name) && !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                let detail = "the server does not answer under this name (--allow-host names those besides localhost)";
                return Err(Problem::new(Reason::Host, detail));
            }
        }
        let Some(origin) = headers.get(ORIGIN) else { return Ok(()) };
        let origin = String::from_utf8_lossy(origin.as_bytes());
        let own = host.is_some_and(|host| origin.split_once("://").is_some_and(|(_, from)| from.eq_ignore_ascii_case(host)));
        if own || self.origins.iter().any(|known| known == "*" || *known == origin) {
            return Ok(());
        }
        Err(Problem::new(Reason::Origin, "pages of this origin are not answered (--allow-origin names those that are)"))
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        // The colons of an address stand in brackets.
        Some((name, port)) if !port.ends_with(']') => name,
        _ => host,
    }
}

fn is_loopback(name: &str) -> bool {
    let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    name.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, settings: &Settings, host: &str, origin: Option<&str>) -> Option<Reason> {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(ORIGIN, origin.parse().unwrap());
        }
        let hosts = Hosts::new(settings, address.parse().unwrap());
        hosts.check(&Uri::from_static("/"), &headers).err().map(|problem| problem.reason)
    }

    #[test]
    fn on_loopback_only_its_own_names_are_answered() {
        let plain = Settings::default();
        for host in ["localhost", "LOCALHOST:80", "127.0.0.1:8080", "127.9.9.9", "[::1]:80", "[::1]"] {
            assert_eq!(check("127.0.0.1:80", &plain, host, None), None, "{host}");
        }
        for host in ["evil.example", "localhost.evil.example:80", "10.0.0.1", "127.0.0.1.evil.example", "", "[::2]:80", "[::1"] {
            assert_eq!(check("[::1]:80", &plain, host, None), Some(Reason::Host), "{host}");
        }
        let named = Settings { allow_hosts: vec!["news.example".to_owned()], ..Settings::default() };
        assert_eq!(check("127.0.0.1:80", &named, "news.example:443", None), None);
        assert_eq!(check("0.0.0.0:80", &named, "other.example", None), Some(Reason::Host));
        assert_eq!(check("0.0.0.0:80", &plain, "other.example", None), None);
    }

    #[test]
    fn pages_of_other_origins_are_refused_unless_allowed() {
        let plain = Settings::default();
        assert_eq!(check("127.0.0.1:80", &plain, "localhost:80", Some("http://localhost:80")), None);
        for origin in ["http://localhost:81", "https://evil.example", "null"] {
            assert_eq!(check("127.0.0.1:80", &plain, "localhost:80", Some(origin)), Some(Reason::Origin));
        }
        let allowed = Settings { allow_origins: vec!["https://news.example".to_owned()], ..Settings::default() };
        assert_eq!(check("127.0.0.1:80", &allowed, "localhost", Some("https://news.example")), None);
        assert_eq!(check("127.0.0.1:80", &allowed, "localhost", Some("http://news.example")), Some(Reason::Origin));
        let all = Settings { allow_origins: vec!["*".to_owned()], ..Settings::default() };
        assert_eq!(check("127.0.0.1:80", &all, "localhost", Some("null")), None);
    }
}
