//! Carries a dispute along its course: every act by the proper person, at the proper time, through the ordinary use cases.

mod agreement;
mod closing;
mod dispatch;
mod mediation;
mod performance;
mod reception;
mod vault;

use app::Ctx;
use domain::access::Role;
use domain::case::{Case, Command};
use domain::kernel::Moment;
use domain::kernel::id::{CaseId, PartyId};

use crate::course::{Course, End, Stall};
use crate::dice::Choice;
use crate::district::{Colleague, Office};
use crate::hours;
use crate::lane::{Halt, Lane, Step};
use crate::params::Params;
use crate::world::{World, count};

/// Carries the dispute as far as time allows.
pub(crate) async fn carry(world: &World, lane: Lane, choice: Choice, course: Course, done: impl FnOnce(CaseId) + Send) -> Step {
    let centre = world.district.centre()?;
    let clerks = world.district.who(Role::Clerk, centre.id);
    let mut choice = choice;
    let clerk = choice.of(&clerks).copied().ok_or_else(|| missing("a clerk"))?;
    let case = Case::blank(CaseId(uuid::Uuid::nil()));
    let params = course.params.clone();
    let mut carrier = Carrier { world, lane, choice, course, case, clerk, mediator: None, centre, params };
    if !carrier.receive().await? {
        if carrier.case.archive.is_some() {
            done(carrier.case.id);
        }
        return Ok(());
    }
    carrier.dispatch().await?;
    if carrier.stalls(Stall::Mediation) {
        return Ok(());
    }
    carrier.mediate().await?;
    if carrier.course.end.agrees() {
        carrier.agree().await?;
    } else {
        carrier.close().await?;
    }
    carrier.perform().await?;
    carrier.finish().await?;
    done(carrier.case.id);
    Ok(())
}

fn missing(what: &str) -> Halt {
    Halt::Failed(app::Error::Corrupt(format!("the telling lacks {what}")))
}

struct Carrier<'w> {
    world: &'w World,
    lane: Lane,
    choice: Choice,
    course: Course,
    case: Case,
    clerk: &'w Colleague,
    mediator: Option<&'w Colleague>,
    centre: &'w Office,
    params: Params,
}

impl<'w> Carrier<'w> {
    fn by(&self, who: &Colleague) -> Ctx {
        self.world.app.by(who.person.clone())
    }

    /// Somebody does something on the case.
    async fn act(&mut self, who: &'w Colleague, command: impl Into<Command>) -> Step {
        let cx = self.by(who);
        self.case = app::case::act(&cx, self.case.id, Some(self.case.version).filter(|version| *version > 0), command.into()).await?;
        count(&self.world.tally.acts);
        Ok(())
    }

    fn mediator(&self) -> Step<&'w Colleague> {
        self.mediator.ok_or_else(|| missing("a mediator"))
    }

    /// A mediator of the office who is not the present one, rather one who knows the matter.
    fn some_mediator(&mut self, office: &Office) -> Option<&'w Colleague> {
        let now = self.mediator.map(Colleague::account);
        let serving: Vec<&'w Colleague> = self.world.district.who(Role::Mediator, office.id);
        let serving: Vec<&'w Colleague> = serving.into_iter().filter(|one| Some(one.account()) != now).collect();
        let application = &self.course.application;
        let knows = |name: &str| {
            let skills = self.world.words.people.mediators.iter().filter(|one| one.name == name).flat_map(|one| &one.skills);
            let claims = || application.claims.iter().map(|row| &*row.kind);
            let trades = || application.respondents.iter().filter_map(|row| row.industry.as_deref());
            skills.into_iter().any(|skill| claims().chain(trades()).any(|one| one == skill))
        };
        self.choice.weighted(&serving, |one| if knows(&one.name) { 4 } else { 1 }).copied()
    }

    fn stalls(&self, at: Stall) -> bool {
        self.course.stall == Some(at)
    }

    /// Some time on the workday so many workdays from now, not before now.
    fn workdays_on(&mut self, days: i64) -> Moment {
        let calendar = self.world.calendar();
        let day = hours::workdays_after(calendar, self.lane.now().day(), days);
        let some = hours::some_time(day, &mut self.choice);
        let soon = hours::later(calendar, self.lane.now(), 5);
        some.max(soon)
    }

    /// Lets workdays pass.
    async fn wait(&mut self, fewest: i64, most: i64) -> Step {
        let days = self.choice.between(fewest, most);
        let at = self.workdays_on(days);
        self.lane.until(at).await
    }

    /// Lets minutes pass in office hours.
    async fn minutes(&mut self, fewest: i64, most: i64) -> Step {
        let minutes = self.choice.between(fewest, most);
        self.lane.until(hours::later(self.world.calendar(), self.lane.now(), minutes)).await
    }

    /// A party by its place in the application.
    fn party(&self, place: usize) -> Step<PartyId> {
        self.case.parties.get(place).map(|party| party.id).ok_or_else(|| missing("a party"))
    }

    /// Workers come first.
    fn workers(&self) -> usize {
        self.course.application.applicants.len()
    }

    /// Those who speak: the workers' representatives and every employer.
    fn speakers(&self) -> Vec<PartyId> {
        let workers = self.workers();
        let speaks = |(place, _): &(usize, _)| *place < 3 || *place >= workers;
        self.case.parties.iter().enumerate().filter(speaks).map(|(_, party)| party.id).collect()
    }

    /// One of the texts that can be filled.
    fn say(&mut self, texts: &[String]) -> Step<String> {
        Ok(self.params.one_of(texts, &mut self.choice)?)
    }

    fn set(&mut self, name: &'static str, value: impl ToString) {
        self.params = std::mem::take(&mut self.params).with(name, value);
    }

    /// Why it comes late, when it does.
    fn late_reason(&mut self) -> Step<Option<String>> {
        if self.case.is_late(self.lane.now().day()) { self.say(&self.world.words.reasons.late_closing).map(Some) } else { Ok(None) }
    }

    fn is_declined(&self) -> Option<String> {
        match &self.course.end {
            End::Declined(reason) => Some(reason.clone()),
            _ => None,
        }
    }
}
