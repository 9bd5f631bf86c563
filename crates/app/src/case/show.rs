//! One case as its page shows it: who, what is claimed, what happened, what can be done now, which clocks run.

use std::collections::BTreeMap;

use domain::access::{Action, Facts, rules::Deal};
use domain::agreement::{ObligationKind, Payment};
use domain::case::state::Amounts;
use domain::case::{Act, Actor, Case, Offer, Recorded, offer_on};
use domain::document::{IssuedPaper, PaperState, Service};
use domain::intake::{PartyRole, Side};
use domain::kernel::id::{
    AccountId, CaseId, ClaimId, FileId, FollowUpId, ObligationId, OrganisationId, PaperId, PartyId, PaymentId, ServiceId, SessionId,
    WordsId,
};
use domain::kernel::masked::mask;
use domain::kernel::{Day, Money};
use domain::mediation::MediationSession;
use store::case::file::{self, FileRow};
use store::case::{log, party};

use crate::audit::{self, Deed, Note};
use crate::document::issued;
use crate::text::{Names, Told as Sentence, tell};
use crate::{Ctx, Error, Result};

/// A party on the case page, numbers masked.
#[derive(Clone, Debug)]
pub struct PartyView {
    /// Who.
    pub id: PartyId,
    /// On which side.
    pub side: Side,
    /// As what.
    pub role: PartyRole,
    /// Name.
    pub name: String,
    /// Identity number or credit code; a person's is masked.
    pub number: Option<String>,
    /// Masked telephone.
    pub phone: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Post, days of work, wage, groups, agent …: field name and value.
    pub details: Vec<(String, String)>,
    /// Whether the party agrees to mediation.
    pub consents: Option<bool>,
}

impl PartyView {
    /// Without anything but the name: of a dossier that was destroyed.
    fn named_only(self) -> Self {
        Self { number: None, phone: None, address: None, details: Vec::new(), ..self }
    }
}

/// A claim with its amounts.
#[derive(Clone, Debug)]
pub struct ClaimView {
    /// Which.
    pub id: ClaimId,
    /// Its type in Chinese.
    pub kind: String,
    /// From which day.
    pub from: Option<Day>,
    /// To which day.
    pub to: Option<Day>,
    /// Claimed.
    pub claimed: Option<Money>,
    /// Verified.
    pub verified: Option<Money>,
    /// Agreed.
    pub agreed: Option<Money>,
    /// Was withdrawn.
    pub withdrawn: bool,
}

/// A session with its names.
#[derive(Clone, Debug)]
pub struct SessionView {
    /// The session.
    pub session: MediationSession,
    /// Room or place.
    pub place: String,
    /// Who mediates.
    pub mediator: Option<String>,
}

/// An obligation with its names.
#[derive(Clone, Debug)]
pub struct ObligationView {
    /// Which.
    pub id: ObligationId,
    /// Its number in the agreement.
    pub number: usize,
    /// Money or something else.
    pub kind: ObligationKind,
    /// Who owes.
    pub payer: String,
    /// To whom.
    pub payee: String,
    /// How much.
    pub amount: Option<Money>,
    /// What was paid so far.
    pub paid: Money,
    /// By when.
    pub due: Day,
    /// The day it was met.
    pub met: Option<Day>,
    /// The day a breach was recorded.
    pub breached: Option<Day>,
}

/// A payment with its texts.
#[derive(Clone, Debug)]
pub struct PaymentView {
    /// The payment.
    pub payment: Payment,
    /// The proof, as it was written down.
    pub proof: String,
    /// Who paid in the debtor's place.
    pub third_party: Option<String>,
}

/// An event as a sentence.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its place in the log.
    pub seq: i64,
    /// The event.
    pub recorded: Recorded,
    /// Who acted.
    pub actor: Option<String>,
    /// The sentence with its quote and rule.
    pub sentence: Sentence,
}

