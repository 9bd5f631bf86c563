//! Reading a request of the JSON API: headers and body, each mistake told by its own code. Nothing that is sent can do more harm than that.

use app::idempotency::Key;
use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::problem::Problem;
use crate::Web;
use crate::guard::{Asked, Caller};

/// Largest body in bytes, except where a file travels.
pub const LIMIT: usize = 1024 * 1024;
/// Deepest nesting of a body.
pub const DEEPEST: usize = 16;

/// What a machine posted.
pub struct Sent {
    /// The object.
    pub value: Value,
    /// The key under which it takes effect once.
    pub key: Option<Key>,
    /// The version of the case that it was decided on.
    pub expected: Option<i64>,
}

impl FromRequest<Web> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Problem> {
        let headers = request.headers().clone();
        let line = format!("{} {}", request.method(), request.uri());
        let carries_file = request.uri().path().ends_with("/case.attach");
        is_json(&headers)?;
        let key = only(&headers, &HeaderName::from_static("idempotency-key"), "bad_key")?;
        let condition = only(&headers, &header::IF_MATCH, "bad_if_match")?;
        let expected = condition.map(version).transpose()?.flatten();
        let bytes = Bytes::from_request(request, web).await.map_err(|rejection| {
            let code = if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE { "too_large" } else { "unreadable" };
            Problem::new(code, &[])
        })?;
        if bytes.len() > LIMIT && !carries_file {
            return Err(Problem::new("too_large", &[]));
        }
        let value = object(&bytes)?;
        let asked = format!("{line}\n{}\n{value}", condition.unwrap_or_default());
        let unusable = || Problem::new("bad_key", &[]);
        let key = key.map(|text| Key::new(text, asked.as_bytes()).ok_or_else(unusable)).transpose()?;
        Ok(Self { value, key, expected })
    }
}

/// Questions that are only answered: an object, or a list of them.
pub struct Questions(pub Value);

impl FromRequest<Web> for Questions {
    type Rejection = Problem;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Problem> {
        is_json(request.headers())?;
        let bytes = Bytes::from_request(request, web).await.map_err(|rejection| {
            let code = if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE { "too_large" } else { "unreadable" };
            Problem::new(code, &[])
        })?;
        if bytes.len() > LIMIT {
            return Err(Problem::new("too_large", &[]));
        }
        let value = read(&bytes)?;
        if value.is_object() || value.is_array() { Ok(Self(value)) } else { Err(Problem::new("not_an_object", &[])) }
    }
}

/// The value of a header that may stand once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName, code: &'static str) -> Result<Option<&'a str>, Problem> {
    let mut values = headers.get_all(name).iter();
    let wrong = || Problem::new(code, &[]);
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(|text| Some(text.trim())).map_err(|_| wrong()),
        (Some(_), Some(_)) => Err(wrong()),
    }
}

/// The body is said to be plain JSON in UTF-8.
fn is_json(headers: &HeaderMap) -> Result<(), Problem> {
    let wrong = || Problem::new("media_type", &[]);
    let said = only(headers, &header::CONTENT_TYPE, "media_type")?.ok_or_else(wrong)?.to_ascii_lowercase();
    let mut parts = said.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default();
    let known = kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"));
    let charset = parts.find_map(|part| part.strip_prefix("charset=")).map(|name| name.trim_matches('"'));
    let plain = only(headers, &header::CONTENT_ENCODING, "media_type")?.is_none_or(|coding| coding == "identity");
    if known && plain && charset.is_none_or(|name| matches!(name, "utf-8" | "utf8")) { Ok(()) } else { Err(wrong()) }
}

/// `"12"`, `W/"12"` or `12`; `*` is no condition.
fn version(text: &str) -> Result<Option<i64>, Problem> {
    if text == "*" {
        return Ok(None);
    }
    let bare = text.strip_prefix("W/").unwrap_or(text);
    let bare = bare.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(bare);
    let digits = (1..=18).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit());
    let read = if digits { bare.parse().ok() } else { None };
    read.map(Some).ok_or_else(|| Problem::new("bad_if_match", &[]))
}

/// The object in a body.
fn object(bytes: &[u8]) -> Result<Value, Problem> {
    let value = read(bytes)?;
    if value.is_object() { Ok(value) } else { Err(Problem::new("not_an_object", &[])) }
}

/// Any JSON in a body.
fn read(bytes: &[u8]) -> Result<Value, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|_| Problem::new("not_utf8", &[]))?;
    if depth(text) > DEEPEST {
        return Err(Problem::new("too_deep", &[("max", DEEPEST.to_string())]));
    }
    serde_json::from_str(text).map_err(|error| {
        let place = [("line", error.line().to_string()), ("column", error.column().to_string())];
        Problem::new("not_json", &place)
    })
}

/// How deep the brackets of a text are nested, outside its strings.
fn depth(text: &str) -> usize {
    let (mut now, mut deepest) = (0_usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                now += 1;
                deepest = deepest.max(now);
            }
            b'}' | b']' if !in_string => now = now.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// The parts of the address.
pub struct Place<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Web> for Place<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        let read: Result<Path<T>, PathRejection> = Path::from_request_parts(parts, web).await;
        read.map(|Path(place)| Self(place)).map_err(|_| Problem::new("not_found", &[]))
    }
}

/// The query of the address as a tree of texts.
pub struct Query(pub Value);

impl FromRequestParts<Web> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        let read = Asked::from_request_parts(parts, web).await;
        read.map(|Asked(tree)| Self(tree)).map_err(|_| Problem::new("bad_query", &[]))
    }
}

/// Who asks.
pub struct Token(pub app::Ctx);

impl FromRequestParts<Web> for Token {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        Ok(Self(Caller::from_request_parts(parts, web).await?.0))
    }
}

#[cfg(test)]
mod tests {
    use super::{depth, object, version};

    #[test]
    fn brackets_in_strings_are_text() {
        assert_eq!(depth(r#"{"a":[1,{"b":"[[[[\"[["}]}"#), 3);
        assert_eq!(depth(""), 0);
        assert!(object("[".repeat(100_000).as_bytes()).is_err());
    }

    #[test]
    fn a_version_is_a_number_in_quotes() {
        for (text, read) in [("\"12\"", Some(12)), ("W/\"3\"", Some(3)), ("7", Some(7)), ("*", None)] {
            assert_eq!(version(text).unwrap(), read, "{text}");
        }
        for wrong in ["", "\"\"", "\"-1\"", "abc", "\"1\", \"2\"", "99999999999999999999"] {
            assert!(version(wrong).is_err(), "{wrong}");
        }
    }
}
