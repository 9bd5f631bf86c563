//! Who could take a case: proposed with the reasons, a person decides (policy 004 §五(二)).
//!
//! In this order: the same street before the same county, bodies that handle such matters before others, a light load before a
//! heavy one; a conflict of interest comes last. A committee of an enterprise is proposed for that enterprise only.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use domain::access::rules::Deal;
use domain::access::{Action, within};
use domain::kernel::id::{AccountId, CaseId, OrganisationId, PartyId};
use domain::organisation::OrganisationKind;
use domain::organisation::service::InHand;
use store::access::account;
use store::organisation::mediator::MediatorRow;
use store::organisation::{self, Codes, Filter, Identities, OrganisationRow};

use crate::lists::Lists;
use crate::{Ctx, Error, Result};

/// What a case needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Its 12-digit division.
    pub division: String,
    /// Its claim types.
    pub claims: Vec<String>,
    /// The employer's industry.
    pub industry: Option<String>,
    /// Its parties, to see conflicts of interest.
    pub parties: Vec<PartyId>,
}

/// Why somebody is proposed, or not: a code of the language file's group `ground`, and what its sentence mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// `same_street`, `same_county`, `handles`, `handles_industry`, `own_committee`, `load`, `weight`, `posted`, `posted_until`, `away`,
    /// `conflict`.
    pub code: &'static str,
    /// Names and values: `what` (a name), `count` (a number).
    pub params: Vec<(&'static str, String)>,
}

impl Ground {
    fn plain(code: &'static str) -> Self {
        Self { code, params: Vec::new() }
    }

    fn with(code: &'static str, name: &'static str, value: impl ToString) -> Self {
        Self { code, params: vec![(name, value.to_string())] }
    }
}

/// A mediator of a proposed organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediatorCandidate {
    /// Who.
    pub account: AccountId,
    /// The name.
    pub name: String,
    /// 专职.
    pub full_time: bool,
    /// Languages besides Chinese.
    pub languages: Vec<String>,
    /// Why.
    pub reasons: Vec<Ground>,
    /// Open cases in hand.
    pub load: i64,
    /// What they weigh: a complex case counts for more.
    pub weight: i64,
    /// On leave or elsewhere today, by the register of duties.
    pub away: bool,
    /// Is a party, or works for one.
    pub conflict: bool,
}

/// A proposed organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Which.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: OrganisationKind,
    /// Its mediators, the best first.
    pub mediators: Vec<MediatorCandidate>,
    /// Why.
    pub reasons: Vec<Ground>,
    /// Open cases in hand.
    pub load: i64,
    /// Every one of its mediators has a conflict of interest.
    pub conflict: bool,
}

/// Who could take this case.
///
/// # Errors
/// [`Error::NotFound`] when it is out of reach.
pub async fn candidates_for(cx: &Ctx, case: CaseId) -> Result<Vec<Candidate>> {
    let scope = cx.scope(Action::Deal(Deal::ReadCase));
    let (row, parties) = organisation::needs_of(&cx.app.store.read(), &scope, case).await?.ok_or(Error::NotFound)?;
    let claims = row.claim_kinds.split(',').filter(|code| !code.is_empty()).map(str::to_owned).collect();
    candidates(cx, &Needs { division: row.division, claims, industry: row.industry, parties }).await
}

/// Who could take a case with these needs: bodies of its county, and of the city or province above that take cases.
pub async fn candidates(cx: &Ctx, needs: &Needs) -> Result<Vec<Candidate>> {
    const MOST: i64 = 5000;
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let reader = cx.app.store.read();
    let province = format!("{:0<12}", needs.division.get(..2).unwrap_or_default());
    let filter = Filter { division: Some(province), taking_cases: true, ..Filter::default() };
    let parties = organisation::identities(&reader, &needs.parties).await?;
    let mut rows = organisation::list(&reader, &filter, None, MOST).await?;
    rows.retain(|row| row.kind.mediates() && is_near(row, &needs.division) && serves(row, &parties));
    let ids: Vec<OrganisationId> = rows.iter().map(|row| row.id).collect();
    let (serving, posted) = super::serving(cx, &reader, &ids).await?;
    let accounts: Vec<AccountId> = serving.iter().map(|(_, row)| row.account).collect();
    let names = account::names(&reader, &accounts).await?;
    let load_of = organisation::open_cases_by_mediator(&reader).await?;
    let away_of = super::roster::away(cx, &accounts).await?;
    let mut mediators: BTreeMap<OrganisationId, Vec<MediatorCandidate>> = BTreeMap::new();
    for (organisation, row) in serving {
        let name = names.get(&row.account).cloned().unwrap_or_default();
        let in_hand = load_of.get(&row.account).copied().unwrap_or_default();
        let account = row.account;
        let mut one = mediator_of(&cx.app.lists, needs, &parties, row, name, in_hand);
        if let Some(posting) = posted.iter().find(|one| one.organisation == organisation && one.account == account) {
            let code = if posting.until.is_some() { "posted_until" } else { "posted" };
            let until = posting.until.map(domain::kernel::Day::chinese).unwrap_or_default();
            one.reasons.push(Ground { code, params: vec![("what", posting.what.clone()), ("until", until)] });
        }
        if let Some((what, until)) = away_of.get(&account) {
            one.away = true;
            one.reasons.push(Ground { code: "away", params: vec![("what", what.clone()), ("until", until.chinese())] });
        }
        mediators.entry(organisation).or_default().push(one);
    }
    let load_of = organisation::open_cases_by_handler(&reader).await?;
    let mut found: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let mut mediators = mediators.remove(&row.id).unwrap_or_default();
            mediators
                .sort_by_key(|one| (one.conflict, one.away, Reverse(handles(&one.reasons)), one.weight, !one.full_time, one.name.clone()));
            let load = load_of.get(&row.id).copied().unwrap_or(0);
            candidate(&cx.app.lists, needs, row, mediators, load)
        })
        .collect();
    found.sort_by_key(|one| (one.conflict, Reverse(place(&one.reasons)), Reverse(handles(&one.reasons)), one.load, one.name.clone()));
    Ok(found)
}

