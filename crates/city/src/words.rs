//! The words of the telling: `data/city`, read once. Nobody and nothing in them is real.

use std::collections::BTreeMap;

use app::Error;
use domain::access::Role;
use domain::agreement::ObligationKind;
use domain::intake::{Channel, ScopeClass};
use domain::mediation::SuspensionGround;
use domain::organisation::OrganisationKind;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::register::words::RegisterWords;

/// A code with its share.
#[derive(Debug, Deserialize)]
pub(crate) struct Share<T> {
    pub(crate) code: T,
    pub(crate) weight: u64,
}

/// A text with its share.
#[derive(Debug, Deserialize)]
pub(crate) struct Weighted {
    pub(crate) text: String,
    pub(crate) weight: u64,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Preferred {
    pub(crate) nation: String,
    pub(crate) surnames: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Dotted {
    pub(crate) nation: String,
    pub(crate) language: String,
    pub(crate) interpreter_in: u64,
    pub(crate) male: Vec<String>,
    pub(crate) female: Vec<String>,
    pub(crate) second: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct NameWords {
    pub(crate) surnames: Vec<Weighted>,
    pub(crate) male: Vec<String>,
    pub(crate) female: Vec<String>,
    pub(crate) rare: Vec<String>,
    pub(crate) rare_per_thousand: u64,
    pub(crate) nations: Vec<Share<String>>,
    pub(crate) preferred: Vec<Preferred>,
    pub(crate) dotted: Vec<Dotted>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct PlaceWords {
    pub(crate) district: String,
    pub(crate) city: String,
    pub(crate) towns: Vec<Share<String>>,
    pub(crate) roads: Vec<String>,
    pub(crate) villages: Vec<String>,
    pub(crate) parks: Vec<String>,
    pub(crate) sites: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Post {
    pub(crate) name: String,
    pub(crate) wage: [i64; 2],
}

#[derive(Debug, Deserialize)]
pub(crate) struct Industry {
    pub(crate) code: String,
    pub(crate) weight: u64,
    pub(crate) kinds: Vec<String>,
    pub(crate) trades: Vec<String>,
    pub(crate) suffix: String,
    pub(crate) posts: Vec<Post>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct EmployerWords {
    pub(crate) prefix: String,
    pub(crate) organisation_code: String,
    pub(crate) brand_head: Vec<String>,
    pub(crate) brand_middle: Vec<String>,
    pub(crate) brand_tail: Vec<String>,
    pub(crate) never: Vec<String>,
    pub(crate) industry: Vec<Industry>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct RoomWords {
    pub(crate) name: String,
    pub(crate) seats: i64,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct OrganisationWords {
    pub(crate) key: String,
    #[serde(default)]
    pub(crate) each: Option<String>,
    pub(crate) kind: OrganisationKind,
    pub(crate) name: String,
    /// The town where it lies, where it is not the district's as a whole.
    #[serde(default)]
    pub(crate) town: Option<String>,
    #[serde(default)]
    pub(crate) number_prefix: Option<String>,
    pub(crate) address: String,
    pub(crate) phone: String,
    #[serde(default)]
    pub(crate) hours: Option<String>,
    #[serde(default)]
    pub(crate) rooms: Vec<RoomWords>,
}

#[derive(Debug, Deserialize)]
struct OrganisationFile {
    organisation: Vec<OrganisationWords>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct OfficerWords {
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) office: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct MediatorWords {
    pub(crate) name: String,
    pub(crate) office: String,
    pub(crate) full_time: bool,
    #[serde(default)]
    pub(crate) skills: Vec<String>,
    #[serde(default)]
    pub(crate) languages: Vec<String>,
    pub(crate) sex: String,
    pub(crate) years: i64,
}

#[derive(Debug, Deserialize)]
pub(crate) struct PeopleWords {
    pub(crate) officers: Vec<OfficerWords>,
    pub(crate) mediators: Vec<MediatorWords>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ClaimWords {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) halves: Option<[i64; 2]>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Kind {
    #[serde(default)]
    pub(crate) sex: Option<String>,
    pub(crate) scope: ScopeClass,
    pub(crate) weight: u64,
    pub(crate) spring: u64,
    pub(crate) groups: Vec<String>,
    pub(crate) industries: Vec<String>,
    pub(crate) employer_kinds: Vec<String>,
    pub(crate) people: [i64; 2],
    pub(crate) respondents: String,
    pub(crate) claims: Vec<ClaimWords>,
    pub(crate) texts: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct KindFile {
    kind: Vec<Kind>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Speaker {
    pub(crate) opening: Vec<String>,
    pub(crate) facts: Vec<String>,
    pub(crate) offer: Vec<String>,
    pub(crate) end: Vec<String>,
    pub(crate) counter: Vec<String>,
    pub(crate) accept: Vec<String>,
    pub(crate) refuse: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Texts {
    pub(crate) texts: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct SpeechWords {
    pub(crate) mediator: Speaker,
    pub(crate) worker: Speaker,
    pub(crate) employer: Speaker,
    pub(crate) agreed_facts: Texts,
    pub(crate) disputed: Texts,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ReasonWords {
    pub(crate) hand_over: Vec<String>,
    pub(crate) dispatch_here: Vec<String>,
    pub(crate) dispatch_pass: Vec<String>,
    pub(crate) hand_back: Vec<String>,
    pub(crate) reassign: Vec<String>,
    pub(crate) invite: Vec<String>,
    pub(crate) invite_reply: Vec<String>,
    pub(crate) report_mass: Vec<String>,
    pub(crate) verify: Vec<String>,
    pub(crate) cancel_session: Vec<String>,
    pub(crate) extend: Vec<String>,
    pub(crate) suspend: BTreeMap<SuspensionGround, Vec<String>>,
    pub(crate) resume: BTreeMap<SuspensionGround, Vec<String>>,
    pub(crate) ask_recusal: Vec<String>,
    pub(crate) decide_recusal: BTreeMap<String, Vec<String>>,
    pub(crate) duplicate: Vec<String>,
    pub(crate) failed: Vec<String>,
    pub(crate) withdrawn: Vec<String>,
    pub(crate) refused: Vec<String>,
    pub(crate) period_over: Vec<String>,
    pub(crate) transferred: Vec<String>,
    pub(crate) not_performed: Vec<String>,
    pub(crate) late_closing: Vec<String>,
    pub(crate) remind: Vec<String>,
    pub(crate) breach: Vec<String>,
    pub(crate) terms_close: Vec<String>,
    pub(crate) terms_partial: Vec<String>,
    pub(crate) breach_terms: Vec<String>,
    pub(crate) pay_way: Vec<String>,
    pub(crate) pay_proof: Vec<String>,
    pub(crate) third_party: Vec<String>,
    pub(crate) notes: Vec<String>,
    pub(crate) decline_note: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Question {
    pub(crate) ends: String,
    #[serde(default)]
    pub(crate) body: Option<String>,
    pub(crate) ask: String,
    pub(crate) answer: String,
}

#[derive(Debug, Deserialize)]
struct QuestionFile {
    contacts: Vec<Question>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Opinion {
    pub(crate) satisfaction: i64,
    pub(crate) text: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Said {
    pub(crate) performance: String,
    pub(crate) after: Vec<String>,
    pub(crate) worker: Vec<Opinion>,
}

#[derive(Debug, Deserialize)]
struct SaidFile {
    said: Vec<Said>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct YearWords {
    pub(crate) months: Vec<u64>,
    pub(crate) channels: Vec<Share<Channel>>,
    pub(crate) paths: Vec<Share<String>>,
    pub(crate) declined_per_thousand: u64,
    pub(crate) dispatch: Vec<Share<OrganisationKind>>,
    pub(crate) handed_back_per_thousand: u64,
    pub(crate) joint_per_thousand: u64,
    pub(crate) extended_per_thousand: u64,
    pub(crate) suspended_per_thousand: u64,
    pub(crate) recusal_per_thousand: u64,
    pub(crate) oral_per_thousand: u64,
    pub(crate) late_per_thousand: u64,
    pub(crate) instalments_per_thousand: u64,
    pub(crate) sessions: Vec<u64>,
    pub(crate) agreed_percent: [i64; 2],
    pub(crate) satisfaction: Vec<u64>,
    pub(crate) recent_days: i64,
    pub(crate) recent_times: u64,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Promise {
    pub(crate) claim: String,
    pub(crate) obligation: ObligationKind,
    pub(crate) text: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct DeclineWords {
    pub(crate) reason: String,
    pub(crate) weight: u64,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Leaf {
    pub(crate) title: String,
    pub(crate) pages: i64,
    pub(crate) when: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct TellingWords {
    pub(crate) he: BTreeMap<String, String>,
    pub(crate) managers: Vec<String>,
    pub(crate) grades: Vec<String>,
    pub(crate) household: String,
    pub(crate) online: Vec<String>,
    pub(crate) at_party: Vec<String>,
    pub(crate) no_room: String,
    pub(crate) receipts: Vec<String>,
    pub(crate) referral_receipts: Vec<String>,
    pub(crate) promises: Vec<Promise>,
    pub(crate) promise: String,
    pub(crate) declines: Vec<DeclineWords>,
    pub(crate) dossier: Vec<Leaf>,
    pub(crate) volume: String,
    pub(crate) shelf: Vec<String>,
}

/// All of them.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) names: NameWords,
    pub(crate) places: PlaceWords,
    pub(crate) employers: EmployerWords,
    pub(crate) organisations: Vec<OrganisationWords>,
    pub(crate) people: PeopleWords,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) speech: SpeechWords,
    pub(crate) reasons: ReasonWords,
    pub(crate) questions: Vec<Question>,
    pub(crate) said: Vec<Said>,
    pub(crate) year: YearWords,
    pub(crate) telling: TellingWords,
    pub(crate) registers: RegisterWords,
}

fn read<T: DeserializeOwned>(name: &str, text: &str) -> app::Result<T> {
    toml::from_str(text).map_err(|error| Error::Corrupt(format!("data/city/{name}.toml: {error}")))
}

impl Words {
    /// The words that come with the program.
    pub(crate) fn shipped() -> app::Result<Self> {
        macro_rules! file {
            ($name:literal) => {
                read($name, include_str!(concat!("../../../data/city/", $name, ".toml")))?
            };
        }
        let organisations: OrganisationFile = file!("organisations");
        let kinds: KindFile = file!("narratives");
        let questions: QuestionFile = file!("contacts");
        let said: SaidFile = file!("followups");
        Ok(Self {
            names: file!("names"),
            places: file!("places"),
            employers: file!("employers"),
            organisations: organisations.organisation,
            people: file!("people"),
            kinds: kinds.kind,
            speech: file!("speech"),
            reasons: file!("reasons"),
            questions: questions.contacts,
            said: said.said,
            year: file!("year"),
            telling: file!("telling"),
            registers: file!("registers"),
        })
    }
}
