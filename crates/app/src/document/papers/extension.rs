//! Both sides agree to go on after the period (延期调解同意书, no. 16; 令17号 art. 29): from when to when, why, how often before.

use domain::case::Event;
use domain::form;
use domain::kernel::{Day, Line, Prose};

use super::missing::Place;
use super::pen::{Pen, day};

form! {
    /// A longer period.
    pub struct ExtensionForm {
        /// The new last day, when it is not recorded yet.
        pub until: Option<Day>,
        /// Why.
        pub reason: Option<Prose<500>>,
        /// Who approved it, where local rules ask for it.
        pub approval: Option<Line<80>>,
    }
}

pub(super) fn write(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    let view = &matter.view;
    pen.head_number();
    let extended = matter.latest(|event| if let Event::Extended(event) = event { Some(&**event) } else { None });
    let from = extended.map(|(_, event)| event.from).or_else(|| view.case.mediation_due());
    if from.is_none() {
        pen.lack("no_period", &[], Place::Paper);
    }
    let until = pen.answers.day("until").or(extended.map(|(_, event)| event.until));
    let reason = extended.and_then(|(_, event)| view.words(event.reason)).map(str::to_owned);
    let times = view.case.mediation.extensions.max(1).to_string();
    let params = pen.opening(vec![("from", day(from)), ("times", times.clone())]);
    pen.paragraph("opening", &params);
    let until_told = pen.must("until", until.map(Day::chinese));
    if let (Some(from), Some(until)) = (from, until)
        && until <= from
    {
        pen.lack("until_early", &[("from", from.chinese())], Place::Form("until".to_owned()));
    }
    pen.sheet(vec![
        ("from", Some(day(from)), true),
        ("until", Some(until_told), true),
        ("times", Some(pen.say("times_value", &[("n", times)])), false),
        ("reason", reason, true),
        ("approval", Some(pen.word("approval_none")), false),
    ]);
    pen.numbered("agreed", &[]);
    let places: Vec<_> = matter.people.iter().map(|person| pen.party_place(person, false)).collect();
    pen.paper.signatures.extend(places);
    pen.place("sign_mediator");
    pen.sealed(&matter.handler_name(), Some(extended.map_or(matter.today, |(recorded, _)| recorded.at.day())));
}
