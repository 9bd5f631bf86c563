//! What is said to settle goes into the vault, never into the minutes. The dice and the choices of it are its own: what else is told stays the same
//! whatever is said here, and whether anything is.

use domain::kernel::id::PartyId;
use domain::vault::{PutEntry, VaultKind, VaultRoom};

use super::{Carrier, missing};
use crate::dice::Choice;
use crate::fill::prose;
use crate::lane::Step;

/// Something said to settle.
pub(super) struct Confidence {
    pub(super) room: VaultRoom,
    pub(super) kind: VaultKind,
    /// The mediator when empty.
    pub(super) speaker: Option<PartyId>,
    pub(super) text: String,
}

impl Carrier<'_> {
    /// The mediator writes it down, with what the sides said apart.
    pub(super) async fn confide(&self, said: Vec<Confidence>) -> Step {
        let Some(secrets) = &self.world.secrets else { return Ok(()) };
        let case = self.case.id;
        let thread = case.0.as_u64_pair().0 ^ u64::try_from(self.case.version).unwrap_or(0);
        let mut choice = Choice::new(secrets.seed, thread);
        let cx = secrets.app.by(self.mediator()?.person.clone());
        for one in said.into_iter().chain(self.apart(&mut choice)?) {
            let form = PutEntry { room: one.room, kind: one.kind, speaker: one.speaker, amount: None, text: prose(&one.text)? };
            app::vault::put(&cx, case, form).await?;
        }
        Ok(())
    }

    /// What each side said alone with the mediator.
    fn apart(&self, choice: &mut Choice) -> Step<Vec<Confidence>> {
        let speech = &self.world.words.speech;
        let worker = self.party(0)?;
        let employer = self.party(self.workers())?;
        let room = |party: PartyId| match self.case.party(party).map(|party| party.side) {
            Some(domain::intake::Side::Applicant) => Ok(VaultRoom::ApplicantCaucus),
            Some(domain::intake::Side::Respondent) => Ok(VaultRoom::RespondentCaucus),
            None => Err(missing("a party")),
        };
        let mut said = Vec::new();
        for _ in 0..choice.below(3) {
            let (speaker, texts) =
                if choice.in_thousand(500) { (worker, &speech.worker.counter) } else { (employer, &speech.employer.counter) };
            let kinds = [VaultKind::CaucusNote, VaultKind::Concession, VaultKind::ConfidentialStatement];
            let kind = choice.of(&kinds).copied().unwrap_or(VaultKind::CaucusNote);
            let text = self.params.one_of(texts, choice)?;
            said.push(Confidence { room: room(speaker)?, kind, speaker: Some(speaker), text });
        }
        Ok(said)
    }
}
