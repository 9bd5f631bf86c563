//! Mediation for an arbitration commission or a court: the letters that entrust it (no. 14; 令33号 art. 70; 特邀调解规定 arts 11, 27), the answer
//! (no. 15), and the commission's advice to try mediation first (no. 20; 令33号 art. 69).

use domain::case::Event;
use domain::closing::CloseResult;
use domain::intake::Side;
use domain::kernel::form::Whole;
use domain::kernel::{Day, Line, Prose};
use domain::{codes, form};

use super::missing::Place;
use super::pen::{Pen, day};
use crate::document::model::Align;

codes! {
    /// How long mediation for another body may take.
    pub enum EntrustTerm as "paper_term" {
        /// 10个工作日: arbitration, before the hearing.
        Arbitration = "ten_working_days",
        /// 30日: court, before filing.
        BeforeFiling = "thirty_days",
        /// 15日: court, after filing, ordinary procedure.
        OrdinaryProcedure = "fifteen_days",
        /// 7日: court, after filing, summary procedure.
        SummaryProcedure = "seven_days",
    }
}

codes! {
    /// How mediation for another body ended.
    pub enum EntrustResult as "paper_entrust_result" {
        /// 达成调解协议
        Agreed = "agreed",
        /// 部分达成
        Partial = "partial",
        /// 未达成
        Failed = "failed",
        /// 退回
        Returned = "returned",
    }
}

form! {
    /// A thing that goes along.
    pub struct MaterialRow {
        /// What it is.
        pub name: Line<80>,
        /// How many pages or copies.
        pub count: Option<Line<30>>,
    }
}

form! {
    /// A letter that entrusts mediation.
    pub struct EntrustForm {
        /// The body that entrusts.
        pub body: Option<Line<80>>,
        /// Its case number.
        pub body_number: Option<Line<60>>,
        /// Who mediates.
        pub target: Option<Line<80>>,
        /// The day on which both sides agreed.
        pub consent_day: Option<Day>,
        /// How long.
        pub term: Option<EntrustTerm>,
        /// What goes along.
        pub materials: Vec<MaterialRow>,
        /// Who answers questions.
        pub contact: Option<Line<50>>,
        /// At which telephone.
        pub phone: Option<Line<30>>,
    }
}

form! {
    /// The answer.
    pub struct ReplyForm {
        /// The body that entrusted.
        pub body: Option<Line<80>>,
        /// Its case number.
        pub body_number: Option<Line<60>>,
        /// The day on which the papers came in.
        pub received: Option<Day>,
        /// How it ended, when the case does not say.
        pub result: Option<EntrustResult>,
        /// Why no agreement was reached; nothing of what was offered.
        pub reason: Option<Prose<1000>>,
        /// What goes back.
        pub materials: Vec<MaterialRow>,
        /// Who answers questions.
        pub contact: Option<Line<50>>,
        /// At which telephone.
        pub phone: Option<Line<30>>,
    }
}

form! {
    /// The advice to mediate first.
    pub struct FirstForm {
        /// The commission.
        pub body: Option<Line<80>>,
        /// Who mediates.
        pub target: Option<Line<80>>,
        /// Its address.
        pub address: Option<Line<120>>,
        /// Its telephone.
        pub phone: Option<Line<30>>,
        /// By when the party answers: working days.
        pub days: Option<Whole<1, 30>>,
    }
}

const MATERIALS: &[(&str, Align, u16)] = &[("name", Align::Left, 70), ("count", Align::Centre, 30)];

/// 委托调解函、委派调解函
pub(super) fn letter(pen: &mut Pen<'_>, from: &str, usual: &str) {
    let matter = pen.matter;
    let target = pen.must("target", Some(matter.handler_name()));
    pen.addressed_to(vec![target]);
    let body = pen.must("body", matter.body(from).map(|body| body.name.clone()));
    let number = pen.must("body_number", None);
    let consent = pen.must("consent_day", None);
    let params = pen.opening(vec![("body", body.clone()), ("body_number", number), ("consent", consent)]);
    pen.paragraph("opening", &params);
    pen.heading("h_parties", &[]);
    for person in &matter.people {
        let told = pen.say(if person.worker { "worker" } else { "employer" }, &person.params());
        let side = crate::text::code("side", person.side.code()).to_owned();
        let line = pen.say("pair", &[("label", side), ("value", told)]);
        pen.own_words(line);
    }
    pen.heading("claims", &[]);
    let claims = super::agreement::claim_items(pen);
    pen.items(claims);
    pen.heading("h_term", &[]);
    let term = pen.answers.code("term").unwrap_or(usual).to_owned();
    let until = pen.answers.day("consent_day").map(|from| match term.as_str() {
        "thirty_days" => matter.natural(from, 30),
        "fifteen_days" => matter.natural(from, 15),
        "seven_days" => matter.natural(from, 7),
        _ => domain::periods::working(&matter.calendar, from, 10).due,
    });
    pen.paragraph(&format!("term_{term}"), &[("until", day(until))]);
    pen.rows("materials", MATERIALS, true);
    pen.heading("h_reply", &[]);
    pen.numbered("reply", &params);
    contact(pen);
    pen.sealed(&body, Some(matter.today));
}

