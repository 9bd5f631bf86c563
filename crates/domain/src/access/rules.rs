//! THE table of who may do what, and the one question asked of it.

use super::{Facts, Grant, Person, Role, within};
use crate::case::Act;
use crate::codes;
use crate::kernel::id::OrganisationId;

codes! {
    /// What somebody may want to do besides an act on a case.
    pub enum Deal as "deal" {
        /// See the desk.
        Desk = "desk",
        /// Open a case, its events, papers and files.
        ReadCase = "read_case",
        /// See a list of cases, the ledger, the calendar.
        ListCases = "list_cases",
        /// Export the ledger.
        ExportLedger = "export_ledger",
        /// See figures.
        ReadFigures = "read_figures",
        /// Record a contact; see the contacts of the office.
        Receive = "receive",
        /// Register an application.
        Register = "register",
        /// See parties and correct their data.
        Parties = "parties",
        /// See identity and telephone numbers in clear (audited).
        Reveal = "reveal",
        /// See the dispatch board.
        DispatchBoard = "dispatch_board",
        /// See the directory of organisations and mediators.
        ReadDirectory = "read_directory",
        /// Change the directory.
        KeepDirectory = "keep_directory",
        /// Enter records of the own office into registers that its members keep.
        EnterRecords = "enter_records",
        /// See personnel files: terms, certificates, appraisals.
        ReadPersonnel = "read_personnel",
        /// Keep accounts, tokens and settings.
        KeepAccounts = "keep_accounts",
        /// Read the audit log and check the hash chains.
        ReadAudit = "read_audit",
        /// Read the outbox.
        ReadOutbox = "read_outbox",
        /// See which dossiers need no longer be kept, and what became of them.
        Disposal = "disposal",
        /// Own account: password, sessions.
        OwnAccount = "own_account",
        /// Say and hear what is said to settle: the vault of a case (audited).
        Vault = "vault",
        /// Decide whether an entry of the vault may be let out, without seeing it.
        DecideRelease = "decide_release",
    }
}

/// What is asked for: an act on a case, or something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// An act on a case.
    Act(Act),
    /// Something else.
    Deal(Deal),
}

impl Action {
    /// Every action, in the order of the reviewed matrix.
    pub fn all() -> Vec<Self> {
        Act::ALL.iter().copied().map(Self::Act).chain(Deal::ALL.iter().copied().map(Self::Deal)).collect()
    }

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Act(act) => act.code(),
            Self::Deal(deal) => deal.code(),
        }
    }
}

codes! {
    /// How far a role reaches for an action.
    pub enum Reach as "reach" {
        /// Things the person takes part in.
        Own = "own",
        /// Things the person mediates now.
        Mediates = "mediates",
        /// Things that have their window at the office.
        Home = "home",
        /// Things that the office handles.
        Handler = "handler",
        /// Things in which the office takes part in any way.
        Office = "office",
        /// Things in the subtree of the office's division.
        Area = "area",
        /// Everything.
        All = "all",
    }
}

/// The answer with the rule behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Allowed by this grant, because of this reach.
    Allowed(Grant, Reach),
    /// Not allowed: as far as this person can tell, the thing does not exist.
    Hidden,
}

impl Verdict {
    /// The grant under which it is allowed.
    pub fn grant(self) -> Option<Grant> {
        match self {
            Self::Allowed(grant, _) => Some(grant),
            Self::Hidden => None,
        }
    }
}

/// THE table: how far `role` reaches for `action`; nothing = not at all.
pub const fn reach(role: Role, action: Action) -> Option<Reach> {
    match action {
        Action::Act(act) => act_reach(role, act),
        Action::Deal(deal) => deal_reach(role, deal),
    }
}

const fn act_reach(role: Role, act: Act) -> Option<Reach> {
    match role {
        Role::System => Some(Reach::All),
        Role::Clerk => match act {
            // Mediation, drafting and deciding on recusal belong to the mediator and the director.
            Act::Minutes
            | Act::ConfirmFacts
            | Act::Draft
            | Act::Discard
            | Act::AssessAbility
            | Act::VerifyClaim
            | Act::DecideRecusal
            | Act::Suspend
            | Act::Resume
            | Act::DecideDisposal => None,
            Act::Take | Act::HandBack => Some(Reach::Office),
            _ => Some(Reach::Home),
        },
        Role::Director => match act {
            Act::Take | Act::HandBack | Act::Reply => Some(Reach::Office),
            _ => Some(Reach::Area),
        },
        Role::Mediator => match act {
            Act::HandOver | Act::Accept | Act::Decline | Act::Assign | Act::Reassign | Act::Transfer | Act::DecideRecusal | Act::Reply => {
                None
            }
            // The archive belongs to the window and the director.
            Act::KeepLonger | Act::ProposeDisposal | Act::DecideDisposal | Act::Destroy => None,
            Act::Take | Act::HandBack => Some(Reach::Office),
            _ => Some(Reach::Own),
        },
        Role::ArbitrationLiaison | Role::CourtLiaison | Role::UnionOfficer => match act {
            Act::Take | Act::HandBack | Act::Reply | Act::Note | Act::Attach => Some(Reach::Office),
            _ => None,
        },
        Role::Supervisor => match act {
            Act::Note => Some(Reach::Area),
            _ => None,
        },
        Role::Statistician | Role::Administrator | Role::Auditor => None,
    }
}

