//! What becomes of a dossier when its time is over: kept longer, or proposed for disposal by one, decided by another, destroyed before two
//! witnesses. What is destroyed are files and texts; the log, the hashes and the line of the ledger stay.

use super::event::{Destroyed, DisposalDecided, DisposalProposed, KeptLonger};
use crate::case::command::Deed;
use crate::case::refusal::ensure;
use crate::case::{Act, Case, Decision, Event, Outcome, Reason, Refusal, WordsKind};
use crate::kernel::id::{AccountId, WordsId};
use crate::kernel::{Day, Line, Prose};
use crate::vault::event::KeyDestroyed;
use crate::way::Track;
use crate::{codes, form};

codes! {
    /// How far the disposal of a dossier has come.
    pub enum DisposalState as "disposal" {
        /// 保管中
        Kept = "kept",
        /// 已提请销毁
        Proposed = "proposed",
        /// 已批准销毁
        Approved = "approved",
        /// 已销毁
        Destroyed = "destroyed",
    }
}

codes! {
    /// What is decided on a proposal.
    pub enum DisposalDecision as "disposal_decision" {
        /// 同意销毁
        Approve = "approve",
        /// 不同意，继续保管
        Refuse = "refuse",
    }
}

codes! {
    /// How paper is destroyed.
    pub enum DestructionMeans as "destruction" {
        /// 粉碎
        Shredded = "shredded",
        /// 送造纸厂化浆
        Pulped = "pulped",
        /// 焚毁
        Burnt = "burnt",
        /// 只有电子卷宗，没有纸质卷宗
        Electronic = "electronic",
    }
}

/// What becomes of a filed dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disposal {
    /// How far it has come.
    pub state: DisposalState,
    /// Who proposed it.
    pub proposed_by: Option<AccountId>,
    /// Who approved it.
    pub decided_by: Option<AccountId>,
    /// The day of the last step.
    pub day: Option<Day>,
}

impl Default for Disposal {
    fn default() -> Self {
        Self { state: DisposalState::Kept, proposed_by: None, decided_by: None, day: None }
    }
}

form! {
    /// The dossier is kept longer.
    pub struct KeepLonger {
        /// Until when.
        pub until: Day,
        /// Why.
        pub reason: Prose<500>,
    }
}

form! {
    /// The dossier is proposed for disposal.
    pub struct ProposeDisposal {
        /// Why it need not be kept any longer.
        pub reason: Prose<500>,
    }
}

form! {
    /// Somebody else decides on the proposal.
    pub struct DecideDisposal {
        /// How.
        pub decision: DisposalDecision,
        /// Why.
        pub reason: Prose<500>,
    }
}

form! {
    /// The dossier was destroyed.
    pub struct Destroy {
        /// On which day.
        pub day: Day,
        /// How.
        pub means: DestructionMeans,
        /// Where.
        pub place: Line<120>,
        /// Who watched.
        pub first_witness: Line<40>,
        /// Who watched with them.
        pub second_witness: Line<40>,
    }
}

/// What an act on the filed dossier lacks, whatever is typed.
pub(crate) fn disposal_lacks(case: &Case, act: Act) -> Option<Reason> {
    let state = case.archive.as_ref()?.disposal.state;
    let when = |condition: bool, reason| condition.then_some(reason);
    if state == DisposalState::Destroyed {
        return Some(Reason::DossierDestroyed);
    }
    match act {
        Act::ProposeDisposal => when(state != DisposalState::Kept, Reason::DisposalProposed),
        Act::DecideDisposal => when(state != DisposalState::Proposed, Reason::NoDisposalProposed),
        Act::Destroy => when(state != DisposalState::Approved, Reason::DisposalNotApproved),
        _ => None,
    }
}

impl Case {
    /// The day on which its dossier was destroyed.
    pub fn destroyed(&self) -> Option<Day> {
        let disposal = self.archive.as_ref()?.disposal;
        disposal.day.filter(|_| disposal.state == DisposalState::Destroyed)
    }

