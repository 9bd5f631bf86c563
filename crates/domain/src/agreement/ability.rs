//! Whether the debtor can perform: a checklist with evidence, points by weight, a grade, and what is advised before the agreement is closed
//! (S2-11, S3-23). Items, weights and thresholds are `data/performance-checklist.toml`.

use super::event::{AbilityAnswer, AbilityAssessed};
use crate::case::command::Deed;
use crate::case::refusal::ensure;
use crate::case::{Case, Decision, Outcome, Reason, Refusal, WordsKind};
use crate::kernel::id::{PartyId, WordsId};
use crate::kernel::{Line, Prose};
use crate::{codes, form};

codes! {
    /// How well an item of the checklist stands.
    pub enum AbilityLevel as "ability_level" {
        /// 好: all of its points
        Good = "good",
        /// 一般: half of them
        Fair = "fair",
        /// 差: none
        Poor = "poor",
        /// 不清楚: none either, until it is known
        Unknown = "unknown",
    }
}

codes! {
    /// How able a debtor is.
    pub enum AbilityGrade as "ability_grade" {
        /// 强
        A = "a",
        /// 较强
        B = "b",
        /// 一般
        C = "c",
        /// 弱
        D = "d",
    }
}

codes! {
    /// What is advised.
    pub enum PerformanceAdvice as "performance_advice" {
        /// 即时履行
        AtOnce = "at_once",
        /// 分期履行
        Instalments = "instalments",
        /// 提供担保
        Guarantee = "guarantee",
        /// 先予支付一部分
        Advance = "advance",
    }
}

/// An item of the checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChecklistItem {
    /// Its code.
    pub code: String,
    /// Its points.
    pub weight: i64,
}

/// The checklist as the data file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checklist {
    /// The name under which it was handed in.
    pub version: String,
    /// What is looked at.
    pub items: Vec<ChecklistItem>,
    /// From how many of a hundred points which grade is reached, best first.
    pub grades: Vec<(AbilityGrade, i64)>,
    /// What each grade advises.
    pub advice: Vec<(AbilityGrade, PerformanceAdvice)>,
}

impl Checklist {
    /// Points of a hundred for these answers; none without items.
    pub fn score(&self, answers: &[(String, AbilityLevel)]) -> i64 {
        let whole: i64 = self.items.iter().map(|item| item.weight.max(0)).sum();
        let points = |item: &ChecklistItem| {
            let level = answers.iter().find(|(code, _)| *code == item.code).map_or(AbilityLevel::Unknown, |(_, level)| *level);
            match level {
                AbilityLevel::Good => item.weight * 2,
                AbilityLevel::Fair => item.weight,
                AbilityLevel::Poor | AbilityLevel::Unknown => 0,
            }
        };
        let twice: i64 = self.items.iter().map(points).sum();
        if whole > 0 { twice * 50 / whole } else { 0 }
    }

    /// The grade that so many points reach.
    pub fn grade(&self, score: i64) -> AbilityGrade {
        self.grades.iter().find(|(_, from)| score >= *from).map_or(AbilityGrade::D, |(grade, _)| *grade)
    }

    /// What the grade advises.
    pub fn advised(&self, grade: AbilityGrade) -> PerformanceAdvice {
        self.advice.iter().find(|(of, _)| *of == grade).map_or(PerformanceAdvice::Instalments, |(_, advice)| *advice)
    }
}

/// What was found about a debtor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ability {
    /// Whose.
    pub debtor: PartyId,
    /// Points of a hundred.
    pub score: i64,
    /// How able.
    pub grade: AbilityGrade,
    /// What is advised.
    pub advice: PerformanceAdvice,
    /// What stands behind it, item by item.
    pub answers: Vec<(String, AbilityLevel, Option<WordsId>)>,
}

form! {
    /// An item answered.
    pub struct AbilityRow {
        /// Which (data/performance-checklist.toml).
        pub item: Line<40>,
        /// How well it stands.
        pub level: AbilityLevel,
        /// By what evidence.
        pub evidence: Option<Line<120>>,
    }
}

form! {
    /// Whether the debtor can perform.
    pub struct AssessAbility {
        /// Whose ability.
        pub debtor: PartyId,
        /// Item by item; what is left out counts as unknown.
        pub answers: Vec<AbilityRow>,
        /// What is advised, when it is something else than the grade says.
        pub advice: Option<PerformanceAdvice>,
        /// In the assessor's words.
        pub note: Option<Prose<1000>>,
    }
}

impl Deed for AssessAbility {
    fn decide(&self, case: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        case.party(self.debtor).ok_or(Refusal::at("debtor", Reason::NotInThisCase))?;
        let list = &cx.lookup.checklist;
        ensure(!self.answers.is_empty(), || Refusal::at("answers", Reason::NothingAnswered))?;
        for (place, row) in self.answers.iter().enumerate() {
            ensure(list.items.iter().any(|item| item.code == *row.item), || Refusal::at("answers", Reason::NotInThisCase))?;
            let before = self.answers.iter().take(place).any(|other| *other.item == *row.item);
            ensure(!before, || Refusal::at("answers", Reason::PartyTwice))?;
            // Praise needs proof.
            ensure(row.level != AbilityLevel::Good || row.evidence.is_some(), || Refusal::at("answers", Reason::EvidenceNeeded))?;
        }
        let levels: Vec<(String, AbilityLevel)> = self.answers.iter().map(|row| (row.item.to_string(), row.level)).collect();
        let score = list.score(&levels);
        let grade = list.grade(score);
        let mut outcome = Outcome::default();
        let mut answers = Vec::new();
        for row in &self.answers {
            let evidence = outcome.say_if(cx, WordsKind::Basis, row.evidence.as_deref());
            answers.push(AbilityAnswer { item: row.item.to_string(), level: row.level, evidence });
        }
        let note = outcome.say_if(cx, WordsKind::Note, self.note.as_deref());
        let advice = self.advice.unwrap_or_else(|| list.advised(grade));
        Ok(outcome.and(AbilityAssessed { debtor: self.debtor, answers, score, grade, advice, checklist: list.version.clone(), note }))
    }
}
