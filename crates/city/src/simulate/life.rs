//! One agreement, day by day: the seal, the reminders that the machine gives when it runs, the last day. What the
//! parties and officers do is in [`hands`].

mod hands;

use domain::agreement::{Sign, SignMeans, Signer};
use domain::case::event::{ClockReminded, Recorded, apply};
use domain::case::timing::moved_by;
use domain::case::{Case, Command, Decision, Event, IdSource, Lookup, Outcome, Settings, decide};
use domain::kernel::{Day, Moment};
use domain::periods::{Calendar, Clock, Role};
use domain::way::WayKind;
use uuid::Uuid;

use super::agreement::{lookup, officer, signed};
use super::oracle::{may_remind, step_due};
use super::tally::Tally;
use super::told::Told;
use super::year::Delay;
use super::{House, Mutation};
use crate::dice::Choice;

/// The windows that must not close unseen.
const WINDOWS: [(Role, WayKind); 3] = [
    (Role::ReviewWindow, WayKind::Review),
    (Role::ConfirmationWindow, WayKind::Confirmation),
    (Role::EnforcementWindow, WayKind::Enforcement),
];

struct Life<'h> {
    house: &'h House,
    number: u64,
    case: Case,
    lookup: Lookup,
    settings: Settings,
    choice: Choice,
    delay: Delay,
    known: i32,
    today: Day,
    /// The machine stands still until this day.
    down_until: Option<Day>,
    /// Workdays on which a reminder could have gone out, for each running window: (clock, how many).
    chances: Vec<(usize, u64)>,
    /// The day of the first reminder of each clock.
    first: Vec<(usize, Day)>,
    /// What the parties were told besides the reminders by rule.
    told: Told,
    ids: u128,
}

/// Lives the agreement with this number.
pub(super) fn live(house: &House, seed: u64, number: u64, tally: &mut Tally) {
    let mut choice = Choice::new(seed, number);
    let Ok(first) = Day::of(2020, 3, 2) else { return };
    let effect = first.plus(choice.between(0, 2850));
    let delay = Delay(choice.between(-60, 45));
    let known = delay.known_on(effect);
    let lookup = lookup(&mut choice);
    let case = signed(effect, &mut choice);
    let mut life = Life {
        house,
        number,
        case,
        lookup,
        settings: Settings::default(),
        choice,
        delay,
        known,
        today: effect,
        down_until: None,
        chances: Vec::new(),
        first: Vec::new(),
        told: Told::default(),
        ids: 1,
    };
    tally.agreements += 1;
    life.whole(effect, tally);
}

