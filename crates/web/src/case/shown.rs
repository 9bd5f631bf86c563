//! What the page of a case shows, thing by thing: a party, a claim, an event, a paper, a file, a session, an obligation, a visit.

use app::case::{CaseView, ClaimView, ObligationView, PartyView, Told};
use app::text;
use domain::document::IssuedPaper;
use domain::kernel::id::PartyId;
use domain::kernel::{Day, Money};
use domain::periods::ClockState;

use super::due::{clock, state};
use crate::guard::Visitor;
use crate::look::part;

/// A party with what is known of it, masked.
pub(super) struct Party {
    pub(super) id: String,
    pub(super) icon: &'static str,
    pub(super) name: String,
    pub(super) side: &'static str,
    pub(super) facts: Vec<(String, String)>,
    pub(super) consents: &'static str,
    pub(super) masked: bool,
}

/// A claim with its four amounts.
pub(super) struct Claim {
    pub(super) kind: String,
    pub(super) period: String,
    pub(super) claimed: String,
    pub(super) verified: String,
    pub(super) agreed: String,
    pub(super) withdrawn: bool,
    /// Where its amount can be worked out.
    pub(super) work_out: Option<String>,
}

/// A line of the timeline.
pub(super) struct Event {
    pub(super) seq: i64,
    pub(super) stamp: String,
    pub(super) day: String,
    pub(super) time: String,
    pub(super) tone: &'static str,
    pub(super) icon: &'static str,
    pub(super) say: String,
    pub(super) quote: Option<String>,
    pub(super) by: String,
}

/// A session with how its invitations stand.
pub(super) struct Session {
    pub(super) number: i64,
    pub(super) when: String,
    pub(super) place: String,
    pub(super) mediator: String,
    pub(super) state: String,
    pub(super) invitations: Vec<(String, &'static str)>,
    pub(super) open: bool,
}

/// What is owed by when.
pub(super) struct Obligation {
    pub(super) number: usize,
    pub(super) what: String,
    pub(super) payer: String,
    pub(super) payee: String,
    pub(super) paid: String,
    pub(super) state: part::Clock,
    /// The day on which somebody noted that it was not kept.
    pub(super) breached: Option<String>,
}

/// A paper that was issued.
pub(super) struct Paper {
    pub(super) name: String,
    pub(super) number: String,
    pub(super) href: String,
    pub(super) tone: &'static str,
    pub(super) icon: &'static str,
    pub(super) state: &'static str,
    pub(super) served: String,
}

/// A paper that can be made, or a file.
pub(super) struct Document {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) note: String,
}

pub(super) fn party_line(party: &PartyView) -> Party {
    let worker = party.number.is_none() || party.number.as_deref().is_some_and(|number| number.contains('*'));
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            facts.push((text::code("party_fact", name).to_owned(), value));
        }
    };
    fact(if worker { "id_number" } else { "uscc" }, party.number.clone());
    fact("phone", party.phone.clone());
    for (name, value) in &party.details {
        fact(name, Some(value.clone()));
    }
    fact("address", party.address.clone());
    let role = text::code("party_role", party.role.code());
    fact("role", Some(role.to_owned()));
    Party {
        id: party.id.to_string(),
        icon: if worker { "user" } else { "firm" },
        name: party.name.clone(),
        side: text::code("side", party.side.code()),
        facts,
        consents: match party.consents {
            Some(true) => text::code("consent", "yes"),
            Some(false) => text::code("consent", "no"),
            None => text::code("consent", "open"),
        },
        masked: party.phone.is_some() || worker,
    }
}

/// Where the amount of a claim can be worked out from what the case tells.
pub(super) fn worked_out_at(visitor: &Visitor, view: &CaseView, claim: &ClaimView) -> Option<String> {
    let head = app::claims::head_of(view, claim.id, &visitor.cx.app.lists).filter(|_| !claim.withdrawn)?;
    Some(format!("/claims/{head}?case={}&claim={}", view.case.id, claim.id))
}

pub(super) fn claim_line(claim: &ClaimView, today: Day, work_out: Option<String>) -> Claim {
    let day = |day: Option<Day>| day.map(|day| text::day(day, today.year())).unwrap_or_default();
    let period = match (claim.from, claim.to) {
        (None, None) => String::new(),
        (from, to) => text::phrase("format", "period", &[("from", day(from)), ("to", day(to))]),
    };
    Claim {
        kind: claim.kind.clone(),
        period,
        claimed: money(claim.claimed),
        verified: money(claim.verified),
        agreed: money(claim.agreed),
        withdrawn: claim.withdrawn,
        work_out,
    }
}

pub(super) fn money(amount: Option<Money>) -> String {
    amount.map_or_else(|| text::code("page", "unknown_amount").to_owned(), |amount| amount.to_string())
}

