//! Drawing how a dispute goes: who, against whom, about what, and what becomes of it.

use app::{Error, Result};
use domain::closing::CloseResult;
use domain::intake::{Application, Channel, ClaimRow, EmployerRow, Entrusted, PartyRole, PersonRow, Told};
use domain::kernel::{Day, Moment, Money};
use domain::organisation::OrganisationKind;
use serde_json::json;

use crate::course::{Course, End, Stall};
use crate::dice::Choice;
use crate::fill::{line, prose};
use crate::params::Params;
use crate::people::{Employer, Invented, Registry, born, post};
use crate::plan;
use crate::sums::Sums;
use crate::words::Kind;
use crate::world::World;

/// From so many workers on a dispute is a mass dispute.
const MASS: i64 = 10;
const MOST_WORKERS: i64 = 24;

/// A worker with what is claimed for them.
pub(crate) struct Worker {
    who: Invented,
    wage: i64,
    /// In the order of the claims; nothing for those without money.
    pub(crate) amounts: Vec<Option<Money>>,
}

/// What is drawn before the rest.
pub(crate) struct Dispute<'w> {
    pub(crate) kind: &'w Kind,
    respondents: Vec<Employer>,
    pub(crate) workers: Vec<Worker>,
    post: String,
    /// From when to when it is about.
    span: (Day, Day),
    hired: Day,
}

fn drawn<T>(found: Option<T>) -> Result<T> {
    found.ok_or_else(|| Error::Corrupt("nothing to draw from".to_owned()))
}

/// What is known before anything is drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given {
    /// When it begins.
    pub(crate) received: Moment,
    /// It is the dispute of a crowd.
    pub(crate) crowd: bool,
    /// Where it stops for good.
    pub(crate) stall: Option<Stall>,
}

/// Draws a course.
pub(crate) fn course(world: &World, registry: &mut Registry<'_>, given: Given, choice: &mut Choice) -> Result<Course> {
    let received = given.received;
    let dispute = dispute(world, registry, received.day(), given.crowd, choice)?;
    let application = application(world, registry, &dispute, received, choice)?;
    let year = &world.words.year;
    let mut ending = ending(world, &application, choice)?;
    // What stops later gets there.
    match given.stall {
        None | Some(Stall::Acceptance | Stall::Archive) => {}
        Some(Stall::Signing | Stall::Visit) => ending = End::Agreement,
        Some(_) if matches!(ending, End::Declined(_)) => ending = End::Agreement,
        Some(_) => {}
    }
    // One claim can't be settled in part.
    if ending == End::Partial && application.claims.len() < 2 {
        ending = End::Agreement;
    }
    let joint = joint(world, &dispute, choice);
    let workers = dispute.workers.len();
    let money = Sums::draw(world, &dispute, &ending, choice);
    let params = params(world, &dispute, &application, &money, choice);
    let route = match given.stall {
        Some(Stall::Taking) => (OrganisationKind::Street, drawn(dispute.respondents.last())?.town.clone()),
        _ => route(world, &dispute, choice)?,
    };
    let sessions: Vec<(usize, u64)> = (1..).zip(year.sessions.iter().copied()).collect();
    let sessions = choice.weighted(&sessions, |(_, weight)| *weight).map_or(1, |(count, _)| *count);
    let extension = if sessions > 1 && choice.in_thousand(year.extended_per_thousand * 2) {
        Some((choice.between(7, 20), params.one_of(&world.words.reasons.extend, choice)?))
    } else {
        None
    };
    let injured = dispute.kind.groups.iter().any(|group| group == "injured");
    let own = application.channel == Channel::OwnInitiative;
    Ok(Course {
        received,
        contact: if own { None } else { Some(plan::contact(&application, world.district.centre()?.id, received)?) },
        scope: dispute.kind.scope,
        complexity: plan::complexity(workers, !joint.is_empty(), choice),
        route,
        joint,
        sessions: if ending == End::Without(CloseResult::Withdrawn) { 1 } else { sessions },
        extension: extension.filter(|_| ending != End::Without(CloseResult::PeriodOver)),
        late: ending.agrees() && choice.in_thousand(year.late_per_thousand),
        handed_back: choice.in_thousand(year.handed_back_per_thousand),
        suspended: injured && choice.in_thousand(year.suspended_per_thousand * 5),
        recusal: choice.in_thousand(year.recusal_per_thousand),
        verified: money.verified,
        settled: money.settled,
        duties: money.duties,
        terms: None,
        reason: None,
        way_on: Vec::new(),
        last_visit: None,
        stall: given.stall,
        end: ending,
        params,
        application,
    })
}

