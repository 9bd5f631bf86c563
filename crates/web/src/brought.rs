//! A form with a file: what is brought in, with the same promises as [`crate::guard::Posted`].
//!
//! Texts are bounded together like an ordinary form, the file by the limit of the whole body ([`crate::server`]).

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;

use crate::failure::Failure;
use crate::guard::Visitor;
use crate::look::decode::{self, Typed};
use crate::server::FORM_LIMIT;

/// A file that was chosen.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Its name on the sender's machine.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A posted form with a file: decoded, and proven to come from a page of ours.
pub struct Brought {
    /// Its texts.
    pub typed: Typed,
    /// The file, unless none was chosen or it is empty.
    pub file: Option<Chosen>,
}

impl<S: Send + Sync> FromRequest<S> for Brought {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let csrf = request.extensions().get::<Visitor>().map(|visitor| visitor.session.csrf.clone());
        let parts = Multipart::from_request(request, state).await.map_err(|_| Failure::Unreadable)?;
        read(parts, csrf.as_deref()).await
    }
}

/// Reads all parts. The token of a session comes first: nothing is read from somebody else's form.
async fn read(mut parts: Multipart, csrf: Option<&str>) -> Result<Brought, Failure> {
    let (mut pairs, mut room, mut file) = (Vec::new(), FORM_LIMIT, None);
    let mut ours = csrf.is_none();
    while let Some(part) = parts.next_field().await.map_err(|error| broken(&error))? {
        let name = part.name().unwrap_or_default().to_owned();
        if let Some(chosen) = part.file_name().map(str::to_owned) {
            if !ours {
                return Err(Failure::Forged);
            }
            let bytes = part.bytes().await.map_err(|error| broken(&error))?;
            file = Some(Chosen { name: chosen, bytes: bytes.into() }).filter(|chosen| !chosen.bytes.is_empty());
            continue;
        }
        let text = text(part, &mut room).await?;
        ours = ours || (name == "_csrf" && csrf == Some(text.as_str()));
        pairs.push((name, text));
    }
    if !ours {
        return Err(Failure::Forged);
    }
    let typed = decode::typed(&pairs).map_err(|_| Failure::Unreadable)?;
    Ok(Brought { typed, file })
}

/// A text, as far as there is room for it.
async fn text(mut part: Field<'_>, room: &mut usize) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|error| broken(&error))? {
        *room = room.checked_sub(chunk.len()).ok_or(Failure::TooLarge)?;
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| Failure::Unreadable)
}

fn broken(error: &MultipartError) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Failure::TooLarge } else { Failure::Unreadable }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::header;

    use super::*;

    fn part(head: &str, text: &str) -> String {
        format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{text}\r\n")
    }

    async fn brought(parts: &[String], csrf: Option<&str>) -> Result<Brought, Failure> {
        let body = format!("{}--x--\r\n", parts.concat());
        let request = Request::builder().header(header::CONTENT_TYPE, "multipart/form-data; boundary=x").body(Body::from(body)).unwrap();
        read(Multipart::from_request(request, &()).await.unwrap(), csrf).await
    }

    #[tokio::test]
    async fn a_file_and_its_texts_come_in_together() {
        let parts = [part("name=\"_csrf\"", "t"), part("name=\"kind\"", "证据"), part("name=\"upload\"; filename=\"a.png\"", "PNG")];
        let found = brought(&parts, Some("t")).await.unwrap();
        assert_eq!(found.typed.text("kind"), "证据");
        assert_eq!(found.file, Some(Chosen { name: "a.png".to_owned(), bytes: b"PNG".to_vec() }));
    }

    #[tokio::test]
    async fn a_form_without_a_chosen_file_has_none() {
        let parts = [part("name=\"_csrf\"", "t"), part("name=\"upload\"; filename=\"\"", "")];
        assert_eq!(brought(&parts, Some("t")).await.unwrap().file, None);
    }

    #[tokio::test]
    async fn a_file_before_the_token_or_without_it_is_not_read() {
        let (token, file) = (part("name=\"_csrf\"", "t"), part("name=\"upload\"; filename=\"a\"", "x"));
        for parts in [vec![file.clone(), token.clone()], vec![file.clone()], vec![], vec![part("name=\"_csrf\"", "u"), file.clone()]] {
            assert!(matches!(brought(&parts, Some("t")).await, Err(Failure::Forged)), "{parts:?}");
        }
        assert!(brought(&[file], None).await.unwrap().file.is_some(), "a page for everybody has no token");
    }

    #[tokio::test]
    async fn texts_are_bounded_together() {
        let half = "a".repeat(FORM_LIMIT / 2 + 1);
        let parts = [part("name=\"a\"", &half), part("name=\"b\"", &half)];
        assert!(matches!(brought(&parts, None).await, Err(Failure::TooLarge)));
        assert!(brought(&parts[..1], None).await.is_ok());
    }
}
