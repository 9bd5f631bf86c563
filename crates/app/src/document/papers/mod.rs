//! The papers: what each of the 33 of law.md §3.7 says, and what it lacks. How a paper looks is the crate `documents`' work, how it is numbered,
//! signed and kept is that of whoever issues it.
//!
//! [`kind`] is the table of papers. A paper is written from [`Facts`] (what the house knows: [`matter`] of a case, [`bureau`] outside cases) and
//! [`Answers`] (what is filled in when it is made). [`pen`] holds the words of the language file (`papers.toml`); each other file writes one
//! paper, or several that belong together. [`maker`] says which.

mod ability;
mod acceptance;
mod advice;
mod after;
mod agreement;
mod answers;
mod application;
mod authorisation;
mod bureau;
mod dossier;
mod entrusting;
mod extension;
mod health;
mod kind;
mod matter;
mod meeting;
mod minutes;
mod missing;
mod pen;
mod performance;
mod recusal;
mod register;
mod report;
mod rights;
mod risk;
mod service;
mod settlement;
mod termination;
mod visit;

use domain::access::{Action, Facts as About, rules::Deal};
use domain::case::{Event, Stage};
use domain::intake::{Channel, PartyRole};
use domain::kernel::id::{CaseId, OrganisationId, PartyId};
use domain::kernel::{Day, Faults, Form, Spec};
use serde_json::Value;

pub use answers::Answers;
pub use bureau::Bureau;
pub use dossier::catalogue;
pub(super) use dossier::{Slotted, in_order};
pub use kind::{Belongs, Entry, Issuer, PaperKind};
pub use matter::Matter;
pub use missing::{Missing, Place};

use super::model::{Paper, PressError};
use crate::audit::{Deed, Note, note};
use crate::case::CaseView;
use crate::{Ctx, Error, Result};
use pen::Pen;

/// A paper with what it lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What it says; what is missing is a line to write on.
    pub paper: Paper,
    /// What it lacks, each by name with the place where it is filled in.
    pub missing: Vec<Missing>,
}

/// A paper of a case as it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What it says.
    pub paper: Paper,
    /// What it still lacks, each by name.
    pub missing: Vec<Missing>,
    /// The number of the case.
    pub case_number: String,
    /// The names of its sides.
    pub case_title: String,
    /// Identity and telephone numbers stand on it in clear.
    pub clear: bool,
}

/// What a paper is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A case or its agreement.
    Case(CaseId),
    /// A party of a case.
    Party(CaseId, PartyId),
    /// An organisation that issues it.
    Organisation(OrganisationId),
    /// An organisation, for a period: first and last day.
    Period(OrganisationId, Day, Day),
}

/// What a paper is written from: gathered once by [`facts`], then pure.
pub enum Facts {
    /// A case.
    Case(Box<Matter>),
    /// An organisation outside cases.
    Bureau(Box<Bureau>),
}

impl Facts {
    /// The same with the number under which a paper of the case was issued, for papers that name it.
    #[must_use]
    pub fn with_issued(mut self, kind: PaperKind, number: String) -> Self {
        if let Self::Case(matter) = &mut self {
            matter.issued.insert(kind, number);
        }
        self
    }
}

/// How a kind of paper is made.
struct Maker {
    specs: fn() -> Vec<Spec>,
    check: fn(&Value) -> std::result::Result<(), Faults>,
    write: Write,
}