/// Everything the case page needs.
#[derive(Clone)]
pub struct CaseView {
    /// The state.
    pub case: Case,
    /// Parties in the order of the application.
    pub parties: Vec<PartyView>,
    /// Claims.
    pub claims: Vec<ClaimView>,
    /// The four amounts of the whole.
    pub amounts: Amounts,
    /// What happened, newest first.
    pub timeline: Vec<Told>,
    /// Sessions, newest first.
    pub sessions: Vec<SessionView>,
    /// Obligations of the agreement.
    pub obligations: Vec<ObligationView>,
    /// Payments in the order in which they were named.
    pub payments: Vec<PaymentView>,
    /// Attached files.
    pub files: Vec<FileRow>,
    /// What this person can do now, or could once something is there.
    pub offers: Vec<(Act, Offer)>,
    /// What this person may do on this case in some stage.
    pub may: Vec<Act>,
    /// Facts and reasons.
    pub facts: String,
    /// Names behind ids.
    pub names: Names,
}

impl CaseView {
    /// The workers' side, and who stands there for one who died.
    pub fn workers(&self) -> impl Iterator<Item = &PartyView> {
        self.parties.iter().filter(|party| matches!(party.role, PartyRole::Worker | PartyRole::NextOfKin))
    }

    /// `吾买尔·艾合买提 与 鼎禾建筑`
    pub fn side_names(&self, side: Side) -> String {
        let names: Vec<&str> = self.parties.iter().filter(|party| party.side == side).map(|party| party.name.as_str()).collect();
        names.join("、")
    }

    /// A person's name.
    pub fn person(&self, id: Option<AccountId>) -> Option<&str> {
        id.and_then(|id| self.names.accounts.get(&id)).map(String::as_str)
    }

    /// An organisation's name.
    pub fn organisation(&self, id: Option<OrganisationId>) -> Option<&str> {
        id.and_then(|id| self.names.organisations.get(&id)).map(String::as_str)
    }

    /// A text.
    pub fn words(&self, id: WordsId) -> Option<&str> {
        self.names.words.get(&id).map(String::as_str)
    }

    /// Whether the person can do `act` now.
    pub fn can(&self, act: Act) -> bool {
        self.offers.iter().any(|(offered, offer)| *offered == act && *offer == Offer::Ready)
    }
}

