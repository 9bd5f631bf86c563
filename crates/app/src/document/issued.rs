//! Issued papers as pages show them, and their files.

use domain::access::{Action, Facts, rules::Deal};
use domain::agreement::Signer;
use domain::case::Case;
use domain::document::{IssuedPaper, PaperState, ServiceMeans};
use domain::kernel::Day;
use domain::kernel::id::{CaseId, PaperId, PartyId, ServiceId, SignatureId};
use store::case::log;
pub use store::document::paper::Issued;
use store::document::{file, paper, signature};

use super::check::address;
use super::sign::{HandView, hands};
use crate::access::secret::hex;
use crate::audit::{Deed, Note, note};
use crate::case::{CaseView, note_reading};
use crate::{Ctx, Error, Result};

/// An issued paper.
#[derive(Clone)]
pub struct IssuedView {
    /// The row.
    pub row: Issued,
    /// SHA-256 of the PDF, as hex digits.
    pub sha256: String,
    /// Who issued it.
    pub issuer: String,
    /// The address of its check page.
    pub check: String,
    /// The formats in which it is kept.
    pub formats: Vec<String>,
    /// How it was served.
    pub services: Vec<ServiceView>,
    /// Parties on whom it does not count as served yet.
    pub unserved: Vec<String>,
    /// Who signed, with what was kept of it.
    pub hands: Vec<HandView>,
    /// Who must still sign, the seal included.
    pub unsigned: Vec<String>,
    /// The versions before and after it: number of the version, which.
    pub versions: Vec<(i64, PaperId)>,
    /// The case as its page shows it.
    pub case: CaseView,
}

/// One service of the paper.
#[derive(Clone, Debug)]
pub struct ServiceView {
    /// Which.
    pub id: ServiceId,
    /// On whom.
    pub party: String,
    /// How.
    pub means: ServiceMeans,
    /// When it was handed over, sent, left, published.
    pub day: Day,
    /// From when it counts as served.
    pub served_on: Option<Day>,
}

/// An issued paper of a case in reach.
///
/// # Errors
/// [`Error::NotFound`] when it is not there or out of reach.
pub async fn issued(cx: &Ctx, case: CaseId, id: PaperId) -> Result<IssuedView> {
    let view = crate::case::show(cx, case).await?;
    let reader = cx.app.store.read();
    let row = paper::find(&reader, id).await?.filter(|row| row.case_id == case).ok_or(Error::NotFound)?;
    let known = view.case.paper(id).ok_or(Error::NotFound)?;
    let name = |party| view.parties.iter().find(|one| one.id == party).map(|one| one.name.clone()).unwrap_or_default();
    let services = known
        .services
        .iter()
        .map(|service| ServiceView {
            id: service.id,
            party: name(service.party),
            means: service.means,
            day: service.day,
            served_on: service.served_on,
        })
        .collect();
    let today = cx.now.day();
    let unserved = view.parties.iter().filter(|party| !known.is_served(party.id, today)).map(|party| party.name.clone()).collect();
    let same = view.case.papers.iter().filter(|other| other.kind == known.kind && other.number == known.number && other.id != id);
    let records = signature::of_paper(&reader, id).await?;
    let hands = hands(known, &records);
    let unsigned = waiting(&view, known);
    Ok(IssuedView {
        hands,
        unsigned,
        sha256: hex(&row.sha256),
        issuer: view.person(row.issuer).unwrap_or_default().to_owned(),
        check: address(cx.app.issuing.public(), &row.number, &row.code),
        formats: file::formats(&reader, id).await?,
        versions: same.map(|other| (other.version, other.id)).collect(),
        services,
        unserved,
        row,
        case: view,
    })
}

/// A file of an issued paper, byte for byte as it went out.
///
/// # Errors
/// [`Error::NotFound`] when it is not there, out of reach or destroyed.
pub async fn kept(cx: &Ctx, case: CaseId, id: PaperId, format: &str) -> Result<(Issued, Vec<u8>)> {
    let reader = cx.app.store.read();
    let events = log::load(&reader, case).await?;
    if events.is_empty() {
        return Err(Error::NotFound);
    }
    let state = Case::replay(case, &events);
    let actor = cx.may(Action::Deal(Deal::ReadCase), &Facts::from(&state))?;
    let row = paper::find(&reader, id).await?.filter(|row| row.case_id == case).ok_or(Error::NotFound)?;
    let found = file::get(&reader, id, format).await?.ok_or(Error::NotFound)?;
    if row.clear {
        // Numbers stand on it in clear: only for those who may see them, and never without a trace.
        let actor = cx.may(Action::Deal(Deal::Reveal), &Facts::from(&state))?;
        let entry = Note::by(cx, &actor, Deed::PaperPrinted).on("case", case).with("paper", row.kind.as_str());
        cx.app.store.write::<_, Error, _>(move |tx| Box::pin(async move { note(tx, entry).await })).await?;
    } else {
        note_reading(cx, &state, &actor, Deed::PaperPrinted).await?;
    }
    Ok((row, found.bytes))
}

/// What was filled in when an issued paper was made: where its correction starts.
///
/// # Errors
/// [`Error::NotFound`] when it is not there or out of reach.
pub async fn answers(cx: &Ctx, case: CaseId, paper: PaperId) -> Result<serde_json::Value> {
    let view = issued(cx, case, paper).await?;
    serde_json::from_str(&view.row.answers).map_err(|_| Error::Corrupt(format!("issued_paper {paper} answers")))
}

/// The picture of a signature under a paper in reach (SVG).
///
/// # Errors
/// [`Error::NotFound`] when it is not there or out of reach.
pub async fn picture(cx: &Ctx, case: CaseId, paper: PaperId, signature: SignatureId) -> Result<String> {
    let view = issued(cx, case, paper).await?;
    signature::picture(&cx.app.store.read(), view.row.id, signature).await?.ok_or(Error::NotFound)
}

/// Who must still sign, by name.
fn waiting(view: &CaseView, paper: &IssuedPaper) -> Vec<String> {
    let party = |id: PartyId| view.parties.iter().find(|one| one.id == id).map(|one| one.name.clone());
    let name = |(signer, id): (Signer, Option<PartyId>)| {
        id.and_then(party).unwrap_or_else(|| crate::text::code("signer", signer.code()).to_owned())
    };
    if paper.is_complete(&view.case) { Vec::new() } else { paper.missing_hands(&view.case).into_iter().map(name).collect() }
}

/// A short name of an issued paper: 《调解协议书》柳江劳人调协〔2026〕12号.
pub fn called(kind: &str, number: &str, version: i64, state: PaperState) -> String {
    let params = [
        ("kind", crate::text::code("paper", kind).to_owned()),
        ("number", number.to_owned()),
        ("version", if version > 1 { version.to_string() } else { String::new() }),
        ("state", if state == PaperState::Valid { String::new() } else { crate::text::code("paper_state", state.code()).to_owned() }),
    ];
    crate::text::phrase("format", "paper_called", &params)
}
