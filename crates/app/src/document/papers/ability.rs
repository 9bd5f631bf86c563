//! Whether the debtor can perform (履约能力评估表, no. 10; S2-11, S3-23): six questions with evidence and points, a grade, what is advised.

use domain::kernel::form::Whole;
use domain::kernel::{Day, Line, Prose};
use domain::{codes, form};

use super::pen::Pen;
use crate::document::model::{Align, SignaturePlace};

codes! {
    /// What is looked at.
    pub enum AbilityItem as "paper_ability" {
        /// 经营状况
        Business = "business",
        /// 资产
        Assets = "assets",
        /// 银行账户和资金
        Accounts = "accounts",
        /// 涉诉、被执行和失信
        Lawsuits = "lawsuits",
        /// 社保、税费欠缴
        Arrears = "arrears",
        /// 担保
        Guarantee = "guarantee",
    }
}

codes! {
    /// How able.
    pub enum AbilityGrade as "paper_grade" {
        /// 强
        Strong = "strong",
        /// 较强
        Good = "good",
        /// 一般
        Fair = "fair",
        /// 弱
        Weak = "weak",
    }
}

codes! {
    /// What is advised.
    pub enum AbilityAdvice as "paper_ability_advice" {
        /// 即时履行
        AtOnce = "at_once",
        /// 分期履行
        Instalments = "instalments",
        /// 提供担保
        Guarantee = "guarantee",
        /// 先予支付
        Advance = "advance",
        /// 申请仲裁审查或者司法确认
        Confirm = "confirm",
    }
}

codes! {
    /// What the debtor is.
    pub enum DebtorKind as "paper_debtor" {
        /// 企业
        Enterprise = "enterprise",
        /// 个体工商户
        SoleTrader = "sole_trader",
        /// 机关、事业单位、社会团体
        Public = "public",
        /// 工程总承包、分包单位
        Contractor = "contractor",
        /// 平台企业、劳务派遣单位
        Platform = "platform",
        /// 个人
        Person = "person",
    }
}

form! {
    /// A finding.
    pub struct AbilityRow {
        /// What was looked at.
        pub item: AbilityItem,
        /// What was found.
        pub finding: Option<Line<200>>,
        /// By what evidence.
        pub evidence: Option<Line<120>>,
        /// Points, of 20; guarantee is extra.
        pub points: Option<Whole<0, 20>>,
    }
}

form! {
    /// An assessment.
    pub struct AbilityForm {
        /// Who owes.
        pub debtor: Option<Line<100>>,
        /// What the debtor is.
        pub debtor_kind: Option<DebtorKind>,
        /// Findings.
        pub findings: Vec<AbilityRow>,
        /// The grade.
        pub grade: Option<AbilityGrade>,
        /// What is advised.
        pub advice: Vec<AbilityAdvice>,
        /// In words.
        pub remark: Option<Prose<1000>>,
        /// Who assessed.
        pub assessor: Option<Line<50>>,
        /// The day.
        pub day: Option<Day>,
    }
}

pub(super) fn write(pen: &mut Pen<'_>) {
    let matter = pen.matter;
    pen.head_number();
    let cause = matter.cause();
    pen.head("cause", cause);
    let debtor = matter.people.iter().find(|person| !person.worker).map(|person| person.name.clone());
    let owed = matter.view.amounts.agreed.or(matter.view.amounts.claimed).map(|amount| pen.amount(amount));
    pen.sheet(vec![("debtor", debtor, true), ("debtor_kind", None, true), ("owed", owed, false)]);
    pen.heading("findings", &[]);
    let given = pen.answers.rows("findings", &["item", "finding", "evidence", "points"]);
    let mut rows = Vec::new();
    let mut points = 0_i64;
    for item in AbilityItem::ALL {
        let label = crate::text::code(AbilityItem::GROUP, item.code()).to_owned();
        let found = given.iter().find(|row| row.first() == Some(&label)).cloned();
        if found.is_none() {
            pen.miss("finding", &[("item", label.clone())], super::missing::Place::Form("findings".to_owned()));
        }
        points += found.as_ref().and_then(|row| row.get(3)?.parse::<i64>().ok()).unwrap_or(0);
        rows.push(found.unwrap_or_else(|| vec![label, String::new(), String::new(), String::new()]));
    }
    rows.push(vec![pen.word("total"), String::new(), String::new(), points.to_string()]);
    let columns = [("item", Align::Centre, 22), ("finding", Align::Left, 38), ("evidence", Align::Left, 28), ("points", Align::Centre, 12)];
    pen.ruled("findings", &columns, rows);
    pen.sheet(vec![("grade", None, true), ("advice", None, true)]);
    pen.section("remark", None, false);
    pen.notice("note", &[]);
    let assessor = pen.must("assessor", Some(matter.mediator()));
    let (label, line) = (pen.word("sign_assessor"), pen.word("line"));
    pen.paper.signatures.push(SignaturePlace { label, name: Some(assessor).filter(|name| *name != line), day: None });
    let on = pen.answers.day("day").unwrap_or(matter.today);
    pen.sealed(&matter.handler_name(), Some(on));
}
