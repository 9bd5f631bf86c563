//! The settlement that the sides reach by themselves (和解协议书, no. 8; 令17号 arts 8–12): in writing, signed by both, binding.

use domain::form;
use domain::kernel::form::Whole;
use domain::kernel::{Day, Line, Prose};

use super::pen::Pen;

form! {
    /// A settlement.
    pub struct SettlementForm {
        /// What was in dispute, when the case does not say it.
        pub dispute: Option<Prose<2000>>,
        /// What was settled.
        pub terms: Option<Prose<4000>>,
        /// By when and how it is performed.
        pub performance: Option<Prose<2000>>,
        /// What follows from a breach.
        pub breach: Option<Prose<1000>>,
        /// Who of the union or which coordinator was there.
        pub witness: Option<Line<80>>,
        /// How many copies.
        pub copies: Option<Whole<2, 20>>,
        /// The day.
        pub day: Option<Day>,
    }
}

pub(super) fn write(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    pen.head_parties();
    pen.miss_of_parties(true);
    let params = pen.opening(Vec::new());
    pen.paragraph("opening", &params);
    let claims = super::agreement::claim_items(pen).join("\n");
    pen.section("dispute", Some(claims), true);
    pen.section("terms", None, true);
    pen.section("performance", None, true);
    let usual = pen.word("breach_usual");
    pen.section("breach", Some(usual), false);
    pen.heading("h_effect", &[]);
    pen.numbered("effect", &[]);
    pen.notice("concession", &[]);
    let places: Vec<_> = matter.people.iter().map(|person| pen.party_place(person, false)).collect();
    pen.paper.signatures.extend(places);
    let witness = pen.given("witness");
    let label = pen.word("sign_witness");
    pen.paper.signatures.push(crate::document::model::SignaturePlace { label, name: witness, day: None });
    let copies = pen.given("copies").unwrap_or_else(|| matter.people.len().to_string());
    pen.paper.copies = Some(pen.say("copies_told", &[("count", super::agreement::counted(&copies))]));
    let on = pen.answers.day("day");
    pen.dated(on);
}
