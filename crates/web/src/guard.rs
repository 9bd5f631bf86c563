//! The guard in front of every route: who asks, may they ask at all, and is a posted form really theirs.

use app::access::SessionView;
use app::{Ctx, Error};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, rules};

use crate::Web;
use crate::failure::Failure;
use crate::look::decode::{self, Typed};
use crate::route;

/// Who may ask for a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Everybody.
    Open,
    /// Somebody signed in who may do this somewhere; how far is decided with the thing itself.
    Needs(Action),
    /// A bearer token that may do this somewhere.
    Token(Action),
}

/// The name of the session cookie.
pub const COOKIE: &str = "hetiao_session";
/// The name of the cookie that remembers large type.
pub const LARGE: &str = "hetiao_large";

/// Somebody signed in.
#[derive(Clone)]
pub struct Visitor {
    /// The request in the house.
    pub cx: Ctx,
    /// Name, offices, form token.
    pub session: SessionView,
    /// The session's token.
    pub token: String,
    /// The address asked for.
    pub path: String,
    /// Where this page can be opened again; empty when the address takes forms only.
    pub here: String,
    /// Wants large type.
    pub large: bool,
}

/// A cookie of the request.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// Lets a request through to its route, or answers for it.
pub async fn check(State((web, guard)): State<(Web, Guard)>, mut request: Request, next: Next) -> Response {
    let asker = Asker::of(&request);
    let outcome = match guard {
        Guard::Open => Ok(()),
        Guard::Needs(action) => visitor(&web, asker, action).await.map(|visitor| {
            request.extensions_mut().insert(visitor);
        }),
        Guard::Token(action) => bearer(&web, asker, action).await.map(|cx| {
            request.extensions_mut().insert(cx);
        }),
    };
    match (outcome, guard) {
        (Ok(()), _) => next.run(request).await,
        (Err(Failure::App(Error::SignedOut)), Guard::Needs(_)) => to_login(&request),
        (Err(failure), Guard::Token(_)) => crate::api::problem::of(failure).into_response(),
        (Err(failure), _) => failure.into_response(),
    }
}

/// What a request says about who asks.
struct Asker {
    cookie: Option<String>,
    bearer: Option<String>,
    path: String,
    here: String,
    large: bool,
}

impl Asker {
    fn of(request: &Request) -> Self {
        let headers = request.headers();
        let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        Self {
            cookie: cookie(headers, COOKIE).map(str::to_owned),
            bearer: header.and_then(|value| value.strip_prefix("Bearer ")).map(|token| token.trim().to_owned()),
            path: request.uri().path().to_owned(),
            here: here(request),
            large: cookie(headers, LARGE) == Some("1"),
        }
    }
}

/// Where the page that answers can be opened again.
fn here(request: &Request) -> String {
    let uri = request.uri();
    if request.method() == Method::GET {
        return uri.path_and_query().map(|all| all.as_str().to_owned()).unwrap_or_default();
    }
    let matched = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let opens = route::TABLE.iter().any(|route| route.method == "get" && Some(route.path) == matched);
    if opens { uri.path().to_owned() } else { String::new() }
}

async fn visitor(web: &Web, asker: Asker, action: Action) -> Result<Visitor, Failure> {
    let Asker { cookie, path, here, large, .. } = asker;
    let token = cookie.ok_or(Error::SignedOut)?;
    let session = app::access::person_of_session(&web.app, &token).await?.ok_or(Error::SignedOut)?;
    // A first password must be changed before anything else.
    if session.must_change && !path.starts_with("/account") && path != "/logout" {
        return Err(Failure::Elsewhere("/account?must=1".to_owned()));
    }
    rules::anywhere(&session.person, action).ok_or(Error::NotFound)?;
    Ok(Visitor { cx: web.app.by(session.person.clone()), session, token, path, here, large })
}

async fn bearer(web: &Web, asker: Asker, action: Action) -> Result<Ctx, Failure> {
    let token = asker.bearer.ok_or(Error::SignedOut)?;
    let person = app::access::person_of_token(&web.app, &token).await?.ok_or(Error::SignedOut)?;
    rules::anywhere(&person, action).ok_or(Error::NotFound)?;
    Ok(web.app.by(person))
}

fn to_login(request: &Request) -> Response {
    let wanted = request.uri().path_and_query().map_or("/desk", |path| path.as_str());
    let back = if request.method() == Method::GET { wanted } else { "/desk" };
    Redirect::to(&format!("/login?next={}", percent(back))).into_response()
}

/// Percent-encodes a text for a query.
pub fn percent(text: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/');
    text.bytes().map(|byte| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or(Failure::App(Error::SignedOut))
    }
}

/// The caller of the JSON API.
pub struct Caller(pub Ctx);

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Ctx>().cloned().map(Self).ok_or(Failure::App(Error::SignedOut))
    }
}

/// A posted form: decoded, and proven to come from a page of ours.
pub struct Posted(pub Typed);

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let csrf = request.extensions().get::<Visitor>().map(|visitor| visitor.session.csrf.clone());
        let typed = read(request, state).await?;
        match csrf {
            Some(csrf) if typed.text("_csrf") != csrf => Err(Failure::Forged),
            _ => Ok(Self(typed)),
        }
    }
}

/// Reads an urlencoded body as text; broken UTF-8 is told, never guessed.
async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Typed, Failure> {
    let bytes = Bytes::from_request(request, state).await.map_err(|rejection| {
        if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE { Failure::TooLarge } else { Failure::Unreadable }
    })?;
    let pairs = pairs(&bytes).ok_or(Failure::Unreadable)?;
    decode::typed(&pairs).map_err(|_| Failure::Unreadable)
}

/// The pairs of an urlencoded body or query; nothing when it is not UTF-8.
pub fn pairs(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let word = |raw: &[u8]| -> Option<String> {
        let mut out = Vec::with_capacity(raw.len());
        let mut rest = raw.iter();
        while let Some(byte) = rest.next() {
            match byte {
                b'+' => out.push(b' '),
                b'%' => {
                    let hex = [*rest.next()?, *rest.next()?];
                    let text = std::str::from_utf8(&hex).ok()?;
                    out.push(u8::from_str_radix(text, 16).ok()?);
                }
                other => out.push(*other),
            }
        }
        String::from_utf8(out).ok()
    };
    let parts = bytes.split(|byte| *byte == b'&').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let mut sides = part.splitn(2, |byte| *byte == b'=');
            Some((word(sides.next()?)?, word(sides.next().unwrap_or_default())?))
        })
        .collect()
}

/// The query of a request as a tree of texts, as a form's body would be.
pub struct Asked(pub serde_json::Value);

impl Asked {
    /// A value of the query; empty when it is not there.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(serde_json::Value::as_str).map(str::trim).unwrap_or_default()
    }

    /// A value of the query, read; nothing when it is empty or can't be read.
    pub fn parsed<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).parse().ok()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let query = parts.uri.query().unwrap_or_default();
        let pairs = pairs(query.as_bytes()).ok_or(Failure::Unreadable)?;
        decode::tree(&pairs).map(Self).map_err(|_| Failure::Unreadable)
    }
}
