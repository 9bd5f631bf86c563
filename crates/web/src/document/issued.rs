//! The page of an issued paper: its number, hash and versions, how it was served; and its files as they went out.

use app::document::issued::{self, Issued, IssuedView, ServiceView};
use app::document::sign::{HandView, SIGNED};
use app::document::{Belongs, PaperKind};
use app::text;
use askama::Template;
use axum::extract::Path;
use domain::case::Act;
use domain::document::{IssuedPaper, PaperState};
use domain::kernel::id::{CaseId, PaperId};

use crate::failure::{Answer, Failure, page};
use crate::guard::{Asked, Visitor};
use crate::handed;
use crate::look::frame::{Frame, Tone};

struct Served {
    party: String,
    means: &'static str,
    day: String,
    on: Option<String>,
    arrive: Option<String>,
}

struct Signed {
    who: String,
    way: &'static str,
    at: String,
    record: Option<String>,
    picture: Option<String>,
}

struct Version {
    number: i64,
    href: String,
    state: &'static str,
}

#[derive(Template)]
#[template(path = "document/issued.html")]
struct Page {
    frame: Frame,
    case: String,
    href: String,
    sides: String,
    number: String,
    version: i64,
    tone: &'static str,
    icon: &'static str,
    standing: &'static str,
    organisation: String,
    issuer: String,
    at: String,
    sha256: String,
    template: String,
    code: String,
    check: String,
    clear: bool,
    docx: bool,
    hands: Vec<Signed>,
    unsigned: Vec<String>,
    copy: bool,
    versions: Vec<Version>,
    services: Vec<Served>,
    unserved: Vec<String>,
    acts: Vec<(String, &'static str, &'static str)>,
}

/// The tone and icon of a state.
pub(crate) const fn look(state: PaperState) -> (Tone, &'static str) {
    match state {
        PaperState::Valid => (Tone::Ok, "ok"),
        PaperState::Corrected => (Tone::Near, "today"),
        PaperState::Withdrawn => (Tone::Over, "close"),
    }
}

/// Shows an issued paper.
pub async fn show(visitor: Visitor, Path((case, paper)): Path<(String, String)>, asked: Asked) -> Answer {
    let view = issued::issued(&visitor.cx, case.parse::<CaseId>()?, paper.parse::<PaperId>()?).await?;
    page(&draw(&visitor, view, asked.text("done")))
}

fn draw(visitor: &Visitor, view: IssuedView, done: &str) -> Page {
    let row = &view.row;
    let case = row.case_id.to_string();
    let (tone, icon) = look(row.state);
    let can = |act: Act| view.case.can(act) && row.state == PaperState::Valid;
    let act = |act: Act, icon: &'static str| (format!("/cases/{case}/acts/{act}?paper={}", row.id), icon, text::code("act", act.code()));
    let mut acts = Vec::new();
    if can(Act::Serve) && !view.unserved.is_empty() {
        acts.push(act(Act::Serve, "check"));
    }
    let known = view.case.case.paper(row.id);
    if can(Act::SignPaper) && known.is_some_and(|paper| !paper.missing_hands(&view.case.case).is_empty()) {
        acts.push((format!("/cases/{case}/issued/{}/sign", row.id), "pen", text::code("page_sign", "title")));
        if view.hands.is_empty() {
            acts.push(act(Act::PlanSigning, "users"));
        }
    }
    if can(Act::Correct) && !known.is_some_and(IssuedPaper::is_sealed) {
        acts.push(correct(row).unwrap_or_else(|| act(Act::Correct, "stamp")));
    }
    if can(Act::Withdraw) && !known.is_some_and(IssuedPaper::is_sealed) {
        acts.push(act(Act::Withdraw, "undo"));
    }
    let arrives = view.case.can(Act::Arrive);
    let versions = view.versions.iter().map(|(number, id)| Version {
        number: *number,
        href: format!("/cases/{case}/issued/{id}"),
        state: view.case.case.paper(*id).map(|paper| text::code("paper_state", paper.state.code())).unwrap_or_default(),
    });
    Page {
        frame: Frame { kicker: row.number.clone(), ..visitor.frame_done(row.title.clone(), done) },
        href: format!("/cases/{case}/issued/{}", row.id),
        sides: view.case.title(),
        number: row.number.clone(),
        version: row.version,
        tone: tone.code(),
        icon,
        standing: text::code("paper_state", row.state.code()),
        organisation: row.organisation.clone(),
        issuer: view.issuer.clone(),
        at: row.issued_at.chinese(),
        sha256: view.sha256.clone(),
        template: row.template.clone(),
        code: row.code.clone(),
        check: view.check.clone(),
        clear: row.clear,
        docx: view.formats.iter().any(|format| format == "docx"),
        hands: view.hands.iter().map(|hand| signed_by(&view, hand)).collect(),
        unsigned: if view.hands.is_empty() || row.state != PaperState::Valid { Vec::new() } else { view.unsigned.clone() },
        copy: view.formats.iter().any(|format| format == SIGNED),
        versions: versions.collect(),
        services: view.services.iter().map(|service| served(service, &case, arrives)).collect(),
        unserved: if row.state == PaperState::Valid { view.unserved.clone() } else { Vec::new() },
        acts,
        case,
    }
}

