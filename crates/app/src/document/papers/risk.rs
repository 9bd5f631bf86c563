//! The risk ledger (风险台账, no. 25): each risk with its level, who answers for it, what was done, and when and why it was struck off.

use domain::kernel::form::Whole;
use domain::kernel::{Day, Line, Money, Prose};
use domain::{codes, form};

use super::bureau::Bureau;
use super::pen::Pen;
use crate::document::model::Align;

codes! {
    /// What kind of risk.
    pub enum RiskKind as "paper_risk" {
        /// 欠薪
        Arrears = "arrears",
        /// 规模裁员
        Layoffs = "layoffs",
        /// 规章制度违法
        Rules = "rules",
        /// 新就业形态
        NewForm = "new_form",
        /// 群体性
        Mass = "mass",
        /// 社会保险
        Insurance = "insurance",
        /// 工伤
        Injury = "injury",
        /// 关停并转
        Closure = "closure",
        /// 其他
        Other = "other",
    }
}

codes! {
    /// How grave.
    pub enum RiskLevel as "paper_level" {
        /// 红
        Red = "red",
        /// 橙
        Orange = "orange",
        /// 黄
        Yellow = "yellow",
        /// 蓝
        Blue = "blue",
    }
}

form! {
    /// A line of the ledger.
    pub struct RiskRow {
        /// Its number.
        pub number: Line<30>,
        /// The day it was entered.
        pub day: Option<Day>,
        /// The unit.
        pub unit: Line<100>,
        /// Its industry.
        pub industry: Option<Line<40>>,
        /// Where it is.
        pub area: Option<Line<60>>,
        /// What kind.
        pub risk: Option<RiskKind>,
        /// Which people.
        pub group: Option<Line<60>>,
        /// How many.
        pub people: Option<Whole<0, 1_000_000>>,
        /// How much money.
        pub amount: Option<Money>,
        /// How grave.
        pub level: Option<RiskLevel>,
        /// How it came to be known.
        pub source: Option<Line<60>>,
        /// Which unit and who answers for it.
        pub owner: Option<Line<80>>,
        /// The plan.
        pub plan: Option<Prose<500>>,
        /// What was done.
        pub handling: Option<Prose<1000>>,
        /// By when.
        pub respond_by: Option<Day>,
        /// The day it was struck off, and why.
        pub closed: Option<Line<120>>,
    }
}

form! {
    /// The ledger of a period.
    pub struct RiskLedgerForm {
        /// Its lines.
        pub risks: Vec<RiskRow>,
        /// Who keeps it.
        pub keeper: Option<Line<50>>,
    }
}

const KNOWN: &[(&str, Align, u16)] = &[
    ("number", Align::Centre, 10),
    ("day", Align::Centre, 12),
    ("unit", Align::Left, 16),
    ("industry", Align::Left, 9),
    ("area", Align::Left, 9),
    ("risk", Align::Centre, 9),
    ("group", Align::Left, 9),
    ("people", Align::Right, 6),
    ("amount", Align::Right, 11),
    ("level", Align::Centre, 5),
    ("source", Align::Left, 9),
];

const DONE: &[(&str, Align, u16)] = &[
    ("number", Align::Centre, 10),
    ("owner", Align::Left, 16),
    ("plan", Align::Left, 20),
    ("handling", Align::Left, 26),
    ("respond_by", Align::Centre, 12),
    ("closed", Align::Left, 16),
];

pub(super) fn ledger(pen: &mut Pen<'_, Bureau>) {
    pen.paper.wide = true;
    pen.head_period();
    pen.heading("h_known", &[]);
    pen.table_of("risks", KNOWN, true);
    pen.heading("h_done", &[]);
    pen.table_of("risks", DONE, true);
    let keeper = pen.may("keeper", None);
    pen.head("keeper", keeper);
    pen.sealed(&pen.matter.organisation.name, Some(pen.matter.today));
}
