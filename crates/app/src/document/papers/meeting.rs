//! What a meeting came to (例会纪要、会商纪要, no. 27), the report of something grave and the plan to meet it (重大情况报告、应急联调方案, no. 28).

use domain::form;
use domain::kernel::form::Whole;
use domain::kernel::{Day, Line, Moment, Prose};

use super::bureau::Bureau;
use super::pen::Pen;
use crate::document::model::{Align, SignaturePlace};

form! {
    /// Somebody at a meeting.
    pub struct AttendeeRow {
        /// For which unit.
        pub unit: Line<80>,
        /// Name.
        pub name: Option<Line<50>>,
        /// Post.
        pub post: Option<Line<50>>,
    }
}

form! {
    /// A task that was given out.
    pub struct TaskRow {
        /// What is to be done.
        pub task: Line<200>,
        /// By which unit.
        pub unit: Option<Line<80>>,
        /// By when.
        pub due: Option<Day>,
    }
}

form! {
    /// Minutes of a meeting.
    pub struct MeetingForm {
        /// When it was held.
        pub held: Option<Moment>,
        /// Where.
        pub place: Option<Line<100>>,
        /// Which unit called it.
        pub convener: Option<Line<80>>,
        /// Who was in the chair.
        pub chair: Option<Line<50>>,
        /// Who kept the minutes.
        pub recorder: Option<Line<50>>,
        /// Who was there.
        pub attendees: Vec<AttendeeRow>,
        /// What it was about.
        pub topics: Option<Prose<2000>>,
        /// What was reported.
        pub reported: Option<Prose<4000>>,
        /// What was found.
        pub findings: Option<Prose<4000>>,
        /// Who does what by when.
        pub tasks: Vec<TaskRow>,
        /// Who leads in grave cases.
        pub lead: Option<Line<80>>,
        /// Who issues the minutes.
        pub issued_by: Option<Line<50>>,
        /// To whom they are sent.
        pub sent_to: Option<Line<200>>,
    }
}

form! {
    /// What a department does.
    pub struct DutyRow {
        /// Which department.
        pub unit: Line<80>,
        /// What it does.
        pub duty: Line<200>,
        /// By when.
        pub due: Option<Line<60>>,
    }
}

form! {
    /// Something grave.
    pub struct IncidentForm {
        /// To whom it is reported.
        pub target: Option<Line<100>>,
        /// What happened, in a line.
        pub event: Option<Line<120>>,
        /// When.
        pub happened: Option<Moment>,
        /// Where.
        pub place: Option<Line<100>>,
        /// Which unit.
        pub unit: Option<Line<100>>,
        /// How many people.
        pub people: Option<Whole<1, 1_000_000>>,
        /// What they ask for.
        pub demands: Option<Prose<2000>>,
        /// How it stands.
        pub state: Option<Prose<3000>>,
        /// What may come of it.
        pub risks: Option<Prose<2000>>,
        /// Who leads.
        pub lead: Option<Line<80>>,
        /// Who does what by when.
        pub duties: Vec<DutyRow>,
        /// What is done at once.
        pub measures: Option<Prose<3000>>,
        /// When the next report follows.
        pub next_report: Option<Moment>,
        /// Who answers questions.
        pub contact: Option<Line<50>>,
        /// At which telephone.
        pub phone: Option<Line<30>>,
    }
}

/// 例会纪要、会商纪要
pub(super) fn minutes(pen: &mut Pen<'_, Bureau>) {
    let organisation = pen.matter.organisation.name.clone();
    pen.sheet(vec![
        ("held", None, true),
        ("place", None, true),
        ("convener", Some(organisation.clone()), true),
        ("chair", None, true),
        ("recorder", None, false),
    ]);
    pen.rows("attendees", &[("unit", Align::Left, 46), ("name", Align::Left, 24), ("post", Align::Left, 30)], true);
    pen.section("topics", None, true);
    pen.section("reported", None, false);
    pen.section("findings", None, true);
    pen.rows("tasks", &[("task", Align::Left, 52), ("unit", Align::Left, 28), ("due", Align::Centre, 20)], true);
    pen.section("lead", Some(pen.word("lead_none")), false);
    let sent_to = pen.may("sent_to", None);
    pen.notice("sent", &[("to", sent_to)]);
    let issued_by = pen.given("issued_by");
    if issued_by.is_none() {
        pen.must("issued_by", None);
    }
    let label = pen.word("sign_issued");
    pen.paper.signatures.push(SignaturePlace { label, name: issued_by, day: None });
    pen.sealed(&organisation, Some(pen.matter.today));
}

/// 重大情况报告
pub(super) fn report(pen: &mut Pen<'_, Bureau>) {
    let target = pen.must("target", None);
    pen.addressed_to(vec![target]);
    pen.paragraph("opening", &[("organisation", pen.matter.organisation.name.clone())]);
    known(pen);
    pen.section("state", None, true);
    pen.section("risks", None, true);
    pen.section("measures", None, true);
    shared(pen);
    let next = pen.must("next_report", None);
    pen.paragraph("next", &[("when", next)]);
    close(pen);
}

/// 应急联调方案
pub(super) fn plan(pen: &mut Pen<'_, Bureau>) {
    pen.paragraph("opening", &[("organisation", pen.matter.organisation.name.clone())]);
    known(pen);
    pen.section("risks", None, true);
    shared(pen);
    pen.section("measures", None, true);
    pen.heading("h_rules", &[]);
    pen.numbered("rules", &[]);
    let next = pen.must("next_report", None);
    pen.paragraph("next", &[("when", next)]);
    close(pen);
}

fn known(pen: &mut Pen<'_, Bureau>) {
    pen.heading("h_known", &[]);
    pen.sheet(vec![
        ("event", None, true),
        ("happened", None, true),
        ("place", None, true),
        ("unit", None, true),
        ("people", None, true),
        ("demands", None, true),
    ]);
}

fn shared(pen: &mut Pen<'_, Bureau>) {
    pen.section("lead", None, true);
    pen.rows("duties", &[("unit", Align::Left, 28), ("duty", Align::Left, 48), ("due", Align::Left, 24)], true);
}

fn close(pen: &mut Pen<'_, Bureau>) {
    let organisation = &pen.matter.organisation;
    let name = pen.may("contact", organisation.head.clone());
    let phone = pen.may("phone", organisation.phone.clone());
    pen.notice("reach", &[("name", name), ("phone", phone)]);
    pen.sealed(&organisation.name, Some(pen.matter.today));
}