fn dispute<'w>(world: &'w World, registry: &mut Registry<'_>, today: Day, collective: bool, choice: &mut Choice) -> Result<Dispute<'w>> {
    let spring = matches!(today.month(), 12 | 1);
    let kinds: Vec<&Kind> =
        world.words.kinds.iter().filter(|kind| !collective || kind.people.iter().any(|people| *people >= MASS)).collect();
    let kind = drawn(choice.weighted(&kinds, |kind| kind.weight * if spring { kind.spring } else { 1 }))?;
    let [fewest, most] = kind.people;
    let count = if collective || fewest >= MASS {
        choice.between(fewest.max(MASS), most.min(MOST_WORKERS))
    } else {
        choice.between(fewest, most.min(6)).min(choice.between(fewest, most.min(6)))
    };
    let respondents = respondents(world, kind, choice)?;
    let employer = drawn(respondents.last())?;
    let (what, _) = drawn(post(&world.words, employer, choice))?;
    let last = today.plus(-choice.between(3, 70));
    let since = last.plus(-choice.between(60, 300));
    let hired = since.plus(-choice.between(0, 2600));
    let mut workers = Vec::new();
    for _ in 0..count {
        let female = kind.sex.as_deref().map_or_else(|| choice.in_thousand(430), |sex| sex == "female");
        let has = |group: &str| kind.groups.iter().any(|known| known == group);
        let ages = match () {
            () if has("over_age") => (60, 69),
            () if has("pregnant_nursing") => (23, 38),
            () => (19, 56),
        };
        let who = registry.person(female, born(today, ages.0, ages.1), choice)?;
        let [low, high] = what.wage;
        let wage = choice.between(low / 10, high / 10) * 10;
        let amount = |halves: [i64; 2], choice: &mut Choice| {
            let [low, high] = halves;
            Money(wage * choice.between(low, high) / 2 * 100)
        };
        let amounts = kind.claims.iter().map(|claim| claim.halves.map(|halves| amount(halves, choice))).collect();
        workers.push(Worker { who, wage, amounts });
    }
    Ok(Dispute { kind, respondents, workers, post: what.name.clone(), span: (since, last), hired })
}

/// The employer, or the agency and the company that uses the workers.
fn respondents(world: &World, kind: &Kind, choice: &mut Choice) -> Result<Vec<Employer>> {
    let industries = &world.words.employers.industry;
    let trade = |employer: &Employer| industries.get(employer.industry).map_or("", |industry| industry.code.as_str());
    let among = |list: &[String], one: &str| list.is_empty() || list.iter().any(|known| known == one);
    let all = &world.district.employers;
    let fitting: Vec<&Employer> =
        all.iter().filter(|one| among(&kind.industries, trade(one)) && among(&kind.employer_kinds, &one.kind)).collect();
    let loose: Vec<&Employer> = all.iter().filter(|one| among(&kind.industries, trade(one))).collect();
    let user = (*drawn(choice.of(if fitting.is_empty() { &loose } else { &fitting }))?).clone();
    if kind.respondents != "dispatch" {
        return Ok(vec![user]);
    }
    let agencies: Vec<&Employer> = all.iter().filter(|one| one.kind == "dispatch_agency").collect();
    Ok(vec![(*drawn(choice.of(&agencies))?).clone(), user])
}

