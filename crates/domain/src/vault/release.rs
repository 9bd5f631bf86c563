//! Letting one entry out: by signed consent of every party, or by a duty that a law lays on the house. Two people, four eyes.

use super::event::{ConsentGiven, Released};
use super::{VaultKind, VaultRoom};
use crate::case::refusal::ensure;
use crate::case::{Case, Decision, Outcome, Reason, Refusal, WordsKind};
use crate::intake::Means;
use crate::kernel::form::Confirmed;
use crate::kernel::id::{AccountId, FileId, OrganisationId, PartyId, ReleaseId, VaultEntryId, WordsId};
use crate::kernel::{Day, Line, Prose};
use crate::{codes, form};

codes! {
    /// Why an entry may leave the vault.
    pub enum ReleaseGround as "release_ground" {
        /// 各方当事人书面同意(民诉法解释 art. 107)
        Consent = "consent",
        /// 法定义务
        Duty = "duty",
    }
}

codes! {
    /// What became of a request.
    pub enum ReleaseDecision as "release_decision" {
        /// 同意
        Approved = "approved",
        /// 不同意
        Refused = "refused",
    }
}

form! {
    /// One party's signed consent.
    pub struct ConsentRow {
        /// Who.
        pub party: PartyId,
        /// When it was signed.
        pub day: Day,
        /// How it was given.
        pub means: Means,
        /// The signed sheet among the files of the case.
        pub file: Option<FileId>,
        /// Where the signed sheet lies, when it is not among the files.
        pub note: Option<Line<120>>,
    }
}

form! {
    /// The mediator asks for an entry to be let out.
    pub struct AskRelease {
        /// The body that gets it, when it is in the directory.
        pub recipient: Option<OrganisationId>,
        /// The body that gets it, when it is not.
        pub recipient_name: Option<Line<80>>,
        /// What for. Not what was said.
        pub purpose: Prose<500>,
        /// Why it may.
        pub ground: ReleaseGround,
        /// By consent: every party's.
        pub consents: Vec<ConsentRow>,
        /// By duty: the statute with its article.
        pub article: Option<Line<120>>,
        /// By duty: the authority that demands it.
        pub authority: Option<Line<80>>,
        /// By duty: the number of its document.
        pub document: Option<Line<80>>,
    }
}

form! {
    /// The director decides, without seeing what was said.
    pub struct DecideRelease {
        /// Approved or refused.
        pub decision: ReleaseDecision,
        /// Why it is refused.
        pub reason: Option<Prose<500>>,
        /// The papers were looked at: signed consents, or the authority's document.
        pub papers_checked: Confirmed,
    }
}

/// A request as it is decided.
#[derive(Clone, Debug, PartialEq)]
pub struct ReleaseRequest {
    /// Which.
    pub id: ReleaseId,
    /// The entry.
    pub entry: VaultEntryId,
    /// What it is.
    pub kind: VaultKind,
    /// Where it was said.
    pub room: VaultRoom,
    /// Who asked.
    pub asked_by: AccountId,
    /// What was asked.
    pub form: AskRelease,
}

/// An entry that was let out: what every reader of the case may know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Which.
    pub id: ReleaseId,
    /// The entry; its words stay in the vault and are opened for the recipient alone.
    pub entry: VaultEntryId,
    /// Why it may leave.
    pub ground: ReleaseGround,
    /// The body that gets it.
    pub recipient: Option<OrganisationId>,
    /// Its name, when it is not in the directory.
    pub recipient_name: Option<WordsId>,
    /// The day.
    pub day: Day,
}

/// Whether this may be asked; `waiting` other requests for the same entry wait for a decision.
///
/// # Errors
/// One request at a time, and what [`complete`] says.
pub fn may_ask(case: &Case, form: &AskRelease, waiting: usize, today: Day) -> Result<(), Refusal> {
    ensure(waiting == 0, || Refusal::because(Reason::ReleaseAsked))?;
    complete(case, form, today)
}

/// Whether the papers are complete.
///
/// # Errors
/// Consent of every party with its proof, or article, authority and document; a recipient; no day in the future; no key any more.
fn complete(case: &Case, form: &AskRelease, today: Day) -> Result<(), Refusal> {
    ensure(!case.vault.over, || Refusal::because(Reason::VaultOver))?;
    ensure(form.recipient.is_some() != form.recipient_name.is_some(), || Refusal::at("recipient", Reason::RecipientNeeded))?;
    // The house itself is no recipient: who works there would all read it.
    let house = [case.office, case.handler()];
    ensure(form.recipient.is_none_or(|body| !house.contains(&Some(body))), || Refusal::at("recipient", Reason::RecipientNeeded))?;
    match form.ground {
        ReleaseGround::Consent => {
            for row in &form.consents {
                case.party(row.party).ok_or(Refusal::at("consents", Reason::NotInThisCase))?;
                ensure(row.day <= today, || Refusal::at("consents", Reason::InTheFuture))?;
                ensure(row.file.is_some() || row.note.is_some(), || Refusal::at("consents", Reason::ConsentProofNeeded))?;
                ensure(row.file.is_none_or(|file| case.files.contains(&file)), || Refusal::at("consents", Reason::NotInThisCase))?;
            }
            let all = case.parties.iter().all(|party| form.consents.iter().any(|row| row.party == party.id));
            ensure(all, || Refusal::at("consents", Reason::ConsentOfAllNeeded))
        }
        ReleaseGround::Duty => {
            let told = form.article.is_some() && form.authority.is_some() && form.document.is_some();
            ensure(told, || Refusal::at("article", Reason::DutyNeeded))
        }
    }
}

/// Decides a request that was approved: the event by which the entry leaves the vault.
///
/// # Errors
/// The papers must still be complete, and four eyes: nobody approves what they asked for.
pub fn release(case: &Case, request: &ReleaseRequest, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
    ensure(cx.actor.account != Some(request.asked_by), || Refusal::because(Reason::FourEyes))?;
    let form = &request.form;
    complete(case, form, cx.today())?;
    let mut outcome = Outcome::default();
    let purpose = outcome.say(cx, WordsKind::Reason, &form.purpose);
    let recipient_name = outcome.say_if(cx, WordsKind::Note, form.recipient_name.as_deref());
    let duty = form.ground == ReleaseGround::Duty;
    let mut by_duty = |text: &Option<Line<80>>| outcome.say_if(cx, WordsKind::Basis, text.as_deref().filter(|_| duty));
    let (authority, document) = (by_duty(&form.authority), by_duty(&form.document));
    let article = outcome.say_if(cx, WordsKind::Basis, form.article.as_deref().filter(|_| duty));
    let consents = if duty {
        Vec::new()
    } else {
        let given = |row: &ConsentRow| ConsentGiven { party: row.party, day: row.day, means: row.means, file: row.file, note: None };
        let mut given: Vec<ConsentGiven> = form.consents.iter().map(given).collect();
        for (row, consent) in form.consents.iter().zip(&mut given) {
            consent.note = outcome.say_if(cx, WordsKind::Note, row.note.as_deref());
        }
        given
    };
    Ok(outcome.and(Released {
        release: request.id,
        entry: request.entry,
        kind: request.kind,
        ground: form.ground,
        recipient: form.recipient,
        recipient_name,
        asked_by: request.asked_by,
        purpose,
        consents,
        article,
        authority,
        document,
        day: cx.today(),
    }))
}
