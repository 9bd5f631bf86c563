//! Who speaks for a party: the authorisation (授权委托书) and the choice of representatives (代表人推选书), no. 30; 调解仲裁法 arts 7, 24; 令33号 arts 62–63.

use domain::kernel::{Day, Line};
use domain::{codes, form};

use super::missing::Place;
use super::pen::Pen;
use crate::document::model::{Align, SignaturePlace};

codes! {
    /// What an agent may do.
    pub enum Powers as "paper_powers" {
        /// 一般授权
        General = "general",
        /// 特别授权: may settle, waive, change, admit.
        Special = "special",
    }
}

form! {
    /// An agent.
    pub struct AgentRow {
        /// Name.
        pub name: Line<50>,
        /// Identity number or number of the practising certificate.
        pub number: Option<Line<40>>,
        /// What ties the agent to the party: lawyer of …, staff, relative.
        pub relation: Option<Line<60>>,
        /// Telephone.
        pub phone: Option<Line<30>>,
    }
}

form! {
    /// An authorisation.
    pub struct AuthorisationForm {
        /// One or two agents.
        pub agents: Vec<AgentRow>,
        /// What it is for.
        pub matters: Option<Line<200>>,
        /// General or special.
        pub powers: Option<Powers>,
        /// Which special powers, in words.
        pub special: Option<Line<200>>,
        /// Until when.
        pub until: Option<Day>,
    }
}

form! {
    /// A worker who takes part in choosing.
    pub struct ElectorRow {
        /// Name.
        pub name: Line<50>,
        /// Identity number.
        pub number: Option<Line<40>>,
        /// Telephone.
        pub phone: Option<Line<30>>,
    }
}

form! {
    /// The representatives of a collective dispute.
    pub struct RepresentativesForm {
        /// Three to five representatives.
        pub chosen: Vec<AgentRow>,
        /// What they may do.
        pub matters: Option<Line<200>>,
        /// Who chose them; the parties on the workers' side when empty.
        pub electors: Vec<ElectorRow>,
        /// The day of the choice.
        pub day: Option<Day>,
    }
}

const AGENT: &[(&str, Align, u16)] =
    &[("name", Align::Left, 20), ("number", Align::Left, 32), ("relation", Align::Left, 26), ("phone", Align::Left, 22)];

/// 授权委托书
pub(super) fn authorisation(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    let Some(person) = matter.party.and_then(|id| matter.person(id)) else { return };
    pen.head_number();
    let label = pen.word("principal");
    let told = pen.say(if person.worker { "worker" } else { "employer" }, &person.params());
    pen.paper.head.push((label, told));
    let given = pen.answers.rows("agents", &["name"]).len();
    pen.rows("agents", AGENT, true);
    if given > 2 {
        pen.lack("agents", &[], Place::Form("agents".to_owned()));
    }
    let params = pen.opening(vec![("name", person.name.clone())]);
    pen.paragraph("opening", &params);
    let matters = pen.say("matters_usual", &params);
    pen.section("matters", Some(matters), true);
    pen.heading("powers", &[]);
    match pen.answers.code("powers") {
        Some("special") => {
            let powers = pen.given("special").unwrap_or_else(|| pen.word("special_usual"));
            pen.paragraph("powers_special", &[("powers", powers)]);
        }
        Some(_) => pen.paragraph("powers_general", &[]),
        None => {
            pen.must("powers", None);
            pen.paragraph("powers_open", &[]);
        }
    }
    let until = pen.may("until", Some(pen.word("until_end")));
    pen.paragraph("term", &[("until", until)]);
    let place = pen.party_place(person, false);
    pen.paper.signatures.push(place);
    pen.place("sign_agent");
    pen.dated(Some(matter.today));
}

/// 代表人推选书
pub(super) fn representatives(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    pen.head_number();
    let params = pen.opening(Vec::new());
    pen.paragraph("opening", &params);
    let chosen = pen.answers.rows("chosen", &["name"]).len();
    pen.rows("chosen", AGENT, true);
    if chosen > 0 && !(3..=5).contains(&chosen) {
        pen.lack("representatives", &[("n", chosen.to_string())], Place::Form("chosen".to_owned()));
    }
    let matters = pen.say("matters_usual", &params);
    pen.section("matters", Some(matters), true);
    pen.paragraph("consent", &[]);
    let columns = ["name", "number", "phone"];
    let mut electors = pen.answers.rows("electors", &columns);
    if electors.is_empty() {
        let workers = matter.people.iter().filter(|person| person.worker);
        electors = workers.map(|person| vec![person.name.clone(), person.number(), person.phone()]).collect();
    }
    let rows = (1_usize..).zip(electors).map(|(n, row)| {
        let mut cells = vec![n.to_string()];
        cells.extend(row);
        cells.push(String::new());
        cells
    });
    let rows = rows.collect();
    pen.heading("electors", &[]);
    pen.ruled(
        "electors",
        &[
            ("order", Align::Centre, 10),
            ("name", Align::Left, 20),
            ("number", Align::Left, 32),
            ("phone", Align::Left, 20),
            ("sign", Align::Centre, 18),
        ],
        rows,
    );
    let label = pen.word("sign_representatives");
    pen.paper.signatures.push(SignaturePlace { label, ..SignaturePlace::default() });
    pen.dated(Some(pen.answers.day("day").unwrap_or(matter.today)));
}
