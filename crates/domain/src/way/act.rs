//! Acts on the ways: draft a package by hand, hand it in, note the answer, give it up.

use super::event::{WayAnswered, WayFiled, WayPrepared, WayRenounced};
use super::prepare::{packages, with_packages};
use super::view::{Way, WayFacts, WayState, ways};
use super::{WayKind, WayOutcome};
use crate::agreement::{Agreement, Obligation};
use crate::case::command::Deed;
use crate::case::refusal::ensure;
use crate::case::{Case, Decision, Outcome, Reason, Refusal, WordsKind};
use crate::form;
use crate::intake::PartyRole;
use crate::kernel::form::Confirmed;
use crate::kernel::id::PartyId;
use crate::kernel::{Day, Line, Prose};
use crate::limitation::{self, Interruption};
use crate::periods::{Clock, Role, RuleId};

form! {
    /// A package is drafted by hand: for a way that opened without an act of the house.
    pub struct PrepareWay {
        /// Which way.
        pub way: WayKind,
    }
}

form! {
    /// The application was handed in.
    pub struct FileWay {
        /// On which way.
        pub way: WayKind,
        /// At which body.
        pub body: Line<60>,
        /// On which day.
        pub day: Day,
        /// Both sides ask together (review and confirmation).
        pub both_ask: bool,
        /// Who asks, on the other ways.
        pub applicant: Option<PartyId>,
        /// The debtor is in the country, can be found and served (民诉法 art. 225; 解释 art. 427); for a payment order.
        pub debtor_reachable: bool,
        /// No preservation was asked for before the suit (解释 art. 427); for a payment order.
        pub no_preservation: bool,
    }
}

form! {
    /// The body answered.
    pub struct AnswerWay {
        /// On which way.
        pub way: WayKind,
        /// What.
        pub outcome: WayOutcome,
        /// On which day.
        pub day: Day,
        /// The number of its document.
        pub number: Option<Line<60>>,
        /// What it says, in a few words.
        pub note: Option<Prose<500>>,
    }
}

form! {
    /// The parties do not want a way.
    pub struct RenounceWay {
        /// Which.
        pub way: WayKind,
        /// Who does not want it.
        pub parties: Vec<PartyId>,
        /// What they say.
        pub note: Option<Prose<500>>,
        /// They were told what they give up and until when they could have asked.
        pub told: Confirmed,
    }
}

/// The way, when it was open on this day.
fn open(case: &Case, facts: &WayFacts, day: Day, kind: WayKind) -> Result<Way, Refusal> {
    let missing = || Refusal::because(Reason::NotInThisStage);
    let way = ways(case, facts, day).into_iter().find(|way| way.kind == kind).ok_or_else(missing)?;
    match way.state {
        WayState::Open => Ok(way),
        WayState::Filed => Err(Refusal::at("way", Reason::WayFiledAlready)),
        WayState::Granted | WayState::Refused | WayState::Renounced => Err(Refusal::at("way", Reason::WayOver)),
        WayState::Waiting | WayState::Barred => {
            let why = way.barriers.iter().find(|barrier| !barrier.why.is_partial()).or(way.barriers.first());
            let refusal = Refusal::at("way", Reason::WayNotOpen);
            Err(why.map_or(refusal.clone(), |barrier| refusal.with("why", barrier.why)))
        }
    }
}

impl Deed for PrepareWay {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        open(case, &cx.lookup.way, cx.today(), self.way)?;
        let found: Vec<WayPrepared> = packages(case, &cx.lookup.way, cx.today()).into_iter().filter(|one| one.way == self.way).collect();
        ensure(!found.is_empty(), || Refusal::at("way", Reason::NothingChanges))?;
        Ok(found.into_iter().fold(Outcome::default(), Outcome::and))
    }
}

impl Deed for FileWay {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        // Handed in on its last day and noted later: what counts is the day it was handed in.
        let way = self.open_then(case, cx)?;
        if self.way.is_joint() {
            ensure(self.both_ask, || Refusal::at("both_ask", Reason::AskTogether))?;
        } else {
            self.check_applicant(case, &way)?;
        }
        if self.way == WayKind::PaymentOrder {
            ensure(self.debtor_reachable, || Refusal::at("debtor_reachable", Reason::DebtorOutOfReach))?;
            ensure(self.no_preservation, || Refusal::at("no_preservation", Reason::PreservedBefore))?;
        }
        let applicant = self.applicant.filter(|_| !self.way.is_joint());
        let fresh = packages(case, &cx.lookup.way, self.day).into_iter().filter(|one| one.way == self.way);
        let outcome = fresh.fold(Outcome::default(), Outcome::and);
        let mut outcome = outcome.and(WayFiled { way: self.way, day: self.day, body: self.body.to_string(), applicant });
        if let Some(rule) = self.way.after_filing() {
            outcome = outcome.and(cx.clock(rule, self.day, &case.division)?);
        }
        if matches!(self.way, WayKind::PaymentOrder | WayKind::Arbitration) {
            // 令33号 art. 27: asking for arbitration or a payment order interrupts limitation.
            outcome = outcome.and(limitation::interrupted(case, cx, Interruption::Claimed, self.day)?);
        }
        Ok(outcome)
    }
}

