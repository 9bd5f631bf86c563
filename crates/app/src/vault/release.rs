//! Letting an entry out: the mediator asks, the director decides without seeing it, the recipient reads it; each step is noted.

use domain::access::rules::Deal;
use domain::access::{Action, Facts};
use domain::case::{Case, Reason, Refusal};
use domain::kernel::id::{CaseId, OrganisationId, ReleaseId, VaultEntryId};
use domain::kernel::{Day, Fault, Form as _, Moment, Money};
use domain::vault::{AskRelease, DecideRelease, ReleaseDecision, ReleaseGround, ReleaseRequest, VaultKind, may_ask};
use store::Tx;
use store::case::log;
use store::vault::release::RequestRow;
use store::vault::{entry, key, release};

use super::{locked, seated, unsealed};
use crate::audit::{self, Deed, Note};
use crate::case::CaseView;
use crate::{Ctx, Error, Result};

/// A request as the mediator and the director see it: everything but what was said.
#[derive(Clone)]
pub struct RequestView {
    /// Which.
    pub id: ReleaseId,
    /// Of which case.
    pub case: CaseId,
    /// The number of the case.
    pub number: String,
    /// Whose case.
    pub title: String,
    /// Which entry.
    pub entry: VaultEntryId,
    /// What it is.
    pub kind: Option<VaultKind>,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: Moment,
    /// Who gets it.
    pub recipient: String,
    /// What for.
    pub purpose: String,
    /// Why it may.
    pub ground: ReleaseGround,
    /// By consent: who, when, how, and the proof.
    pub consents: Vec<(String, Day, &'static str, String)>,
    /// By duty: article, authority, document.
    pub duty: Vec<String>,
    /// What became of it.
    pub decision: Option<ReleaseDecision>,
    /// Why it was refused.
    pub reason: Option<String>,
    /// This person asked for it: somebody else must decide.
    pub own: bool,
}

/// A released entry, for the body it was released to.
#[derive(Clone)]
pub struct ReleasedView {
    /// The case.
    pub case: CaseView,
    /// Why it may leave.
    pub ground: ReleaseGround,
    /// Who gets it.
    pub recipient: String,
    /// The day of the release.
    pub day: Day,
    /// What it is.
    pub kind: VaultKind,
    /// Who said it; nothing when it was the mediator.
    pub speaker: Option<String>,
    /// The sum that was named.
    pub amount: Option<Money>,
    /// What was said.
    pub text: String,
    /// When it was written down.
    pub at: Moment,
}

impl RequestView {
    pub(super) async fn of(cx: &Ctx, view: &CaseView, row: RequestRow, kind: Option<VaultKind>) -> Result<Self> {
        let form = read(&row)?;
        let reader = cx.app.store.read();
        let organisations: Vec<OrganisationId> = form.recipient.into_iter().collect();
        let bodies = store::organisation::names(&reader, &organisations).await?;
        let recipient = form.recipient.and_then(|id| bodies.get(&id).cloned());
        let names = store::access::account::names(&reader, &[row.asked_by]).await?;
        let party = |id| view.names.parties.get(&id).cloned().unwrap_or_default();
        let file = |id| view.files.iter().find(|file| Some(file.id) == id).map(|file| file.name.clone());
        let proof =
            |row: &domain::vault::ConsentRow| file(row.file).or_else(|| row.note.as_ref().map(ToString::to_string)).unwrap_or_default();
        let consents = form.consents.iter();
        Ok(Self {
            id: row.id,
            case: row.case_id,
            number: view.case.number.clone(),
            title: view.title(),
            entry: row.entry,
            kind,
            asked_by: names.get(&row.asked_by).cloned().unwrap_or_default(),
            asked_at: row.asked_at,
            recipient: recipient.or_else(|| form.recipient_name.as_ref().map(ToString::to_string)).unwrap_or_default(),
            purpose: form.purpose.to_string(),
            ground: form.ground,
            consents: consents.map(|row| (party(row.party), row.day, crate::text::code("means", row.means.code()), proof(row))).collect(),
            duty: [form.article.as_deref(), form.authority.as_deref(), form.document.as_deref()]
                .into_iter()
                .flatten()
                .map(str::to_owned)
                .collect(),
            decision: row.decision,
            reason: row.reason,
            own: row.asked_by == cx.person.account,
        })
    }
}

fn read(row: &RequestRow) -> Result<AskRelease> {
    let value = serde_json::from_str(&row.form).unwrap_or_default();
    AskRelease::read(&value).map_err(|_| Error::Corrupt(format!("vault_release {} form", row.id)))
}

/// Bodies of the county to which an entry may go; others are written out.
pub async fn recipients(cx: &Ctx, view: &CaseView) -> Result<Vec<crate::case::Choice>> {
    crate::case::bodies_nearby(cx, view).await
}

/// Asks for an entry to be let out.
///
/// # Errors
/// [`Error::NotFound`] for everybody but the mediator; [`Error::Refused`] while the papers are not complete or a request is open.
pub async fn ask(cx: &Ctx, id: CaseId, entry: VaultEntryId, form: AskRelease) -> Result<ReleaseId> {
    let (cx, store) = (cx.clone(), cx.app.store.clone());
    store.write(move |tx| Box::pin(async move { ask_in(&cx, tx, id, entry, form).await })).await
}

async fn ask_in(cx: &Ctx, tx: &Tx, id: CaseId, entry: VaultEntryId, form: AskRelease) -> Result<ReleaseId> {
    tx.lock_row("case_row", id).await?;
    let (case, actor, seat) = seated(cx, tx, id).await?;
    let found = entry::find(tx, id, entry).await?.filter(|row| row.room.admits(seat)).ok_or(Error::NotFound)?;
    let waiting = release::of_case(tx, id).await?.iter().filter(|row| row.entry == found.id && row.decision.is_none()).count();
    may_ask(&case, &form, waiting, cx.now.day())?;
    if let Some(recipient) = form.recipient
        && !store::organisation::names(tx, &[recipient]).await?.contains_key(&recipient)
    {
        return Err(Error::at("recipient", Fault::UnknownChoice));
    }
    let row = RequestRow {
        id: ReleaseId(cx.app.dice.id()),
        case_id: id,
        entry,
        asked_by: cx.person.account,
        asked_at: cx.now,
        form: serde_json::to_string(&form).map_err(|_| Error::Corrupt("a request can't be written".to_owned()))?,
        decision: None,
        decided_by: None,
        decided_at: None,
        reason: None,
    };
    let request = row.id;
    release::ask(tx, row).await?;
    audit::note(tx, Note::by(cx, &actor, Deed::ReleaseAsked).on("case", id).with("release", request.to_string())).await?;
    Ok(request)
}

/// Requests that wait for this person's decision.
pub async fn waiting(cx: &Ctx) -> Result<Vec<RequestView>> {
    let action = Action::Deal(Deal::DecideRelease);
    cx.may_somewhere(action)?;
    let reader = cx.app.store.read();
    let mut views = Vec::new();
    for row in release::waiting(&reader, &cx.scope(action), 200).await? {
        let kind = entry::find(&reader, row.case_id, row.entry).await?.map(|entry| entry.kind);
        let view = crate::case::show(cx, row.case_id).await?;
        views.push(RequestView::of(cx, &view, row, kind).await?);
    }
    Ok(views)
}

/// Approves or refuses a request. What the entry says is not opened.
///
/// # Errors
/// [`Error::NotFound`] out of reach; [`Error::Stale`] when it was decided already; [`Error::Refused`] by a rule (four eyes).
pub async fn decide(cx: &Ctx, id: ReleaseId, form: DecideRelease) -> Result<CaseId> {
    let (cx, store) = (cx.clone(), cx.app.store.clone());
    store.write(move |tx| Box::pin(async move { decide_in(&cx, tx, id, form).await })).await
}

async fn decide_in(cx: &Ctx, tx: &Tx, id: ReleaseId, form: DecideRelease) -> Result<CaseId> {
    let row = release::find(tx, id).await?.ok_or(Error::NotFound)?;
    tx.lock_row("case_row", row.case_id).await?;
    let case = Case::replay(row.case_id, &log::load(tx, row.case_id).await?);
    let actor = cx.may(Action::Deal(Deal::DecideRelease), &Facts::from(&case))?;
    let reason = match form.decision {
        ReleaseDecision::Approved => {
            let entry = entry::find(tx, row.case_id, row.entry).await?.ok_or(Error::NotFound)?;
            let asked = read(&row)?;
            let request = ReleaseRequest { id, entry: entry.id, kind: entry.kind, room: entry.room, asked_by: row.asked_by, form: asked };
            let lookup = domain::case::Lookup::default();
            let outcome = domain::vault::release(&case, &request, &crate::case::decision(cx, &actor, &lookup))?;
            crate::case::write(cx, tx, case, &actor, outcome).await?;
            None
        }
        ReleaseDecision::Refused => Some(form.reason.ok_or_else(|| Error::at("reason", Fault::Missing))?.to_string()),
    };
    if !release::decide(tx, id, form.decision, cx.person.account, cx.now, reason).await? {
        return Err(Error::Stale);
    }
    let note = Note::by(cx, &actor, Deed::ReleaseDecided).on("case", row.case_id);
    audit::note(tx, note.with("release", id.to_string()).with("decision", form.decision.code())).await?;
    Ok(row.case_id)
}

/// Whether this person may open a release: who sits in the vault, and people of the body it was released to.
pub fn may_open(cx: &Ctx, case: &Case, release: &domain::vault::Release) -> bool {
    let recipient = release.recipient.is_some_and(|office| cx.person.grants.iter().any(|grant| grant.office == office));
    recipient || cx.may(Action::Deal(Deal::Vault), &Facts::from(case)).is_ok()
}

/// Opens a released entry for the body it was released to, or for the mediator who hands it over; written to the audit log first.
///
/// # Errors
/// [`Error::NotFound`] for everybody else; [`Error::Vault`] without the right master key; [`Error::Refused`] after the end of the key.
pub async fn released(cx: &Ctx, id: CaseId, release: ReleaseId) -> Result<ReleasedView> {
    let reader = cx.app.store.read();
    let view = crate::case::show(cx, id).await?;
    let found = view.case.vault.released.iter().find(|one| one.id == release).cloned().ok_or(Error::NotFound)?;
    if !may_open(cx, &view.case, &found) {
        return Err(Error::NotFound);
    }
    let actor = cx.may(Action::Deal(Deal::ReadCase), &Facts::from(&view.case))?;
    let note = Note::by(cx, &actor, Deed::ReleaseRead).on("case", id).with("release", release.to_string());
    cx.app.store.write(move |tx| Box::pin(async move { audit::note(tx, note).await })).await?;
    let row = entry::find(&reader, id, found.entry).await?.ok_or(Error::NotFound)?;
    let key = key::find(&reader, id).await?.as_ref().and_then(locked).ok_or(Refusal::because(Reason::VaultOver))?;
    let words = unsealed(cx, &key, &row)?;
    let bodies = store::organisation::names(&reader, &found.recipient.into_iter().collect::<Vec<_>>()).await?;
    let named = found.recipient_name.and_then(|words| view.words(words).map(str::to_owned));
    Ok(ReleasedView {
        ground: found.ground,
        recipient: found.recipient.and_then(|id| bodies.get(&id).cloned()).or(named).unwrap_or_default(),
        day: found.day,
        kind: row.kind,
        speaker: words.speaker.map(|party| view.names.parties.get(&party).cloned().unwrap_or_default()),
        amount: words.amount,
        text: words.text,
        at: row.at,
        case: view,
    })
}
