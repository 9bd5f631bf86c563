//! What to tell a person whose application is not accepted: for each reason the bodies to turn to, with address, telephone and until when
//! (law.md §3.2). A link fills the form with the reason and its first body.

use std::collections::BTreeMap;

use app::Ctx;
use app::case::CaseView;
use domain::kernel::id::CaseId;

use crate::failure::Failure;
use crate::guard::percent;

/// One body to turn to.
pub(super) struct Way {
    /// Its name.
    pub(super) body: String,
    /// Address and telephone.
    pub(super) place: String,
    /// What to do there, and until when.
    pub(super) tell: String,
}

/// A reason with its ways on.
pub(super) struct Guided {
    /// The reason.
    pub(super) reason: String,
    /// The form with this reason filled in.
    pub(super) href: String,
    /// Where to turn, most useful first.
    pub(super) ways: Vec<Way>,
}

/// Every reason with its ways on, for the place of the case.
pub(super) async fn all(cx: &Ctx, view: &CaseView) -> Result<Vec<Guided>, Failure> {
    let mut known: BTreeMap<String, app::organisation::Body> = BTreeMap::new();
    let mut guided = Vec::new();
    for entry in cx.app.lists.entries("decline_reason") {
        let mut ways = Vec::new();
        for way in &entry.guidance {
            if !known.contains_key(&way.body) {
                known.insert(way.body.clone(), app::organisation::body_for(cx, &way.body, &view.case.division).await?);
            }
            if let Some(body) = known.get(&way.body) {
                let place = [body.address.as_deref(), body.phone.as_deref()].into_iter().flatten().collect::<Vec<_>>().join("　");
                let tell = [Some(way.tell.as_str()), way.by_when.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
                ways.push(Way { body: body.name.clone(), place, tell });
            }
        }
        guided.push(Guided { reason: entry.name.clone(), href: href(view.case.id, entry, &known), ways });
    }
    Ok(guided)
}

fn href(case: CaseId, entry: &app::lists::Entry, known: &BTreeMap<String, app::organisation::Body>) -> String {
    let first = entry.guidance.first().and_then(|way| known.get(&way.body));
    let mut href = format!("/cases/{case}/acts/intake.decline?reason={}", percent(&entry.code));
    if let Some(body) = first {
        for (name, value) in
            [("&body=", Some(body.name.as_str())), ("&address=", body.address.as_deref()), ("&phone=", body.phone.as_deref())]
        {
            href.push_str(name);
            href.push_str(&percent(value.unwrap_or_default()));
        }
    }
    href
}
