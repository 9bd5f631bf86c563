//! What an agreement may not say: a void sentence is found wherever it stands, and nothing else is.

use domain::agreement::{Severity, VoidClause};
use proptest::prelude::*;
use serde_json::json;

/// A void clause, a doubtful one, and the texts of what is counted.
pub(crate) fn clauses() -> Vec<VoidClause> {
    let clause = |code: &str, severity: &str, all: serde_json::Value| {
        json!({
            "code": code, "name": code, "severity": severity, "ground": "unclear", "article": "《劳动合同法》第九条", "tell": "请删去。", "all": all,
            "unless": ["返还"], "valid_from": "2008-01-01",
        })
    };
    let told = [
        clause("documents_kept", "block", json!([["交押金", "扣押证件"]])),
        clause("amount_open", "block", json!([["金额另定", "金额待定"]])),
        clause("time_vague", "warn", json!([["尽快", "有钱时"], ["付清", "支付"]])),
        clause("status_claim", "warn", json!([])),
        clause("far_due", "warn", json!([])),
        clause("instalments_without_terms", "warn", json!([])),
        clause("low_settlement", "warn", json!([])),
    ];
    told.into_iter().map(|one| serde_json::from_value(one).unwrap()).collect()
}

fn harmless() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &["双方再无其他争议", "于月底前付清工资", "转入本人银行卡", "返还收取的押金", "出具离职证明", "一式三份"];
    proptest::collection::vec((proptest::sample::select(WORDS), proptest::sample::select(&["。", "；", "\n", "，"][..])), 0..6)
        .prop_map(|parts| parts.into_iter().flat_map(|(words, end)| [words, end]).collect())
}

proptest! {
    #[test]
    fn a_void_sentence_is_found_wherever_it_stands(before in harmless(), after in harmless(), end in proptest::sample::select(&["。", "；", "\n"][..])) {
        for clause in clauses().iter().filter(|clause| clause.severity == Severity::Block) {
            let text = format!("{before}{end}{}{end}{after}", clause.all[0][0]);
            prop_assert_eq!(clause.hit(&text), Some(clause.all[0][0].as_str()));
        }
    }

    #[test]
    fn a_harmless_text_is_not_hit_and_any_text_is_read(text in harmless(), noise in "\\PC{0,80}") {
        for clause in clauses() {
            prop_assert_eq!(clause.hit(&text), None);
            let _ = clause.hit(&noise);
        }
    }
}

#[test]
fn a_clause_holds_from_its_first_to_its_last_day() {
    let mut clause = clauses().remove(0);
    clause.valid_to = Some("2026-01-01".parse().unwrap());
    for (day, holds) in [("2007-12-31", false), ("2008-01-01", true), ("2026-01-01", true), ("2026-01-02", false)] {
        assert_eq!(clause.holds_on(day.parse().unwrap()), holds, "{day}");
    }
}
