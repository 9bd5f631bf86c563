//! Entries that follow from the district itself: a profile for each office, the mediators with their certificates, enterprises, duty.

use app::Result;
use domain::kernel::Day;
use serde_json::{Map, Value, json};

use super::haves;
use super::words::{EntryWords, PersonWords, ProfileWords, StepWords};
use crate::dice::Choice;
use crate::district::Office;
use crate::params::Params;
use crate::people::Registry;
use crate::words::MediatorWords;
use crate::world::World;

/// The first day of the telling, counted from its end.
pub(super) const BEGINNING: i64 = -364;
/// The days on which a lawyer sits there, counted from the end: Wednesdays, and every workday around the end.
const LAWYER_FROM: i64 = -42;
const LAWYER_UNTIL: i64 = 21;
const AROUND: std::ops::RangeInclusive<i64> = -1..=3;
const WEDNESDAY: u8 = 3;
/// Days of a term of three years.
const TERM: i64 = 3 * 365;
/// Who enters, and who is the other pair of eyes, by their logins.
pub(super) const BY: &str = "zhuren";
pub(super) const OTHER: &str = "guanli";

fn fields(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        _ => Map::new(),
    }
}

pub(super) fn entry(register: &str, day: i64, typed: Value) -> EntryWords {
    EntryWords {
        register: register.to_owned(),
        key: None,
        of: None,
        day,
        by: BY.to_owned(),
        fields: fields(typed),
        then: Vec::new(),
        attend: 0,
    }
}

pub(super) fn step(to: &str, day: i64, by: &str, typed: Value) -> StepWords {
    StepWords { to: to.to_owned(), day, by: by.to_owned(), fields: fields(typed), reason: String::new() }
}

/// Every entry of the year.
pub(super) fn entries(world: &World, registry: &mut Registry<'_>, choice: &mut Choice, end: Day) -> Result<Vec<EntryWords>> {
    let mut entries = Vec::new();
    for (n, mediator) in world.words.people.mediators.iter().enumerate() {
        entries.push(of_mediator(world, mediator, registry, choice));
        entries.push(certificate(world, mediator, n, end)?);
        let pledge =
            json!({ "person": format!("person:{}", mediator.name), "conduct": "entry:conduct_own", "day": "day:-290", "way": "paper" });
        entries.push(entry("pledge", -290, pledge));
    }
    for person in &world.words.registers.person {
        entries.push(of_person(person));
    }
    entries.extend(profiles(world, end)?);
    entries.extend(haves::entries(world, end)?);
    entries.extend(enterprises(world, choice));
    entries.extend(duty(world, end));
    entries.extend(shifts(world, end));
    for told in &world.words.registers.entry {
        entries.extend(attendances(world, told, choice));
        entries.push(told.clone());
    }
    Ok(entries)
}

fn profiles(world: &World, end: Day) -> Result<Vec<EntryWords>> {
    let words = &world.words.registers;
    let mut entries = Vec::new();
    for (office, n) in world.district.offices.iter().zip(1..) {
        let n: u32 = n;
        let kind = office.key.split(':').next().unwrap_or_default();
        let Some(profile) = words.profile.iter().find(|profile| profile.keys.iter().any(|key| key == kind)) else { continue };
        entries.push(profile_of(world, office, profile, n, end)?);
    }
    Ok(entries)
}

fn profile_of(world: &World, office: &Office, profile: &ProfileWords, n: u32, end: Day) -> Result<EntryWords> {
    let young = &world.words.registers.young;
    let is = |list: &[String]| list.contains(&office.key);
    let nn = format!("{n:02}");
    let params = Params::default().with("name", &office.name).with("nn", &nn);
    let town = world.district.towns.iter().find(|(code, _)| *code == office.division).map(|(_, name)| name.clone());
    // What is young was founded within the telling, everything else before it.
    let recent = is(&young.planned) || is(&young.founded) || is(&young.suspended);
    let founded = if recent { -210 } else { -700 - 40 * i64::from(n) };
    let mut told = entry(
        "profile",
        if recent { founded - 60 } else { BEGINNING },
        json!({
            "organisation": format!("office:{}", office.key), "sort": profile.sort, "legal_nature": profile.legal_nature,
            "trades": office.handles, "jurisdiction": town.unwrap_or_else(|| world.district.name.clone()), "takes": profile.takes,
            "mode": profile.mode, "arbitrator": profile.arbitrator.as_ref().map(|[name, _]| format!("person:{name}")), "arbitrator_phone": profile.arbitrator.as_ref().map(|[_, phone]| phone),
            "in_conflict_centre": profile.in_conflict_centre, "founding_units": profile.founding_units, "map": profile.map,
            "groups": Some(&profile.groups).filter(|groups| !groups.is_empty()),
            "name_plate": !recent, "seal": !recent,
        }),
    );
    if is(&young.planned) {
        told.day = -50;
        return Ok(told);
    }
    let document = params.with("year", end.plus(founded).year()).fill(&profile.founding_document)?;
    let at = if recent { founded } else { BEGINNING };
    told.then.push(step("founded", at, BY, json!({ "founding_document": document, "founded_on": format!("day:{founded}") })));
    if !is(&young.founded) {
        told.then.push(step("filed", if recent { at + 20 } else { BEGINNING }, OTHER, json!({ "filed_number": format!("450206-{nn}") })));
    }
    if is(&young.suspended) {
        told.then.push(StepWords {
            reason: young.reason.clone(),
            ..step("suspended", -60, BY, json!({ "turned_on": "day:-60", "turned_why": young.reason, "turned_by": young.document }))
        });
    }
    Ok(told)
}

