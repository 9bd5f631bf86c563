//! The registers of the district, filled over the year through the ordinary use cases: what every office is, who serves, what was checked,
//! taught, appraised and honoured. [`draw`] makes entries of what the district has, the others stand in `data/city/registers.toml`.

mod draw;
mod haves;
pub(crate) mod words;

use std::collections::BTreeMap;

use app::case::list::{self, Filter};
use app::organisation::appraisal::{self, APPRAISALS};
use app::organisation::honour::HONOURS;
use app::organisation::proof::{self, PROOFS};
use app::organisation::register::{self, Moved};
use app::{Error, Result};
use domain::kernel::id::RecordId;
use domain::kernel::{Day, Moment};
use serde_json::{Map, Value};

use crate::dice::Choice;
use crate::district::Colleague;
use crate::fill::refused;
use crate::lane::{Lane, Step};
use crate::params::Params;
use crate::people::{Registry, born};
use crate::story::Begin;
use crate::world::World;

use self::words::{EntryWords, StepWords};

/// Telephones of the roster begin here.
const ROSTER_PHONES: u32 = 15_000;
/// The first minute of a day on which something is entered.
const FIRST_HOUR: u8 = 9;

/// What stands in the place of a step where the figures of an appraisal are drawn.
const FIGURES: &str = "figures";

/// What happens to a record.
enum Deed {
    Enter,
    Step(usize),
}

/// The lane that fills the registers, from the first day to the end.
pub(crate) fn lane(world: &World, seed: u64, first: Day, until: Moment) -> Result<Begin<'_>> {
    let mut registry = Registry::new(&world.words, world.district.name.clone(), world.district.towns.clone(), ROSTER_PHONES);
    let mut choice = Choice::new(seed, 4);
    let entries = draw::entries(world, &mut registry, &mut choice, until.day())?;
    let mut keeper = Keeper { world, registry, choice, end: until.day(), entries, known: BTreeMap::new() };
    Ok((Moment::at(first, FIRST_HOUR, 0), Box::new(move |lane| Box::pin(async move { keeper.keep(&lane, first).await }))))
}

struct Keeper<'a> {
    world: &'a World,
    registry: Registry<'a>,
    choice: Choice,
    end: Day,
    entries: Vec<EntryWords>,
    /// Records by how others name them, with their version.
    known: BTreeMap<String, (RecordId, i64)>,
}

impl<'a> Keeper<'a> {
    /// Everything in the order of its days.
    async fn keep(&mut self, lane: &Lane, first: Day) -> Step {
        let mut deeds: Vec<(Day, usize, Deed)> = Vec::new();
        for (n, entry) in self.entries.iter().enumerate() {
            if entry.of.is_none() {
                deeds.push((self.end.plus(entry.day).max(first), n, Deed::Enter));
            }
            deeds.extend(entry.then.iter().enumerate().map(|(at, step)| (self.end.plus(step.day).max(first), n, Deed::Step(at))));
        }
        // What is entered on the same day keeps its order.
        deeds.sort_by_key(|(day, ..)| *day);
        for (day, n, deed) in deeds {
            lane.until(Moment::at(day, FIRST_HOUR, 0)).await?;
            let Some(entry) = self.entries.get(n).cloned() else { continue };
            match deed {
                Deed::Enter => self.enter(n, &entry).await?,
                Deed::Step(at) => {
                    if let Some(step) = entry.then.get(at) {
                        self.step(n, &entry, step).await?;
                    }
                }
            }
        }
        Ok(())
    }

    /// How the record of an entry is named: people and courses by their names, others by their keys.
    fn name(n: usize, entry: &EntryWords) -> String {
        let called = entry.fields.get("name").and_then(Value::as_str);
        match (entry.of.as_deref(), entry.key.as_deref(), entry.register.as_str(), called) {
            (Some(person), ..) | (None, _, "person", Some(person)) => format!("person:{person}"),
            (None, Some(key), ..) | (None, None, "course", Some(key)) => format!("entry:{key}"),
            _ => format!("#{n}"),
        }
    }

