//! Recusal (no. 32; 特邀调解规定 art. 15; 令33号 arts 11–12): the request, the decision within three working days, what a mediator discloses.

use domain::case::{Act, Event};
use domain::kernel::{Day, Line, Prose};
use domain::mediation::RecusalDecision;
use domain::periods;
use domain::{codes, form};

use super::missing::Place;
use super::pen::Pen;

codes! {
    /// Why a mediator should not mediate (特邀调解规定 art. 15; 调解仲裁法 art. 33).
    pub enum RecusalGround as "paper_recusal" {
        /// 是当事人或者当事人、代理人的近亲属
        Relative = "relative",
        /// 与争议有利害关系
        Interest = "interest",
        /// 与当事人、代理人有其他关系,可能影响公正
        Relation = "relation",
        /// 私自会见当事人、代理人,或者接受请客送礼
        Meeting = "meeting",
    }
}

form! {
    /// A request.
    pub struct RequestForm {
        /// Who should not mediate.
        pub mediator: Option<Line<50>>,
        /// On which ground.
        pub ground: Option<RecusalGround>,
        /// What happened, when the case does not say it.
        pub reason: Option<Prose<1000>>,
        /// The day.
        pub day: Option<Day>,
    }
}

form! {
    /// A decision.
    pub struct DecisionForm {
        /// Who decides.
        pub decided_by: Option<Line<50>>,
    }
}

form! {
    /// What a mediator discloses.
    pub struct DisclosureForm {
        /// What ties the mediator to a side, or that there is nothing.
        pub relations: Option<Prose<1000>>,
        /// The applicant agrees that the mediator goes on.
        pub applicant_agrees: bool,
        /// The respondent agrees that the mediator goes on.
        pub respondent_agrees: bool,
        /// The day.
        pub day: Option<Day>,
    }
}

/// Working days within which a request is decided (令33号 art. 12).
const DECIDE_DAYS: i64 = 3;

/// 回避申请书
pub(super) fn request(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    let Some(person) = matter.party.and_then(|id| matter.person(id)) else { return };
    pen.head_number();
    let told = pen.say(if person.worker { "worker" } else { "employer" }, &person.params());
    pen.head("requester", told);
    let asked = matter.latest(|event| match event {
        Event::RecusalAsked(event) if event.party == person.id => Some(&**event),
        _ => None,
    });
    let reason = asked.and_then(|(_, event)| matter.view.words(event.reason)).map(str::to_owned);
    let mediator = pen.must("mediator", Some(matter.mediator()));
    let params = pen.opening(vec![("mediator", mediator), ("name", person.name.clone())]);
    pen.paragraph("opening", &params);
    pen.section("ground", Some(reason.clone().map(|_| pen.word("ground_told")).unwrap_or_default()), true);
    pen.section("reason", reason, true);
    pen.paragraph("statute", &[]);
    pen.paragraph("to", &[("organisation", matter.handler_name())]);
    let place = pen.party_place(person, false);
    pen.paper.signatures.push(place);
    let on = pen.answers.day("day").or(asked.map(|(recorded, _)| recorded.at.day())).unwrap_or(matter.today);
    pen.dated(Some(on));
}

/// 回避决定书
pub(super) fn decision(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    pen.head_number();
    let asked = matter.latest(|event| if let Event::RecusalAsked(event) = event { Some(&**event) } else { None });
    let decided = matter.latest(|event| if let Event::RecusalDecided(event) = event { Some(&**event) } else { None });
    let Some((at, asked)) = asked else {
        pen.lack("recusal", &[], Place::Act(Act::AskRecusal));
        return;
    };
    let asked_on = at.at.day();
    let due = periods::working(&matter.calendar, asked_on, DECIDE_DAYS).due;
    pen.addressed_to(vec![matter.name(asked.party)]);
    let params = pen.opening(vec![("name", matter.name(asked.party)), ("asked", asked_on.chinese()), ("by", due.chinese())]);
    pen.paragraph("opening", &params);
    let reason = matter.view.words(asked.reason).map(str::to_owned);
    pen.section("asked_because", reason, true);
    pen.heading("h_decision", &[]);
    match decided {
        None => pen.lack("recusal_open", &[("by", due.chinese())], Place::Act(Act::DecideRecusal)),
        Some((recorded, event)) => {
            let place = match event.decision {
                RecusalDecision::Granted => "decided_granted",
                RecusalDecision::Rejected => "decided_rejected",
                RecusalDecision::BothContinue => "decided_both_continue",
            };
            let mediator = matter.view.person(event.mediator).unwrap_or_default().to_owned();
            pen.paragraph(place, &[("mediator", mediator), ("day", recorded.at.day().chinese())]);
            let why = matter.view.words(event.reason).map(str::to_owned);
            pen.section("because", why, true);
        }
    }
    pen.paragraph("statute", &[]);
    let by = pen.may("decided_by", matter.handler().and_then(|row| row.head.clone()));
    pen.notice("decided", &[("by", by)]);
    pen.receipts();
    pen.sealed(&matter.handler_name(), Some(decided.map_or(matter.today, |(recorded, _)| recorded.at.day())));
}

/// 披露声明
pub(super) fn disclosure(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    pen.head_number();
    let cause = matter.cause();
    pen.head("cause", cause);
    let mediator = matter.mediator();
    if mediator.is_empty() {
        pen.lack("mediator", &[], Place::Act(Act::Assign));
    }
    let params = pen.opening(vec![("mediator", mediator.clone())]);
    pen.paragraph("opening", &params);
    pen.numbered("grounds", &[]);
    pen.section("relations", None, true);
    pen.paragraph("duty", &[]);
    for (field, yes, no) in
        [("applicant_agrees", "applicant_yes", "applicant_open"), ("respondent_agrees", "respondent_yes", "respondent_open")]
    {
        let place = if pen.answers.ticked(field) { yes } else { no };
        pen.paragraph(place, &params);
    }
    let label = pen.word("sign_mediator");
    pen.paper.signatures.push(crate::document::model::SignaturePlace { label, name: None, day: None });
    let places: Vec<_> = matter.people.iter().map(|person| pen.party_place(person, false)).collect();
    pen.paper.signatures.extend(places);
    let on = pen.answers.day("day").unwrap_or(matter.today);
    pen.sealed(&matter.handler_name(), Some(on));
}
