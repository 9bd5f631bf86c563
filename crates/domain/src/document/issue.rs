//! Issuing: a paper gets its number and stays as it is; a correction is a new version, a withdrawal says why.

use super::event::{PaperCorrected, PaperIssued, PaperWithdrawn};
use super::{AGREEMENT, IssuedPaper, PaperState, sign};
use crate::case::command::Deed;
use crate::case::refusal::ensure;
use crate::case::{Case, Decision, Outcome, Reason, Refusal, WordsKind};
use crate::form;
use crate::kernel::id::PaperId;
use crate::kernel::{Line, Prose};

form! {
    /// A paper is issued under the next number of its kind.
    pub struct Issue {
        /// Which kind, by its code.
        pub kind: Line<40>,
        /// What it is about, when the case can have several of its kind: a session, an obligation …
        pub subject: Option<Line<60>>,
        /// What is filled in when it is made, for papers with a form of their own: the form as JSON.
        pub answers: Option<Prose<20000>>,
        /// A mark of the sender's own: the same mark again gives the paper that was issued with it.
        pub once: Option<Line<60>>,
    }
}

form! {
    /// An issued paper is printed anew as the next version; the old one is no longer valid.
    pub struct Correct {
        /// The version that was wrong.
        pub paper: PaperId,
        /// What was wrong.
        pub reason: Prose<500>,
        /// What is filled in anew, as JSON; without it what was filled in before stays.
        pub answers: Option<Prose<20000>>,
    }
}

form! {
    /// An issued paper is taken back; its number is not used again.
    pub struct Withdraw {
        /// Which.
        pub paper: PaperId,
        /// Why.
        pub reason: Prose<500>,
    }
}

/// A paper that was printed for this decision; its bytes are kept together with the event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The number on it.
    pub number: String,
    /// SHA-256 of the PDF, as hex digits.
    pub sha256: String,
    /// The version of the template that it was set with.
    pub template: String,
}

/// The printed paper; without one the paper lacks something and can't be issued.
fn printed<'a>(cx: &Decision<'a>, field: &'static str) -> Result<&'a Printed, Refusal> {
    cx.lookup.printed.as_ref().ok_or(Refusal::at(field, Reason::PaperLacks))
}

/// An issued paper that still stands, and may be changed: an agreement in force is changed by a new agreement only.
fn standing(case: &Case, id: PaperId) -> Result<&IssuedPaper, Refusal> {
    let paper = case.paper(id).ok_or(Refusal::at("paper", Reason::NotInThisCase))?;
    ensure(paper.state == PaperState::Valid, || Refusal::at("paper", Reason::PaperOver))?;
    let in_force = case.agreement.as_ref().is_some_and(|agreement| agreement.in_force.is_some());
    ensure(paper.kind != AGREEMENT || !in_force, || Refusal::at("paper", Reason::PaperInForce))?;
    ensure(!paper.is_sealed(), || Refusal::at("paper", Reason::SealedAlready))?;
    Ok(paper)
}

impl Deed for Issue {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let subject = self.subject.as_ref().map(ToString::to_string);
        let twin =
            case.papers.iter().find(|paper| paper.kind == *self.kind && paper.subject == subject && paper.state == PaperState::Valid);
        if let Some(twin) = twin {
            return Err(Refusal::at("kind", Reason::PaperStands).with("number", &twin.number));
        }
        let printed = printed(cx, "kind")?;
        Ok(Outcome::default().and(PaperIssued {
            paper: cx.ids.draw(),
            kind: self.kind.to_string(),
            subject,
            number: printed.number.clone(),
            version: 1,
            sha256: printed.sha256.clone(),
            template: printed.template.clone(),
        }))
    }
}

impl Deed for Correct {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let old = standing(case, self.paper)?;
        let printed = printed(cx, "paper")?;
        ensure(printed.sha256 != old.sha256, || Refusal::at("paper", Reason::NothingChanges))?;
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        Ok(sign::void(outcome, old).and(PaperCorrected {
            paper: cx.ids.draw(),
            replaces: old.id,
            kind: old.kind.clone(),
            subject: old.subject.clone(),
            number: old.number.clone(),
            version: old.version + 1,
            sha256: printed.sha256.clone(),
            template: printed.template.clone(),
            reason,
        }))
    }
}

impl Deed for Withdraw {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        let paper = standing(case, self.paper)?;
        let mut outcome = Outcome::default();
        let reason = outcome.say(cx, WordsKind::Reason, &self.reason);
        Ok(sign::void(outcome, paper).and(PaperWithdrawn { paper: paper.id, reason }))
    }
}
