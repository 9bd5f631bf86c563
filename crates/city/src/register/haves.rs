//! The six haves of the district: every office that works checks itself, those above judge. What is said of an office is read from what it has:
//! its rooms, its mediators, the documents and the equipment that are entered here with it.

use app::Result;
use domain::kernel::Day;
use serde_json::{Value, json};

use super::draw::{BEGINNING, BY, OTHER, entry, step};
use super::words::{EntryWords, HaveWords};
use crate::district::Office;
use crate::params::Params;
use crate::world::World;

/// The first day on which an office checks itself, counted from the end; a few begin on each of the days after it.
const FIRST: i64 = -170;
/// Days until somebody above judges.
const LATER: i64 = 9;

/// What is checked, the documents and things that each office has, and its checks.
pub(super) fn entries(world: &World, end: Day) -> Result<Vec<EntryWords>> {
    let words = &world.words.registers.haves;
    let mut entries = Vec::new();
    for item in &words.items {
        let typed = json!({ "name": item.name, "have": item.have, "applies": item.applies, "proof": item.proof });
        entries.push(EntryWords { key: Some(format!("item_{}", item.key)), ..entry("standard_item", BEGINNING, typed) });
    }
    let checked = world.district.offices.iter().filter(|office| {
        let kind = office.key.split(':').next().unwrap_or_default();
        words.kinds.iter().any(|known| known == kind || *known == office.key) && !words.not_yet.contains(&office.key)
    });
    for (office, n) in checked.zip(1..) {
        let n: i64 = n;
        let day = FIRST + n % 60;
        entries.extend(things(world, office, n, end)?);
        for item in words.items.iter().filter(|item| applies(world, office, item)) {
            entries.extend(check(world, office, item, day)?);
        }
    }
    Ok(entries)
}

/// The sort of an office's profile.
fn sort<'a>(world: &'a World, office: &Office) -> &'a str {
    let kind = office.key.split(':').next().unwrap_or_default();
    let found = world.words.registers.profile.iter().find(|profile| profile.keys.iter().any(|key| key == kind));
    found.map_or("", |profile| profile.sort.as_str())
}

fn applies(world: &World, office: &Office, item: &HaveWords) -> bool {
    item.applies.is_empty() || item.applies.iter().any(|code| code == sort(world, office))
}

/// Documents of its working systems, and what it records and prints with, unless the words tell of them one by one.
fn things(world: &World, office: &Office, n: i64, end: Day) -> Result<Vec<EntryWords>> {
    let (words, mut entries) = (&world.words.registers.haves, Vec::new());
    let whose = Value::String(format!("office:{}", office.key));
    let told = |register: &str| {
        let known = &world.words.registers.entry;
        known.iter().any(|one| one.register == register && one.fields.get("organisation") == Some(&whose))
    };
    let params = Params::default().with("name", &office.name).with("n", n).with("year", end.plus(-700).year());
    if !told("working_system") {
        for system in &words.systems {
            let document = params.clone().with("system", &system.name).fill(&words.document)?;
            let typed = json!({
                "organisation": whose, "system": system.code, "document": document, "effective": format!("day:{}", -690 + n), "summary": system.summary,
            });
            entries.push(entry("working_system", BEGINNING, typed));
        }
    }
    if !told("equipment") {
        for thing in &words.things {
            let typed = json!({
                "organisation": whose, "name": thing.name, "number": format!("{}-{n:02}", thing.number), "sort": thing.sort, "count": 1,
                "bought_on": format!("day:{}", -900 + n), "works": true,
            });
            entries.push(entry("equipment", BEGINNING, typed));
        }
    }
    Ok(entries)
}

/// The office's own check of an item, judged where what it has is enough; what the words tell of it stands there instead.
fn check(world: &World, office: &Office, item: &HaveWords, day: i64) -> Result<Option<EntryWords>> {
    let (whose, item_key) = (Value::String(format!("office:{}", office.key)), Value::String(format!("entry:item_{}", item.key)));
    let told = |one: &&EntryWords| {
        one.register == "standard" && one.fields.get("organisation") == Some(&whose) && one.fields.get("item") == Some(&item_key)
    };
    if world.words.registers.entry.iter().find(told).is_some() {
        return Ok(None);
    }
    let mediators = || world.words.people.mediators.iter().filter(|one| one.office == office.key);
    let (full, part) = (mediators().filter(|one| one.full_time).count(), mediators().filter(|one| !one.full_time).count());
    let enough = match item.counts.as_str() {
        "rooms" => !office.rooms.is_empty(),
        "full_time" => full > 0,
        "mediators" => full + part > 0,
        _ => true,
    };
    let params = Params::default().with("rooms", office.rooms.len()).with("full", full).with("part", part);
    let by = mediators().next().map_or(BY, |one| one.name.as_str());
    let typed = json!({
        "organisation": whose, "year": "{year}", "item": item_key, "way": "self", "figure": params.fill(&item.figure)?,
        "evidence": enough.then_some(&item.evidence),
    });
    let mut one = EntryWords { by: by.to_owned(), ..entry("standard", day, typed) };
    if enough {
        let judge = if by == BY { OTHER } else { BY };
        let typed = json!({ "figure": params.fill(&item.figure)?, "evidence": item.evidence });
        one.then.push(step("met", day + LATER, judge, typed));
    }
    Ok(Some(one))
}