impl FileWay {
    fn open_then(&self, case: &Case, cx: &Decision<'_>) -> Result<Way, Refusal> {
        cx.not_future("day", self.day)?;
        let in_force = case.agreement.as_ref().and_then(|agreement| agreement.in_force).unwrap_or(self.day);
        ensure(self.day >= in_force, || Refusal::at("day", Reason::EndBeforeStart))?;
        let window = case.clock_of(self.way.window()).filter(|clock| clock.is_running() && clock.role != Role::Limitation);
        if let Some(due) = window.map(Clock::due).filter(|due| self.day > *due) {
            return Err(Refusal::at("day", Reason::WindowClosed).with("due", due));
        }
        open(case, &cx.lookup.way, self.day, self.way)
    }

    fn check_applicant(&self, case: &Case, way: &Way) -> Result<(), Refusal> {
        let id = self.applicant.ok_or(Refusal::at("applicant", Reason::ApplicantNeeded))?;
        let party = case.party(id).ok_or(Refusal::at("applicant", Reason::NotInThisCase))?;
        let worker = matches!(party.role, PartyRole::Worker | PartyRole::NextOfKin);
        ensure(self.way != WayKind::PaymentOrder || worker, || Refusal::at("applicant", Reason::OnlyTheWorker))?;
        let owed = |obligation: &Obligation| way.obligations.contains(&obligation.id) && obligation.payee == id;
        let owed = case.agreement.as_ref().is_some_and(|agreement| agreement.obligations.iter().any(owed));
        ensure(owed, || Refusal::at("applicant", Reason::NothingOwedToThem))
    }
}

impl Deed for AnswerWay {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let track = case.ways.iter().rev().find(|track| track.kind == self.way);
        let track = track.filter(|track| track.filed.is_some()).ok_or(Refusal::at("way", Reason::WayNotFiled))?;
        ensure(track.conclusion().is_none(), || Refusal::at("way", Reason::WayOver))?;
        ensure(self.outcome.belongs_to(self.way), || Refusal::at("outcome", Reason::NoSuchAnswer))?;
        cx.not_future("day", self.day)?;
        let since = track.answers.last().map(|answer| answer.day).or(track.filed.as_ref().map(|filing| filing.day)).unwrap_or(self.day);
        ensure(self.day >= since, || Refusal::at("day", Reason::EndBeforeStart))?;
        let mut outcome = Outcome::default();
        let note = outcome.say_if(cx, WordsKind::Note, self.note.as_deref());
        let number = self.number.as_deref().map(str::to_owned);
        let mut outcome = outcome.and(WayAnswered { way: self.way, outcome: self.outcome, day: self.day, number, note });
        if let Some(rule) = self.outcome.begins(self.way) {
            outcome = outcome.and(cx.clock(rule, self.day, &case.division)?);
        }
        if self.outcome.enforceable() && !case.agreement.as_ref().is_some_and(Agreement::is_performed) {
            outcome = outcome.and(cx.clock(RuleId::ENFORCE, self.last_due(case), &case.division)?);
        }
        Ok(with_packages(outcome, case, cx))
    }
}

impl AnswerWay {
    /// The last day of the period for performance (民诉法 art. 250): of the last instalment; of the order, the end of the debtor's 15 days.
    fn last_due(&self, case: &Case) -> Day {
        let obligations = case.agreement.iter().flat_map(|agreement| &agreement.obligations).map(|one| one.due).max();
        let last = match self.way {
            WayKind::PaymentOrder => case.clock(RuleId::tl(17)).map(Clock::due),
            WayKind::Arbitration => None,
            WayKind::Review | WayKind::Confirmation | WayKind::Enforcement => obligations,
        };
        last.unwrap_or(self.day)
    }
}

impl Deed for RenounceWay {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        open(case, &cx.lookup.way, cx.today(), self.way)?;
        ensure(!self.parties.is_empty(), || Refusal::at("parties", Reason::ApplicantNeeded))?;
        for party in &self.parties {
            case.party(*party).ok_or(Refusal::at("parties", Reason::NotInThisCase))?;
        }
        let mut outcome = Outcome::default();
        let note = outcome.say_if(cx, WordsKind::Note, self.note.as_deref());
        Ok(outcome.and(WayRenounced { way: self.way, parties: self.parties.clone(), day: cx.today(), note }))
    }
}
