//! The own account: password, open sessions, large type.

use app::access::ChangePassword;
use app::text;
use askama::Template;
use axum::extract::{Path, State};
use domain::kernel::Form;
use serde_json::Value;

use super::origin::{large_cookie, no_session_cookie, onward};
use super::shown::{Again, Offered, draw, frame, go, password as secret, title};
use crate::Web;
use crate::failure::{Answer, page_with};
use crate::guard::{Asked, Posted, Visitor};
use crate::look::frame::Frame;
use crate::look::view::FormView;

struct Session {
    key: String,
    began: String,
    seen: String,
    browser: String,
    address: String,
    this: bool,
}

#[derive(Template)]
#[template(path = "access/own.html")]
struct Page {
    frame: Frame,
    login: String,
    name: String,
    grants: Vec<(String, String)>,
    must: bool,
    form: FormView,
    note: String,
    sessions: Vec<Session>,
    large: bool,
}

/// What a browser says about itself, in three words.
fn browser(agent: &str) -> String {
    const NAMES: [(&str, &str); 5] =
        [("Edg/", "Edge"), ("QQBrowser/", "QQBrowser"), ("Chrome/", "Chrome"), ("Firefox/", "Firefox"), ("Version/", "Safari")];
    const SYSTEMS: [(&str, &str); 6] =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")];
    let named = |(mark, name): &(&str, &str)| {
        let version = agent.split_once(mark)?.1.split(|c: char| !c.is_ascii_digit()).next()?;
        Some(format!("{name} {version}"))
    };
    let system = SYSTEMS.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| (*name).to_owned());
    match NAMES.iter().find_map(named) {
        Some(name) => std::iter::once(name).chain(system).collect::<Vec<_>>().join(", "),
        None => agent.chars().take(40).collect(),
    }
}

async fn shown(visitor: &Visitor, done: &str, again: Again) -> Answer {
    let session = &visitor.session;
    let year = visitor.cx.now.day().year();
    let sessions = app::access::sessions_of(&visitor.cx).await?.into_iter().map(|line| Session {
        this: line.key == session.key,
        began: text::moment(line.created_at, year),
        seen: text::moment(line.seen_at, year),
        browser: browser(&line.user_agent),
        address: line.address,
        key: line.key,
    });
    let mut form = draw::<ChangePassword>("account.password", &Value::Null, &again.faults, &Offered::default());
    for (name, autocomplete) in [("current", "current-password"), ("new", "new-password"), ("repeat", "new-password")] {
        form = form.with(name, |field| secret(field, autocomplete));
    }
    let heading = if session.must_change { title("must_change") } else { title("own") };
    let page = Page {
        frame: frame(visitor, heading, done),
        login: session.login.clone(),
        name: session.name.clone(),
        grants: session.grants.iter().map(|grant| (text::code("role", grant.role.code()).to_owned(), grant.office_name.clone())).collect(),
        must: session.must_change,
        form,
        note: again.note,
        sessions: sessions.collect(),
        large: visitor.large,
    };
    page_with(again.status, &page)
}

/// The own account.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    shown(&visitor, asked.text("done"), Again::edit()).await
}

/// Changes the own password; every other session ends.
pub async fn password(visitor: Visitor, Posted(typed): Posted) -> Answer {
    let again = match ChangePassword::read(&typed.tree) {
        Ok(form) => match app::access::change_password(&visitor.cx, form, &visitor.session.key).await {
            Ok(()) => return Ok(go("/account?done=password_changed", None)),
            Err(error) => Again::after(error)?,
        },
        Err(faults) => Again::faults(faults),
    };
    shown(&visitor, "", again).await
}

/// Ends one of the own sessions; one's own is signing out.
pub async fn end_session(State(web): State<Web>, visitor: Visitor, Path(session): Path<String>, Posted(_): Posted) -> Answer {
    app::access::revoke_session(&visitor.cx, &session).await?;
    if session == visitor.session.key {
        return Ok(go("/login?done=signed_out", no_session_cookie(&web)));
    }
    Ok(go("/account?done=session_ended", None))
}

/// Large type on or off, for this browser; the page it was asked from opens again.
pub async fn large(State(web): State<Web>, visitor: Visitor, Posted(typed): Posted) -> Answer {
    let large = match typed.text("large") {
        "1" => true,
        "0" => false,
        _ => !visitor.large,
    };
    let back = if typed.tree.get("next").is_some() { onward(typed.text("next")) } else { "/account" };
    Ok(go(back, large_cookie(&web, large)))
}

#[cfg(test)]
mod tests {
    use super::browser;

    #[test]
    fn a_browser_is_told_in_three_words() {
        let edge =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0";
        assert_eq!(browser(edge), "Edge 131, Windows");
        assert_eq!(browser("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"), "Firefox 128, Linux");
        assert_eq!(browser("curl/8"), "curl/8");
    }
}
