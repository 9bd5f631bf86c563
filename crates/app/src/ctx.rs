//! The house as one value ([`App`]) and one request in it ([`Ctx`]).

use std::sync::{Arc, PoisonError, RwLock};

use domain::access::{Action, Facts, Grant, Person, Role, Verdict, can, rules, scope};
use domain::case::{Actor, Settings};
use domain::kernel::Moment;
use domain::kernel::id::OrganisationId;
use domain::periods::{Calendar, Rulebook};
use store::Store;

use crate::document::issue::IssuingDesk;
use crate::document::model::Press;
use crate::error::{Error, Result};
use crate::port::{Cipher, Clock, Dice, Exchange, Tables};

/// Everything that lives as long as the program.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub store: Store,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub dice: Arc<dyn Dice>,
    /// Prints papers.
    pub press: Arc<dyn Press>,
    /// Reads tables that people bring.
    pub tables: Arc<dyn Tables>,
    /// Carries messages out.
    pub exchange: Arc<dyn Exchange>,
    /// Seals what the vault holds.
    pub cipher: Arc<dyn Cipher>,
    /// The working-day calendar; a new year's notice may come while the program runs.
    pub almanac: Arc<Almanac>,
    /// The periods of the law with their regional variants.
    pub rules: Arc<Rulebook>,
    /// Dated lists: claim types, reasons to decline, industries …
    pub lists: Arc<crate::lists::Lists>,
    /// Standards and holidays that claims are worked out with.
    pub claims: Arc<crate::claims::Basis>,
    /// The office's settings.
    pub settings: Arc<Settings>,
    /// Where papers are issued.
    pub issuing: Arc<IssuingDesk>,
    /// The largest upload in bytes.
    pub upload_limit: usize,
    /// Password hashing cost may be lowered for tests and the demo.
    pub quick_passwords: bool,
}

/// The working-day calendar that is valid now.
#[derive(Debug, Default)]
pub struct Almanac(RwLock<Arc<Calendar>>);

impl Almanac {
    /// Begins with this calendar.
    pub fn new(calendar: Calendar) -> Self {
        Self(RwLock::new(Arc::new(calendar)))
    }

    /// The calendar as it is now.
    pub fn calendar(&self) -> Arc<Calendar> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// From now on this one.
    pub fn turn_to(&self, calendar: Calendar) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(calendar);
    }
}

/// One request: who asks, and when.
#[derive(Clone)]
pub struct Ctx {
    /// The house.
    pub app: App,
    /// Who asks.
    pub person: Person,
    /// When.
    pub now: Moment,
    /// The working-day calendar of this request from beginning to end.
    pub calendar: Arc<Calendar>,
}

impl App {
    /// A request of `person` now.
    pub fn by(&self, person: Person) -> Ctx {
        Ctx { app: self.clone(), person, now: self.clock.now(), calendar: self.calendar() }
    }

    /// A request of the system itself, which may do nothing that needs a grant.
    pub fn as_system(&self) -> Ctx {
        self.by(Person::system(Vec::new()))
    }

    /// A request of the system itself in the name of an office.
    pub fn as_system_of(&self, office: OrganisationId) -> Ctx {
        self.by(Person::system(vec![Grant { role: Role::System, office, division: String::new() }]))
    }

    /// The working-day calendar as it is now.
    pub fn calendar(&self) -> Arc<Calendar> {
        self.almanac.calendar()
    }
}

impl Ctx {
    /// Whether the person may do `action` on a thing, as actor; out of reach = not found.
    pub fn may(&self, action: Action, facts: &Facts) -> Result<Actor> {
        match can(&self.person, action, facts) {
            Verdict::Allowed(grant, _) => Ok(self.actor(&grant)),
            Verdict::Hidden => Err(Error::NotFound),
        }
    }

    /// Whether the person may do `action` somewhere at all, as actor; otherwise not found.
    pub fn may_somewhere(&self, action: Action) -> Result<Actor> {
        let grant = rules::anywhere(&self.person, action).ok_or(Error::NotFound)?;
        Ok(self.actor(grant))
    }

    /// Who acts under this grant; nobody by name when it is the system itself.
    fn actor(&self, grant: &Grant) -> Actor {
        Actor { account: self.person.named(), role: grant.role, office: Some(grant.office) }
    }

    /// What the person may see in a list for `action`.
    pub fn scope(&self, action: Action) -> domain::access::Scope {
        scope(&self.person, action)
    }
}