fn of_mediator(world: &World, mediator: &MediatorWords, registry: &mut Registry<'_>, choice: &mut Choice) -> EntryWords {
    let known = |list: &str, code: &&String| world.app.lists.find(list, code.as_str()).is_some();
    let skills: Vec<&String> = mediator.skills.iter().filter(|code| known("claim_type", code)).collect();
    let trades: Vec<&String> = mediator.skills.iter().filter(|code| known("industry", code)).collect();
    let background = if mediator.office == "studio_lawyer" {
        "lawyer"
    } else {
        choice.of(&["official", "union", "hr", "grid", "counsellor", "coordinator"]).copied().unwrap_or("other")
    };
    let item = |language: &String| {
        let field = world.app.lists.registers().find("person").and_then(|book| book.register.field("languages"));
        field.and_then(|field| field.items.iter().find(|item| item.name == *language)).map(|item| item.code.clone())
    };
    let mut languages = vec!["mandarin".to_owned(), "liuzhou".to_owned()];
    languages.extend(mediator.languages.iter().filter_map(item));
    let since = -365 * mediator.years - choice.between(0, 200);
    entry(
        "person",
        BEGINNING,
        json!({
            "name": mediator.name, "sex": mediator.sex, "id_number": format!("id:{}", mediator.sex), "phone": registry.phone(),
            "organisation": format!("office:{}", mediator.office), "roles": [if mediator.full_time { "full_time" } else { "part_time" }],
            "background": [background], "skills": skills, "trades": trades, "languages": languages, "since": format!("day:{since}"),
            "account": format!("account:{}", mediator.name),
        }),
    )
}

fn of_person(person: &PersonWords) -> EntryWords {
    let mut told = entry(
        "person",
        BEGINNING,
        json!({
            "name": person.name, "sex": person.sex, "id_number": format!("id:{}", person.sex), "phone": "phone:",
            "organisation": format!("office:{}", person.office), "roles": person.roles, "expert_grade": person.expert_grade,
            "background": person.background, "skills": person.skills, "trades": person.trades, "languages": person.languages,
            "available": person.available, "education": person.education, "account": person.account.then(|| format!("account:{}", person.name)), "since": format!("day:{}", -365 * person.since),
        }),
    );
    if let Some(leaving) = &person.leaves {
        let left = json!({ "grounds": leaving.grounds, "left_on": format!("day:{}", leaving.day) });
        told.then.push(StepWords { reason: leaving.reason.clone(), ..step(&leaving.to, leaving.day, BY, left) });
    }
    told
}

fn certificate(world: &World, mediator: &MediatorWords, n: usize, end: Day) -> Result<EntryWords> {
    let words = &world.words.registers.certificates;
    let spread = i64::try_from(n * 97 % 600).unwrap_or(0);
    let ends = words.ending.iter().find(|one| one.name == mediator.name).map_or(120 + spread, |one| one.days);
    let params = Params::default().with("nn", format!("{:02}", n + 1)).with("year", end.plus(ends - TERM).year());
    let level = match mediator.years {
        10.. => "one",
        5.. => "two",
        _ => "three",
    };
    Ok(entry(
        "certificate",
        (ends - TERM).max(BEGINNING),
        json!({
            "person": format!("person:{}", mediator.name), "letter": params.fill(&words.letter)?, "certificate": params.fill(&words.card)?,
            "level": level, "issued_by": words.issuer, "from": format!("day:{}", ends - TERM), "until": format!("day:{}", ends - 1),
        }),
    ))
}