    async fn enter(&mut self, n: usize, entry: &EntryWords) -> Result<()> {
        let typed = self.filled(&entry.fields).await?;
        if entry.register == HONOURS {
            // Its figures are drawn from cases: those that were written before must be there, on every machine.
            self.world.app.store.flush().await?;
        }
        let cx = self.world.app.by(self.who(&entry.by)?.person.clone());
        let person = typed.get("person").and_then(Value::as_str).and_then(|id| id.parse::<RecordId>().ok());
        let entered = match person.filter(|_| entry.register == PROOFS) {
            Some(person) => proof::issue(&cx, person, &typed).await,
            None => register::enter(&cx, &entry.register, &typed).await,
        };
        let id = entered.map_err(|error| refused(&entry.register, error))?;
        self.known.insert(Self::name(n, entry), (id, 1));
        Ok(())
    }

    async fn step(&mut self, n: usize, entry: &EntryWords, step: &StepWords) -> Result<()> {
        let name = Self::name(n, entry);
        let typed = self.filled(&step.fields).await?;
        let cx = self.world.app.by(self.who(&step.by)?.person.clone());
        let (id, version) = *self.known.get(&name).ok_or_else(|| Error::Corrupt(format!("no record {name}")))?;
        if entry.register == APPRAISALS && step.to == FIGURES {
            self.world.app.store.flush().await?;
            appraisal::draw_figures(&cx, id).await.map_err(|error| refused(&name, error))?;
            self.known.insert(name, (id, version + 1));
            return Ok(());
        }
        let moved = Moved { to: step.to.clone(), typed, reason: step.reason.clone() };
        register::step(&cx, id, version, moved).await.map_err(|error| refused(&format!("{} {name}", step.to), error))?;
        self.known.insert(name, (id, version + 1));
        Ok(())
    }

    /// Who signs in with this login, or is called so.
    fn who(&self, login: &str) -> Result<&'a Colleague> {
        let officer = self.world.words.people.officers.iter().find(|officer| officer.login == login);
        self.colleague(officer.map_or(login, |officer| officer.name.as_str()))
    }

    fn colleague(&self, name: &str) -> Result<&'a Colleague> {
        let found = self.world.district.colleagues.iter().find(|colleague| colleague.name == name);
        found.ok_or_else(|| Error::Corrupt(format!("nobody works in the district who is called {name}")))
    }

    /// The values with what they name in the place of its name.
    async fn filled(&mut self, fields: &Map<String, Value>) -> Result<Value> {
        let year = self.end.year();
        let params = Params::default().with("year", year).with("last", year - 1);
        let mut filled = Map::new();
        for (name, value) in fields {
            let value = match value {
                Value::String(text) => Value::String(self.named(&params.fill(text)?).await?),
                other => other.clone(),
            };
            filled.insert(name.clone(), value);
        }
        Ok(Value::Object(filled))
    }

    async fn named(&mut self, text: &str) -> Result<String> {
        let Some((kind, name)) = text.split_once(':') else { return Ok(text.to_owned()) };
        Ok(match kind {
            "office" => self.world.district.office(name)?.id.to_string(),
            "person" | "entry" => {
                let (id, _) = self.known.get(text).ok_or_else(|| Error::Corrupt(format!("no record {text}")))?;
                id.to_string()
            }
            "account" => self.colleague(name)?.account().to_string(),
            "day" => self.end.plus(name.parse().map_err(|_| Error::Corrupt(format!("not a day: {text}")))?).to_string(),
            "id" => self.registry.person(name == "female", born(self.end, 28, 55), &mut self.choice)?.id_number,
            "phone" => self.registry.phone(),
            "case" => self.ended(name).await?,
            _ => text.to_owned(),
        })
    }

    /// The number of a case that this mediator ended.
    async fn ended(&self, name: &str) -> Result<String> {
        // Writes are relaxed while a year is told: without this it would depend on the machine which cases a list shows already.
        self.world.app.store.flush().await?;
        let cx = self.world.app.by(self.world.district.director()?.person.clone());
        let filter = Filter { mediator: Some(self.colleague(name)?.account()), ended: Some(true), ..Filter::default() };
        let found = list::page_of(&cx, &filter, None, 1).await?;
        Ok(found.rows.first().map_or_else(|| name.to_owned(), |row| row.number.clone()))
    }
}
