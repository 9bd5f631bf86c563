//! The application for mediation (调解申请书, no. 1; 调解仲裁法 art. 12; 令17号 art. 21): who asks what of whom and why; taken down on the spot when told orally.

use domain::intake::Side;
use domain::kernel::{Day, Line};
use domain::{codes, form};

use super::missing::Place;
use super::pen::{Pen, day};
use crate::document::model::Align;

codes! {
    /// Where the same dispute is pending already.
    pub enum Elsewhere as "paper_elsewhere" {
        /// 没有
        Nowhere = "nowhere",
        /// 已申请仲裁
        Arbitration = "arbitration",
        /// 已向人民法院起诉
        Court = "court",
        /// 已向劳动保障监察机构投诉
        Inspection = "inspection",
        /// 已信访
        Petition = "petition",
    }
}

form! {
    /// A piece of evidence on a list.
    pub struct EvidenceRow {
        /// What it is.
        pub name: Line<80>,
        /// What it proves.
        pub proves: Option<Line<120>>,
        /// Original or copy, number of pages.
        pub pages: Option<Line<30>>,
    }
}

form! {
    /// What an application says beyond the register.
    pub struct ApplicationForm {
        /// Where letters reach the applicant, when not at home.
        pub letters: Option<Line<120>>,
        /// Whether and what written contract there is.
        pub contract: Option<Line<200>>,
        /// Evidence.
        pub evidence: Vec<EvidenceRow>,
        /// Where the dispute is pending already.
        pub elsewhere: Vec<Elsewhere>,
        /// Who represents the workers in a collective dispute.
        pub speakers: Option<Line<120>>,
        /// Agrees to mediation online.
        pub online: bool,
        /// The day of the application.
        pub day: Option<Day>,
    }
}

pub(super) fn write(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    let (view, intake) = (&matter.view, &matter.view.case.intake);
    pen.head_parties();
    pen.miss_of_parties(true);
    claims(pen);
    pen.heading("facts", &[]);
    if view.facts.is_empty() {
        pen.lack("facts", &[], Place::Paper);
        let lines = pen.word("lines");
        pen.own_words(lines);
    } else {
        pen.own_words(view.facts.clone());
    }
    pen.heading("h_work", &[]);
    let workers = matter.people.iter().filter(|person| person.worker).count();
    let work = super::register::details(pen);
    let collective = pen.say(if workers > 1 { "collective_yes" } else { "collective_no" }, &[("n", workers.to_string())]);
    let online = pen.given("online").unwrap_or_else(|| pen.word("online_open"));
    // What is not known of the work is asked for beside the party it belongs to.
    let details = (!work.is_empty()).then_some(("party_details", Some(work), false));
    pen.sheet(
        details
            .into_iter()
            .chain(vec![
                ("contract", None, false),
                ("elsewhere", None, false),
                ("collective", Some(collective), false),
                ("online", Some(online), false),
                ("letters", matter.people.first().and_then(|person| person.address.clone()), false),
            ])
            .collect(),
    );
    if workers > 1 {
        pen.section("speakers", None, false);
    }
    pen.rows("evidence", &[("name", Align::Left, 40), ("proves", Align::Left, 42), ("pages", Align::Centre, 18)], false);
    pen.paragraph("to", &[("organisation", matter.office_name())]);
    let on = pen.answers.day("day").or(intake.received);
    let places: Vec<_> =
        matter.people.iter().filter(|person| person.side == Side::Applicant).map(|person| pen.party_place(person, false)).collect();
    pen.paper.signatures.extend(places);
    if intake.oral {
        oral(pen);
    }
    pen.dated(on);
}

/// 调解请求: each with its type, amount and period.
fn claims(pen: &mut Pen<'_>) {
    pen.heading("claims", &[]);
    let items = super::agreement::claim_items(pen);
    if items.is_empty() {
        pen.lack("claims", &[], Place::Paper);
    }
    pen.items(items);
}

/// 口头申请笔录: taken down on the spot, with basic data, matters in dispute, reasons and time (调解仲裁法 art. 12).
fn oral(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    let registered = matter.latest(|event| if let domain::case::Event::Registered(event) = event { Some(&**event) } else { None });
    let recorder = registered.and_then(|(recorded, _)| matter.view.person(recorded.actor.account)).unwrap_or_default().to_owned();
    let when = registered.map(|(recorded, _)| recorded.at.chinese()).unwrap_or_default();
    let received = day(matter.view.case.intake.received);
    pen.heading("h_oral", &[]);
    pen.paragraph("oral", &[("received", received), ("when", when), ("recorder", recorder), ("organisation", matter.office_name())]);
    pen.place("sign_recorder");
}
