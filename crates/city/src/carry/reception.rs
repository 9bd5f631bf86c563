//! Reception, registration, acceptance or decline.

use app::contact::{self, HandOverForm};
use app::intake::register;
use domain::access::Role;
use domain::case::{Reason, note::Note};
use domain::intake::{Accept, Consent, Decline, HandOver, Means, Party, Side};
use domain::kernel::id::ContactId;

use super::{Carrier, missing};
use crate::course::Stall;
use crate::fill::{line, prose};
use crate::hours;
use crate::lane::Step;
use crate::world::{Body, count};

impl Carrier<'_> {
    /// From the first contact to acceptance; false when it is not accepted, and then it is filed here.
    pub(super) async fn receive(&mut self) -> Step<bool> {
        self.lane.until(self.course.received).await?;
        self.course.application.contact = self.first_contact().await?;
        let parties = self.registered().await?;
        self.applicants_consent(&parties).await?;
        if self.choice.in_thousand(40) {
            self.handed_over().await?;
        }
        if self.choice.in_thousand(120) {
            self.minutes(30, 300).await?;
            let text = prose(&self.say(&self.world.words.reasons.notes)?)?;
            self.act(self.clerk, Note { text }).await?;
        }
        if self.stalls(Stall::Acceptance) {
            return Ok(false);
        }
        if let Some(reason) = self.is_declined() {
            self.decline(&reason).await?;
            self.wait(3, 12).await?;
            self.archive().await?;
            return Ok(false);
        }
        self.accept().await?;
        Ok(!self.stalls(Stall::Dispatch))
    }

    /// The contact is taken down; somebody else may take the matter over.
    async fn first_contact(&mut self) -> Step<Option<ContactId>> {
        let Some(form) = self.course.contact.clone() else { return Ok(None) };
        let received = contact::receive(&self.by(self.clerk), form).await?;
        count(&self.world.tally.contacts);
        if self.choice.in_thousand(50)
            && let Some(other) = self.other_clerk()
        {
            self.minutes(10, 90).await?;
            let note = prose(&self.say(&self.world.words.reasons.hand_over)?)?;
            let form = HandOverForm { to: other.account(), receipt: line(&self.receipt()?)?, note: Some(note) };
            contact::hand_over(&self.by(self.clerk), received.id, form, 1).await?;
            self.clerk = other;
        }
        self.minutes(8, 45).await?;
        Ok(Some(received.id))
    }

    fn receipt(&mut self) -> Step<String> {
        let number = self.choice.between(100, 999);
        self.set("n", number);
        self.say(&self.world.words.telling.receipts)
    }

    async fn registered(&mut self) -> Step<Vec<Party>> {
        let office = self.centre.id;
        let cx = self.by(self.clerk);
        let mut tried = register(&cx, office, self.course.application.clone()).await;
        if let Err(app::Error::Refused(refusal)) = &tried
            && refusal.reason == Reason::DuplicateNeedsReason
        {
            let reason = prose(&self.say(&self.world.words.reasons.duplicate)?)?;
            self.course.application.duplicate_reason = Some(reason);
            tried = register(&cx, office, self.course.application.clone()).await;
        }
        let registered = tried?;
        self.case.id = registered.id;
        count(&self.world.tally.cases);
        Ok(registered.parties)
    }

    /// Whoever applies agrees to mediation at once: the applicants' representatives.
    async fn applicants_consent(&mut self, parties: &[Party]) -> Step {
        let applicants: Vec<Party> = parties.iter().filter(|party| party.side == Side::Applicant).copied().collect();
        let means = if self.course.application.oral { Means::InPerson } else { Means::Written };
        for party in applicants.iter().take(3) {
            let consent = Consent { party: party.id, agrees: true, day: self.lane.now().day(), means };
            self.act(self.clerk, consent).await?;
        }
        Ok(())
    }

    async fn handed_over(&mut self) -> Step {
        let Some(other) = self.other_clerk() else { return Ok(()) };
        self.minutes(20, 200).await?;
        let reason = prose(&self.say(&self.world.words.reasons.hand_over)?)?;
        let form = HandOver { to: other.account(), receipt: line(&self.receipt()?)?, reason: Some(reason) };
        self.act(self.clerk, form).await?;
        self.clerk = other;
        Ok(())
    }

    async fn respondents_answer(&mut self, agrees: bool) -> Step {
        let respondents: Vec<_> = self.case.side(Side::Respondent).map(|party| party.id).collect();
        for party in respondents.into_iter().take(3) {
            let consent = Consent { party, agrees, day: self.lane.now().day(), means: Means::Phone };
            self.act(self.clerk, consent).await?;
            self.minutes(3, 15).await?;
        }
        Ok(())
    }

    async fn accept(&mut self) -> Step {
        let late = self.choice.in_thousand(30);
        let days = if late { self.choice.between(4, 6) } else { self.choice.between(0, 2) };
        self.wait(days, days).await?;
        self.respondents_answer(true).await?;
        let form = Accept { scope: self.course.scope, complexity: self.course.complexity, note: None };
        self.act(self.clerk, form).await
    }

    async fn decline(&mut self, reason: &str) -> Step {
        self.wait(1, 2).await?;
        if reason == "respondent_refuses" {
            self.respondents_answer(false).await?;
            self.minutes(5, 60).await?;
        }
        let code = if let Some(code) = self.course.way_on.first() {
            code.clone()
        } else {
            let entry = self.world.app.lists.find("decline_reason", reason).ok_or_else(|| missing("a reason to decline"))?;
            entry.guidance.first().map_or("arbitration_commission", |way| way.body.as_str()).to_owned()
        };
        let Body { name, address, phone } = self.world.body(&code)?;
        let note = prose(&self.say(&self.world.words.reasons.decline_note)?)?;
        let form = Decline {
            reason: line(reason)?,
            body: line(&name)?,
            address: line(&address)?,
            phone: line(&phone)?,
            by: None,
            note: Some(note),
        };
        self.act(self.clerk, form).await
    }
}

impl<'w> Carrier<'w> {
    pub(super) fn other_clerk(&self) -> Option<&'w crate::district::Colleague> {
        let clerks = self.world.district.who(Role::Clerk, self.centre.id);
        clerks.into_iter().find(|one| one.account() != self.clerk.account())
    }

    /// The first office hour of some later day.
    pub(super) fn on_day(&mut self, day: domain::kernel::Day) -> domain::kernel::Moment {
        let workday = hours::workday_from(self.world.calendar(), day);
        hours::some_time(workday, &mut self.choice).max(hours::later(self.world.calendar(), self.lane.now(), 3))
    }
}