/// Of the same county, or of a body above it.
fn is_near(row: &OrganisationRow, division: &str) -> bool {
    let county = division.get(..6).unwrap_or(division);
    row.division.starts_with(county) || within(division, &row.division)
}

/// A committee serves its own enterprise only.
fn serves(row: &OrganisationRow, parties: &Identities) -> bool {
    row.kind != OrganisationKind::EnterpriseCommittee || parties.touch(None, row.serves_uscc.as_deref())
}

fn candidate(lists: &Lists, needs: &Needs, row: OrganisationRow, mediators: Vec<MediatorCandidate>, load: i64) -> Candidate {
    let mut reasons = Vec::new();
    if row.kind == OrganisationKind::EnterpriseCommittee {
        reasons.push(Ground::plain("own_committee"));
    }
    if row.division == needs.division && !row.division.ends_with("000000") {
        reasons.push(Ground::plain("same_street"));
    } else if row.division.get(..6) == needs.division.get(..6) {
        reasons.push(Ground::plain("same_county"));
    }
    reasons.extend(matters(lists, needs, &row.handles));
    reasons.push(Ground::with("load", "count", load));
    let conflict = !mediators.is_empty() && mediators.iter().all(|one| one.conflict);
    if conflict {
        reasons.push(Ground::plain("conflict"));
    }
    Candidate { organisation: row.id, name: row.name, kind: row.kind, mediators, reasons, load, conflict }
}

fn mediator_of(lists: &Lists, needs: &Needs, parties: &Identities, row: MediatorRow, name: String, in_hand: InHand) -> MediatorCandidate {
    let conflict = parties.touch(row.id_number.as_ref().map(|number| number.reveal().as_str()), row.works_for_uscc.as_deref());
    let mut reasons = matters(lists, needs, &row.fields);
    reasons.push(Ground::with("load", "count", in_hand.cases));
    if conflict {
        reasons.push(Ground::plain("conflict"));
    }
    if in_hand.weight > in_hand.cases {
        reasons.push(Ground::with("weight", "count", in_hand.weight));
    }
    MediatorCandidate {
        account: row.account,
        name,
        full_time: row.full_time,
        languages: row.languages.0,
        reasons,
        load: in_hand.cases,
        weight: in_hand.weight,
        away: false,
        conflict,
    }
}

/// What of the case's matter is among the codes: each claim type itself, the type above it or its group; and the industry.
fn matters(lists: &Lists, needs: &Needs, codes: &Codes) -> Vec<Ground> {
    let mut grounds = Vec::new();
    for code in &needs.claims {
        let entry = lists.find("claim_type", code);
        let above = entry.and_then(|entry| entry.parent.as_deref());
        let group = entry.and_then(|entry| entry.group.as_deref());
        if [Some(code.as_str()), above, group].into_iter().flatten().any(|code| codes.has(code)) {
            grounds.push(Ground::with("handles", "what", lists.name("claim_type", code)));
        }
    }
    if let Some(industry) = needs.industry.as_deref().filter(|industry| codes.has(industry)) {
        grounds.push(Ground::with("handles_industry", "what", lists.name("industry", industry)));
    }
    grounds
}

/// How near: 2 the same street or the own committee, 1 the same county, 0 above.
fn place(reasons: &[Ground]) -> u8 {
    let has = |code: &str| reasons.iter().any(|ground| ground.code == code);
    match (has("same_street") || has("own_committee"), has("same_county")) {
        (true, _) => 2,
        (false, true) => 1,
        (false, false) => 0,
    }
}

fn handles(reasons: &[Ground]) -> bool {
    reasons.iter().any(|ground| matches!(ground.code, "handles" | "handles_industry"))
}
