//! The door: signing in and out, the first address, and whether the house answers.

use app::Error;
use app::access::SignIn;
use app::text;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use domain::kernel::{Fault, Form};

use super::origin::{Client, Here, no_session_cookie, onward, session_cookie};
use super::shown::{flash, go, title};
use crate::Web;
use crate::failure::{Answer, Failure, page as shown, page_with};
use crate::guard::{Asked, COOKIE, LARGE, Posted, Visitor, cookie};
use crate::look::frame::Frame;

#[derive(Template)]
#[template(path = "access/login.html")]
struct Page {
    frame: Frame,
    login: String,
    next: String,
    fault: String,
}

fn frame(headers: &HeaderMap) -> Frame {
    Frame { kicker: text::code("page_title", "staff").to_owned(), large: cookie(headers, LARGE) == Some("1"), ..Frame::new(title("login")) }
}

async fn signed_in(web: &Web, headers: &HeaderMap) -> Result<bool, Failure> {
    match cookie(headers, COOKIE) {
        Some(token) => Ok(app::access::person_of_session(&web.app, token).await?.is_some()),
        None => Ok(false),
    }
}

/// The first address: the desk for those who are signed in, the door for everybody else.
pub async fn home(State(web): State<Web>, headers: HeaderMap) -> Answer {
    let to = if signed_in(&web, &headers).await? { "/desk" } else { "/login" };
    Ok(Redirect::to(to).into_response())
}

/// Whether the house answers, with its store: for whoever watches over it.
pub async fn healthy(State(web): State<Web>) -> Answer {
    // The smallest question there is; nobody has this session.
    match app::access::person_of_session(&web.app, "").await {
        Ok(_) => Ok((StatusCode::OK, "ok\n").into_response()),
        Err(error) => {
            tracing::error!(error = ?error, "the store does not answer");
            Ok((StatusCode::SERVICE_UNAVAILABLE, "store\n").into_response())
        }
    }
}

/// The page to sign in.
pub async fn page(State(web): State<Web>, headers: HeaderMap, asked: Asked) -> Answer {
    let next = onward(asked.text("next")).to_owned();
    if signed_in(&web, &headers).await? {
        return Ok(Redirect::to(&next).into_response());
    }
    let frame = Frame { flash: flash(asked.text("done")), ..frame(&headers) };
    shown(&Page { frame, login: String::new(), next, fault: String::new() })
}

/// Signs in.
pub async fn submit(State(web): State<Web>, headers: HeaderMap, client: Client, Here(typed): Here) -> Answer {
    let next = onward(typed.text("next")).to_owned();
    let outcome = match SignIn::read(&typed.tree) {
        Ok(form) => app::access::login(&web.app, &form.login, &form.password, &client.address, &client.agent).await,
        Err(faults) => Err(Error::Faults(faults)),
    };
    let (status, fault) = match outcome {
        Ok(begun) => {
            // What was open in this browser before is over.
            if let Some(old) = cookie(&headers, COOKIE) {
                app::access::logout(&web.app, old).await?;
            }
            let to = if begun.must_change { "/account?must=1" } else { &next };
            return Ok(go(to, session_cookie(&web, &begun.token)));
        }
        Err(Error::Throttled(until)) => {
            (StatusCode::TOO_MANY_REQUESTS, text::phrase("page_access", "login_locked", &[("until", until.chinese())]))
        }
        Err(Error::Faults(faults)) => {
            let blank = faults.0.iter().any(|(_, fault)| *fault == Fault::Missing);
            let wrong = faults.0.first().map(|(_, fault)| fault.clone()).filter(|fault| matches!(fault, Fault::Wrong(_)));
            let said = if blank {
                text::code("page_access", "login_blank").to_owned()
            } else {
                text::fault(&wrong.unwrap_or(Fault::Wrong("login_wrong")))
            };
            (StatusCode::UNPROCESSABLE_ENTITY, said)
        }
        Err(other) => return Err(other.into()),
    };
    let login = typed.text("login").chars().take(80).collect();
    page_with(status, &Page { frame: frame(&headers), login, next, fault })
}

/// Signs out.
pub async fn logout(State(web): State<Web>, visitor: Visitor, Posted(_): Posted) -> Answer {
    app::access::logout(&web.app, &visitor.token).await?;
    Ok(go("/login?done=signed_out", no_session_cookie(&web)))
}