fn contact(pen: &mut Pen<'_>) {
    let name = pen.must("contact", None);
    let phone = pen.must("phone", None);
    pen.notice("reach", &[("name", name), ("phone", phone)]);
}

pub(super) fn entrustment(pen: &mut Pen<'_>) {
    letter(pen, "arbitration_commission", "ten_working_days");
}

pub(super) fn assignment(pen: &mut Pen<'_>) {
    letter(pen, "court", "thirty_days");
}

/// 委托调解结果反馈函: what came out, never what was offered (特邀调解规定 arts 21, 26).
pub(super) fn reply(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    let view = &matter.view;
    let body = pen.must("body", None);
    pen.addressed_to(vec![body]);
    let number = pen.must("body_number", None);
    let received = pen.must("received", view.case.intake.received.map(Day::chinese));
    let params = pen.opening(vec![("body_number", number), ("came", received), ("organisation", matter.handler_name())]);
    pen.paragraph("opening", &params);
    pen.heading("h_result", &[]);
    let known = match view.case.closing.as_ref().map(|closing| closing.result) {
        Some(CloseResult::Agreement) => Some("agreed"),
        Some(CloseResult::Partial) => Some("partial"),
        Some(CloseResult::Withdrawn | CloseResult::Transferred) => Some("returned"),
        Some(_) => Some("failed"),
        None => None,
    };
    match pen.answers.code("result").or(known) {
        Some(result @ ("agreed" | "partial")) => {
            let in_force = view.case.agreement.as_ref().and_then(|agreement| agreement.in_force);
            let total = view.amounts.agreed.map(|total| pen.amount(total)).unwrap_or_default();
            let agreement = super::after::agreement_number(pen);
            let place = format!("result_{result}");
            pen.paragraph(&place, &[("agreement", agreement), ("day", day(in_force)), ("amount", total)]);
        }
        Some(result) => {
            let place = format!("result_{result}");
            pen.paragraph(&place, &[]);
            let told = matter.latest(|event| if let Event::Closed(event) = event { Some(&**event) } else { None });
            let told = told.and_then(|(_, event)| event.reason).and_then(|words| view.words(words)).map(str::to_owned);
            pen.section("reason", told, true);
        }
        None => {
            pen.lack("ending", &[], Place::Act(domain::case::Act::Close));
            pen.must("result", None);
        }
    }
    pen.rows("materials", MATERIALS, false);
    let organisation = matter.handler();
    let name = pen.must("contact", Some(matter.mediator()));
    let phone = pen.must("phone", organisation.and_then(|row| row.phone.clone()));
    pen.notice("reach", &[("name", name), ("phone", phone)]);
    pen.sealed(&matter.handler_name(), Some(matter.today));
}

/// 先行调解建议书: the commission advises to mediate first; who agrees, the acceptance waits (令33号 art. 69).
pub(super) fn first(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    pen.addressed_to(matter.people.iter().filter(|person| person.side == Side::Applicant).map(|person| person.name.clone()).collect());
    let body = pen.must("body", matter.body("arbitration_commission").map(|body| body.name.clone()));
    let params = pen.opening(vec![("body", body.clone())]);
    pen.paragraph("opening", &params);
    pen.heading("h_advice", &[]);
    let handler = matter.handler();
    let target = pen.must("target", Some(matter.handler_name()));
    let address = pen.may("address", handler.and_then(|row| row.address.clone()));
    let phone = pen.may("phone", handler.and_then(|row| row.phone.clone()));
    pen.paragraph("advice", &[("target", target), ("address", address), ("phone", phone)]);
    pen.heading("h_effect", &[]);
    pen.numbered("effect", &[]);
    let days = pen.given("days").unwrap_or_else(|| "5".to_owned());
    pen.paragraph("reply_asked", &[("n", days)]);
    pen.heading("receipt", &[]);
    pen.paragraph("receipt_words", &[]);
    let places = matter.people.iter().filter(|person| person.side == Side::Applicant);
    let places: Vec<_> = places.map(|person| pen.party_place(person, false)).collect();
    pen.paper.signatures.extend(places);
    pen.sealed(&body, Some(matter.today));
}
