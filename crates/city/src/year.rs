//! A year of the district.

use std::sync::atomic::{AtomicUsize, Ordering};

use app::{App, Result};
use domain::access::Role;
use domain::kernel::{Day, Moment};

use crate::carry::carry;
use crate::clock::SimClock;
use crate::course::Stall;
use crate::dice::Choice;
use crate::district::WORKERS_PHONES;
use crate::draw::Given;
use crate::people::Registry;
use crate::story::{Begin, open};
use crate::world::{Secrets, World};
use crate::{draw, hours, lane, question, register};

/// Telephones of people who only ask begin here.
const QUESTIONS_PHONES: u32 = 60_000;

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Contacts that end as advice or referral, besides those that become cases.
    pub contacts: usize,
    /// Cases.
    pub cases: usize,
    /// When the telling ends: now.
    pub until: Moment,
    /// The seed of what is said in vaults; nothing is said there when empty. Nothing else depends on it.
    pub confidences: Option<u64>,
}

impl Plan {
    /// A few hundred cases, as the demo tells them.
    pub const fn demo(until: Moment) -> Self {
        Self { contacts: 240, cases: 300, until, confidences: Some(1) }
    }

    /// A small one, for tests.
    pub const fn small(until: Moment) -> Self {
        Self { contacts: 12, cases: 24, until, confidences: Some(1) }
    }
}

/// A demo login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// What the person is.
    pub role: Role,
    /// The login.
    pub login: String,
    /// The password, for the demo only.
    pub password: String,
    /// The person's name.
    pub name: String,
}

/// What was told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// One login for each role.
    pub logins: Vec<Login>,
    /// Organisations in the directory.
    pub organisations: usize,
    /// Mediators in the directory.
    pub mediators: usize,
    /// Cases registered.
    pub cases: usize,
    /// Contacts received, those that became cases too.
    pub contacts: usize,
    /// Acts done on cases.
    pub acts: usize,
    /// Cases that are in the archive.
    pub archived: usize,
}

/// Days that are told.
const DAYS: i64 = 365;
/// What lies untouched for so many days is still work in hand.
const STALLED_LATELY: i64 = 45;
/// Of so many cases one is that of a crowd.
const CROWD_IN: usize = 75;

/// Tells the year of the district that ends at `plan.until`, on an empty house, and leaves `clock` there.
///
/// The house's clock, dice and store are replaced while telling: `clock`, dice of the seed, relaxed writes that are flushed at the end.
///
/// # Errors
/// What a use case refuses; a word that the data files lack is [`app::Error::Corrupt`].
pub async fn tell(app: &App, clock: &SimClock, seed: u64, plan: &Plan) -> Result<Told> {
    let first = plan.until.day().plus(-DAYS);
    clock.set(Moment::at(first, 8, 0));
    let mut world = open(app, clock, seed, 40 + plan.cases / 4).await?;
    world.secrets = plan.confidences.map(|seed| Secrets::of(seed, &world.app, clock));
    let mut lanes = cases(&world, seed, plan)?;
    lanes.extend(questions(&world, seed, plan)?);
    lanes.push(register::lane(&world, seed, first, plan.until)?);
    lane::run(clock, plan.until, lanes).await?;
    clock.set(plan.until);
    world.app.store.flush().await?;
    world.app.store.analyze().await?;
    let count = |tally: &AtomicUsize| tally.load(Ordering::SeqCst);
    Ok(Told {
        logins: world.district.logins.clone(),
        organisations: world.district.offices.len(),
        mediators: world.district.mediators,
        cases: count(&world.tally.cases),
        contacts: count(&world.tally.contacts),
        acts: count(&world.tally.acts),
        archived: count(&world.tally.archived),
    })
}

/// So many moments of the year, in office hours, by the shares of the months, in order. The last ones lie before the end.
fn moments(world: &World, plan: &Plan, count: usize, choice: &mut Choice) -> Vec<Moment> {
    let (until, calendar) = (plan.until, world.calendar());
    let months = &world.words.year.months;
    let (recent, times) = (world.words.year.recent_days, world.words.year.recent_times);
    let weight = |day: &Day| {
        let month = months.get(usize::from(day.month().saturating_sub(1))).copied().unwrap_or(1);
        if day.days_until(until.day()) <= recent { month * times } else { month }
    };
    let all = (0..DAYS).map(|back| until.day().plus(-back)).filter(|day| calendar.is_workday(*day));
    let days: Vec<Day> = all.filter(|day| Moment::at(*day, 9, 0) < until).collect();
    let mut moments = Vec::new();
    while moments.len() < count {
        let Some(day) = choice.weighted(&days, weight) else { break };
        let moment = hours::some_time(*day, choice);
        if moment < until {
            moments.push(moment);
        }
    }
    moments.sort();
    moments
}

fn cases<'a>(world: &'a World, seed: u64, plan: &Plan) -> Result<Vec<Begin<'a>>> {
    let mut registry = Registry::new(&world.words, world.district.name.clone(), world.district.towns.clone(), WORKERS_PHONES);
    let mut lanes: Vec<Begin<'a>> = Vec::new();
    let (mut recent, mut old) = (0, 0);
    // Now and then something lies where it is: rather lately than long ago, and lately at every place.
    let mut stall = |received: Moment| {
        let days = received.day().days_until(plan.until.day());
        let (count, every) = if days <= STALLED_LATELY { (&mut recent, 7) } else { (&mut old, 60) };
        *count += 1;
        let n: usize = *count;
        (days > 3 && n % every == every / 2).then(|| Stall::ALL.get(n / every % Stall::ALL.len()).copied()).flatten()
    };
    for (n, received) in moments(world, plan, plan.cases, &mut Choice::new(seed, 2)).into_iter().enumerate() {
        let mut choice = Choice::new(seed, thread(n, 0));
        let course = draw::course(
            world,
            &mut registry,
            Given { received, crowd: n % CROWD_IN == CROWD_IN / 3, stall: stall(received) },
            &mut choice,
        )?;
        lanes.push((received, Box::new(move |lane| Box::pin(carry(world, lane, choice, course, |_| ())))));
    }
    Ok(lanes)
}

fn questions<'a>(world: &'a World, seed: u64, plan: &Plan) -> Result<Vec<Begin<'a>>> {
    let mut registry = Registry::new(&world.words, world.district.name.clone(), world.district.towns.clone(), QUESTIONS_PHONES);
    let mut lanes: Vec<Begin<'a>> = Vec::new();
    for (n, received) in moments(world, plan, plan.contacts, &mut Choice::new(seed, 3)).into_iter().enumerate() {
        let mut choice = Choice::new(seed, thread(n, 1));
        let asked = question::draw(world, &mut registry, received, &mut choice)?;
        lanes.push((received, Box::new(move |lane| Box::pin(question::answer(world, lane, choice, asked)))));
    }
    Ok(lanes)
}

/// The thread of choices of a case (0) or a question (1).
fn thread(n: usize, kind: u64) -> u64 {
    1000 + 2 * u64::try_from(n).unwrap_or(0) + kind
}
