//! Dated lists from `data/`: claim types, reasons to decline, industries … Loaded, never compiled into a rule.

use std::collections::BTreeMap;

use domain::agreement::VoidClause;
use serde::Deserialize;

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
    /// An amount belongs to it.
    pub money: bool,
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
    clauses: Vec<VoidClause>,
}

/// A list's file is not as it should be.
#[derive(Debug, thiserror::Error)]
#[error("list {name}: {source}")]
pub struct ListFault {
    name: &'static str,
    source: toml::de::Error,
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
            ("void_clause", "clause", VOID_CLAUSES),
        ];
        let mut by_name = BTreeMap::new();
        for (name, key, text) in files {
            let fault = |source| ListFault { name, source };
            let mut file: toml::Table = toml::from_str(text).map_err(fault)?;
            let entries = file.remove(key).unwrap_or(toml::Value::Array(Vec::new()));
            by_name.insert(name, entries.try_into().map_err(fault)?);
        }
        let clauses: Clauses = toml::from_str(VOID_CLAUSES).map_err(|source| ListFault { name: "void_clause", source })?;
        Ok(Self { by_name, clauses: clauses.clause })
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
        for list in ["claim_type", "decline_reason", "body", "industry", "employer_kind", "worker_group"] {
            assert!(lists.entries(list).len() > 3, "{list}");
        }
        assert_eq!(lists.name("claim_type", "wage_arrears"), "拖欠工资");
        for reason in lists.entries("decline_reason") {
            assert!(reason.guidance.iter().all(|way| lists.find("body", &way.body).is_some()), "{}", reason.code);
        }
    }
}