pub(super) fn event_line(told: &Told, today: Day) -> Event {
    let at = told.recorded.at;
    let role = text::code("role", told.recorded.actor.role.code());
    let actor = told.actor.clone().unwrap_or_default();
    let rule = told.sentence.by.clone().map(|by| format!("　{by}")).unwrap_or_default();
    Event {
        seq: told.seq,
        stamp: at.to_string(),
        day: if at.day() == today { text::code("page", "today").to_owned() } else { text::day(at.day(), today.year()) },
        time: at.clock_text(),
        tone: if told.sentence.tone == "plain" { "" } else { told.sentence.tone },
        icon: told.sentence.icon,
        say: told.sentence.say.clone(),
        quote: told.sentence.quote.clone(),
        by: format!("{actor}　{role}{rule}"),
    }
}

pub(super) fn papers(view: &CaseView, id: &str) -> Vec<Document> {
    let line = |kind: &app::document::PaperKind| Document {
        name: text::code("paper", kind.code()).to_owned(),
        href: format!("/cases/{id}/papers/{}", kind.code()),
        note: String::new(),
    };
    app::document::available(view).iter().chain(&app::document::for_party(view)).map(line).collect()
}

/// The files, and what was released from the vault to the reader.
pub(super) fn files(visitor: &Visitor, view: &CaseView, id: &str) -> Vec<Document> {
    let file = view.files.iter().map(|file| Document {
        name: file.name.clone(),
        href: format!("/cases/{id}/files/{}", file.id),
        note: file.stored_at.chinese(),
    });
    let mine = view.case.vault.released.iter().filter(|one| app::vault::release::may_open(&visitor.cx, &view.case, one));
    let released = mine.map(|one| Document {
        name: text::code("page_title", "released").to_owned(),
        href: format!("/cases/{id}/releases/{}", one.id),
        note: one.day.chinese(),
    });
    file.chain(released).collect()
}

pub(super) fn issued(view: &CaseView, paper: &IssuedPaper, today: Day) -> Paper {
    let (tone, icon) = crate::document::issued::look(paper.state);
    let unserved = view.parties.iter().filter(|party| !paper.is_served(party.id, today)).count();
    let served = if paper.services.is_empty() {
        text::code("page_paper", "unserved").to_owned()
    } else if unserved == 0 {
        text::code("page_paper", "served").to_owned()
    } else {
        text::phrase("page_paper", "unserved_left", &[("count", unserved.to_string())])
    };
    Paper {
        name: text::code("paper", &paper.kind).to_owned(),
        number: if paper.version > 1 {
            text::phrase("page_paper", "version", &[("number", paper.number.clone()), ("version", paper.version.to_string())])
        } else {
            paper.number.clone()
        },
        href: format!("/cases/{}/issued/{}", view.case.id, paper.id),
        tone: tone.code(),
        icon,
        state: text::code("paper_state", paper.state.code()),
        served,
    }
}

pub(super) fn session_line(view: &CaseView, shown: &app::case::SessionView) -> Session {
    let session = &shown.session;
    let state = match (session.cancelled, session.result) {
        (true, _) => text::code("page", "session_cancelled").to_owned(),
        (false, Some(result)) => text::code("session_result", result.code()).to_owned(),
        (false, None) => text::code("page", "session_open").to_owned(),
    };
    let invitations = view.parties.iter().map(|party| {
        let state = session.invitation_of(party.id).map_or("open", domain::mediation::InvitationState::code);
        (party.name.clone(), text::code("invitation_state", state))
    });
    Session {
        number: session.number,
        when: text::phrase("format", "session_time", &[("starts", session.starts.chinese()), ("ends", session.ends.clock_text())]),
        place: if shown.place.is_empty() { text::code("session_means", session.means.code()).to_owned() } else { shown.place.clone() },
        mediator: shown.mediator.clone().unwrap_or_default(),
        state,
        invitations: invitations.collect(),
        open: session.is_open(),
    }
}

pub(super) fn obligation_line(obligation: &ObligationView, today: Day, near: i64) -> Obligation {
    let state = if obligation.met.is_some() { ClockState::Stopped } else { state(obligation.due, today, near) };
    Obligation {
        number: obligation.number,
        what: obligation.amount.map_or_else(
            || text::code("obligation_kind", obligation.kind.code()).to_owned(),
            |amount| text::phrase("format", "yuan", &[("amount", amount.to_string())]),
        ),
        payer: obligation.payer.clone(),
        payee: obligation.payee.clone(),
        paid: obligation.paid.to_string(),
        state: clock(state, obligation.due, today, None),
        breached: obligation.breached.map(|day| text::day(day, today.year())),
    }
}

pub(super) fn visit_line(visit: &domain::closing::Visit) -> (String, String, &'static str) {
    let kind = text::code("visit_kind", visit.kind.code()).to_owned();
    let state = if visit.is_open() { text::code("page", "visit_open") } else { text::code("page", "visit_made") };
    (kind, visit.made.unwrap_or(visit.due).chinese(), state)
}

pub(super) fn signed(view: &CaseView, signature: &(domain::agreement::Signer, Option<PartyId>, Day)) -> (String, String) {
    let (signer, party, day) = signature;
    let who = party.and_then(|id| view.parties.iter().find(|party| party.id == id)).map(|party| party.name.clone());
    (who.unwrap_or_else(|| text::code("signer", signer.code()).to_owned()), day.chinese())
}