fn application(
    world: &World,
    registry: &Registry<'_>,
    dispute: &Dispute<'_>,
    received: Moment,
    choice: &mut Choice,
) -> Result<Application> {
    let year = &world.words.year;
    let channel = drawn(choice.weighted(&year.channels, |share| share.weight))?.code;
    let dispatch = dispute.kind.respondents == "dispatch";
    let mut applicants = Vec::new();
    for worker in &dispute.workers {
        applicants.push(person(dispute, worker)?);
    }
    let mut respondents = Vec::new();
    for (employer, n) in dispute.respondents.iter().zip(0..) {
        let n: u8 = n;
        let role = match (dispatch, n) {
            (true, 0) => PartyRole::DispatchAgency,
            (true, _) => PartyRole::UserCompany,
            (false, _) => PartyRole::Employer,
        };
        respondents.push(employer_row(world, employer, role)?);
    }
    let (from, to) = dispute.span;
    let mut claims = Vec::new();
    for (claim, n) in dispute.kind.claims.iter().zip(0_usize..) {
        let known: Vec<Money> = dispute.workers.iter().filter_map(|worker| worker.amounts.get(n).copied().flatten()).collect();
        let amount = (!known.is_empty()).then(|| known.into_iter().sum());
        claims.push(ClaimRow { kind: line(&claim.kind)?, amount, from: Some(from), to: Some(to), basis: None });
    }
    let facts = facts(world, registry, dispute, &claims, choice)?;
    let mut told = vec![Told::Rights, Told::Limitation];
    if choice.in_thousand(500) {
        told.push(Told::LegalAid);
    }
    let employer = drawn(dispute.respondents.last())?;
    Ok(Application {
        channel,
        contact: None,
        received: received.day(),
        entrusted: (channel == Channel::Court).then_some(Entrusted::CourtBeforeFiling),
        entrusted_on: (channel == Channel::Court).then_some(received.day()),
        entrusted_case: None,
        oral: channel == Channel::Visit && choice.in_thousand(year.oral_per_thousand * 2),
        division: Some(line(&employer.town)?),
        applicants,
        respondents,
        employer_applies: false,
        claims,
        facts: prose(&facts)?,
        told,
        duplicate_reason: None,
    })
}

fn person(dispute: &Dispute<'_>, worker: &Worker) -> Result<PersonRow> {
    let who = &worker.who;
    let usual = dispute.kind.groups.iter().map(String::as_str).filter(|group| *group != "female");
    let own = [("female", who.female), ("minority_language", who.language.is_some())];
    let groups: Vec<&str> = usual.chain(own.iter().filter(|(_, is)| *is).map(|(group, _)| *group)).collect();
    let form = json!({
        "role": PartyRole::Worker, "name": who.name, "id_number": who.id_number, "phone": who.phone,
        "sex": if who.female { "female" } else { "male" }, "ethnicity": who.nation, "address": who.address, "groups": groups,
        "post": dispute.post, "hired": dispute.hired, "left": dispute.span.1, "wage": format!("{}.00", worker.wage), "help": who.language,
    });
    <PersonRow as domain::kernel::Form>::read(&form).map_err(Error::Faults)
}

fn employer_row(world: &World, employer: &Employer, role: PartyRole) -> Result<EmployerRow> {
    let industry = world.words.employers.industry.get(employer.industry).map(|industry| industry.code.clone());
    let form = json!({
        "role": role, "name": employer.name, "uscc": employer.uscc, "employer_kind": employer.kind, "industry": industry,
        "legal_representative": employer.head, "phone": employer.phone, "address": employer.address,
    });
    <EmployerRow as domain::kernel::Form>::read(&form).map_err(Error::Faults)
}

/// `2026年3月`, out of the day as it is written.
fn month(day: Day) -> String {
    let whole = day.chinese();
    let mut chars = whole.chars();
    chars.next_back();
    chars.as_str().trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
}

fn facts(world: &World, registry: &Registry<'_>, dispute: &Dispute<'_>, claims: &[ClaimRow], choice: &mut Choice) -> Result<String> {
    let (words, (from, to)) = (&world.words, dispute.span);
    let first = drawn(dispute.workers.first())?;
    let (agency, user) = (drawn(dispute.respondents.first())?, drawn(dispute.respondents.last())?);
    let sums: Vec<Money> = claims.iter().filter_map(|claim| claim.amount).collect();
    let sum = |n: usize| sums.get(n).or(sums.last()).copied().unwrap_or_default().plain();
    let town = registry.town(&user.town);
    let place = drawn(choice.of(&words.places.parks))?;
    let site = drawn(choice.of(&words.places.sites))?;
    let surname: String = user.head.chars().take(1).collect();
    let manager = Params::default().with("surname", surname).one_of(&words.telling.managers, choice)?;
    let months = from.days_until(to) / 30;
    let params = Params::default()
        .with("worker", &first.who.name)
        .with("employer", &user.name)
        .with("agency", &agency.name)
        .with("user", &user.name)
        .with("manager", manager)
        .with("post", &dispute.post)
        .with("place", format!("{town}{place}"))
        .with("site", format!("{town}{site}"))
        .with("wage", format!("{}.00", first.wage))
        .with("daily", format!("{}.00", first.wage / 260 * 10))
        .with("start", month(from))
        .with("end", month(to))
        .with("months", months.max(2))
        .with("years", (dispute.hired.days_until(to) / 365).max(1))
        .with("days", choice.between(8, 38))
        .with("hours", choice.between(10, 12))
        .with("amount", sum(0))
        .with("amount2", sum(1))
        .with("people", dispute.workers.len())
        .with("grade", drawn(choice.of(&words.telling.grades))?)
        .with("date", to.chinese())
        .with("he", he(world, first));
    // Some tellings speak of several people, which one person is not.
    let one = dispute.workers.len() == 1;
    let texts: Vec<&String> = dispute.kind.texts.iter().filter(|text| !one || !text.contains("{people}")).collect();
    params.fill(drawn(choice.of(&texts))?)
}

