//! Where a request comes from: the client's address, and whether an open form was sent from a page of ours.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};

use crate::Web;
use crate::failure::Failure;
use crate::guard::{COOKIE, LARGE, Posted};
use crate::look::decode::Typed;

/// Who is at the other end of the line.
pub struct Client {
    /// The network address; empty when it is not known.
    pub address: String,
    /// What the browser says about itself.
    pub agent: String,
}

impl FromRequestParts<Web> for Client {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failure> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        let told = if web.trust_proxy { forwarded(&parts.headers) } else { None };
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Ok(Self { address: told.or(peer).map(|ip| ip.to_canonical().to_string()).unwrap_or_default(), agent: agent.to_owned() })
    }
}

/// The address that the proxy in front saw: the last one, since those before it were told by the client itself.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let line = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    line.rsplit(',').next()?.trim().parse().ok()
}

/// A form posted by somebody who is not signed in: decoded, and not sent by a page of somebody else's.
pub struct Here(pub Typed);

impl FromRequest<Web> for Here {
    type Rejection = Failure;
    async fn from_request(request: Request, web: &Web) -> Result<Self, Failure> {
        if !is_ours(request.headers(), web.trust_proxy) {
            return Err(Failure::Forged);
        }
        Posted::from_request(request, web).await.map(|Posted(typed)| Self(typed))
    }
}

/// Whether a POST comes from our own site. Browsers say so in `Sec-Fetch-Site`, or at least in `Origin`; what says neither is no
/// browser, and nobody can be tricked with it.
fn is_ours(headers: &HeaderMap, trust_proxy: bool) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text("origin") else { return true };
    let told = if trust_proxy { text("x-forwarded-host") } else { None };
    let host = told.or_else(|| text("host")).unwrap_or_default();
    let named = origin.split_once("://").map_or("", |(_, named)| named);
    !host.is_empty() && named.eq_ignore_ascii_case(host)
}

/// The cookie of a session; it goes when the browser is closed.
pub(super) fn session_cookie(web: &Web, token: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax{}", secure(web))).ok()
}

/// Takes the session's cookie away.
pub(super) fn no_session_cookie(web: &Web) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", secure(web))).ok()
}

/// The cookie that remembers large type for a year, or takes it back.
pub(super) fn large_cookie(web: &Web, large: bool) -> Option<HeaderValue> {
    let (value, age) = if large { ("1", 31_536_000) } else { ("0", 0) };
    HeaderValue::from_str(&format!("{LARGE}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{}", secure(web))).ok()
}

fn secure(web: &Web) -> &'static str {
    if web.behind_tls { "; Secure" } else { "" }
}

/// An address of our own to go on to; anything else is the desk.
pub(super) fn onward(next: &str) -> &str {
    let local = next.starts_with('/') && !next.starts_with("//") && next.len() <= 2000;
    let plain = !next.contains('\\') && next.bytes().all(|b| b.is_ascii_graphic());
    let path = next.split(['?', '#']).next().unwrap_or_default();
    if local && plain && !matches!(path, "/" | "/login" | "/logout" | "/setup") { next } else { "/desk" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (axum::http::HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())).collect()
    }

    #[test]
    fn only_our_own_addresses_are_gone_on_to() {
        for next in ["/cases?stage=mediating", "/cases/case_1", "/account"] {
            assert_eq!(onward(next), next);
        }
        for next in
            ["", "//evil.example", "https://evil.example", "/\\evil.example", "/a\nb", "/ a", "/login?next=/login", "javascript:1", "/"]
        {
            assert_eq!(onward(next), "/desk", "{next}");
        }
    }

    #[test]
    fn a_page_of_somebody_else_cannot_sign_anybody_in() {
        let ours = |pairs: &[(&'static str, &str)]| is_ours(&headers(pairs), false);
        assert!(ours(&[("sec-fetch-site", "same-origin")]));
        assert!(!ours(&[("sec-fetch-site", "cross-site"), ("origin", "http://a"), ("host", "a")]));
        assert!(ours(&[("origin", "http://hetiao.local:8080"), ("host", "hetiao.local:8080")]));
        assert!(!ours(&[("origin", "http://evil.example"), ("host", "hetiao.local")]));
        assert!(!ours(&[("origin", "null"), ("host", "hetiao.local")]));
        assert!(ours(&[("host", "hetiao.local")]));
        let proxied = headers(&[("origin", "https://hetiao.local"), ("host", "127.0.0.1:8080"), ("x-forwarded-host", "hetiao.local")]);
        assert!(is_ours(&proxied, true) && !is_ours(&proxied, false));
    }

    #[test]
    fn the_proxy_is_believed_not_the_client() {
        let told = headers(&[("x-forwarded-for", "10.9.9.9, 203.0.113.7")]);
        assert_eq!(forwarded(&told), "203.0.113.7".parse().ok());
        assert_eq!(forwarded(&headers(&[("x-forwarded-for", "nonsense")])), None);
    }
}
