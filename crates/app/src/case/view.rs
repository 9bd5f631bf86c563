//! One case as it is shown, with every name in its place: to pages, papers and machines. [`super::show()`] fills it.

use domain::agreement::{ObligationKind, Payment};
use domain::case::state::Amounts;
use domain::case::{Act, Case, Offer, Recorded};
use domain::intake::{PartyRole, Side};
use domain::kernel::id::{AccountId, ClaimId, ObligationId, OrganisationId, PartyId, WordsId};
use domain::kernel::{Day, Money};
use domain::mediation::MediationSession;
use store::case::file::FileRow;

use crate::text::{Names, Told as Sentence, phrase};

/// A party on the case page, numbers masked.
#[derive(Clone, Debug)]
pub struct PartyView {
    /// Who.
    pub id: PartyId,
    /// On which side.
    pub side: Side,
    /// As what.
    pub role: PartyRole,
    /// Name.
    pub name: String,
    /// Identity number or credit code; a person's is masked.
    pub number: Option<String>,
    /// Masked telephone.
    pub phone: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Post, days of work, wage, groups, agent …: field name and value.
    pub details: Vec<(String, String)>,
    /// Whether the party agrees to mediation.
    pub consents: Option<bool>,
}

impl PartyView {
    /// Without anything but the name: of a dossier that was destroyed.
    pub(super) fn named_only(self) -> Self {
        Self { number: None, phone: None, address: None, details: Vec::new(), ..self }
    }
}

/// A claim with its amounts.
#[derive(Clone, Debug)]
pub struct ClaimView {
    /// Which.
    pub id: ClaimId,
    /// Its type in Chinese.
    pub kind: String,
    /// From which day.
    pub from: Option<Day>,
    /// To which day.
    pub to: Option<Day>,
    /// Claimed.
    pub claimed: Option<Money>,
    /// Verified.
    pub verified: Option<Money>,
    /// Agreed.
    pub agreed: Option<Money>,
    /// Was withdrawn.
    pub withdrawn: bool,
}

/// A session with its names.
#[derive(Clone, Debug)]
pub struct SessionView {
    /// The session.
    pub session: MediationSession,
    /// Room or place.
    pub place: String,
    /// Who mediates.
    pub mediator: Option<String>,
}

/// An obligation with its names.
#[derive(Clone, Debug)]
pub struct ObligationView {
    /// Which.
    pub id: ObligationId,
    /// Its number in the agreement.
    pub number: usize,
    /// Money or something else.
    pub kind: ObligationKind,
    /// Who owes.
    pub payer: String,
    /// To whom.
    pub payee: String,
    /// How much.
    pub amount: Option<Money>,
    /// What was paid so far.
    pub paid: Money,
    /// By when.
    pub due: Day,
    /// The day it was met.
    pub met: Option<Day>,
    /// The day a breach was recorded.
    pub breached: Option<Day>,
}

/// A payment with its texts.
#[derive(Clone, Debug)]
pub struct PaymentView {
    /// The payment.
    pub payment: Payment,
    /// The proof, as it was written down.
    pub proof: String,
    /// Who paid in the debtor's place.
    pub third_party: Option<String>,
}

/// An event as a sentence.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its place in the log.
    pub seq: i64,
    /// The event.
    pub recorded: Recorded,
    /// Who acted.
    pub actor: Option<String>,
    /// The sentence with its quote and rule.
    pub sentence: Sentence,
}

/// Everything the case page needs.
#[derive(Clone)]
pub struct CaseView {
    /// The state.
    pub case: Case,
    /// Parties in the order of the application.
    pub parties: Vec<PartyView>,
    /// Claims.
    pub claims: Vec<ClaimView>,
    /// The four amounts of the whole.
    pub amounts: Amounts,
    /// What happened, newest first.
    pub timeline: Vec<Told>,
    /// Sessions, newest first.
    pub sessions: Vec<SessionView>,
    /// Obligations of the agreement.
    pub obligations: Vec<ObligationView>,
    /// Payments in the order in which they were named.
    pub payments: Vec<PaymentView>,
    /// Attached files.
    pub files: Vec<FileRow>,
    /// What this person can do now, or could once something is there.
    pub offers: Vec<(Act, Offer)>,
    /// What this person may do on this case in some stage.
    pub may: Vec<Act>,
    /// Facts and reasons.
    pub facts: String,
    /// Names behind ids.
    pub names: Names,
}

impl CaseView {
    /// `张三 与 鼎禾建筑`: worker first, whoever applies.
    pub fn title(&self) -> String {
        let (worker, employer): (Vec<&PartyView>, Vec<&PartyView>) =
            self.parties.iter().partition(|party| matches!(party.role, PartyRole::Worker | PartyRole::NextOfKin));
        let name = |side: &[&PartyView], others: &str| match side {
            [] => String::new(),
            [one] => one.name.clone(),
            [one, ..] => phrase("format", others, &[("name", one.name.clone()), ("count", side.len().to_string())]),
        };
        let (worker, employer) = (name(&worker, "and_others"), name(&employer, "and_other_units"));
        phrase("format", "versus", &[("worker", worker), ("employer", employer)])
    }

    /// The workers' side, and who stands there for one who died.
    pub fn workers(&self) -> impl Iterator<Item = &PartyView> {
        self.parties.iter().filter(|party| matches!(party.role, PartyRole::Worker | PartyRole::NextOfKin))
    }

    /// `吾买尔·艾合买提 与 鼎禾建筑`
    pub fn side_names(&self, side: Side) -> String {
        let names: Vec<&str> = self.parties.iter().filter(|party| party.side == side).map(|party| party.name.as_str()).collect();
        names.join("、")
    }

    /// A person's name.
    pub fn person(&self, id: Option<AccountId>) -> Option<&str> {
        id.and_then(|id| self.names.accounts.get(&id)).map(String::as_str)
    }

    /// An organisation's name.
    pub fn organisation(&self, id: Option<OrganisationId>) -> Option<&str> {
        id.and_then(|id| self.names.organisations.get(&id)).map(String::as_str)
    }

    /// A text.
    pub fn words(&self, id: WordsId) -> Option<&str> {
        self.names.words.get(&id).map(String::as_str)
    }

    /// Whether the person can do `act` now.
    pub fn can(&self, act: Act) -> bool {
        self.offers.iter().any(|(offered, offer)| *offered == act && *offer == Offer::Ready)
    }
}
