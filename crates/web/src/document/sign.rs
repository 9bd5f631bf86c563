//! Signing beside the officer: the paper's hash, who signs, and a place to write by hand. Without script the sheet is printed, signed and scanned.

use app::Error;
use app::document::issued::{self, IssuedView};
use app::document::{remote, sign};
use app::text;
use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use domain::agreement::Signer;
use domain::case::Act;
use domain::kernel::id::{CaseId, PaperId, PartyId, SignatureId};
use domain::kernel::{Fault, Prose};

use crate::failure::{Answer, Failure, page_with};
use crate::guard::{Asked, Posted, Visitor};
use crate::look::frame::Frame;

struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "document/sign.html")]
struct Page {
    frame: Frame,
    case: String,
    href: String,
    sides: String,
    version: i64,
    title: String,
    number: String,
    sha256: String,
    hands: Vec<Choice>,
    parties: Vec<Choice>,
    late: bool,
    late_reason: String,
    link: Option<String>,
    trouble: Option<String>,
}

fn ids(case: &str, paper: &str) -> Result<(CaseId, PaperId), Failure> {
    Ok((case.parse::<CaseId>()?, paper.parse::<PaperId>()?))
}

/// Shows the place to sign.
pub async fn form(visitor: Visitor, Path((case, paper)): Path<(String, String)>, asked: Asked) -> Answer {
    let (case, paper) = ids(&case, &paper)?;
    let view = issued::issued(&visitor.cx, case, paper).await?;
    draw(&visitor, view, StatusCode::OK, asked.text("hand"), "", None, None)
}

/// Keeps what was drawn and records the signature.
pub async fn submit(visitor: Visitor, Path((case, paper)): Path<(String, String)>, headers: HeaderMap, Posted(sent): Posted) -> Answer {
    let (case, paper) = ids(&case, &paper)?;
    let Some((signer, party)) = hand(sent.text("hand")) else {
        let view = issued::issued(&visitor.cx, case, paper).await?;
        let trouble = text::fault(&Fault::Missing);
        return draw(&visitor, view, StatusCode::UNPROCESSABLE_ENTITY, "", sent.text("late_reason"), Some(trouble), None);
    };
    let late_reason = Prose::<500>::new(sent.text("late_reason")).ok();
    let device = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let one = sign::Hand {
        paper,
        signer,
        party,
        strokes: sent.text("strokes").to_owned(),
        shown: sent.text("shown").to_owned(),
        device,
        late_reason,
    };
    let version = sent.text("_version").parse::<i64>().ok();
    let (status, trouble) = match sign::sign(&visitor.cx, case, version, one).await {
        Ok(_) => return Ok(Redirect::to(&format!("/cases/{case}/issued/{paper}?done={}", Act::SignPaper)).into_response()),
        Err(Error::Faults(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, told(&faults)),
        Err(Error::Stale) => (StatusCode::CONFLICT, text::error("stale", &[]).text),
        Err(error @ Error::Refused(_)) => (StatusCode::UNPROCESSABLE_ENTITY, Failure::App(error).trouble().text),
        Err(other) => return Err(other.into()),
    };
    let view = issued::issued(&visitor.cx, case, paper).await?;
    draw(&visitor, view, status, sent.text("hand"), sent.text("late_reason"), Some(trouble), None)
}

/// Sends a party the link to sign at a distance.
pub async fn invite(visitor: Visitor, Path((case, paper)): Path<(String, String)>, Posted(sent): Posted) -> Answer {
    let (case, paper) = ids(&case, &paper)?;
    let party = sent.text("party").parse::<PartyId>()?;
    let outcome = remote::invite(&visitor.cx, case, paper, party).await;
    let view = issued::issued(&visitor.cx, case, paper).await?;
    match outcome {
        Ok(link) => draw(&visitor, view, StatusCode::OK, "", "", None, Some(link)),
        Err(Error::Faults(faults)) => draw(&visitor, view, StatusCode::UNPROCESSABLE_ENTITY, "", "", Some(told(&faults)), None),
        Err(other) => Err(other.into()),
    }
}

/// The picture of a signature.
pub async fn picture(visitor: Visitor, Path((case, paper, signature)): Path<(String, String, String)>) -> Answer {
    let (case, paper) = ids(&case, &paper)?;
    let svg = issued::picture(&visitor.cx, case, paper, signature.parse::<SignatureId>()?).await?;
    // A drawing from elsewhere would be a place for scripts; this one was made here, and no script may run in it all the same.
    let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CONTENT_SECURITY_POLICY, "default-src 'none'")];
    Ok((headers, svg).into_response())
}

/// The words of the first fault.
pub(super) fn told(faults: &domain::kernel::Faults) -> String {
    faults.0.first().map_or_else(|| text::fault(&Fault::Missing), |(_, fault)| text::fault(fault))
}

/// `party_…`, `mediator` or `organisation`.
fn hand(value: &str) -> Option<(Signer, Option<PartyId>)> {
    match value.parse::<Signer>() {
        Ok(signer) if signer != Signer::Party => Some((signer, None)),
        _ => Some((Signer::Party, Some(value.parse::<PartyId>().ok()?))),
    }
}

fn draw(
    visitor: &Visitor,
    view: IssuedView,
    status: StatusCode,
    chosen: &str,
    late_reason: &str,
    trouble: Option<String>,
    link: Option<String>,
) -> Answer {
    let case = &view.case.case;
    let paper = case.paper(view.row.id).ok_or(Error::NotFound)?;
    let name = |party: PartyId| view.case.parties.iter().find(|one| one.id == party).map(|one| one.name.clone()).unwrap_or_default();
    let choice = |(signer, party): (Signer, Option<PartyId>)| {
        let value = party.map_or_else(|| signer.to_string(), |party| party.to_string());
        let label = party.map_or_else(|| text::code("signer", signer.code()).to_owned(), name);
        Choice { chosen: value == chosen, value, label }
    };
    let missing = paper.missing_hands(case);
    let parties: Vec<Choice> = missing.iter().copied().filter(|(_, party)| party.is_some()).map(choice).collect();
    let mut hands: Vec<Choice> = missing.into_iter().map(choice).collect();
    if let Some(first) = hands.first_mut().filter(|_| chosen.is_empty()) {
        first.chosen = true;
    }
    let id = view.row.case_id;
    page_with(
        status,
        &Page {
            frame: Frame { kicker: view.row.number.clone(), ..visitor.frame(text::code("page_sign", "title")) },
            href: format!("/cases/{id}/issued/{}", view.row.id),
            sides: view.case.title(),
            version: case.version,
            title: view.row.title.clone(),
            number: view.row.number.clone(),
            sha256: view.sha256.clone(),
            late: case.is_late(visitor.cx.now.day()),
            late_reason: late_reason.to_owned(),
            case: id.to_string(),
            hands,
            parties,
            link,
            trouble,
        },
    )
}
