//! Dated lists from `data/`: claim types, reasons to decline, industries … Loaded, never compiled into a rule.

use std::collections::BTreeMap;

use domain::agreement::{AbilityGrade, Checklist, ChecklistItem, OrderHead, PerformanceAdvice, VoidClause};
use domain::way::Head;
use serde::Deserialize;

use crate::organisation::register::Registers;
use crate::organisation::register::book::BookFault;

const CHECKLIST: &str = include_str!("../../../data/performance-checklist.toml");

/// One entry of a list; which fields are filled depends on the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// The stable code.
    pub code: String,
    /// The Chinese name.
    pub name: String,
    /// The entry it belongs under.
    pub parent: Option<String>,
    /// The statistical group.
    pub group: Option<String>,
    /// The head by which its amount is worked out.
    pub formula: Option<String>,
    /// An amount belongs to it.
    pub money: bool,
    /// A claim type: which of the four heads of 调解仲裁法 art. 16, when it is one.
    pub payment_order: Option<OrderHead>,
    /// A claim type: false when the arbitration commission does not review it.
    pub reviewable: Option<bool>,
    /// A claim type: false when the court does not confirm it.
    pub confirmable: Option<bool>,
    /// What the officer should know when it is chosen.
    pub hint: Option<String>,
    /// The sentence of a written notice.
    pub statement: Option<String>,
    /// What a body does.
    pub does: Option<String>,
    /// Its national telephone.
    pub hotline: Option<String>,
    /// The kind of organisation in the directory.
    pub organisation_kind: Option<String>,
    /// Statute and article.
    pub statute: Option<String>,
    /// Where to turn instead, most useful first.
    pub guidance: Vec<Guidance>,
}

/// One way on for a person whose application is not accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Guidance {
    /// The body, by its code in the list `body`.
    pub body: String,
    /// What to do there, in plain words.
    pub tell: String,
    /// Until when, in words.
    pub by_when: Option<String>,
    /// Statute and article.
    pub statute: Option<String>,
}

/// What an agreement may not say, as it stands in the file.
const VOID_CLAUSES: &str = include_str!("../../../data/void-clauses.toml");

#[derive(Deserialize)]
struct Clauses {
    clause: Vec<VoidClause>,
}

/// Every list by its name.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    by_name: BTreeMap<&'static str, Vec<Entry>>,
    checklist: Checklist,
    clauses: Vec<VoidClause>,
    registers: Registers,
}

/// The file of the checklist of the ability to perform.
#[derive(Deserialize)]
struct ChecklistFile {
    version: String,
    #[serde(rename = "item")]
    items: Vec<WeightRow>,
    #[serde(rename = "grade")]
    grades: Vec<GradeRow>,
}

#[derive(Deserialize)]
struct WeightRow {
    code: String,
    weight: i64,
}

#[derive(Deserialize)]
struct GradeRow {
    grade: AbilityGrade,
    from: i64,
    advice: PerformanceAdvice,
}

impl From<ChecklistFile> for Checklist {
    fn from(file: ChecklistFile) -> Self {
        Self {
            version: file.version,
            items: file.items.into_iter().map(|row| ChecklistItem { code: row.code, weight: row.weight }).collect(),
            grades: file.grades.iter().map(|row| (row.grade, row.from)).collect(),
            advice: file.grades.iter().map(|row| (row.grade, row.advice)).collect(),
        }
    }
}

/// A list's file is not as it should be.
#[derive(Debug, thiserror::Error)]
pub enum ListFault {
    /// A list can't be read.
    #[error("list {name}: {source}")]
    List {
        /// Which.
        name: &'static str,
        /// Why.
        source: toml::de::Error,
    },
    /// A register can't be read.
    #[error(transparent)]
    Register(#[from] BookFault),
}

impl Lists {
    /// The lists that come with the program.
    ///
    /// # Errors
    /// A file that can't be read; a test proves that those shipped can.
    pub fn shipped() -> Result<Self, ListFault> {
        let files = [
            ("claim_type", "claim_type", include_str!("../../../data/claim-types.toml")),
            ("decline_reason", "reason", include_str!("../../../data/decline-reasons.toml")),
            ("body", "body", include_str!("../../../data/bodies.toml")),
            ("industry", "industry", include_str!("../../../data/industries.toml")),
            ("employer_kind", "employer_kind", include_str!("../../../data/employer-kinds.toml")),
            ("worker_group", "worker_group", include_str!("../../../data/worker-groups.toml")),
            ("performance_item", "item", CHECKLIST),
            ("void_clause", "clause", VOID_CLAUSES),
        ];
        let mut by_name = BTreeMap::new();
        for (name, key, text) in files {
            let fault = |source| ListFault::List { name, source };
            let mut file: toml::Table = toml::from_str(text).map_err(fault)?;
            let entries = file.remove(key).unwrap_or(toml::Value::Array(Vec::new()));
            by_name.insert(name, entries.try_into().map_err(fault)?);
        }
        let checklist: ChecklistFile = toml::from_str(CHECKLIST).map_err(|source| ListFault::List { name: "performance_item", source })?;
        let clauses: Clauses = toml::from_str(VOID_CLAUSES).map_err(|source| ListFault::List { name: "void_clause", source })?;
        Ok(Self { by_name, checklist: checklist.into(), clauses: clauses.clause, registers: Registers::shipped()? })
    }

