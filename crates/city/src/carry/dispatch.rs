//! Dispatch: here, or to an organisation that takes it or hands it back; departments join.

use domain::access::Role;
use domain::dispatch::{Assign, DispatchMode, HandBack, Invite, Reply, Report, Take};
use domain::intake::{Complexity, ScopeClass};
use domain::kernel::id::OrganisationId;
use domain::organisation::OrganisationKind;

use super::{Carrier, missing};
use crate::course::Stall;
use crate::district::{Colleague, Office};
use crate::fill::prose;
use crate::lane::{Halt, Step};

/// The studio for couriers and drivers.
const NEW_FORM: &str = "studio_new_form";

impl<'w> Carrier<'w> {
    pub(super) async fn dispatch(&mut self) -> Step {
        self.wait(0, 1).await?;
        if self.course.complexity == Complexity::Mass {
            let people = self.workers();
            self.set("people", people);
            let reason = prose(&self.say(&self.world.words.reasons.report_mass)?)?;
            self.act(self.clerk, Report { reason }).await?;
            self.minutes(10, 60).await?;
        }
        match self.elsewhere() {
            Some(office) => self.pass(office).await?,
            None => self.here().await?,
        }
        self.invite().await
    }

    /// Who decides on dispatch: the window, for what is hard the director.
    fn decides(&mut self) -> Step<&'w Colleague> {
        let hard = matches!(self.course.complexity, Complexity::Mass | Complexity::Complex);
        if hard || self.choice.in_thousand(300) { Ok(self.world.district.director()?) } else { Ok(self.clerk) }
    }

    /// The organisation that it goes to; nothing when the centre handles it, or nobody serves there.
    fn elsewhere(&mut self) -> Option<&'w Office> {
        let (kind, town) = self.course.route.clone();
        if kind == OrganisationKind::Centre {
            return None;
        }
        let respondents = &self.course.application.respondents;
        let own: Vec<Option<String>> = respondents.iter().map(|row| row.uscc.as_ref().map(|code| code.number().to_owned())).collect();
        let trades: Vec<String> = respondents.iter().filter_map(|row| row.industry.as_deref().map(str::to_owned)).collect();
        let new_form = self.course.scope == ScopeClass::NewForm;
        let district = &self.world.district;
        let all = district.offices.iter().filter(|office| office.kind == kind && !district.who(Role::Mediator, office.id).is_empty());
        let all: Vec<&Office> = all.collect();
        let near: Vec<&Office> = match kind {
            OrganisationKind::Street | OrganisationKind::PeoplesMediation => {
                all.iter().copied().filter(|office| office.division == town).collect()
            }
            OrganisationKind::EnterpriseCommittee => all.iter().copied().filter(|office| own.contains(&office.serves)).collect(),
            OrganisationKind::Industry => {
                all.iter().copied().filter(|office| office.handles.iter().any(|trade| trades.contains(trade))).collect()
            }
            OrganisationKind::Studio => all.iter().copied().filter(|office| (office.key == NEW_FORM) == new_form).collect(),
            _ => all.clone(),
        };
        self.choice.of(if near.is_empty() { &all } else { &near }).copied()
    }

    async fn here(&mut self) -> Step {
        let mediator = self.some_mediator(self.centre).ok_or_else(|| missing("a mediator at the centre"))?;
        let reason = self.say(&self.world.words.reasons.dispatch_here)?;
        let form =
            Assign { mode: DispatchMode::Here, organisation: None, mediator: Some(mediator.account()), reason: Some(prose(&reason)?) };
        let who = self.decides()?;
        self.act(who, form).await?;
        self.taken_by(mediator);
        Ok(())
    }

    fn taken_by(&mut self, mediator: &'w Colleague) {
        self.mediator = Some(mediator);
        self.set("mediator", &mediator.name);
    }

    async fn pass(&mut self, office: &'w Office) -> Step {
        let reasons = &self.world.words.reasons;
        // The texts stand in the order of these kinds; the first fits the others too.
        let place = match office.kind {
            OrganisationKind::Industry => 1,
            OrganisationKind::Union => 2,
            OrganisationKind::EnterpriseCommittee => 3,
            OrganisationKind::Studio if office.key == NEW_FORM => 4,
            _ => 0,
        };
        self.set("organisation", &office.name);
        let text = reasons.dispatch_pass.get(place).cloned().unwrap_or_default();
        let reason = self.params.fill(&text)?;
        let form = Assign { mode: DispatchMode::Pass, organisation: Some(office.id), mediator: None, reason: Some(prose(&reason)?) };
        let who = self.decides()?;
        self.act(who, form).await?;
        if self.stalls(Stall::Taking) {
            return Err(Halt::Over);
        }
        let late = i64::from(self.choice.in_thousand(60)) * 2;
        self.wait(late, 1 + late).await?;
        let mediator = self.some_mediator(office).ok_or_else(|| missing("a mediator there"))?;
        if self.course.handed_back {
            let reason = prose(&self.say(&reasons.hand_back)?)?;
            self.act(mediator, HandBack { reason }).await?;
            self.wait(0, 1).await?;
            return self.here().await;
        }
        self.act(mediator, Take { mediator: mediator.account() }).await?;
        self.taken_by(mediator);
        Ok(())
    }

    async fn invite(&mut self) -> Step {
        let joint = self.course.joint.clone();
        let mut invited: Vec<(OrganisationId, String)> = Vec::new();
        for (key, reason) in joint {
            let office = self.world.district.office(&key)?.id;
            if self.case.handler() != Some(office) {
                invited.push((office, reason));
            }
        }
        let Some(lead) = self.case.handler().filter(|_| !invited.is_empty()) else { return Ok(()) };
        self.minutes(20, 120).await?;
        let reason: String = invited.iter().map(|(_, reason)| reason.as_str()).collect();
        let organisations: Vec<OrganisationId> = invited.iter().map(|(office, _)| *office).collect();
        let mediator = self.mediator()?;
        self.act(mediator, Invite { organisations: organisations.clone(), lead, reason: prose(&reason)? }).await?;
        self.wait(0, 1).await?;
        for organisation in organisations {
            let joins = !self.choice.in_thousand(150);
            let text = self.world.words.reasons.invite_reply.get(usize::from(!joins)).cloned().unwrap_or_default();
            let who = self.answers_for(organisation);
            self.act(who, Reply { organisation, joins, note: Some(prose(&text)?) }).await?;
            self.minutes(5, 40).await?;
        }
        Ok(())
    }

    /// A liaison of the body, or the window that writes down what it said.
    fn answers_for(&self, organisation: OrganisationId) -> &'w Colleague {
        let liaisons = [Role::ArbitrationLiaison, Role::CourtLiaison, Role::UnionOfficer];
        let district = &self.world.district;
        liaisons.iter().find_map(|role| district.who(*role, organisation).first().copied()).unwrap_or(self.clerk)
    }
}