/// Shows a case.
///
/// # Errors
/// [`Error::NotFound`] when it is not there or out of reach.
pub async fn show(cx: &Ctx, id: CaseId) -> Result<CaseView> {
    let reader = cx.app.store.read();
    let events = log::load(&reader, id).await?;
    if events.is_empty() {
        return Err(Error::NotFound);
    }
    let case = Case::replay(id, &events);
    let facts = Facts::from(&case);
    let actor = cx.may(Action::Deal(Deal::ReadCase), &facts)?;
    note_reading(cx, &case, &actor, Deed::CaseRead).await?;
    let in_case = party::of_case(&reader, id).await?;
    let ids: Vec<PartyId> = in_case.iter().map(|party| party.party_id).collect();
    let known = store::party::several(&reader, &ids).await?;
    let words: Vec<log::WordsRow> = log::words(&reader, id).await?;
    let (accounts, organisations, rooms) = mentioned(&case, &events);
    let mut names = Names {
        words: words.iter().filter(|row| !row.text.is_empty()).map(|row| (row.id, row.text.clone())).collect(),
        parties: known.iter().map(|row| (row.id, row.name.clone())).collect(),
        accounts: store::access::account::names(&reader, &accounts).await?.into_iter().collect(),
        organisations: store::organisation::names(&reader, &organisations).await?.into_iter().collect(),
        rooms: store::organisation::room_names(&reader, &rooms).await?.into_iter().collect(),
        sessions: case.mediation.sessions.iter().map(|session| (session.id, session.number)).collect(),
        ..Names::default()
    };
    let claims: Vec<ClaimView> = case
        .claims
        .iter()
        .map(|claim| ClaimView {
            id: claim.id,
            kind: cx.app.lists.name("claim_type", &claim.kind).to_owned(),
            from: claim.from,
            to: claim.to,
            claimed: claim.claimed,
            verified: claim.verified,
            agreed: claim.agreed,
            withdrawn: claim.withdrawn,
        })
        .collect();
    let called = |paper: &IssuedPaper| issued::called(&paper.kind, &paper.number, paper.version, paper.state);
    names.papers = case.papers.iter().map(|paper| (paper.id, called(paper))).collect();
    names.claims = claims.iter().map(|claim| (claim.id, claim.kind.clone())).collect();
    let party_name = |id: PartyId| known.iter().find(|row| row.id == id).map_or_else(String::new, |row| row.name.clone());
    let obligations: Vec<ObligationView> = case
        .agreement
        .iter()
        .flat_map(|agreement| agreement.obligations.iter().enumerate())
        .map(|(place, obligation)| ObligationView {
            id: obligation.id,
            number: place + 1,
            kind: obligation.kind,
            payer: party_name(obligation.payer),
            payee: party_name(obligation.payee),
            amount: obligation.amount,
            paid: obligation.paid,
            due: obligation.due,
            met: obligation.met,
            breached: obligation.breached,
        })
        .collect();
    names.obligations = obligations.iter().map(|view| (view.id, obligation_label(view))).collect();
    let parties = in_case
        .iter()
        .filter_map(|place| known.iter().find(|row| row.id == place.party_id).map(|row| (place, row)))
        .map(|(place, row)| PartyView {
            id: row.id,
            side: place.side,
            role: place.role,
            name: row.name.clone(),
            number: row.uscc.clone().or_else(|| row.id_number.as_ref().map(|number| mask(number.reveal()))),
            phone: row.phone.as_ref().map(|phone| mask(phone.reveal())),
            address: row.address.clone(),
            details: details(&place.details),
            consents: case.intake.consent_of(row.id),
        })
        .map(|view| if case.destroyed().is_some() { view.named_only() } else { view })
        .collect();
    let sessions = case
        .mediation
        .sessions
        .iter()
        .rev()
        .map(|session| SessionView {
            session: session.clone(),
            place: session
                .room
                .and_then(|room| names.rooms.get(&room))
                .or_else(|| session.place.and_then(|place| names.words.get(&place)))
                .cloned()
                .unwrap_or_default(),
            mediator: session.mediator.and_then(|mediator| names.accounts.get(&mediator).cloned()),
        })
        .collect();
    let timeline = events
        .iter()
        .rev()
        .map(|recorded| Told {
            seq: recorded.seq,
            recorded: recorded.clone(),
            actor: recorded.actor.account.and_then(|account| names.accounts.get(&account).cloned()),
            sentence: tell(recorded, &names, &cx.app.lists),
        })
        .collect();
    let may: Vec<Act> = Act::ALL.iter().copied().filter(|act| cx.may(Action::Act(*act), &facts).is_ok()).collect();
    let offers = may.iter().map(|act| (*act, offer_on(&case, *act, cx.now.day()))).filter(|(_, offer)| *offer != Offer::No).collect();
    let text = |id: WordsId| names.words.get(&id).cloned();
    let payments = case.agreement.iter().flat_map(|agreement| &agreement.payments).map(|payment| PaymentView {
        payment: payment.clone(),
        proof: text(payment.proof).unwrap_or_default(),
        third_party: payment.third_party.and_then(text),
    });
    let payments = payments.collect();
    Ok(CaseView {
        facts: case.intake.facts.and_then(|id| names.words.get(&id).cloned()).unwrap_or_default(),
        amounts: case.amounts(),
        files: file::of_case(&reader, id).await?,
        parties,
        claims,
        timeline,
        sessions,
        obligations,
        payments,
        offers,
        may,
        names,
        case,
    })
}

