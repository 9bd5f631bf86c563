//! The draft is checked before anybody signs: what is void stops it, what arbitration review (令33号 art. 78) or judicial confirmation (民诉法解释
//! art. 358) would refuse, or what often fails in performance, the mediator must have looked at.
//!
//! Wording is matched by [`VoidClause`]s, dated facts from `data/void-clauses.toml`; what can be counted is a rule here. Pure: text, case, day in,
//! findings out. What the form itself refuses (sums that differ, no day, no amount) is in [`super::draft`].

use serde::Deserialize;

use super::{Draft, ObligationKind};
use crate::case::Case;
use crate::codes;
use crate::kernel::{Day, Money};
use crate::way::WayFacts;

codes! {
    /// What follows from a finding.
    pub enum Severity as "check_severity" {
        /// The draft is refused.
        Block = "block",
        /// The mediator must have looked at it and told both sides.
        Warn = "warn",
    }
}

codes! {
    /// The grounds on which review or confirmation is refused (令33号 arts 75, 78; 民诉法解释 arts 355, 358).
    pub enum RefusalGround as "check_ground" {
        /// 违反法律、行政法规强制性规定: both lists.
        MandatoryLaw = "mandatory_law",
        /// 损害国家利益、社会公共利益或者他人合法权益: both lists.
        OthersInterests = "others_interests",
        /// 涉嫌提供虚假材料: review.
        Forged = "forged",
        /// 违反自愿原则: both lists.
        FreeWill = "free_will",
        /// 内容不明确: both lists.
        Unclear = "unclear",
        /// 违背公序良俗: confirmation.
        PublicOrder = "public_order",
        /// 不属于审查、确认的范围.
        NotOpen = "not_open",
        /// 其他.
        Other = "other",
    }
}

codes! {
    /// How much of a text a pattern is looked for in.
    pub enum Span as "check_span" {
        /// Up to a comma.
        Clause = "clause",
        /// Up to a full stop.
        Sentence = "sentence",
    }
}

/// A pattern of wording, or the text of a finding that a rule makes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct VoidClause {
    /// The stable code.
    pub code: String,
    /// A few words.
    pub name: String,
    /// What follows.
    pub severity: Severity,
    /// The ground of refusal.
    pub ground: RefusalGround,
    /// Statute and article.
    pub article: String,
    /// What is wrong and what to write instead.
    pub tell: String,
    /// A piece is hit when it holds a word of each list; none: not looked for.
    #[serde(default)]
    pub all: Vec<Vec<String>>,
    /// Words that make a piece harmless.
    #[serde(default)]
    pub unless: Vec<String>,
    /// How much of the text is a piece.
    #[serde(default = "clause")]
    pub span: Span,
    /// Only in these fields; everywhere when empty.
    #[serde(default)]
    pub fields: Vec<String>,
    /// A text that is hit.
    #[serde(default)]
    pub example: Option<String>,
    /// A text that is not.
    #[serde(default)]
    pub harmless: Option<String>,
    /// The first day.
    pub valid_from: Day,
    /// The last day.
    #[serde(default)]
    pub valid_to: Option<Day>,
}

const fn clause() -> Span {
    Span::Clause
}

impl VoidClause {
    /// In force on a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// The piece of the text that it hits.
    pub fn hit<'t>(&self, text: &'t str) -> Option<&'t str> {
        if self.all.is_empty() {
            return None;
        }
        let holds = |piece: &str, words: &[String]| words.iter().any(|word| piece.contains(word.as_str()));
        let hit = |piece: &&str| self.all.iter().all(|words| holds(piece, words)) && !holds(piece, &self.unless);
        text.split(|c: char| ends(c, self.span)).map(str::trim).filter(|piece| !piece.is_empty()).find(hit)
    }
}

/// The sign ends a piece.
const fn ends(sign: char, span: Span) -> bool {
    match sign {
        '\n' | '\u{3002}' | '\u{ff1b}' | ';' | '\u{ff01}' | '\u{ff1f}' => true,
        '\u{ff0c}' | ',' => matches!(span, Span::Clause),
        _ => false,
    }
}

