//! Deciding: the one door through which a command becomes events.

use std::cell::Cell;
use std::collections::BTreeMap;

use uuid::Uuid;

use super::Actor;
use super::command::Command;
use super::event::{ClockStarted, Event, Recorded, apply};
use super::refusal::{Reason, Refusal};
use super::stage::{Offer, offer};
use super::state::Case;
use super::words::{Words, WordsKind};
use crate::agreement::{Checklist, VoidClause};
use crate::closing::DossierKind;
use crate::document::{Printed, SigningRecord};
use crate::intake::{Application, Registration};
use crate::kernel::id::{AccountId, OrganisationId, WordsId};
use crate::kernel::{Day, Moment};
use crate::mediation::SuspensionGround;
use crate::organisation::{MediatorFacts, OrganisationFacts};
use crate::periods::{Calendar, Clock, RuleId, Rulebook};
use crate::way::WayFacts;

/// Ids drawn before the decision, handed out one by one.
#[derive(Debug)]
pub struct IdSource {
    base: u128,
    next: Cell<u128>,
}

impl IdSource {
    /// Ids that follow `base` (a fresh UUIDv7).
    pub const fn after(base: Uuid) -> Self {
        Self { base: base.as_u128(), next: Cell::new(0) }
    }

    /// The next id.
    pub fn draw<T: From<Uuid>>(&self) -> T {
        self.next.set(self.next.get() + 1);
        T::from(Uuid::from_u128(self.base.wrapping_add(self.next.get())))
    }
}

/// What an office may set: house rules and points that the law leaves open (flag U in law.md).
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Working days an organisation has to take or hand back a case.
    pub reply_days: i64,
    /// Days after closing at which the last return visit is due.
    pub visit_days: i64,
    /// Tries after which an unreachable person's visit counts as done.
    pub visit_tries: i64,
    /// Workers from which a dispute is a mass dispute (令33号 art. 5: 10).
    pub mass_threshold: i64,
    /// Longest single extension in days; the law sets none (令17号 art. 29).
    pub extension_days: i64,
    /// Years for which a dossier of each kind is kept; a kind that is not named follows the book of periods (TL-45).
    pub retention: BTreeMap<DossierKind, i64>,
    /// Years for which a dossier is kept when nothing else is said.
    pub retention_years: i64,
    /// Years after closing for which the vault's key is kept (law.md §1.4: no national period, 5 by default).
    pub vault_years: i64,
    /// Days before a due day from which it is shown as near.
    pub near_days: i64,
    /// Grounds of suspension on which clocks that may stand still do so; the statutes are silent.
    pub pausing_grounds: Vec<SuspensionGround>,
    /// How the number of a paper is written: see [`crate::document::number`].
    pub paper_number: String,
    /// Only a mediator with a valid certificate of appointment is given a case (S0-40).
    pub assign_needs_certificate: bool,
    /// Nobody signs an agreement that was not issued: every hand stands under the bytes that are kept.
    pub sign_needs_paper: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            reply_days: 2,
            visit_days: 30,
            visit_tries: 3,
            mass_threshold: 10,
            extension_days: 60,
            retention: BTreeMap::new(),
            retention_years: 5,
            vault_years: 5,
            near_days: 6,
            pausing_grounds: vec![SuspensionGround::Appraisal, SuspensionGround::InjuryDetermination, SuspensionGround::ForceMajeure],
            paper_number: crate::document::number::USUAL.to_owned(),
            assign_needs_certificate: false,
            sign_needs_paper: false,
        }
    }
}

/// Who or what is taken at the time asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clash {
    /// The room.
    Room,
    /// The mediator.
    Mediator,
}

/// What was looked up for this command: the directories' facts, and whether a session would clash.
#[derive(Clone, Debug, Default)]
pub struct Lookup {
    /// Organisations named in the command.
    pub organisations: Vec<OrganisationFacts>,
    /// Mediators named in the command.
    pub mediators: Vec<MediatorFacts>,
    /// A session at the time asked for would clash.
    pub clash: Option<Clash>,
    /// The paper that was printed to be issued with this decision.
    pub printed: Option<Printed>,
    /// What was kept of a signature made on a screen.
    pub record: Option<SigningRecord>,
    /// What an agreement may not say.
    pub clauses: Vec<VoidClause>,
    /// Open cases of the same person against the same employer (at registration).
    pub duplicates: usize,
    /// What the ways of an agreement depend on: the heads of claim and who mediated.
    pub way: WayFacts,
    /// The checklist of the ability to perform.
    pub checklist: Checklist,
    /// The body that handles the case gives cases to certified mediators only, whatever the others do.
    pub certificate_asked: bool,
}