fn enterprises(world: &World, choice: &mut Choice) -> Vec<EntryWords> {
    let words = &world.words.registers.enterprises;
    let mut entries = Vec::new();
    for (n, employer) in world.district.employers.iter().take(words.count).enumerate() {
        let committee = world.district.offices.iter().find(|office| office.serves.as_deref() == Some(employer.uscc.as_str()));
        let (size, workers) = match (committee, n % 10) {
            (Some(_), _) => ("large", choice.between(1_000, 4_200)),
            (None, 4) => ("medium", choice.between(300, 980)),
            (None, 1 | 5 | 7) => ("small", choice.between(20, 290)),
            _ => ("micro", choice.between(2, 19)),
        };
        let industry = world.words.employers.industry.get(employer.industry).map(|industry| industry.code.clone());
        let place = committee.map_or_else(|| format!("street:{}", employer.town), |office| office.key.clone());
        let officer = if committee.is_some() { None } else { words.officers.get(n % words.officers.len().max(1)) };
        entries.push(entry(
            "enterprise",
            BEGINNING + 20,
            json!({
                "name": employer.name, "uscc": employer.uscc, "organisation": format!("office:{place}"), "size": size,
                "industry": industry, "workers": workers, "platform": employer.kind == "platform_company",
                "committee": committee.is_some(), "committee_on": committee.map(|_| "day:-1200"), "officer": officer,
            }),
        ));
    }
    entries
}

fn duty(world: &World, end: Day) -> Vec<EntryWords> {
    let words = &world.words.registers.duty;
    let days = (words.from..=words.until).filter(|day| world.calendar().is_workday(end.plus(*day)));
    let one = |(n, day): (usize, i64)| {
        let person = words.people.get(n % words.people.len().max(1)).map_or("", String::as_str);
        let typed = json!({
            "person": format!("person:{person}"), "sort": words.sort, "organisation": format!("office:{}", words.office),
            "from": format!("day:{day}"), "until": format!("day:{day}"), "hours": 7, "note": words.note,
        });
        EntryWords { by: words.by.clone(), ..entry("duty", words.from - 4, typed) }
    };
    let mut entries: Vec<EntryWords> = days.enumerate().map(one).collect();
    for day in (LAWYER_FROM..=LAWYER_UNTIL).filter(|day| world.calendar().is_workday(end.plus(*day))) {
        let note = match (end.plus(day).weekday() == WEDNESDAY, AROUND.contains(&day)) {
            (_, true) => &words.week_note,
            (true, false) => &words.lawyer_note,
            (false, false) => continue,
        };
        let typed = json!({
            "person": format!("person:{}", words.lawyer), "sort": "lawyer", "organisation": format!("office:{}", words.office),
            "from": format!("day:{day}"), "until": format!("day:{day}"), "hours": 7, "note": note,
        });
        entries.push(EntryWords { by: words.by.clone(), ..entry("duty", day.min(0) - 4, typed) });
    }
    entries
}

/// Who keeps the door of other offices than the centre.
fn shifts(world: &World, end: Day) -> Vec<EntryWords> {
    let mut entries = Vec::new();
    for words in &world.words.registers.shift {
        let days = (words.from..=words.until).filter(|day| world.calendar().is_workday(end.plus(*day)));
        for (day, person) in days.zip(words.people.iter().cycle()) {
            let typed = json!({
                "person": format!("person:{person}"), "sort": "window", "organisation": format!("office:{}", words.office),
                "from": format!("day:{day}"), "until": format!("day:{day}"), "hours": 7, "note": words.note,
            });
            entries.push(entry("duty", words.from - 3, typed));
        }
    }
    entries
}

/// Who came to a course.
fn attendances(world: &World, course: &EntryWords, choice: &mut Choice) -> Vec<EntryWords> {
    let mediators = &world.words.people.mediators;
    let (Some(name), Some(held)) = (course.fields.get("name").and_then(Value::as_str), course.then.first()) else { return Vec::new() };
    let first = usize::try_from(choice.below(u64::try_from(mediators.len()).unwrap_or(1))).unwrap_or(0);
    let tested = course.fields.get("test").and_then(Value::as_bool).unwrap_or_default();
    let came = mediators.iter().cycle().skip(first).take(course.attend);
    let days = days(course);
    // A course of several days says its hours for each of them.
    let hours = course.fields.get("hours_a_day").filter(|_| days.len() > 1).or_else(|| course.fields.get("hours"));
    let mut entries = Vec::new();
    for mediator in came {
        let mark = tested.then(|| choice.between(68, 99));
        for day in &days {
            let typed = json!({
                "person": format!("person:{}", mediator.name), "course": format!("entry:{name}"), "day": day, "hours": hours, "signed": "qr", "test": mark,
            });
            entries.push(entry("attendance", held.day, typed));
        }
    }
    entries
}

/// The days of a course.
fn days(course: &EntryWords) -> Vec<String> {
    let day = |name: &str| {
        let text = course.fields.get(name).and_then(Value::as_str)?;
        text.strip_prefix("day:")?.parse::<i64>().ok()
    };
    let first = day("day").unwrap_or_default();
    (first..=day("until").unwrap_or(first)).map(|day| format!("day:{day}")).collect()
}