/// Writes down that somebody who does not handle the case read it.
pub(crate) async fn note_reading(cx: &Ctx, case: &Case, actor: &Actor, deed: Deed) -> Result<()> {
    let handles =
        case.people().contains(&cx.person.account) || actor.office.is_some() && [case.office, case.handler()].contains(&actor.office);
    if handles {
        return Ok(());
    }
    let note = Note::by(cx, actor, deed).on("case", case.id);
    cx.app.store.write(move |tx| Box::pin(async move { audit::note(tx, note).await })).await
}

/// The events of a case in order, for machines.
pub async fn events(cx: &Ctx, id: CaseId) -> Result<Vec<Recorded>> {
    let events = log::load(&cx.app.store.read(), id).await?;
    if events.is_empty() {
        return Err(Error::NotFound);
    }
    let case = Case::replay(id, &events);
    let actor = cx.may(Action::Deal(Deal::ReadCase), &Facts::from(&case))?;
    note_reading(cx, &case, &actor, Deed::CaseRead).await?;
    Ok(events)
}

/// The details of a party's work as field names and plain values.
fn details(json: &str) -> Vec<(String, String)> {
    let fields: BTreeMap<String, serde_json::Value> = serde_json::from_str(json).unwrap_or_default();
    let plain = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => text,
        serde_json::Value::Null => String::new(),
        serde_json::Value::Array(items) => items.iter().filter_map(|item| item.as_str()).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    };
    fields.into_iter().map(|(name, value)| (name, plain(value))).filter(|(_, value)| !value.is_empty()).collect()
}

type Mentioned = (Vec<AccountId>, Vec<OrganisationId>, Vec<domain::kernel::id::RoomId>);

/// Every account, organisation and room that the case or its events name.
fn mentioned(case: &Case, events: &[Recorded]) -> Mentioned {
    use domain::case::Event;
    let mut accounts: Vec<AccountId> = case.people();
    let mut organisations: Vec<OrganisationId> = case.offices();
    for recorded in events {
        accounts.extend(recorded.actor.account);
        organisations.extend(recorded.actor.office);
        match &recorded.event {
            Event::HandedOver(event) => accounts.push(event.to),
            Event::Assigned(event) => {
                organisations.push(event.organisation);
                accounts.extend(event.mediator);
            }
            Event::Taken(event) => {
                organisations.push(event.organisation);
                accounts.push(event.mediator);
            }
            Event::HandedBack(event) => organisations.push(event.organisation),
            Event::Reassigned(event) => accounts.push(event.mediator),
            Event::RecusalDecided(event) => accounts.extend(event.mediator),
            Event::Invited(event) => organisations.extend(event.organisations.iter().copied().chain([event.lead])),
            Event::Replied(event) => organisations.push(event.organisation),
            Event::SessionScheduled(event) => accounts.extend(event.mediator),
            Event::FactsConfirmed(event) => accounts.extend(event.mediator),
            Event::Released(event) => {
                organisations.extend(event.recipient);
                accounts.push(event.asked_by);
            }
            _ => {}
        }
    }
    let rooms = case.mediation.sessions.iter().filter_map(|session| session.room).collect();
    accounts.sort_unstable();
    accounts.dedup();
    organisations.sort_unstable();
    organisations.dedup();
    (accounts, organisations, rooms)
}

/// What a `Kind::Pick` field of an act may name: id, label, hint.
pub type Choice = (String, String, Option<String>);