    /// What the ways of an agreement ask of these claim types.
    pub fn heads<'a>(&self, codes: impl Iterator<Item = &'a str>) -> BTreeMap<String, Head> {
        let head = |code: &str| {
            let entry = self.find("claim_type", code)?;
            let head = Head {
                payment_order: entry.payment_order,
                reviewable: entry.reviewable.unwrap_or(true),
                confirmable: entry.confirmable.unwrap_or(true),
            };
            Some((code.to_owned(), head))
        };
        codes.filter_map(head).collect()
    }

    /// The checklist of the ability to perform.
    pub const fn checklist(&self) -> &Checklist {
        &self.checklist
    }

    /// The registers of organisations and people.
    pub const fn registers(&self) -> &Registers {
        &self.registers
    }

    /// The same lists with an office's own registers.
    #[must_use]
    pub fn with_registers(self, registers: Registers) -> Self {
        Self { registers, ..self }
    }

    /// What an agreement may not say.
    pub fn clauses(&self) -> &[VoidClause] {
        &self.clauses
    }

    /// A list's entries in order.
    pub fn entries(&self, list: &str) -> &[Entry] {
        self.by_name.get(list).map_or(&[], Vec::as_slice)
    }

    /// An entry by its code.
    pub fn find(&self, list: &str, code: &str) -> Option<&Entry> {
        self.entries(list).iter().find(|entry| entry.code == code)
    }

    /// An entry's name, or the code itself when it is unknown.
    pub fn name<'a>(&'a self, list: &str, code: &'a str) -> &'a str {
        self.find(list, code).map_or(code, |entry| &entry.name)
    }
}

#[cfg(test)]
mod tests {
    use domain::agreement::OrderHead;

    use super::Lists;

    #[test]
    fn every_void_clause_hits_its_example_and_spares_what_is_harmless() {
        let lists = Lists::shipped().unwrap();
        assert!(lists.clauses().len() > 20);
        for clause in lists.clauses() {
            assert!(clause.all.is_empty() || clause.example.is_some() && clause.harmless.is_some(), "{}", clause.code);
            if let Some(example) = &clause.example {
                assert!(clause.hit(example).is_some(), "{}: {example}", clause.code);
            }
            for other in lists.clauses() {
                if let Some(harmless) = &other.harmless {
                    assert_eq!(clause.hit(harmless), None, "{} hits the harmless text of {}", clause.code, other.code);
                }
            }
        }
    }

    #[test]
    fn every_shipped_list_reads_and_has_entries() {
        let lists = Lists::shipped().unwrap();
        for list in ["claim_type", "decline_reason", "body", "industry", "employer_kind", "worker_group", "performance_item"] {
            assert!(lists.entries(list).len() > 3, "{list}");
        }
        assert_eq!(lists.name("claim_type", "wage_arrears"), "拖欠工资");
        let formulas = lists.entries("claim_type").iter().filter_map(|entry| entry.formula.as_deref());
        assert!(formulas.inspect(|code| assert!(code.parse::<domain::claims::worth::Head>().is_ok(), "{code}")).count() > 10);
        assert_eq!(lists.checklist().items.len(), lists.entries("performance_item").len());
        let heads = lists.heads(["employment_relationship_determination", "wage_arrears", "welfare"].into_iter());
        let told: Vec<_> = heads.values().map(|head| (head.payment_order, head.reviewable)).collect();
        assert_eq!(told, [(None, false), (Some(OrderHead::Remuneration), true), (None, true)], "a relation, wages, welfare");
        let count = |head| lists.entries("claim_type").iter().filter(|entry| entry.payment_order == Some(head)).count();
        assert!(OrderHead::ALL.iter().all(|head| count(*head) > 0), "each of the four heads has its types");
        for reason in lists.entries("decline_reason") {
            assert!(reason.guidance.iter().all(|way| lists.find("body", &way.body).is_some()), "{}", reason.code);
        }
    }
}