impl<'h> Life<'h> {
    fn calendar(&self) -> Option<&'h Calendar> {
        self.house.years.up_to(self.known)
    }

    fn whole(&mut self, effect: Day, tally: &mut Tally) {
        self.seal(tally);
        let plan = self.plan(effect);
        let keeps = self.choice.in_thousand(700);
        let late = self.choice.between(1, 9);
        let last_due = self.case.agreement.iter().flat_map(|one| &one.obligations).map(|one| one.due).max().unwrap_or(effect);
        // Past the longer window, and past every instalment with its default.
        let end = effect.plus(45).max(last_due.plus(12));
        let mut breach: Option<Day> = None;
        while self.today <= end {
            tally.days += 1;
            self.notice(tally);
            self.machine(tally);
            self.parties(plan, tally);
            if keeps {
                self.pay(tally);
            } else {
                breach = self.defaults(breach, late, tally);
            }
            self.close(tally);
            self.today = self.today.plus(1);
        }
        self.enforcement(tally);
    }

    /// The organisation seals: the windows open, with their packages.
    fn seal(&mut self, tally: &mut Tally) {
        let day = self.today;
        let seal = Sign { signer: Signer::Organisation, party: None, day, means: SignMeans::Seal, late_reason: None };
        self.act(seal.into(), tally);
        let running: Vec<(usize, Role)> = self.windows();
        if running.is_empty() && !self.case.claims.is_empty() {
            tally.violate(|| format!("agreement {}: no window opened on {day}", self.number));
        }
    }

    fn windows(&self) -> Vec<(usize, Role)> {
        let window = |(place, clock): (usize, &Clock)| {
            let known = WINDOWS.iter().any(|(role, _)| *role == clock.role);
            (known && clock.is_running()).then_some((place, clock.role))
        };
        self.case.clocks.iter().enumerate().filter_map(window).collect()
    }

    /// An act of an officer or of the parties, decided by the rules.
    fn act(&mut self, command: Command, tally: &mut Tally) -> bool {
        let Some(calendar) = self.calendar() else { return false };
        self.ids += 0x1_0000;
        let decision = Decision {
            now: Moment::at(self.today, 10, 0),
            actor: officer(),
            calendar,
            rules: &self.house.rules,
            settings: &self.settings,
            lookup: &self.lookup,
            ids: IdSource::after(Uuid::from_u128(self.ids)),
        };
        let Ok(outcome) = decide(&self.case, &command, &decision) else { return false };
        self.take(outcome, tally);
        true
    }

    /// Events happen; a window that opens must have its package among them or before.
    fn take(&mut self, outcome: Outcome, tally: &mut Tally) {
        let (mut opened, mut named) = (Vec::new(), Vec::new());
        for event in outcome.events {
            let drafted = matches!(event, Event::WayPrepared(_));
            if drafted && self.house.mutation == Mutation::NoPackage {
                continue;
            }
            if let Event::WayPrepared(package) = &event {
                tally.default_packages += u64::from(package.way.needs_default());
                // The message of a way that needs a default names no last day (`app::case::consequence`).
                named.extend(package.until.filter(|_| !package.way.needs_default()).map(|until| (package.way, until)));
            }
            if let Event::ClockStarted(started) = &event {
                if WINDOWS.iter().any(|(role, _)| *role == started.clock.role) {
                    opened.push(started.clock.role);
                }
                tally.warned += u64::from(!started.clock.deadline.warnings.is_empty());
            }
            self.happen(event);
        }
        for role in opened {
            tally.windows += 1;
            let way = WINDOWS.iter().find(|(window, _)| *window == role).map(|(_, way)| *way);
            let there = self.case.ways.iter().any(|track| Some(track.kind) == way);
            // Enforcement needs a default too: its package comes with the breach, long before its two years are over.
            if there || role == Role::EnforcementWindow {
                tally.packages += u64::from(there);
            } else {
                tally.violate(|| format!("agreement {}: {role} opened on {} without its package", self.number, self.today));
            }
        }
        for (way, until) in named {
            self.tell(way, until, tally);
        }
    }

    /// The notice to the parties names the window and its last day.
    fn tell(&mut self, way: WayKind, until: Day, tally: &mut Tally) {
        let window = |(place, role): &(usize, Role)| WINDOWS.contains(&(*role, way)).then_some(*place);
        let Some(place) = self.windows().iter().find_map(window) else { return };
        if self.case.clocks.get(place).is_none_or(|clock| clock.due() != until) {
            tally.violate(|| format!("agreement {}: the notice of {way} names {until}", self.number));
        }
        self.told.name(place, until);
    }

    fn happen(&mut self, event: Event) {
        let recorded = Recorded { seq: self.case.version + 1, at: Moment::at(self.today, 10, 0), actor: officer(), event };
        let case = std::mem::replace(&mut self.case, Case::blank(domain::kernel::id::CaseId(Uuid::nil())));
        self.case = apply(case, &recorded);
    }

    /// A year's notice comes: running clocks whose last day is not over move.
    fn notice(&mut self, tally: &mut Tally) {
        let known = self.delay.known_on(self.today);
        if known == self.known {
            return;
        }
        self.known = known;
        let Some(calendar) = self.calendar() else { return };
        if self.house.mutation == Mutation::NoticeIgnored {
            return;
        }
        let moves = moved_by(&self.case, &self.house.rules, calendar);
        for moved in moves {
            let ahead = self.case.clocks.get(moved.clock).is_some_and(|clock| clock.due() >= self.today);
            if ahead {
                tally.moved += 1;
                let place = moved.clock;
                self.happen(moved.into());
                if self.told.knows(place)
                    && let Some(due) = self.case.clocks.get(place).map(Clock::due)
                {
                    self.told.name(place, due);
                }
            }
        }
    }

    /// The machine runs at some hours of the day, or stands still for up to three days.
    fn machine(&mut self, tally: &mut Tally) {
        if self.down_until.is_some_and(|until| self.today < until) {
            return;
        }
        if self.choice.in_thousand(20) {
            self.down_until = Some(self.today.plus(self.choice.between(1, 3)));
            return;
        }
        self.told.send(self.today);
        let runs = self.choice.between(3, 8);
        for _ in 0..runs {
            let hour = u8::try_from(self.choice.between(0, 23)).unwrap_or(0);
            self.remind(hour, tally);
        }
    }

    /// What the house does when its job runs at this hour, and what it should have done.
    fn remind(&mut self, hour: u8, tally: &mut Tally) {
        let Some(calendar) = self.calendar() else { return };
        let (today, mutation) = (self.today, self.house.mutation);
        let allowed = mutation == Mutation::AnyHour || (app::case::clocks::HOURS.contains(&hour) && calendar.is_workday(today));
        let due = |(place, clock): (usize, &Clock)| {
            let short = matches!(mutation, Mutation::NoHorizon | Mutation::AnyHour);
            let before = if short { short_sighted(clock, today) } else { clock.reminder(calendar, today) };
            Some((place, before?))
        };
        let given: Vec<(usize, i64)> = if allowed { self.case.clocks.iter().enumerate().filter_map(due).collect() } else { Vec::new() };
        for (place, before) in given {
            let Some(last) = self.case.clocks.get(place).map(Clock::due) else { continue };
            tally.reminders += 1;
            if !may_remind(calendar, today, hour) {
                tally.violate(|| format!("agreement {}: reminded on {today} at {hour} o'clock", self.number));
            }
            if today > last {
                tally.violate(|| format!("agreement {}: reminded on {today} of {last}", self.number));
            }
            if !self.first.iter().any(|(of, _)| *of == place) {
                self.first.push((place, today));
            }
            self.happen(ClockReminded { clock: place, before, due: last }.into());
        }
        if may_remind(calendar, today, hour) {
            self.check(calendar, tally);
        }
    }

    /// After a run of the job each window has had the reminder that this workday owes it.
    fn check(&mut self, calendar: &Calendar, tally: &mut Tally) {
        for (place, role) in self.windows() {
            let Some(clock) = self.case.clocks.get(place) else { continue };
            let Some(step) = step_due(calendar, self.today, clock.due(), &clock.remind) else { continue };
            match self.chances.iter_mut().find(|(of, _)| *of == place) {
                Some((_, count)) => *count += 1,
                None => self.chances.push((place, 1)),
            }
            if clock.reminded.iter().min().is_none_or(|given| *given > step) {
                let (last, given) = (clock.due(), clock.reminded.clone());
                tally.violate(|| {
                    format!(
                        "agreement {}: {role} to {last}: on {} the reminder {step} days before is owed, given were {given:?}",
                        self.number, self.today
                    )
                });
            }
        }
    }

    /// The day after its last one a window is closed for good: what had it, and was it reminded?
    fn close(&mut self, tally: &mut Tally) {
        for (place, role) in self.windows() {
            let Some(clock) = self.case.clocks.get(place) else { continue };
            let last = clock.due();
            if self.today != last {
                continue;
            }
            tally.lapsed += 1;
            let way = WINDOWS.iter().find(|(window, _)| *window == role).map(|(_, way)| *way);
            let lacks = !self.case.ways.iter().any(|track| Some(track.kind) == way);
            let counted_anew = self.house.rules.exact(clock.rule, clock.deadline.version).zip(self.calendar());
            let truly = counted_anew.map(|(rule, calendar)| rule.count(calendar, clock.deadline.from, clock.deadline.length).due);
            let first = self.first.iter().find(|(of, _)| *of == place).map(|(_, day)| *day);
            let chances = self.chances.iter().find(|(of, _)| *of == place).map_or(0, |(_, count)| *count);
            if lacks {
                tally.violate(|| format!("agreement {}: {role} closed on {last} without its package", self.number));
            }
            if truly != Some(last) {
                tally
                    .violate(|| format!("agreement {}: {role} closed on {last}, by the notices of that day it was {truly:?}", self.number));
            }
            match first {
                Some(day) if day < last => tally.reminded_before += 1,
                Some(_) => tally.reminded_on += 1,
                None if chances == 0 && self.told.in_time(place, last) => tally.told_only += 1,
                None => {
                    tally.unreminded += 1;
                    tally.violate(|| format!("agreement {}: {role} closed on {last} without a reminder", self.number));
                }
            }
        }
    }

    /// The two years of enforcement: only their last hundred days are lived one by one.
    fn enforcement(&mut self, tally: &mut Tally) {
        let Some(clock) = self.case.clock_of(Role::EnforcementWindow).filter(|clock| clock.is_running()) else { return };
        let last = clock.due();
        if last.year() > super::year::LAST || clock.deadline.length == 0 {
            return;
        }
        self.today = self.today.max(last.plus(-100));
        self.down_until = None;
        while self.today <= last {
            tally.days += 1;
            self.notice(tally);
            self.machine(tally);
            if self.case.clock_of(Role::EnforcementWindow).is_some_and(|clock| clock.due() == self.today) {
                self.close(tally);
            }
            self.today = self.today.plus(1);
        }
    }
}

/// A house that looks at today only: the mutation that the simulation must notice.
fn short_sighted(clock: &Clock, today: Day) -> Option<i64> {
    let from = clock.remind_from()?;
    let left = today.days_until(clock.due());
    (from <= today && left >= 0).then(|| clock.remind.iter().copied().filter(|before| left <= *before).min()).flatten()
}
