//! What every lane shares: the house, the district, the words, and the book of what is taken.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use app::{App, Error, Result};
use domain::kernel::Moment;
use domain::organisation::OrganisationKind;
use domain::periods::Calendar;
use uuid::Uuid;

use crate::clock::SimClock;
use crate::dice::SeededDice;
use crate::district::{District, Office};
use crate::params::Params;
use crate::words::Words;

/// What every lane shares.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) words: Words,
    pub(crate) district: District,
    pub(crate) book: Book,
    pub(crate) tally: Tally,
    pub(crate) calendar: Arc<Calendar>,
    /// What is said in vaults; nothing is when there is none.
    pub(crate) secrets: Option<Secrets>,
}

/// The house with dice of its own, so that nothing outside a vault depends on what is said in one.
pub(crate) struct Secrets {
    pub(crate) app: App,
    pub(crate) seed: u64,
}

impl Secrets {
    /// What this seed says, at the times of the clock.
    pub(crate) fn of(seed: u64, app: &App, clock: &SimClock) -> Self {
        let dice = SeededDice::new(seed ^ 0x5ec2_e75a, clock.clone());
        Self { app: App { dice: Arc::new(dice), ..app.clone() }, seed }
    }
}

/// Rooms and mediators that are taken, numbers drawn for dossiers.
#[derive(Default)]
pub(crate) struct Book {
    taken: Mutex<BTreeMap<Uuid, Vec<(Moment, Moment)>>>,
    volumes: Mutex<BTreeMap<i32, u32>>,
}

/// How much was told.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) contacts: AtomicUsize,
    pub(crate) cases: AtomicUsize,
    pub(crate) acts: AtomicUsize,
    pub(crate) archived: AtomicUsize,
}

/// One more.
pub(crate) fn count(tally: &AtomicUsize) {
    tally.fetch_add(1, Ordering::SeqCst);
}

impl Book {
    /// Takes all of them for that time, when all are free.
    pub(crate) fn take(&self, who: &[Uuid], starts: Moment, ends: Moment) -> bool {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let clashes = |id: &Uuid| taken.get(id).is_some_and(|times| times.iter().any(|(begin, end)| *begin < ends && starts < *end));
        if who.iter().any(clashes) {
            return false;
        }
        for id in who {
            taken.entry(*id).or_default().push((starts, ends));
        }
        true
    }

    /// The next volume of the year.
    pub(crate) fn volume(&self, year: i32) -> u32 {
        let mut volumes = self.volumes.lock().unwrap_or_else(PoisonError::into_inner);
        let next = volumes.entry(year).or_default();
        *next += 1;
        *next
    }
}

/// A body to which somebody is sent.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) phone: String,
}

impl From<&Office> for Body {
    fn from(office: &Office) -> Self {
        Self { name: office.name.clone(), address: office.address.clone(), phone: office.phone.clone() }
    }
}

impl World {
    /// The calendar.
    pub(crate) fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// A body by its code in the list: from the directory, or with its hotline.
    pub(crate) fn body(&self, code: &str) -> Result<Body> {
        let entry = self.app.lists.find("body", code).ok_or_else(|| Error::Corrupt(format!("no body {code}")))?;
        let kind: Option<OrganisationKind> = entry.organisation_kind.as_deref().and_then(|kind| kind.parse().ok());
        if let Some(office) = self.district.offices.iter().find(|office| Some(office.kind) == kind) {
            return Ok(office.into());
        }
        let params =
            Params::default().with("district", &self.district.name).with("city", &self.district.city).with("province", &self.district.city);
        let centre = self.district.centre()?;
        Ok(Body {
            name: params.fill(&entry.name)?,
            address: centre.address.clone(),
            phone: entry.hotline.clone().unwrap_or_else(|| centre.phone.clone()),
        })
    }

    /// The key of an office that stands for a body.
    pub(crate) fn office_for(&self, code: &str) -> Option<&Office> {
        let kind: OrganisationKind = self.app.lists.find("body", code)?.organisation_kind.as_deref()?.parse().ok()?;
        self.district.offices.iter().find(|office| office.kind == kind)
    }
}
