//! The words of the measured office, from `words.json`.

use anyhow::Result;
use serde::Deserialize;

/// What a search is measured with.
#[derive(Debug, Deserialize)]
pub(super) struct SearchWords {
    /// In many cases.
    pub(super) common: String,
    /// In some.
    pub(super) some: String,
    /// In few.
    pub(super) rare: String,
}

/// Names, companies, sentences. Nobody in them is real.
#[derive(Debug, Deserialize)]
pub(super) struct Words {
    pub(super) office: String,
    pub(super) division: String,
    pub(super) prefix: String,
    surnames: Vec<String>,
    given: Vec<String>,
    brands: Vec<String>,
    trades: Vec<String>,
    company: String,
    facts: Vec<String>,
    claims: Vec<String>,
    pub(super) reason: String,
    pub(super) body: String,
    pub(super) address: String,
    pub(super) way: String,
    pub(super) paper: String,
    pub(super) place: String,
    pub(super) room: String,
    pub(super) search: SearchWords,
}

fn one(list: &[String], n: usize) -> &str {
    list.get(n % list.len().max(1)).map_or("", String::as_str)
}

impl Words {
    /// The words that come with the program.
    pub(super) fn shipped() -> Result<Self> {
        Ok(serde_json::from_str(include_str!("words.json"))?)
    }

    /// The name of somebody: 500 different ones.
    pub(super) fn name(&self, n: usize) -> String {
        format!("{}{}", one(&self.surnames, n), one(&self.given, n / self.surnames.len().max(1)))
    }

    /// The name of a company: 2,000 different ones.
    pub(super) fn company(&self, n: usize) -> String {
        let (brand, trade) = (one(&self.brands, n), one(&self.trades, n / self.brands.len().max(1)));
        self.company.replace("{brand}", brand).replace("{trade}", trade).replace("{n}", &(n / 200 % 10 + 1).to_string())
    }

    /// The facts of a case.
    pub(super) fn facts(&self, n: usize) -> &str {
        one(&self.facts, n / 3)
    }

    /// What is claimed.
    pub(super) fn claim(&self, n: usize) -> &str {
        one(&self.claims, n / 7)
    }
}
