//! How the agreement of a case can be made to hold: each way with its body, its package, what is ready in it and what is missing.

use domain::access::{Action, Facts, rules::Deal};
use domain::case::note::FileKind;
use domain::case::{Act, Case, Event};
use domain::kernel::id::{CaseId, FileId, PartyId};
use domain::way::{Way, WayFacts, WayKind, ways as of_case};
use store::Query;
use store::case::file::FileRow;

use super::CaseView;
use crate::document::{PaperKind, available};
use crate::organisation::{Body, bodies_of_kind};
use crate::text::{code, phrase};
use crate::{Ctx, Result};

/// A piece of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub found: Found,
}

/// Where a piece of a package is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The house makes this paper from the case.
    Paper(PaperKind),
    /// It was uploaded: which file, and its name.
    File(FileId, String),
    /// It is missing: the act by which it is added.
    Missing(Act),
    /// The house does not make it for this case, so it is brought by hand.
    Absent,
}

impl Found {
    /// It is there.
    pub const fn is_ready(&self) -> bool {
        matches!(self, Self::Paper(_) | Self::File(..))
    }
}

/// A way with its body and its package.
#[derive(Clone, Debug)]
pub struct WayView {
    /// The way.
    pub way: Way,
    /// The body that decides, by the directory.
    pub body: Option<Body>,
    /// What belongs into the package.
    pub package: Vec<Piece>,
    /// What the body said with each answer of the track, in a few words.
    pub notes: Vec<String>,
}

impl WayView {
    /// How many pieces are there, of how many.
    pub fn ready(&self) -> (usize, usize) {
        (self.package.iter().filter(|piece| piece.found.is_ready()).count(), self.package.len())
    }
}

/// What the ways of this case depend on.
pub(crate) async fn facts(cx: &Ctx, q: &impl Query, case: &Case) -> Result<WayFacts> {
    let handler = match case.handler() {
        Some(office) => store::organisation::facts(q, &[office]).await?.first().map(|found| found.kind),
        None => None,
    };
    Ok(WayFacts { heads: cx.app.lists.heads(case.claims.iter().map(|claim| claim.kind.as_str())), handler })
}

/// The ways of the agreement in force; none without one.
///
/// # Errors
/// Of the database.
pub async fn ways(cx: &Ctx, view: &CaseView) -> Result<Vec<WayView>> {
    let reader = cx.app.store.read();
    let facts = facts(cx, &reader, &view.case).await?;
    let mut found = Vec::new();
    for way in of_case(&view.case, &facts, cx.now.day()) {
        let body = bodies_of_kind(cx, way.kind.body(), &view.case.division).await?.into_iter().next();
        let package = package(view, &way);
        let mut notes = Vec::new();
        for answer in way.track.iter().flat_map(|track| &track.answers) {
            let note = match answer.note {
                Some(note) => store::case::log::text(&reader, note).await?,
                None => None,
            };
            notes.push(note.unwrap_or_default());
        }
        found.push(WayView { way, body, package, notes });
    }
    Ok(found)
}

/// The ways of a case with the case as its page shows it.
///
/// # Errors
/// [`crate::Error::NotFound`] when the case is not there or out of reach.
pub async fn of(cx: &Ctx, id: CaseId) -> Result<(CaseView, Vec<WayView>)> {
    let view = super::show(cx, id).await?;
    cx.may(Action::Deal(Deal::ReadCase), &Facts::from(&view.case))?;
    let ways = ways(cx, &view).await?;
    Ok((view, ways))
}

/// The paper by which a way is asked for; arbitration and enforcement have forms of their own body.
pub const fn application(kind: WayKind) -> Option<PaperKind> {
    match kind {
        WayKind::Review => Some(PaperKind::ReviewApplication),
        WayKind::Confirmation => Some(PaperKind::ConfirmationApplication),
        WayKind::PaymentOrder => Some(PaperKind::PaymentOrderApplication),
        WayKind::Arbitration | WayKind::Enforcement => None,
    }
}

/// What belongs into the package: the application, the agreement, the proof of the organisation's mediation, who the applicants are, and what
/// proves that it is due (令33号 art. 74; 人民调解协议司法确认规定 art. 3; 民诉法解释 art. 427).
fn package(view: &CaseView, way: &Way) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if let Some(paper) = application(way.kind) {
        pieces.push(paper_piece(view, paper));
    }
    pieces.push(signed_agreement(view));
    pieces.push(paper_piece(view, PaperKind::Minutes));
    let applicants = view.parties.iter().filter(|party| way.kind.is_joint() || owed(view, way, party.id));
    pieces.extend(applicants.map(|party| identity(view, party)));
    if way.kind.needs_default() {
        pieces.push(paper_piece(view, PaperKind::PerformanceNotice));
        pieces.push(uploaded(view, FileKind::PaymentProof, code("package", "due"), None));
    }
    pieces
}

fn owed(view: &CaseView, way: &Way, party: PartyId) -> bool {
    let obligations = view.case.agreement.iter().flat_map(|agreement| &agreement.obligations);
    obligations.filter(|one| way.obligations.contains(&one.id)).any(|one| one.payee == party)
}

/// A paper of the house, when it can be made for this case.
fn paper_piece(view: &CaseView, paper: PaperKind) -> Piece {
    let found = if available(view).contains(&paper) { Found::Paper(paper) } else { Found::Absent };
    Piece { name: paper.name().to_owned(), found }
}

/// The signed agreement when it was scanned, otherwise the one that the house prints.
fn signed_agreement(view: &CaseView) -> Piece {
    let scanned = uploaded(view, FileKind::SignedAgreement, code("package", "agreement"), None);
    if scanned.found.is_ready() { scanned } else { Piece { found: Found::Paper(PaperKind::Agreement), ..scanned } }
}

fn identity(view: &CaseView, party: &super::PartyView) -> Piece {
    let name = phrase("package", "identity", &[("name", party.name.clone())]);
    uploaded(view, FileKind::Identity, &name, Some(&party.name))
}

/// A file of this kind; where several people need one, the one whose title names the person.
fn uploaded(view: &CaseView, kind: FileKind, name: &str, named: Option<&str>) -> Piece {
    let of_kind = |file: &&FileRow| view.timeline.iter().any(|told| attached_as(&told.recorded.event, file.id) == Some(kind));
    let fits = |file: &&FileRow| named.is_none_or(|who| file.name.contains(who));
    let found = view.files.iter().filter(of_kind).find(fits);
    let found = found.map_or(Found::Missing(Act::Attach), |file| Found::File(file.id, file.name.clone()));
    Piece { name: name.to_owned(), found }
}

fn attached_as(event: &Event, file: FileId) -> Option<FileKind> {
    match event {
        Event::Attached(attached) if attached.file == file => Some(attached.kind),
        _ => None,
    }
}
