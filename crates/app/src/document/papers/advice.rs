//! Letters to a unit that ask it to put something right: 调解建议书 (no. 20), 仲裁建议书 and 司法建议书 (no. 21), the union's 一函两书 (no. 22; 工会法 arts 22–23),
//! the promise of credit (no. 23) and the notice of risk (no. 24).

use domain::kernel::{Day, Line, Prose};
use domain::{codes, form};

use super::bureau::Bureau;
use super::pen::Pen;
use crate::document::model::{Align, SignaturePlace};

form! {
    /// A letter of advice.
    pub struct LetterForm {
        /// The unit that it goes to.
        pub target: Option<Line<100>>,
        /// The case or matter in which it was found.
        pub concern: Option<Line<120>>,
        /// What was found.
        pub problems: Option<Prose<3000>>,
        /// Statute and article.
        pub grounds: Option<Prose<1000>>,
        /// What is advised or asked.
        pub advice: Option<Prose<3000>>,
        /// By when an answer is expected.
        pub reply_by: Option<Day>,
        /// Who answers questions.
        pub contact: Option<Line<50>>,
        /// At which telephone.
        pub phone: Option<Line<30>>,
        /// What the unit answered.
        pub reply: Option<Prose<1000>>,
        /// What came of it.
        pub outcome: Option<Prose<1000>>,
    }
}

codes! {
    /// What a unit promises.
    pub enum Promise as "paper_promise" {
        /// 按时足额支付工资
        Wages = "wages",
        /// 依法订立和履行劳动合同
        Contracts = "contracts",
        /// 依法缴纳社会保险
        Insurance = "insurance",
        /// 按期履行调解协议
        Agreement = "agreement",
        /// 配合调解、仲裁和监察
        Cooperation = "cooperation",
    }
}

form! {
    /// A promise of credit.
    pub struct PromiseForm {
        /// The unit.
        pub unit: Option<Line<100>>,
        /// Its credit code.
        pub uscc: Option<Line<18>>,
        /// Who represents it.
        pub representative: Option<Line<50>>,
        /// What it promises.
        pub promises: Vec<Promise>,
        /// In detail.
        pub detail: Option<Prose<1000>>,
        /// Until when.
        pub until: Option<Day>,
        /// What follows when it is not kept.
        pub consequence: Option<Prose<500>>,
        /// Agrees that it is published.
        pub publish: bool,
    }
}

form! {
    /// A notice of risk.
    pub struct RiskNoticeForm {
        /// The unit that it goes to.
        pub target: Option<Line<100>>,
        /// What kind of risk.
        pub risk: Option<super::risk::RiskKind>,
        /// What it was seen from.
        pub grounds: Option<Prose<1500>>,
        /// What to know.
        pub notice: Option<Prose<1500>>,
        /// What to do.
        pub advice: Option<Prose<1500>>,
        /// By when.
        pub reply_by: Option<Day>,
        /// Who answers questions.
        pub contact: Option<Line<50>>,
        /// At which telephone.
        pub phone: Option<Line<30>>,
    }
}

/// A letter: to whom, what was found, on what ground, what is asked, by when to answer; the answer and what came of it are kept below.
pub(super) fn letter(pen: &mut Pen<'_, Bureau>) {
    let target = pen.must("target", None);
    pen.addressed_to(vec![target]);
    let concern = pen.given("concern").unwrap_or_default();
    pen.paragraph("opening", &[("organisation", pen.matter.organisation.name.clone()), ("concern", concern)]);
    pen.section("problems", None, true);
    let grounds = pen.word("basis");
    pen.section("grounds", Some(grounds), true);
    pen.section("advice", None, true);
    let by = pen.may("reply_by", None);
    pen.paragraph("reply_asked", &[("by", by)]);
    if pen.has("after") {
        pen.paragraph("after", &[]);
    }
    contact(pen);
    if pen.given("reply").is_some() || pen.given("outcome").is_some() {
        pen.section("reply", None, false);
        pen.section("outcome", None, false);
    }
    pen.sealed(&pen.matter.organisation.name, Some(pen.matter.today));
}

fn contact(pen: &mut Pen<'_, Bureau>) {
    let organisation = &pen.matter.organisation;
    let name = pen.may("contact", organisation.head.clone());
    let phone = pen.may("phone", organisation.phone.clone());
    pen.notice("reach", &[("name", name), ("phone", phone), ("address", organisation.address.clone().unwrap_or_default())]);
}

/// 信用承诺书: signed by the unit itself.
pub(super) fn promise(pen: &mut Pen<'_, Bureau>) {
    let unit = pen.must("unit", None);
    pen.sheet(vec![("unit", None, true), ("uscc", None, true), ("representative", None, false)]);
    let organisation = pen.matter.organisation.name.clone();
    pen.paragraph("opening", &[("organisation", organisation), ("unit", unit)]);
    pen.heading("promises", &[]);
    let chosen = pen.answers.codes("promises");
    if chosen.is_empty() {
        pen.must("promises", None);
    }
    let items = if chosen.is_empty() { Promise::CODES.iter().map(|code| (*code).to_owned()).collect() } else { chosen };
    let items = items.iter().map(|code| pen.word(&format!("promise_{code}"))).collect();
    pen.items(items);
    pen.section("detail", None, false);
    let until = pen.must("until", None);
    pen.paragraph("term", &[("until", until)]);
    let usual = pen.word("consequence_usual");
    pen.section("consequence", Some(usual), true);
    let publish = pen.answers.ticked("publish");
    pen.paragraph(if publish { "publish_yes" } else { "publish_no" }, &[]);
    pen.place("sign_unit");
    pen.place("sign_representative");
    pen.dated(Some(pen.matter.today));
}

/// 风险提示函 with the receipt that is cut off and sent back.
pub(super) fn risk(pen: &mut Pen<'_, Bureau>) {
    let target = pen.must("target", None);
    pen.addressed_to(vec![target.clone()]);
    let risk = pen.must("risk", None);
    pen.paragraph("opening", &[("organisation", pen.matter.organisation.name.clone()), ("risk", risk)]);
    pen.section("grounds", None, true);
    pen.section("notice", None, true);
    pen.section("advice", None, true);
    let by = pen.may("reply_by", None);
    pen.paragraph("reply_asked", &[("by", by)]);
    contact(pen);
    pen.sealed(&pen.matter.organisation.name, Some(pen.matter.today));
    pen.heading("receipt", &[]);
    let title = pen.paper.title.clone();
    pen.paragraph("receipt_words", &[("organisation", pen.matter.organisation.name.clone()), ("title", title), ("target", target)]);
    let columns = [("measure", Align::Left, 60), ("done_by", Align::Left, 40)];
    pen.ruled("receipt", &columns, vec![vec![String::new(); 2]; 3]);
    let label = pen.word("sign_target");
    pen.paper.signatures.push(SignaturePlace { label, ..SignaturePlace::default() });
}