enum Write {
    Case(fn(&mut Pen<'_, Matter>)),
    Bureau(fn(&mut Pen<'_, Bureau>)),
}

/// A paper that the case says everything for.
const fn told(write: fn(&mut Pen<'_, Matter>)) -> Maker {
    Maker { specs: Vec::new, check: |_| Ok(()), write: Write::Case(write) }
}

/// A paper of a case with a form.
fn asked<F: Form>(write: fn(&mut Pen<'_, Matter>)) -> Maker {
    Maker { specs: F::specs, check: |sent| F::read(sent).map(drop), write: Write::Case(write) }
}

/// A paper outside cases with a form.
fn apart<F: Form>(write: fn(&mut Pen<'_, Bureau>)) -> Maker {
    Maker { specs: F::specs, check: |sent| F::read(sent).map(drop), write: Write::Bureau(write) }
}

fn maker(kind: PaperKind) -> Maker {
    match kind {
        PaperKind::Register => asked::<register::RegisterForm>(register::write),
        PaperKind::AcceptanceNotice => told(acceptance::accepted),
        PaperKind::NonAcceptanceNotice => told(acceptance::declined),
        PaperKind::RightsNotice => told(rights::write),
        PaperKind::Minutes => asked::<minutes::MinutesForm>(minutes::write),
        PaperKind::Agreement => told(agreement::write),
        PaperKind::PerformanceNotice => told(performance::write),
        PaperKind::TerminationNotice => told(termination::write),
        PaperKind::FollowUp => asked::<visit::VisitForm>(visit::write),
        PaperKind::Catalogue => told(dossier::write),
        PaperKind::Application => asked::<application::ApplicationForm>(application::write),
        PaperKind::Authorisation => asked::<authorisation::AuthorisationForm>(authorisation::authorisation),
        PaperKind::Representatives => asked::<authorisation::RepresentativesForm>(authorisation::representatives),
        PaperKind::AddressConfirmation => asked::<service::AddressForm>(service::address),
        PaperKind::ServiceReceipt => asked::<service::ReceiptForm>(service::receipt),
        PaperKind::MediationAdvice
        | PaperKind::ArbitrationAdvice
        | PaperKind::JudicialAdvice
        | PaperKind::UnionReminder
        | PaperKind::UnionOpinion
        | PaperKind::UnionAdvice => apart::<advice::LetterForm>(advice::letter),
        PaperKind::CreditPromise => apart::<advice::PromiseForm>(advice::promise),
        PaperKind::RiskNotice => apart::<advice::RiskNoticeForm>(advice::risk),
        PaperKind::RiskLedger => apart::<risk::RiskLedgerForm>(risk::ledger),
        PaperKind::Settlement => asked::<settlement::SettlementForm>(settlement::write),
        PaperKind::AbilityAssessment => asked::<ability::AbilityForm>(ability::write),
        PaperKind::ReviewApplication => asked::<after::ReviewForm>(after::review),
        PaperKind::ConfirmationApplication => asked::<after::ConfirmationForm>(after::confirmation),
        PaperKind::PaymentOrderApplication => asked::<after::OrderForm>(after::order),
        PaperKind::EntrustmentLetter => asked::<entrusting::EntrustForm>(entrusting::entrustment),
        PaperKind::AssignmentLetter => asked::<entrusting::EntrustForm>(entrusting::assignment),
        PaperKind::EntrustmentReply => asked::<entrusting::ReplyForm>(entrusting::reply),
        PaperKind::ExtensionConsent => asked::<extension::ExtensionForm>(extension::write),
        PaperKind::MediationFirstAdvice => asked::<entrusting::FirstForm>(entrusting::first),
        PaperKind::MediationLedger => apart::<report::LedgerForm>(report::mediation_ledger),
        PaperKind::MeetingMinutes | PaperKind::ConsultationMinutes => apart::<meeting::MeetingForm>(meeting::minutes),
        PaperKind::IncidentReport => apart::<meeting::IncidentForm>(meeting::report),
        PaperKind::EmergencyPlan => apart::<meeting::IncidentForm>(meeting::plan),
        PaperKind::HealthCheck => apart::<health::CheckForm>(health::write),
        PaperKind::RecusalRequest => asked::<recusal::RequestForm>(recusal::request),
        PaperKind::RecusalDecision => asked::<recusal::DecisionForm>(recusal::decision),
        PaperKind::Disclosure => asked::<recusal::DisclosureForm>(recusal::disclosure),
        PaperKind::MonthlyReport | PaperKind::YearlyReport => apart::<report::ReportForm>(report::figures),
        PaperKind::ProgressReport => apart::<report::ProgressForm>(report::progress),
    }
}

impl PaperKind {
    /// The fields that are asked for when it is made; empty when the case says everything. Their labels:
    /// `text::field(&kind.form_name(), path)`.
    pub fn specs(self) -> Vec<Spec> {
        (maker(self).specs)()
    }
}

/// Gathers what a paper is written from. Identity and telephone numbers are in clear only on papers that carry them ([`Entry::clear`]),
/// for people who may see them, and each time with a line in the audit log.
///
/// # Errors
/// [`Error::NotFound`] when the subject is not there, out of reach, or not what this kind belongs to.
pub async fn facts(cx: &Ctx, kind: PaperKind, subject: &Subject) -> Result<Facts> {
    match (kind.entry().belongs, subject) {
        (Belongs::Case | Belongs::Agreement, Subject::Case(id)) => of_case(cx, kind, *id, None).await,
        (Belongs::Party, Subject::Party(id, party)) => of_case(cx, kind, *id, Some(*party)).await,
        (Belongs::Organisation, Subject::Organisation(id)) => Ok(Facts::Bureau(Box::new(bureau::gather(cx, *id, kind, None).await?))),
        (Belongs::Period, Subject::Period(id, from, to)) if from <= to => {
            Ok(Facts::Bureau(Box::new(bureau::gather(cx, *id, kind, Some((*from, *to))).await?)))
        }
        _ => Err(Error::NotFound),
    }
}

async fn of_case(cx: &Ctx, kind: PaperKind, id: CaseId, party: Option<PartyId>) -> Result<Facts> {
    let view = crate::case::show(cx, id).await?;
    if party.is_some_and(|party| view.case.party(party).is_none()) {
        return Err(Error::NotFound);
    }
    let reveals = kind.entry().clear;
    let actor = cx.may(Action::Deal(Deal::Reveal), &About::from(&view.case)).ok().filter(|_| reveals);
    if let Some(actor) = &actor {
        // Nothing is shown unless it is noted.
        let entry = Note::by(cx, actor, Deed::PaperMade).on("case", id).with("paper", kind.code());
        cx.app.store.write::<_, Error, _>(move |tx| Box::pin(async move { note(tx, entry).await })).await?;
    }
    Ok(Facts::Case(Box::new(matter::gather(cx, view, kind, party, actor.is_some()).await?)))
}

/// The paper as it stands: what is missing is a line to write on, and is told.
pub fn draft(kind: PaperKind, facts: &Facts, answers: &Answers) -> Draft {
    match (maker(kind).write, facts) {
        (Write::Case(write), Facts::Case(matter)) => {
            let mut pen = Pen::new(kind, &**matter, answers);
            write(&mut pen);
            pen.done()
        }
        (Write::Bureau(write), Facts::Bureau(bureau)) => {
            let mut pen = Pen::new(kind, &**bureau, answers);
            write(&mut pen);
            pen.done()
        }
        (Write::Case(_) | Write::Bureau(_), _) => Draft { paper: Paper::default(), missing: vec![Missing::subject()] },
    }
}

/// The paper, complete: ready to be numbered and issued. Whoever issues it puts the number into [`Paper::number`].
///
/// # Errors
/// Everything that is missing, when something that the rule asks for is ([`Missing::blocks`]); what is only recommended blocks nothing.
pub fn compose(kind: PaperKind, facts: &Facts, answers: &Answers) -> std::result::Result<Paper, Vec<Missing>> {
    let Draft { paper, missing } = draft(kind, facts, answers);
    if missing.iter().any(|one| one.blocks) { Err(missing) } else { Ok(paper) }
}

/// The papers that this case can have now, those that belong to a party left out.
pub fn available(view: &CaseView) -> Vec<PaperKind> {
    let case = &view.case;
    if case.destroyed().is_some() {
        return Vec::new();
    }
    let has = |pick: fn(&Event) -> bool| view.timeline.iter().any(|told| pick(&told.recorded.event));
    let mut kinds = vec![PaperKind::Application, PaperKind::Register, PaperKind::RightsNotice];
    let mut add = |there: bool, kind: PaperKind| {
        if there {
            kinds.push(kind);
        }
    };
    let handling = case.stage.is_open() && case.intake.accepted.is_some();
    let in_force = case.agreement.as_ref().is_some_and(|agreement| agreement.in_force.is_some());
    let workers = view.parties.iter().filter(|party| matches!(party.role, PartyRole::Worker | PartyRole::NextOfKin)).count();
    add(has(|event| matches!(event, Event::Accepted(_))), PaperKind::AcceptanceNotice);
    add(case.stage == Stage::Declined || case.intake.declined.is_some(), PaperKind::NonAcceptanceNotice);
    add(workers >= MOST_SPEAK_FOR_THEMSELVES, PaperKind::Representatives);
    add(handling && case.dispatch.mediator.is_some(), PaperKind::Disclosure);
    add(!case.mediation.recusals.is_empty(), PaperKind::RecusalDecision);
    add(handling || has(|event| matches!(event, Event::Extended(_))), PaperKind::ExtensionConsent);
    add(has(|event| matches!(event, Event::MinutesKept(_) | Event::FactsConfirmed(_))), PaperKind::Minutes);
    add(handling, PaperKind::AbilityAssessment);
    add(handling, PaperKind::Settlement);
    add(case.agreement.is_some(), PaperKind::Agreement);
    add(in_force, PaperKind::PerformanceNotice);
    add(in_force, PaperKind::ReviewApplication);
    add(in_force, PaperKind::ConfirmationApplication);
    add(in_force && case.stage == Stage::Performing, PaperKind::PaymentOrderApplication);
    let ended = has(|event| matches!(event, Event::Closed(closed) if closed.body.is_some() || closed.reason.is_some()));
    add(ended || has(|event| matches!(event, Event::EndedUnperformed(_))), PaperKind::TerminationNotice);
    let sent_by = |channel| case.intake.channel == Some(channel);
    add((sent_by(Channel::Arbitration) || sent_by(Channel::Court)) && case.closing.is_some(), PaperKind::EntrustmentReply);
    add(has(|event| matches!(event, Event::VisitMade(_))), PaperKind::FollowUp);
    add(true, PaperKind::Catalogue);
    kinds
}

/// From so many workers on they choose who speaks for them (调解仲裁法 art. 7: 十人以上).
const MOST_SPEAK_FOR_THEMSELVES: usize = 10;

/// The papers that one party of this case can have now.
pub fn for_party(view: &CaseView) -> Vec<PaperKind> {
    let case = &view.case;
    let mut kinds = Vec::new();
    if case.stage.is_open() {
        kinds.extend([PaperKind::Authorisation, PaperKind::AddressConfirmation, PaperKind::RecusalRequest]);
    }
    if case.stage != Stage::Archived {
        kinds.push(PaperKind::ServiceReceipt);
    }
    kinds
}

/// Whether the case can have this paper now, for this party when it is for one.
pub(super) fn possible(view: &CaseView, kind: PaperKind, party: Option<PartyId>) -> bool {
    match party {
        Some(party) => for_party(view).contains(&kind) && view.case.party(party).is_some(),
        None => available(view).contains(&kind),
    }
}

/// A paper of a case as it stands now, without anything filled in; see [`facts`] about numbers in clear.
///
/// # Errors
/// [`Error::NotFound`] when the case can't have it now or is out of reach.
pub async fn paper(cx: &Ctx, id: CaseId, kind: PaperKind) -> Result<Made> {
    made(cx, id, kind, None, &Answers::default()).await
}

/// The same with what was filled in, for one party when the paper is for one.
///
/// # Errors
/// As [`paper`].
pub async fn made(cx: &Ctx, id: CaseId, kind: PaperKind, party: Option<PartyId>, answers: &Answers) -> Result<Made> {
    // Whether the case can have it is asked before anything is noted.
    if !possible(&crate::case::show(cx, id).await?, kind, party) {
        return Err(Error::NotFound);
    }
    let subject = party.map_or(Subject::Case(id), |party| Subject::Party(id, party));
    let gathered = facts(cx, kind, &subject).await?;
    let Facts::Case(matter) = &gathered else { return Err(Error::NotFound) };
    let Draft { mut paper, missing } = draft(kind, &gathered, answers);
    let number = &matter.view.case.number;
    paper.number = Some(kind.word().map_or_else(|| number.clone(), |word| pen::numbered(number, &word)));
    Ok(Made { paper, missing, case_number: number.clone(), case_title: matter.view.title(), clear: matter.clear })
}

/// The same paper for every worker of the case, in the order of the application, gathered once and noted once.
///
/// # Errors
/// [`Error::NotFound`] when the paper is not for a party, the case can't have it now or is out of reach.
pub(super) async fn for_workers(cx: &Ctx, id: CaseId, kind: PaperKind) -> Result<(CaseView, Vec<Paper>)> {
    let view = crate::case::show(cx, id).await?;
    let workers: Vec<PartyId> = view.workers().map(|party| party.id).collect();
    let first = *workers.first().ok_or(Error::NotFound)?;
    if kind.entry().belongs != Belongs::Party || !possible(&view, kind, Some(first)) {
        return Err(Error::NotFound);
    }
    let mut gathered = facts(cx, kind, &Subject::Party(id, first)).await?;
    let mut papers = Vec::with_capacity(workers.len());
    for worker in workers {
        if let Facts::Case(matter) = &mut gathered {
            matter.party = Some(worker);
        }
        let mut paper = draft(kind, &gathered, &Answers::default()).paper;
        let number = &view.case.number;
        paper.number = Some(kind.word().map_or_else(|| number.clone(), |word| pen::numbered(number, &word)));
        papers.push(paper);
    }
    Ok((view, papers))
}

/// A paper of a case as PDF.
///
/// # Errors
/// As [`paper`]; [`Error::Press`] when a character can't be printed.
pub async fn pdf(cx: &Ctx, id: CaseId, kind: PaperKind, party: Option<PartyId>, answers: &Answers) -> Result<(Made, Vec<u8>)> {
    let made = made(cx, id, kind, party, answers).await?;
    let bytes = printed(cx, made.paper.clone()).await?;
    Ok((made, bytes))
}

/// A paper as PDF, set beside the threads that answer requests.
///
/// # Errors
/// [`Error::Press`] when a character can't be printed.
pub(crate) async fn printed(cx: &Ctx, paper: Paper) -> Result<Vec<u8>> {
    let press = cx.app.press.clone();
    let printed = tokio::task::spawn_blocking(move || press.pdf(&paper)).await;
    Ok(printed.map_err(|error| PressError::Engine(error.to_string()))??)
}