    /// Until when something runs for which the dossier may be needed: a period that the parties or a court count by, such as the two years for
    /// enforcement (TL-43), or the limitation that was told at the end.
    pub fn needed_until(&self) -> Option<Day> {
        let clocks = self.clocks.iter().filter(|clock| clock.stopped.is_none()).map(crate::periods::Clock::due);
        clocks.chain(self.closing.as_ref().and_then(|closing| closing.limitation)).max()
    }
}

impl Deed for KeepLonger {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let filed = case.archive.as_ref().ok_or(Refusal::because(Reason::NotInThisStage))?;
        ensure(self.until > filed.keep_until && self.until > cx.today(), || {
            Refusal::at("until", Reason::NotLater).with("due", filed.keep_until)
        })?;
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        Ok(outcome.and(KeptLonger { day: cx.today(), until: self.until, reason }))
    }
}

impl Deed for ProposeDisposal {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        free(case, cx.today())?;
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        Ok(outcome.and(DisposalProposed { day: cx.today(), reason }))
    }
}

impl Deed for DecideDisposal {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let disposal = case.archive.as_ref().map(|filed| filed.disposal).unwrap_or_default();
        // Who can't be told from the proposer can't be another one.
        let another = cx.actor.account.is_some() && cx.actor.account != disposal.proposed_by;
        ensure(another, || Refusal::because(Reason::FourEyes))?;
        if self.decision == DisposalDecision::Approve {
            free(case, cx.today())?;
        }
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        Ok(outcome.and(DisposalDecided { day: cx.today(), decision: self.decision, reason }))
    }
}

impl Deed for Destroy {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        free(case, cx.today())?;
        cx.not_future("day", self.day)?;
        let approved = case.archive.as_ref().and_then(|filed| filed.disposal.day);
        ensure(approved.is_none_or(|approved| self.day >= approved), || Refusal::at("day", Reason::BeforeApproved))?;
        ensure(*self.first_witness != *self.second_witness, || Refusal::at("second_witness", Reason::WitnessTwice))?;
        let mut outcome = Outcome::default();
        let place = outcome.say(cx, WordsKind::Place, &self.place);
        let witnesses = [&self.first_witness, &self.second_witness].map(|name| outcome.say(cx, WordsKind::Witness, name));
        let outcome = outcome.and(Destroyed { day: self.day, means: self.means, place, witnesses: witnesses.to_vec() });
        Ok(match case.closing.as_ref().filter(|_| !case.vault.over) {
            // It comes to every case alike, whether anything was ever in its vault or not.
            Some(closing) => outcome.and(KeyDestroyed { day: cx.today(), years: i64::from(cx.today().year() - closing.day.year()) }),
            None => outcome,
        })
    }
}

/// Its time is over, and nothing runs for which it may be needed.
fn free(case: &Case, today: Day) -> Result<(), Refusal> {
    let filed = case.archive.as_ref().ok_or(Refusal::because(Reason::NotInThisStage))?;
    ensure(today > filed.keep_until, || Refusal::because(Reason::RetentionRuns).with("until", filed.keep_until))?;
    let needed = case.needed_until().filter(|until| *until >= today);
    ensure(needed.is_none(), || Refusal::because(Reason::StillNeeded).with("until", needed.unwrap_or(today)))?;
    ensure(!case.ways.iter().any(Track::is_pending), || Refusal::because(Reason::WaysOpen))
}

/// The texts that are the record of the destruction itself: they outlive the others.
pub fn record_words(event: &Event) -> Vec<WordsId> {
    match event {
        Event::KeptLonger(event) => vec![event.reason],
        Event::DisposalProposed(event) => vec![event.reason],
        Event::DisposalDecided(event) => vec![event.reason],
        Event::Destroyed(event) => event.witnesses.iter().copied().chain([event.place]).collect(),
        _ => Vec::new(),
    }
}
