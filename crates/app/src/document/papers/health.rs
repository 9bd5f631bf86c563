//! A check of how an employer uses labour (法治体检报告, no. 29; policy 002-3): eight subjects with findings, risk and advice, then what is put right by when.

use domain::form;
use domain::kernel::{Day, Line, Prose};

use super::bureau::Bureau;
use super::missing::Place;
use super::pen::Pen;
use super::risk::RiskLevel;
use crate::document::model::Align;

domain::codes! {
    /// What is checked.
    pub enum CheckItem as "paper_check" {
        /// 劳动合同
        Contracts = "contracts",
        /// 工时和休息休假
        Hours = "hours",
        /// 工资支付
        Wages = "wages",
        /// 社会保险
        Insurance = "insurance",
        /// 规章制度和民主程序
        Rules = "rules",
        /// 劳务派遣和外包
        Dispatch = "dispatch",
        /// 女职工和未成年工保护
        Women = "women",
        /// 竞业限制和保密
        NonCompete = "non_compete",
    }
}

form! {
    /// A finding.
    pub struct CheckRow {
        /// What was checked.
        pub item: CheckItem,
        /// What was found.
        pub finding: Option<Line<300>>,
        /// How grave.
        pub risk: Option<RiskLevel>,
        /// What is advised.
        pub advice: Option<Line<300>>,
    }
}

form! {
    /// A check.
    pub struct CheckForm {
        /// The unit.
        pub unit: Option<Line<100>>,
        /// Its credit code.
        pub uscc: Option<Line<18>>,
        /// How many workers, in words.
        pub staff: Option<Line<40>>,
        /// When.
        pub day: Option<Day>,
        /// Who checked.
        pub checkers: Option<Line<120>>,
        /// What was looked at: papers, talks, places.
        pub method: Option<Prose<500>>,
        /// What was found.
        pub findings: Vec<CheckRow>,
        /// In sum.
        pub conclusion: Option<Prose<2000>>,
        /// By when it is put right.
        pub rectify_by: Option<Day>,
        /// When it is looked at again.
        pub recheck: Option<Day>,
        /// What was seen then.
        pub recheck_result: Option<Prose<1000>>,
    }
}

pub(super) fn write(pen: &mut Pen<'_, Bureau>) {
    let unit = pen.must("unit", None);
    pen.addressed_to(vec![unit.clone()]);
    pen.paragraph("opening", &[("organisation", pen.matter.organisation.name.clone())]);
    pen.sheet(vec![
        ("unit", None, true),
        ("uscc", None, false),
        ("staff", None, false),
        ("day", None, true),
        ("checkers", None, true),
        ("method", None, false),
    ]);
    pen.heading("findings", &[]);
    let given = pen.answers.rows("findings", &["item", "finding", "risk", "advice"]);
    let mut rows = Vec::new();
    for item in CheckItem::ALL {
        let label = crate::text::code(CheckItem::GROUP, item.code()).to_owned();
        let found = given.iter().find(|row| row.first() == Some(&label)).cloned();
        if found.is_none() {
            pen.miss("finding", &[("item", label.clone())], Place::Form("findings".to_owned()));
        }
        rows.push(found.unwrap_or_else(|| vec![label, String::new(), String::new(), String::new()]));
    }
    let columns = [("item", Align::Centre, 20), ("finding", Align::Left, 36), ("risk", Align::Centre, 8), ("advice", Align::Left, 36)];
    pen.ruled("findings", &columns, rows);
    if given.is_empty() {
        pen.must("findings", None);
    }
    pen.section("conclusion", None, true);
    let by = pen.must("rectify_by", None);
    pen.heading("h_rectify", &[]);
    pen.paragraph("rectify", &[("by", by)]);
    pen.sheet(vec![("recheck", None, false), ("recheck_result", None, false)]);
    pen.notice("note", &[]);
    pen.sealed(&pen.matter.organisation.name, Some(pen.matter.today));
}
