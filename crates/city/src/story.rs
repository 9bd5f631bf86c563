//! Single stories: applications as `data/stories` writes them, each with the way it goes, carried through the whole chain.
//!
//! A line without `story` goes the usual way: an agreement about most of what is claimed where amounts are known, no agreement otherwise.

use std::sync::Mutex;
use std::sync::PoisonError;

use app::import::parse_line;
use app::{App, Error, Result};
use domain::access::Person;
use domain::agreement::ObligationKind;
use domain::closing::PerformanceSeen;
use domain::intake::{Application, ScopeClass};
use domain::kernel::id::CaseId;
use domain::kernel::{Moment, Money};
use domain::organisation::OrganisationKind;
use serde::Deserialize;
use serde_json::Value;

use crate::carry::carry;
use crate::clock::SimClock;
use crate::course::{Course, Duty, End, LastVisit};
use crate::dice::{Choice, SeededDice};
use crate::district;
use crate::hours;
use crate::lane::{self, Lane, Telling};
use crate::plan::{self, Instalment};
use crate::words::Words;
use crate::world::{Book, Secrets, Tally, World};

#[derive(Clone, Debug, Deserialize)]
struct AmountOf {
    claim: usize,
    amount: String,
}

#[derive(Clone, Debug, Deserialize)]
struct Settled {
    claim: usize,
    amount: Option<String>,
    text: Option<String>,
    obligation: Option<ObligationKind>,
    after_days: Option<i64>,
}

#[derive(Clone, Debug, Deserialize)]
struct PartOf {
    person: usize,
    agreed: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Part {
    amount: String,
    after_days: i64,
}

#[derive(Clone, Debug, Deserialize)]
struct PaidPart {
    instalment: usize,
    after_days: i64,
}

#[derive(Clone, Debug, Deserialize)]
struct SaidAtLast {
    performance: PerformanceSeen,
    satisfaction: i64,
    opinion: String,
}

/// The key `story` of a line (data/stories/README.md).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Told {
    scope: Option<ScopeClass>,
    path: String,
    handled_by: Option<OrganisationKind>,
    joint: Vec<String>,
    sessions: Option<usize>,
    extension_days: Option<i64>,
    extension_reason: Option<String>,
    verified: Vec<AmountOf>,
    agreed: Vec<Settled>,
    shares: Vec<PartOf>,
    instalments: Vec<Part>,
    paid: Vec<PaidPart>,
    note: Option<String>,
    open: Option<String>,
    failed: Option<String>,
    withdrawn: Option<String>,
    refused: Option<String>,
    period_over: Option<String>,
    transferred: Option<String>,
    not_performed: Option<String>,
    way_on: Vec<String>,
    reason: Option<String>,
    refer_to: Vec<String>,
    follow_up: Option<SaidAtLast>,
}

/// What became of the stories.
#[derive(Clone, Debug)]
pub struct Carried {
    /// The key of each line with its case, in the order in which they were archived.
    pub cases: Vec<(String, CaseId)>,
    /// The director of the centre, who may look at all of them.
    pub director: Person,
}