const fn deal_reach(role: Role, deal: Deal) -> Option<Reach> {
    use Deal::{
        DecideRelease, Desk, DispatchBoard, Disposal, EnterRecords, ExportLedger, KeepAccounts, KeepDirectory, ListCases, OwnAccount,
        Parties, ReadAudit, ReadCase, ReadDirectory, ReadFigures, ReadOutbox, ReadPersonnel, Receive, Register, Reveal, Vault,
    };
    match (role, deal) {
        // Nobody but who sits in the room hears what is said there: not the director, not the auditor, not the system itself.
        (Role::Mediator, Vault) => Some(Reach::Mediates),
        (_, Vault) => None,
        (Role::System, _) => Some(Reach::All),
        (_, Desk | OwnAccount | ReadDirectory) => Some(Reach::All),
        (Role::Clerk, ReadCase | ListCases | ExportLedger | Parties | Reveal) => Some(Reach::Office),
        (Role::Clerk, Receive | Register | DispatchBoard | ReadFigures | ReadOutbox | Disposal) => Some(Reach::Home),
        (Role::Mediator, ReadCase | ListCases | ExportLedger | Parties | Reveal | ReadFigures) => Some(Reach::Own),
        (Role::Clerk | Role::Mediator | Role::ArbitrationLiaison | Role::CourtLiaison | Role::UnionOfficer, EnterRecords) => {
            Some(Reach::Home)
        }
        (Role::Clerk | Role::Mediator | Role::ArbitrationLiaison | Role::CourtLiaison | Role::UnionOfficer, ReadPersonnel) => {
            Some(Reach::Own)
        }
        (Role::Mediator, Receive | Register) => Some(Reach::Home),
        (
            Role::Director,
            ReadCase | ListCases | ExportLedger | Parties | Reveal | ReadFigures | Receive | Register | DispatchBoard | KeepDirectory
            | ReadOutbox | ReadAudit | DecideRelease | Disposal | ReadPersonnel | EnterRecords,
        ) => Some(Reach::Area),
        (Role::ArbitrationLiaison | Role::CourtLiaison | Role::UnionOfficer, ReadCase | ListCases) => Some(Reach::Office),
        (Role::Supervisor, ReadCase | ListCases | ExportLedger | ReadFigures | DispatchBoard | ReadPersonnel) => Some(Reach::Area),
        (Role::Statistician, ListCases | ExportLedger | ReadFigures) => Some(Reach::Area),
        (Role::Administrator, KeepAccounts | KeepDirectory | ReadOutbox | ReadPersonnel | EnterRecords) => Some(Reach::Area),
        (Role::Auditor, ReadAudit) => Some(Reach::Area),
        _ => None,
    }
}

/// Whether `person` may do `action` on the thing with these facts.
pub fn can(person: &Person, action: Action, facts: &Facts) -> Verdict {
    for grant in &person.grants {
        if let Some(reach) = reach(grant.role, action)
            && reaches(person, grant, reach, facts)
        {
            return Verdict::Allowed(grant.clone(), reach);
        }
    }
    Verdict::Hidden
}

fn reaches(person: &Person, grant: &Grant, reach: Reach, facts: &Facts) -> bool {
    let is = |office: Option<OrganisationId>| office == Some(grant.office);
    match reach {
        Reach::Mediates => facts.mediator == Some(person.account),
        Reach::Own => facts.people.contains(&person.account),
        Reach::Home => is(facts.home),
        Reach::Handler => is(facts.handler),
        Reach::Office => facts.offices.contains(&grant.office),
        Reach::Area => within(&facts.division, &grant.division),
        Reach::All => true,
    }
}

/// The first grant under which `person` may do `action` somewhere at all: opens pages that are lists.
pub fn anywhere(person: &Person, action: Action) -> Option<&Grant> {
    person.grants.iter().find(|grant| reach(grant.role, action).is_some())
}
