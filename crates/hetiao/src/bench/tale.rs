//! The course of a measured case: which acts follow on which day.

use anyhow::{Context as _, Result};
use domain::case::{Act, Case};
use domain::intake::Party;
use domain::kernel::id::{AccountId, CaseId, PartyId};
use domain::kernel::{Day, Moment, Money};
use serde_json::{Value, json};

use super::fill::Office;
use super::words::Words;

/// A case while it is told.
pub(super) struct Tale<'a> {
    n: usize,
    /// The day on which it is told.
    pub(super) day: Day,
    /// How far it has come.
    pub(super) case: Case,
    worker: PartyId,
    employer: PartyId,
    mediator: AccountId,
    words: &'a Words,
}

/// The acts of a day with their filled forms; none when the case lacks what they are about.
type Step = fn(&Tale<'_>) -> Vec<(Act, Value)>;

/// So many days after receipt, these acts.
type Course = &'static [(i64, Step)];

const DECLINED: Course = &[(2, decline), (6, archive)];
const WITHDRAWN: Course = &[(0, consent), (2, accept), (3, assign), (4, schedule), (9, close), (30, visits), (50, archive)];
const AGREED: Course =
    &[(0, consent), (2, accept), (3, assign), (4, schedule), (7, minutes), (8, draft), (9, sign), (20, pay), (50, visits), (60, archive)];

/// The course of case `n`: one in ten is declined, three in ten end in an agreement, the others are withdrawn.
pub(super) fn course(n: usize) -> Course {
    match n % 10 {
        0 => DECLINED,
        1..=3 => AGREED,
        _ => WITHDRAWN,
    }
}

impl<'a> Tale<'a> {
    pub(super) fn new(n: usize, id: CaseId, parties: &[Party], office: &Office, words: &'a Words) -> Result<Self> {
        let mediator = *office.mediators.get(n % office.mediators.len().max(1)).context("no mediator")?;
        let (worker, employer) = (parties.first().context("no worker")?.id, parties.last().context("no employer")?.id);
        Ok(Self { n, day: Day::of(2026, 1, 1)?, case: Case::blank(id), worker, employer, mediator, words })
    }

    /// One after the other with the same mediator, so that nobody is asked to be in two places.
    fn starts(&self) -> Moment {
        Moment::at(self.day.plus(3), u8::try_from(8 + self.n / 20 % 10).unwrap_or(8), 0)
    }
}

fn consent(tale: &Tale<'_>) -> Vec<(Act, Value)> {
    let of = |party: PartyId| {
        (Act::Consent, json!({ "party": party.to_string(), "agrees": true, "day": tale.day.to_string(), "means": "in_person" }))
    };
    vec![of(tale.worker), of(tale.employer)]
}

fn accept(_: &Tale<'_>) -> Vec<(Act, Value)> {
    vec![(Act::Accept, json!({ "scope": "sc1", "complexity": "simple" }))]
}

fn decline(tale: &Tale<'_>) -> Vec<(Act, Value)> {
    let (body, address) = (&tale.words.body, &tale.words.address);
    vec![(Act::Decline, json!({ "reason": "not_labour_dispute", "body": body, "address": address, "phone": "12333" }))]
}

fn assign(tale: &Tale<'_>) -> Vec<(Act, Value)> {
    vec![(Act::Assign, json!({ "mode": "here", "mediator": tale.mediator.to_string() }))]
}

fn schedule(tale: &Tale<'_>) -> Vec<(Act, Value)> {
    let form = json!({ "starts": tale.starts().to_string(), "minutes": 30, "means": "at_party", "place": tale.words.address });
    vec![(Act::Schedule, form)]
}

fn minutes(tale: &Tale<'_>) -> Vec<(Act, Value)> {
    let Some(session) = tale.case.mediation.sessions.first() else { return Vec::new() };
    let before = Moment::at(tale.day, 0, 1);
    vec![(
        Act::Minutes,
        json!({
            "session": session.id.to_string(), "began": before.to_string(), "ended": before.plus_minutes(5).to_string(),
            "present": [tale.worker.to_string(), tale.employer.to_string()], "rights_told": true,
            "statements": [{ "speaker": tale.worker.to_string(), "text": tale.words.reason }], "result": "agreed",
        }),
    )]
}

fn draft(tale: &Tale<'_>) -> Vec<(Act, Value)> {
    let Some(claim) = tale.case.claims.first() else { return Vec::new() };
    let amount = claim.claimed.unwrap_or(Money(100_000)).plain();
    vec![(
        Act::Draft,
        json!({
            "partial": false, "facts": tale.words.reason, "agreed": [{ "claim": claim.id.to_string(), "amount": amount }], "copies": 3,
            "obligations": [{
                "kind": "pay", "payer": tale.employer.to_string(), "payee": tale.worker.to_string(), "amount": amount,
                "due": tale.day.plus(14).to_string(), "way": tale.words.way,
            }],
        }),
    )]
}

fn sign(tale: &Tale<'_>) -> Vec<(Act, Value)> {
    let day = tale.day.to_string();
    let party = |id: PartyId| (Act::Sign, json!({ "signer": "party", "party": id.to_string(), "day": day, "means": "signature" }));
    let mediator = (Act::Sign, json!({ "signer": "mediator", "day": day, "means": "signature" }));
    let seal = (Act::Sign, json!({ "signer": "organisation", "day": day, "means": "seal" }));
    vec![party(tale.worker), party(tale.employer), mediator, seal]
}

fn pay(tale: &Tale<'_>) -> Vec<(Act, Value)> {
    let Some(owed) = tale.case.agreement.iter().flat_map(|agreement| &agreement.obligations).next() else { return Vec::new() };
    let amount = owed.amount.unwrap_or_default().plain();
    let form = json!({
        "obligation": owed.id.to_string(), "amount": amount, "day": tale.day.to_string(), "means": "bank", "proof": "0117", "confirmed": true,
    });
    vec![(Act::Pay, form)]
}

fn close(tale: &Tale<'_>) -> Vec<(Act, Value)> {
    vec![(Act::Close, json!({ "result": "withdrawn", "reason": tale.words.reason, "both_told": true }))]
}

fn visits(tale: &Tale<'_>) -> Vec<(Act, Value)> {
    let open = tale.case.visits.iter().filter(|visit| visit.is_open());
    let visit = |visit: &domain::closing::Visit| {
        let form = json!({
            "visit": visit.id.to_string(), "party": tale.worker.to_string(), "means": "phone", "day": tale.day.to_string(), "reached": true, "satisfaction": 5,
        });
        (Act::FollowUp, form)
    };
    open.map(visit).collect()
}

fn archive(tale: &Tale<'_>) -> Vec<(Act, Value)> {
    let items = json!([{ "title": tale.words.paper, "pages": 2 }]);
    let form = json!({ "volume": tale.n.to_string(), "place": tale.words.place, "keep_years": 10, "items": items });
    vec![(Act::Archive, form)]
}