/// Something found in a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The code of the clause.
    pub code: String,
    /// What follows.
    pub severity: Severity,
    /// The ground of refusal.
    pub ground: RefusalGround,
    /// Statute and article.
    pub article: String,
    /// What is wrong and what to write instead.
    pub tell: String,
    /// A few words.
    pub name: String,
    /// The field of the draft.
    pub field: &'static str,
    /// The row of the field, from 0.
    pub row: Option<usize>,
    /// The words that were found.
    pub excerpt: Option<String>,
}

impl Finding {
    /// One line: what is wrong, on what ground, in which words.
    pub fn told(&self) -> String {
        let quote = self.excerpt.as_deref().map(|words| format!("\u{201c}{words}\u{201d}")).unwrap_or_default();
        format!("{}{quote}\u{ff1a}{}\u{ff08}{}\u{ff09}", self.name, self.tell, self.article)
    }
}

/// An agreement is low below this share of what was verified, in percent. No law gives a figure; a sign to look, not a rule.
const LOW_PERCENT: i64 = 50;
/// A last day later than this many days is far.
const FAR_DAYS: i64 = 365;

/// Everything in a draft that is void or should be looked at, blocks first, each code once for a field and row.
pub fn check(draft: &Draft, case: &Case, clauses: &[VoidClause], ways: &WayFacts, today: Day) -> Vec<Finding> {
    let mut findings = Vec::new();
    let live: Vec<&VoidClause> = clauses.iter().filter(|clause| clause.holds_on(today)).collect();
    let texts = [("terms", draft.terms.as_deref()), ("breach_terms", draft.breach_terms.as_deref())];
    for (field, text) in texts {
        if let Some(text) = text {
            look(&live, field, None, text, &mut findings);
        }
    }
    for (row, obligation) in draft.obligations.iter().enumerate() {
        look(&live, "obligations", Some(row), &obligation.way, &mut findings);
    }
    for (code, field) in counted(draft, case, ways, today) {
        if let Some(clause) = live.iter().find(|clause| clause.code == code) {
            findings.push(found(clause, field, None, None));
        }
    }
    findings.sort_by_key(|finding| finding.severity);
    findings
}

fn look(clauses: &[&VoidClause], field: &'static str, row: Option<usize>, text: &str, findings: &mut Vec<Finding>) {
    let name = if field == "obligations" { "way" } else { field };
    for clause in clauses.iter().filter(|clause| clause.fields.is_empty() || clause.fields.iter().any(|one| one == name)) {
        if let Some(piece) = clause.hit(text) {
            findings.push(found(clause, field, row, Some(piece.to_owned())));
        }
    }
}

fn found(clause: &VoidClause, field: &'static str, row: Option<usize>, excerpt: Option<String>) -> Finding {
    Finding {
        code: clause.code.clone(),
        severity: clause.severity,
        ground: clause.ground,
        article: clause.article.clone(),
        tell: clause.tell.clone(),
        name: clause.name.clone(),
        field,
        row,
        excerpt,
    }
}

/// What can be counted: the codes of what is found, with the field.
fn counted(draft: &Draft, case: &Case, ways: &WayFacts, today: Day) -> Vec<(&'static str, &'static str)> {
    let claim = |id| case.claims.iter().find(|claim| claim.id == id);
    let mut codes = Vec::new();
    if draft.agreed.iter().any(|row| claim(row.claim).is_some_and(|claim| !ways.head(&claim.kind).reviewable)) {
        codes.push(("status_claim", "agreed"));
    }
    if draft.obligations.iter().any(|row| today.days_until(row.due) > FAR_DAYS) {
        codes.push(("far_due", "obligations"));
    }
    let payments = draft.obligations.iter().filter(|row| row.kind == ObligationKind::Pay).count();
    if payments > 1 && draft.breach_terms.is_none() {
        codes.push(("instalments_without_terms", "breach_terms"));
    }
    let agreed: Money = draft.agreed.iter().map(|row| row.amount).sum();
    let verified: Money = draft.agreed.iter().filter_map(|row| claim(row.claim)?.verified).sum();
    if agreed.0.saturating_mul(100) < verified.0.saturating_mul(LOW_PERCENT) {
        codes.push(("low_settlement", "agreed"));
    }
    codes
}
