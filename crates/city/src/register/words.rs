//! The words of the registers: `data/city/registers.toml`.

use serde::Deserialize;
use serde_json::{Map, Value};

/// What an office of some kind is.
#[derive(Debug, Deserialize)]
pub(crate) struct ProfileWords {
    pub(crate) keys: Vec<String>,
    pub(crate) sort: String,
    pub(crate) legal_nature: String,
    pub(crate) founding_document: String,
    pub(crate) takes: String,
    pub(crate) mode: String,
    /// The contact arbitrator of the area in the roster, and the telephone at work.
    #[serde(default)]
    pub(crate) arbitrator: Option<[String; 2]>,
    #[serde(default)]
    pub(crate) founding_units: Option<String>,
    #[serde(default)]
    pub(crate) groups: Vec<String>,
    #[serde(default)]
    pub(crate) map: Option<String>,
    #[serde(default)]
    pub(crate) in_conflict_centre: bool,
}

/// Offices that are not filed, by their keys.
#[derive(Debug, Deserialize)]
pub(crate) struct YoungWords {
    pub(crate) planned: Vec<String>,
    pub(crate) founded: Vec<String>,
    pub(crate) suspended: Vec<String>,
    pub(crate) reason: String,
    /// The document by which it was suspended.
    pub(crate) document: String,
}

/// Something that is checked.
#[derive(Debug, Deserialize)]
pub(crate) struct HaveWords {
    pub(crate) key: String,
    pub(crate) have: String,
    pub(crate) name: String,
    /// The sorts of offices of which it is; none: all.
    #[serde(default)]
    pub(crate) applies: Vec<String>,
    pub(crate) proof: String,
    /// What of an office must be there: `rooms`, `full_time`, `mediators`, or nothing.
    #[serde(default)]
    pub(crate) counts: String,
    pub(crate) figure: String,
    pub(crate) evidence: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct SystemWords {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) summary: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ThingWords {
    pub(crate) name: String,
    pub(crate) number: String,
    pub(crate) sort: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct HavesWords {
    /// The offices that check themselves, by their keys.
    pub(crate) kinds: Vec<String>,
    /// Those of them that don't yet.
    pub(crate) not_yet: Vec<String>,
    pub(crate) document: String,
    pub(crate) systems: Vec<SystemWords>,
    pub(crate) things: Vec<ThingWords>,
    pub(crate) items: Vec<HaveWords>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Ending {
    pub(crate) name: String,
    pub(crate) days: i64,
}

#[derive(Debug, Deserialize)]
pub(crate) struct CertificateWords {
    pub(crate) issuer: String,
    pub(crate) letter: String,
    pub(crate) card: String,
    pub(crate) ending: Vec<Ending>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct EnterpriseWords {
    pub(crate) count: usize,
    pub(crate) officers: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct DutyWords {
    pub(crate) sort: String,
    pub(crate) office: String,
    pub(crate) from: i64,
    pub(crate) until: i64,
    pub(crate) people: Vec<String>,
    pub(crate) note: String,
    pub(crate) by: String,
    /// Who sits there on Wednesdays, and on the workdays around the end.
    pub(crate) lawyer: String,
    pub(crate) lawyer_note: String,
    pub(crate) week_note: String,
}

/// Who keeps the door of another office: one after the other, on the workdays around the end.
#[derive(Debug, Deserialize)]
pub(crate) struct ShiftWords {
    pub(crate) office: String,
    pub(crate) people: Vec<String>,
    pub(crate) from: i64,
    pub(crate) until: i64,
    pub(crate) note: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Leaving {
    pub(crate) to: String,
    pub(crate) day: i64,
    pub(crate) grounds: String,
    pub(crate) reason: String,
}

/// Somebody of the roster without an account.
#[derive(Debug, Deserialize)]
pub(crate) struct PersonWords {
    pub(crate) name: String,
    pub(crate) sex: String,
    pub(crate) office: String,
    pub(crate) roles: Vec<String>,
    #[serde(default)]
    pub(crate) expert_grade: Option<String>,
    pub(crate) background: Vec<String>,
    #[serde(default)]
    pub(crate) skills: Vec<String>,
    #[serde(default)]
    pub(crate) trades: Vec<String>,
    pub(crate) languages: Vec<String>,
    pub(crate) available: String,
    pub(crate) education: String,
    /// Years.
    pub(crate) since: i64,
    /// Signs in.
    #[serde(default)]
    pub(crate) account: bool,
    #[serde(default)]
    pub(crate) leaves: Option<Leaving>,
}

/// A step of an entry.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct StepWords {
    pub(crate) to: String,
    pub(crate) day: i64,
    pub(crate) by: String,
    #[serde(default)]
    pub(crate) fields: Map<String, Value>,
    #[serde(default)]
    pub(crate) reason: String,
}

/// An entry of a register, with what became of it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct EntryWords {
    pub(crate) register: String,
    /// By which others name it.
    #[serde(default)]
    pub(crate) key: Option<String>,
    /// Whose record of the roster it goes on with, instead of a new one.
    #[serde(default)]
    pub(crate) of: Option<String>,
    #[serde(default)]
    pub(crate) day: i64,
    #[serde(default)]
    pub(crate) by: String,
    #[serde(default)]
    pub(crate) fields: Map<String, Value>,
    #[serde(default)]
    pub(crate) then: Vec<StepWords>,
    /// So many mediators came to the course.
    #[serde(default)]
    pub(crate) attend: usize,
}

/// All of them.
#[derive(Debug, Deserialize)]
pub(crate) struct RegisterWords {
    pub(crate) profile: Vec<ProfileWords>,
    pub(crate) young: YoungWords,
    pub(crate) haves: HavesWords,
    pub(crate) certificates: CertificateWords,
    pub(crate) enterprises: EnterpriseWords,
    pub(crate) duty: DutyWords,
    #[serde(default)]
    pub(crate) shift: Vec<ShiftWords>,
    pub(crate) person: Vec<PersonWords>,
    pub(crate) entry: Vec<EntryWords>,
}
