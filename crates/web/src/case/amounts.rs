//! The ledger of four amounts of a case: claimed, verified, agreed, paid, by head of claim and by worker; on the page and as a spreadsheet.

use app::case::amounts::{self, Amounts};
use app::text;
use askama::Template;
use axum::extract::Path;
use domain::kernel::Money;
use domain::kernel::id::CaseId;

use crate::failure::{Answer, page as shown};
use crate::guard::Visitor;
use crate::handed;
use crate::look::frame::Frame;

struct Head {
    kind: String,
    claimed: String,
    verified: String,
    agreed: String,
    paid: String,
    named: Option<String>,
    rate: Option<String>,
}

#[derive(Template)]
#[template(path = "case/amounts.html")]
struct Page {
    frame: Frame,
    id: String,
    heads: Vec<Head>,
    whole: Head,
    workers: Vec<(String, String, String, String)>,
}

/// Shows the ledger of a case.
pub async fn page(visitor: Visitor, Path(case): Path<String>) -> Answer {
    let (view, found) = amounts::of(&visitor.cx, case.parse::<CaseId>()?).await?;
    let Amounts { heads, whole, workers } = &found;
    shown(&Page {
        frame: Frame { kicker: format!("{}　{}", view.case.number, view.title()), ..visitor.frame(text::code("amounts", "title")) },
        id: view.case.id.to_string(),
        heads: heads.iter().map(head).collect(),
        whole: head(whole),
        workers: workers.iter().map(|one| (one.name.clone(), one.agreed.to_string(), one.paid.to_string(), one.left.to_string())).collect(),
    })
}

fn head(line: &amounts::Line) -> Head {
    let money = |amount: Option<Money>| amount.map_or_else(|| text::code("page", "unknown_amount").to_owned(), |amount| amount.to_string());
    Head {
        kind: line.name.clone(),
        claimed: money(line.claimed),
        verified: money(line.verified),
        agreed: money(line.agreed),
        paid: money(line.paid),
        named: (line.named > Money::ZERO).then(|| line.named.to_string()),
        rate: line.rate(),
    }
}

/// The ledger of a case as XLSX.
pub async fn xlsx(visitor: Visitor, Path(case): Path<String>) -> Answer {
    let bytes = amounts::xlsx(&visitor.cx, case.parse::<CaseId>()?).await?;
    let name = format!("amounts-{}", visitor.cx.now.day());
    Ok(handed::xlsx(&name, &name, bytes))
}