/// All that comes from outside.
#[derive(Debug)]
pub struct Decision<'a> {
    /// Now.
    pub now: Moment,
    /// Who acts.
    pub actor: Actor,
    /// The working-day calendar.
    pub calendar: &'a Calendar,
    /// The periods of the law.
    pub rules: &'a Rulebook,
    /// The office's settings.
    pub settings: &'a Settings,
    /// Facts looked up before.
    pub lookup: &'a Lookup,
    /// Fresh ids.
    pub ids: IdSource,
}

impl Decision<'_> {
    /// Today in Shanghai.
    pub fn today(&self) -> Day {
        self.now.day()
    }

    /// The clock of a period begins to run in this division.
    ///
    /// # Errors
    /// [`Reason::PeriodMissing`] when the house's book of periods lacks it.
    pub fn clock(&self, rule: RuleId, from: Day, division: &str) -> Result<ClockStarted, Refusal> {
        let missing = |_| Refusal::because(Reason::PeriodMissing).with("rule", rule);
        Clock::start(self.rules, self.calendar, rule, from, division).map(|clock| ClockStarted { clock }).map_err(missing)
    }

    /// The facts of an organisation that takes cases.
    pub fn organisation(&self, field: &'static str, id: OrganisationId) -> Result<&OrganisationFacts, Refusal> {
        let found = self.lookup.organisations.iter().find(|o| o.id == id).ok_or(Refusal::at(field, Reason::NotInThisCase))?;
        if found.active { Ok(found) } else { Err(Refusal::at(field, Reason::Inactive)) }
    }

    /// Refuses when this organisation is planned, suspended or closed.
    pub fn runs(&self, id: OrganisationId) -> Result<(), Refusal> {
        let runs = self.lookup.organisations.iter().find(|o| o.id == id).is_none_or(|o| o.runs);
        super::refusal::ensure(runs, || Refusal::because(Reason::Inactive))
    }

    /// The facts of a mediator who takes cases for `office` and has no conflict of interest.
    pub fn mediator(&self, field: &'static str, id: AccountId, office: OrganisationId) -> Result<&MediatorFacts, Refusal> {
        let found = self.lookup.mediators.iter().find(|m| m.account == id).ok_or(Refusal::at(field, Reason::NotInThisCase))?;
        let reason = if !found.active {
            Reason::Inactive
        } else if !found.offices.contains(&office) {
            Reason::MediatorElsewhere
        } else if found.conflicted {
            Reason::MediatorConflicted
        } else if (self.settings.assign_needs_certificate || self.lookup.certificate_asked) && !found.certified {
            Reason::CertificateMissing
        } else {
            return Ok(found);
        };
        Err(Refusal::at(field, reason))
    }

    /// Refuses a day in the future.
    pub fn not_future(&self, field: &'static str, day: Day) -> Result<(), Refusal> {
        super::refusal::ensure(day <= self.today(), || Refusal::at(field, Reason::InTheFuture))
    }

    /// Refuses a day in the future, or before the application was received.
    pub fn since_received(&self, case: &Case, field: &'static str, day: Day) -> Result<(), Refusal> {
        self.not_future(field, day)?;
        let received = case.intake.received.unwrap_or(day);
        super::refusal::ensure(day >= received, || Refusal::at(field, Reason::BeforeReceived).with("received", received))
    }
}

/// What a decision comes to: events, and the texts they point to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The events in order.
    pub events: Vec<Event>,
    /// The texts.
    pub words: Vec<Words>,
}

impl Outcome {
    /// The case as it will be when these events have happened.
    pub(crate) fn onto(&self, case: &Case, cx: &Decision<'_>) -> Case {
        let recorded = |event: &Event| Recorded { seq: case.version, at: cx.now, actor: cx.actor.clone(), event: event.clone() };
        self.events.iter().map(recorded).fold(case.clone(), |case, event| apply(case, &event))
    }

    /// Adds an event.
    #[must_use]
    pub fn and(mut self, event: impl Into<Event>) -> Self {
        self.events.push(event.into());
        self
    }

    /// Keeps a text and gives the id to point to.
    pub fn say(&mut self, cx: &Decision<'_>, kind: WordsKind, text: &str) -> WordsId {
        let id = cx.ids.draw();
        self.words.push(Words { id, kind, text: text.to_owned() });
        id
    }

    /// Keeps a text when there is one.
    pub fn say_if(&mut self, cx: &Decision<'_>, kind: WordsKind, text: Option<&str>) -> Option<WordsId> {
        text.map(|text| self.say(cx, kind, text))
    }
}

/// Decides a command on a registered case.
pub fn decide(case: &Case, command: &Command, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
    match offer(case, command.act()) {
        Offer::Ready => command.deed().decide(case, cx),
        Offer::NotYet(reason) => Err(Refusal::because(reason)),
        Offer::No => Err(Refusal::because(Reason::NotInThisStage).with("stage", case.stage)),
    }
}

/// Decides the registration of a new case.
pub fn register(application: &Application, registration: Registration, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
    crate::intake::register(application, registration, cx)
}
