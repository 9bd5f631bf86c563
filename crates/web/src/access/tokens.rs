//! Tokens of the JSON API: made with a secret that is shown once, taken back with a button.

use app::access::{NewToken, TokenLine, create_token, list_tokens, revoke_token};
use app::text;
use askama::Template;
use axum::extract::Path;
use domain::kernel::Form;
use serde_json::{Value, json};

use super::accounts::offered;
use super::shown::{Again, draw, frame, go, title, without_system};
use crate::failure::{Answer, page_with};
use crate::guard::{Asked, Posted, Visitor};
use crate::look::frame::{Frame, Tone};
use crate::look::part::Chip;
use crate::look::view::FormView;

struct Row {
    id: String,
    name: String,
    role: String,
    office: String,
    by: String,
    created: String,
    expires: String,
    seen: String,
    state: Chip,
    live: bool,
}

#[derive(Template)]
#[template(path = "access/tokens.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    form: FormView,
    note: String,
    /// The secret of the token just made.
    secret: Option<String>,
}

fn row(line: TokenLine, year: i32) -> Row {
    let (tone, icon, code) = match (line.live, line.revoked_at) {
        (true, _) => (Tone::Ok, "ok", "token_live"),
        (false, Some(_)) => (Tone::Plain, "close", "token_revoked"),
        (false, None) => (Tone::Plain, "clock", "token_over"),
    };
    Row {
        id: line.id.to_string(),
        name: line.name,
        role: text::code("role", line.role.code()).to_owned(),
        office: line.office_name,
        by: line.account_name,
        created: text::day(line.created_at.day(), year),
        expires: text::day(line.expires_at.day(), year),
        seen: line.seen_at.map(|at| text::moment(at, year)).unwrap_or_default(),
        state: Chip { tone, icon, text: text::code("page_access", code).to_owned() },
        live: line.live,
    }
}

async fn shown(visitor: &Visitor, done: &str, typed: &Value, secret: Option<String>, again: Again) -> Answer {
    let year = visitor.cx.now.day().year();
    let rows = list_tokens(&visitor.cx).await?.into_iter().map(|line| row(line, year)).collect();
    let form = draw::<NewToken>("token.new", typed, &again.faults, &offered(visitor).await?).with("role", without_system);
    page_with(again.status, &Page { frame: frame(visitor, title("tokens"), done), rows, form, note: again.note, secret })
}

fn fresh() -> Value {
    json!({ "days": "180" })
}

/// The tokens within reach.
pub async fn list(visitor: Visitor, asked: Asked) -> Answer {
    shown(&visitor, asked.text("done"), &fresh(), None, Again::edit()).await
}

/// Makes a token and shows its secret.
pub async fn create(visitor: Visitor, Posted(typed): Posted) -> Answer {
    let again = match NewToken::read(&typed.tree) {
        Ok(form) => match create_token(&visitor.cx, form).await {
            Ok(made) => return shown(&visitor, "token_created", &fresh(), Some(made.secret), Again::edit()).await,
            Err(error) => Again::after(error)?,
        },
        Err(faults) => Again::faults(faults),
    };
    shown(&visitor, "", &typed.tree, None, again).await
}

/// Takes a token back.
pub async fn revoke(visitor: Visitor, Path(token): Path<String>, Posted(_): Posted) -> Answer {
    revoke_token(&visitor.cx, token.parse()?).await?;
    Ok(go("/tokens?done=token_revoked", None))
}