/// Builds the district on an empty house and carries every line to the archive, or as far as `until`; `clock` stands there afterwards.
///
/// # Errors
/// A line that can't be read, or what a use case refuses.
pub async fn carry_lines(app: &App, clock: &SimClock, seed: u64, lines: &[&str], until: Moment) -> Result<Carried> {
    let mut stories: Vec<(String, Application, Option<Told>)> = Vec::new();
    for line in lines {
        let (key, application) = parse_line(line).map_err(|fault| Error::Corrupt(fault.sentence()))?;
        let whole: Value = serde_json::from_str(line).map_err(|error| Error::Corrupt(error.to_string()))?;
        let told = whole.get("story").map(|story| serde_json::from_value(story.clone())).transpose();
        stories.push((key, application, told.map_err(|error| Error::Corrupt(error.to_string()))?));
    }
    stories.sort_by_key(|(_, application, _)| application.received);
    let first = stories.first().map_or(until.day(), |(_, application, _)| application.received);
    clock.set(Moment::at(first.plus(-30), 8, 0));
    let world = open(app, clock, seed, 40).await?;
    let archived: Mutex<Vec<(String, CaseId)>> = Mutex::new(Vec::new());
    let mut lanes: Vec<Begin<'_>> = Vec::new();
    for ((key, application, told), thread) in stories.into_iter().zip(100..) {
        let mut choice = Choice::new(seed, thread);
        let course = course(&world, application, told, &mut choice)?;
        let (world, archived) = (&world, &archived);
        let done = move |case: CaseId| archived.lock().unwrap_or_else(PoisonError::into_inner).push((key, case));
        lanes.push((course.received, Box::new(move |lane: Lane| -> Telling<'_> { Box::pin(carry(world, lane, choice, course, done)) })));
    }
    lane::run(clock, until, lanes).await?;
    clock.set(until);
    world.app.store.flush().await?;
    let cases = archived.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(Carried { cases, director: world.district.director()?.person.clone() })
}

/// A lane's beginning.
pub(crate) type Begin<'a> = (Moment, Box<dyn FnOnce(Lane) -> Telling<'a> + Send + 'a>);

/// The world around an empty house: its clock, dice and store replaced, the district built.
pub(crate) async fn open(app: &App, clock: &SimClock, seed: u64, employers: usize) -> Result<World> {
    let app = App {
        clock: std::sync::Arc::new(clock.clone()),
        dice: std::sync::Arc::new(SeededDice::new(seed, clock.clone())),
        store: app.store.relaxed(),
        quick_passwords: true,
        ..app.clone()
    };
    let words = Words::shipped()?;
    let district = district::build(&app, &words, &mut Choice::new(seed, 1), employers).await?;
    let calendar = app.calendar();
    let secrets = Some(Secrets::of(seed, &app, clock));
    Ok(World { app, calendar, words, district, book: Book::default(), tally: Tally::default(), secrets })
}

fn money(text: &str) -> Result<Money> {
    text.parse().map_err(|_| Error::Corrupt(format!("not an amount in a story: {text}")))
}

fn course(world: &World, application: Application, told: Option<Told>, choice: &mut Choice) -> Result<Course> {
    let told = told.unwrap_or_else(|| usual(&application));
    let end = end(&told)?;
    let workers = application.applicants.len();
    let mut settled = Vec::new();
    let mut promises = Vec::new();
    for item in &told.agreed {
        settled.push((item.claim, item.amount.as_deref().map_or(Ok(Money::ZERO), money)?));
        if let Some(text) = &item.text {
            let due = item.after_days.unwrap_or(7);
            let kind = item.obligation.unwrap_or(ObligationKind::Other);
            promises.push(Duty { kind, payer: workers, payee: 0, amount: None, due, way: text.clone(), met: Some(due) });
        }
    }
    let agreed: Money = settled.iter().map(|(_, amount)| *amount).sum();
    let mut instalments = Vec::new();
    for (n, part) in told.instalments.iter().enumerate() {
        let met = told.paid.iter().find(|paid| paid.instalment == n).map(|paid| paid.after_days);
        instalments.push(Instalment { amount: money(&part.amount)?, due: part.after_days, met });
    }
    let mut duties =
        plan::duties(&instalments, &shares(&told, workers, agreed)?, world.words.reasons.pay_way.first().map_or("", String::as_str));
    duties.extend(promises);
    let verified = told.verified.iter().map(|item| Ok((item.claim, money(&item.amount)?))).collect::<Result<Vec<_>>>()?;
    let found: Money = verified.iter().map(|(_, amount)| *amount).sum();
    let joint: Vec<(String, String)> = told.joint.iter().filter_map(|code| joined(world, code)).collect();
    let received = hours::some_time(hours::workday_from(world.calendar(), application.received), choice);
    let address = application.respondents.first().and_then(|row| row.address.as_deref()).unwrap_or_default().to_owned();
    let streets = world.district.offices.iter().filter(|office| office.kind == OrganisationKind::Street);
    let town =
        streets.filter(|office| names_town(&address, &office.name, &world.district.name)).map(|office| office.division.clone()).next();
    Ok(Course {
        received,
        contact: Some(plan::contact(&application, world.district.centre()?.id, received)?),
        scope: told.scope.unwrap_or(ScopeClass::LabourDispute),
        complexity: plan::complexity(workers, !joint.is_empty(), choice),
        route: (told.handled_by.unwrap_or(OrganisationKind::Centre), town.unwrap_or_default()),
        joint,
        sessions: told.sessions.unwrap_or(1).max(1),
        extension: told.extension_days.zip(told.extension_reason.clone()),
        late: false,
        handed_back: false,
        suspended: false,
        recusal: false,
        params: plan::params(&application, found, agreed, instalments.len()),
        verified,
        settled,
        duties,
        terms: told.note.clone().or_else(|| told.open.clone()),
        reason: [told.failed, told.withdrawn, told.refused, told.period_over, told.transferred, told.not_performed]
            .into_iter()
            .flatten()
            .next(),
        way_on: if told.way_on.is_empty() { told.refer_to } else { told.way_on },
        last_visit: told.follow_up.map(|said| LastVisit {
            performance: said.performance,
            satisfaction: said.satisfaction,
            opinion: said.opinion,
        }),
        stall: None,
        end,
        application,
    })
}

/// The address names the town of this street's office.
fn names_town(address: &str, office: &str, district: &str) -> bool {
    let Some((_, rest)) = address.split_once(district) else { return false };
    let town: String = rest.chars().take(3).collect();
    office.contains(&town)
}

fn end(told: &Told) -> Result<End> {
    Ok(match told.path.as_str() {
        "declined" => End::Declined(told.reason.clone().unwrap_or_else(|| "other".to_owned())),
        "agreement" => End::Agreement,
        "partial" => End::Partial,
        "not_performed" => End::NotPerformed,
        other => End::Without(other.parse().map_err(|_| Error::Corrupt(format!("no such path: {other}")))?),
    })
}

/// What each worker gets; all to the first when nothing is told.
fn shares(told: &Told, workers: usize, agreed: Money) -> Result<Vec<Money>> {
    let mut shares = vec![Money::ZERO; workers];
    for part in &told.shares {
        if let (Some(share), Some(amount)) = (shares.get_mut(part.person), &part.agreed) {
            *share = share.plus(money(amount)?);
        }
    }
    if shares.iter().all(|share| *share == Money::ZERO)
        && let Some(first) = shares.first_mut()
    {
        *first = agreed.max(Money(1));
    }
    Ok(shares)
}

/// The office that stands for a body of the story, and what it is needed for.
fn joined(world: &World, code: &str) -> Option<(String, String)> {
    let key = match code {
        "emergency_safety" => "emergency".to_owned(),
        _ => world.office_for(code)?.key.clone(),
    };
    let reason = plan::invitation(&world.words, &key);
    Some((key, reason))
}

/// Most of what is claimed, when amounts are known.
fn usual(application: &Application) -> Told {
    let share = |amount: Money| Money(amount.0 / 1000 * 800 / 100 * 100);
    let amounts: Vec<(usize, Option<Money>)> = application.claims.iter().map(|row| row.amount).enumerate().collect();
    let total: Money = amounts.iter().filter_map(|(_, amount)| *amount).map(share).sum();
    let scope = Some(ScopeClass::LabourDispute);
    if total == Money::ZERO {
        return Told { scope, path: "failed".to_owned(), sessions: Some(2), ..Told::default() };
    }
    let settled = |(claim, amount): &(usize, Option<Money>)| Settled {
        claim: *claim,
        amount: amount.map(|amount| share(amount).plain()),
        text: None,
        obligation: None,
        after_days: None,
    };
    Told {
        scope,
        path: "agreement".to_owned(),
        sessions: Some(1),
        verified: amounts
            .iter()
            .filter_map(|(claim, amount)| amount.map(|amount| AmountOf { claim: *claim, amount: amount.plain() }))
            .collect(),
        agreed: amounts.iter().map(settled).collect(),
        instalments: vec![Part { amount: total.plain(), after_days: 10 }],
        paid: vec![PaidPart { instalment: 0, after_days: 7 }],
        ..Told::default()
    }
}