/// A paper with a form of its own is corrected where it is filled in, beginning with what was filled in before.
fn correct(row: &Issued) -> Option<(String, &'static str, &'static str)> {
    let kind = row.kind.parse::<PaperKind>().ok().filter(|kind| !kind.specs().is_empty())?;
    let party = row.subject.as_ref().filter(|_| kind.entry().belongs == Belongs::Party);
    let party = party.map(|party| format!("&party={party}")).unwrap_or_default();
    let href = format!("/cases/{}/papers/{kind}?correct={}{party}", row.case_id, row.id);
    Some((href, "stamp", text::code("act", Act::Correct.code())))
}

fn served(service: &ServiceView, case: &str, arrives: bool) -> Served {
    let arrive = format!("/cases/{case}/acts/{}?service={}", Act::Arrive, service.id);
    Served {
        party: service.party.clone(),
        means: text::code("service_means", service.means.code()),
        day: service.day.chinese(),
        on: service.served_on.map(|day| day.chinese()),
        arrive: Some(arrive).filter(|_| arrives && service.served_on.is_none()),
    }
}

fn signed_by(view: &IssuedView, hand: &HandView) -> Signed {
    let party = hand.party.and_then(|id| view.case.parties.iter().find(|party| party.id == id));
    let day = view.case.case.paper(view.row.id).and_then(|paper| paper.signatures.iter().find(|one| one.id == hand.id));
    let href = format!("/cases/{}/issued/{}/hands/{}", view.row.case_id, view.row.id, hand.id);
    Signed {
        who: party.map_or_else(|| text::code("signer", hand.signer.code()).to_owned(), |party| party.name.clone()),
        way: text::code("sign_way", hand.way.code()),
        at: hand.at.map_or_else(|| day.map(|one| one.day.chinese()).unwrap_or_default(), |at| at.chinese()),
        record: hand.record.clone(),
        picture: Some(href).filter(|_| hand.drawn),
    }
}

/// The sealed whole: the paper with its sheet of signatures.
pub async fn signed(visitor: Visitor, Path((case, paper)): Path<(String, String)>) -> Answer {
    let (row, bytes) = issued::kept(&visitor.cx, case.parse::<CaseId>()?, paper.parse::<PaperId>()?, SIGNED).await?;
    Ok(handed::pdf(&handed::paper("signed", row.title, row.number), bytes))
}

/// The paper as it went out, shown by the browser, with a name under which it can be saved.
pub async fn pdf(visitor: Visitor, Path((case, paper)): Path<(String, String)>) -> Answer {
    let (name, bytes) = kept(&visitor, &case, &paper, "pdf").await?;
    Ok(handed::pdf(&name, bytes))
}

/// The Word document that was made with it.
pub async fn docx(visitor: Visitor, Path((case, paper)): Path<(String, String)>) -> Answer {
    let (name, bytes) = kept(&visitor, &case, &paper, "docx").await?;
    Ok(handed::docx(&name, bytes))
}

async fn kept(visitor: &Visitor, case: &str, paper: &str, format: &str) -> Result<(String, Vec<u8>), Failure> {
    let (row, bytes) = issued::kept(&visitor.cx, case.parse::<CaseId>()?, paper.parse::<PaperId>()?, format).await?;
    Ok((handed::paper("issued", row.title, row.number), bytes))
}