impl CaseView {
    /// The choices that come from the case itself; `None` when the list is a directory.
    pub fn choices(&self, list: &str) -> Option<Vec<Choice>> {
        match list {
            PartyId::PREFIX => {
                let choice = |party: &PartyView| {
                    (party.id.to_string(), party.name.clone(), Some(crate::text::code("side", party.side.code()).to_owned()))
                };
                Some(self.parties.iter().map(choice).collect())
            }
            ClaimId::PREFIX => {
                let live = self.claims.iter().filter(|claim| !claim.withdrawn);
                Some(live.map(|claim| (claim.id.to_string(), claim.kind.clone(), claim.claimed.map(|amount| amount.to_string()))).collect())
            }
            SessionId::PREFIX => {
                let open = self.sessions.iter().filter(|view| view.session.is_open());
                Some(open.map(|view| (view.session.id.to_string(), view.session.starts.chinese(), Some(view.place.clone()))).collect())
            }
            ObligationId::PREFIX => {
                let unmet = self.obligations.iter().filter(|obligation| obligation.met.is_none());
                let label = |o: &ObligationView| self.names.obligations.get(&o.id).cloned().unwrap_or_default();
                Some(unmet.map(|o| (o.id.to_string(), label(o), Some(o.payer.clone()))).collect())
            }
            PaperId::PREFIX => {
                let valid = self.case.papers.iter().filter(|paper| paper.state == PaperState::Valid);
                Some(
                    valid
                        .map(|paper| (paper.id.to_string(), self.names.papers.get(&paper.id).cloned().unwrap_or_default(), None))
                        .collect(),
                )
            }
            ServiceId::PREFIX => {
                let under_way = self.case.papers.iter().flat_map(|paper| paper.services.iter().map(move |service| (paper, service)));
                let label = |paper: &IssuedPaper| self.names.papers.get(&paper.id).cloned().unwrap_or_default();
                let choice = |(paper, service): (&IssuedPaper, &Service)| {
                    (service.id.to_string(), label(paper), self.names.parties.get(&service.party).cloned())
                };
                Some(under_way.filter(|(_, service)| service.served_on.is_none()).map(choice).collect())
            }
            FileId::PREFIX => {
                Some(self.files.iter().map(|file| (file.id.to_string(), file.name.clone(), Some(file.stored_at.chinese()))).collect())
            }
            PaymentId::PREFIX => {
                let open = self.payments.iter().filter(|view| !view.payment.state.counts());
                let label = |view: &PaymentView| {
                    let amount = [("amount", view.payment.amount.to_string())];
                    format!("{}　{}", view.payment.day.chinese(), crate::text::phrase("format", "yuan", &amount))
                };
                Some(open.map(|view| (view.payment.id.to_string(), label(view), Some(view.proof.clone()))).collect())
            }
            FollowUpId::PREFIX => {
                let open = self.case.visits.iter().filter(|visit| visit.is_open());
                let label = |visit: &domain::closing::Visit| crate::text::code("visit_kind", visit.kind.code()).to_owned();
                Some(open.map(|visit| (visit.id.to_string(), label(visit), Some(visit.due.chinese()))).collect())
            }
            _ => None,
        }
    }
}

/// `第 2 项　4,000.00 元　11月30日`
fn obligation_label(obligation: &ObligationView) -> String {
    let what = match obligation.amount {
        Some(amount) => crate::text::phrase("format", "yuan", &[("amount", amount.to_string())]),
        None => crate::text::code("obligation_kind", obligation.kind.code()).to_owned(),
    };
    let params = [("n", obligation.number.to_string()), ("what", what), ("due", obligation.due.chinese())];
    crate::text::phrase("format", "obligation", &params)
}

impl CaseView {
    /// `张三 与 鼎禾建筑`: worker first, whoever applies.
    pub fn title(&self) -> String {
        let (worker, employer): (Vec<&PartyView>, Vec<&PartyView>) =
            self.parties.iter().partition(|party| matches!(party.role, PartyRole::Worker | PartyRole::NextOfKin));
        let name = |side: &[&PartyView], others: &str| match side {
            [] => String::new(),
            [one] => one.name.clone(),
            [one, ..] => crate::text::phrase("format", others, &[("name", one.name.clone()), ("count", side.len().to_string())]),
        };
        let (worker, employer) = (name(&worker, "and_others"), name(&employer, "and_other_units"));
        crate::text::phrase("format", "versus", &[("worker", worker), ("employer", employer)])
    }
}