fn he<'w>(world: &'w World, worker: &Worker) -> &'w str {
    world.words.telling.he.get(if worker.who.female { "female" } else { "male" }).map_or("", String::as_str)
}

fn ending(world: &World, application: &Application, choice: &mut Choice) -> Result<End> {
    let (year, telling) = (&world.words.year, &world.words.telling);
    // Nobody declines a crowd at the door.
    if application.applicants.len() < 6 && choice.in_thousand(year.declined_per_thousand) {
        let decline = drawn(choice.weighted(&telling.declines, |decline| decline.weight))?;
        return Ok(End::Declined(decline.reason.clone()));
    }
    let path = &drawn(choice.weighted(&year.paths, |path| path.weight))?.code;
    Ok(match path.as_str() {
        "agreement" => End::Agreement,
        "partial" => End::Partial,
        "not_performed" => End::NotPerformed,
        other => End::Without(other.parse().map_err(|_| Error::Corrupt(format!("no such path: {other}")))?),
    })
}

fn joint(world: &World, dispute: &Dispute<'_>, choice: &mut Choice) -> Vec<(String, String)> {
    let has = |claim: &str| dispute.kind.claims.iter().any(|known| known.kind == claim);
    let crowd = dispute.workers.len() >= 6;
    if !crowd && !choice.in_thousand(world.words.year.joint_per_thousand) {
        return Vec::new();
    }
    let keys: &[&str] = match () {
        () if dispute.kind.industries.iter().any(|code| code == "E") && has("wage_arrears") => &["inspection", "housing"],
        () if crowd => &["union", "inspection"],
        () if has("womens_rights") => &["women"],
        () if has("hygiene_safety") => &["emergency"],
        () => &["union"],
    };
    keys.iter().map(|key| ((*key).to_owned(), plan::invitation(&world.words, key))).collect()
}

fn route(world: &World, dispute: &Dispute<'_>, choice: &mut Choice) -> Result<(OrganisationKind, String)> {
    let kind = drawn(choice.weighted(&world.words.year.dispatch, |share| share.weight))?.code;
    let employer = drawn(dispute.respondents.last())?;
    let committee = world.district.offices.iter().any(|office| office.serves.as_ref() == Some(&employer.uscc));
    // A crowd stays at the centre; a factory's own committee is asked more often, others have none.
    let kind = match kind {
        _ if dispute.workers.len() >= 10 => OrganisationKind::Centre,
        OrganisationKind::EnterpriseCommittee if !committee => OrganisationKind::Centre,
        _ if committee && choice.in_thousand(250) => OrganisationKind::EnterpriseCommittee,
        other => other,
    };
    Ok((kind, employer.town.clone()))
}

fn params(world: &World, dispute: &Dispute<'_>, application: &Application, money: &Sums, choice: &mut Choice) -> Params {
    let verified: Money = money.verified.iter().map(|(_, amount)| *amount).sum();
    let agreed: Money = money.settled.iter().map(|(_, amount)| *amount).sum();
    let (from, to) = dispute.span;
    let mut params = plan::params(application, verified, agreed, money.parts)
        .with("post", &dispute.post)
        .with("months", (from.days_until(to) / 30).max(2));
    if let Some(first) = dispute.workers.first() {
        params = params.with("he", he(world, first));
    }
    let head: String = dispute.respondents.last().map(|employer| employer.head.chars().take(1).collect()).unwrap_or_default();
    if let Ok(manager) = Params::default().with("surname", head).one_of(&world.words.telling.managers, choice) {
        params = params.with("manager", manager);
    }
    params
}
