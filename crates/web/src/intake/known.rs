//! Known parties beside the row in which they are typed: found by number, telephone or name, masked, and filled in on request.
//!
//! Only what is no secret is filled in. Identity and telephone numbers are typed from the document: the server knows the party by them.

use app::party::{Match, MatchedBy, PartyKind};
use app::{Ctx, Result, text};
use askama::Template;
use askama::filters::HtmlSafe;
use serde_json::{Map, Value, json};

/// A party that may be the one typed.
struct Line {
    name: String,
    number: String,
    phone: String,
    by: &'static str,
    sure: bool,
    open_cases: i64,
    many: bool,
    /// For the script: names of fields and their values.
    fill: String,
    /// For the server: the row and the party.
    press: String,
}

/// What was found for a row: `{{ known }}`; draws nothing when nothing was found.
#[derive(Template)]
#[template(path = "party/known.html")]
pub(crate) struct Known {
    lines: Vec<Line>,
    /// Asked for while somebody types: the script fills in. Otherwise the server does.
    live: bool,
    employer: bool,
    threshold: i64,
}

impl HtmlSafe for Known {}

/// A row of the form: `applicants.0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    list: &'static str,
    row: usize,
}

impl Place {
    /// Reads `applicants.0`, as buttons send it.
    pub(crate) fn dotted(text: &str) -> Option<Self> {
        let (list, row) = text.split_once('.')?;
        Self::of(list, row)
    }

    /// Reads the row out of a field's name: `applicants[0][phone]`.
    pub(crate) fn named(text: &str) -> Option<Self> {
        let (list, rest) = text.split_once('[')?;
        Self::of(list, rest.split_once(']')?.0)
    }

    fn of(list: &str, row: &str) -> Option<Self> {
        let list = ["applicants", "respondents"].into_iter().find(|known| *known == list)?;
        Some(Self { list, row: row.parse().ok().filter(|row| *row < 1000)? })
    }

    /// The place as rows name it.
    pub(crate) fn path(&self) -> String {
        format!("{}.{}", self.list, self.row)
    }

    fn kind(&self) -> PartyKind {
        if self.list == "applicants" { PartyKind::Worker } else { PartyKind::Employer }
    }
}

/// Parties of the row's kind that fit what was typed.
pub(crate) async fn matches(cx: &Ctx, place: &Place, typed: &str) -> Result<Vec<Match>> {
    let found = app::party::lookup(cx, typed).await?;
    // People are never proposed by their name alone: that would show who else has been here.
    let fits = |found: &Match| found.kind == place.kind() && (found.kind == PartyKind::Employer || found.by != MatchedBy::Name);
    Ok(found.into_iter().filter(fits).collect())
}

/// Parties that fit the numbers, otherwise the name, typed in the row.
pub(crate) async fn matches_in(cx: &Ctx, place: &Place, tree: &Value) -> Result<Vec<Match>> {
    let row = tree.get(place.list).and_then(|rows| rows.get(place.row)).unwrap_or(&Value::Null);
    for field in ["id_number", "uscc", "phone", "name"] {
        let typed = row.get(field).and_then(Value::as_str).unwrap_or_default();
        if (field, place.kind()) == ("phone", PartyKind::Employer) {
            continue;
        }
        let found = matches(cx, place, typed).await?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// The parties as a panel.
pub(crate) fn panel(cx: &Ctx, place: &Place, matches: &[Match], live: bool) -> Known {
    let threshold = cx.app.settings.mass_threshold;
    let employer = place.kind() == PartyKind::Employer;
    let line = |found: &Match| {
        let named =
            values(found).into_iter().map(|(field, value)| (format!("{}[{}][{field}]", place.list, place.row), Value::String(value)));
        let by = match found.by {
            MatchedBy::Number => "by_number",
            MatchedBy::Phone => "by_phone",
            MatchedBy::Name => "by_name",
        };
        Line {
            name: found.name.clone(),
            number: found.number.clone().unwrap_or_default(),
            phone: found.phone.clone().unwrap_or_default(),
            by: text::code("page.intake", by),
            sure: found.by == MatchedBy::Number,
            open_cases: found.open_cases,
            many: employer && found.open_cases.saturating_mul(2) >= threshold,
            fill: Value::Object(named.collect::<Map<_, _>>()).to_string(),
            press: format!("{}.{}", place.path(), found.id),
        }
    };
    Known { lines: matches.iter().map(line).collect(), live, employer, threshold }
}

/// Puts what is known of the party into the row.
pub(crate) fn fill(tree: &mut Value, place: &Place, found: &Match) {
    let Some(fields) = tree.as_object_mut() else { return };
    let rows = fields.entry(place.list).or_insert_with(|| json!([]));
    if !rows.is_array() {
        *rows = json!([]);
    }
    let Some(rows) = rows.as_array_mut() else { return };
    while rows.len() <= place.row {
        rows.push(json!({}));
    }
    let Some(row) = rows.get_mut(place.row) else { return };
    if !row.is_object() {
        *row = json!({});
    }
    if let Some(row) = row.as_object_mut() {
        row.extend(values(found).into_iter().map(|(field, value)| (field.to_owned(), Value::String(value))));
    }
}

/// What may be filled in: the name, and what stands on an employer's business licence.
fn values(found: &Match) -> Vec<(&'static str, String)> {
    let mut values = vec![("name", found.name.clone())];
    if found.kind == PartyKind::Employer {
        values.extend(found.number.clone().map(|code| ("uscc", code)));
        values.extend(found.industry.clone().map(|code| ("industry", code)));
    }
    values
}

#[cfg(test)]
mod tests {
    use app::party::{Match, MatchedBy, PartyKind};
    use domain::kernel::id::PartyId;
    use serde_json::json;

    use super::{Place, fill};

    fn employer() -> Match {
        Match {
            id: "party_00000000000000000000000000000001".parse::<PartyId>().unwrap(),
            kind: PartyKind::Employer,
            name: "A".to_owned(),
            number: Some("B".to_owned()),
            phone: None,
            industry: None,
            open_cases: 0,
            by: MatchedBy::Number,
        }
    }

    #[test]
    fn a_place_is_read_from_buttons_and_from_names() {
        assert_eq!(Place::dotted("applicants.1"), Place::named("applicants[1][phone]"));
        assert_eq!(Place::named("respondents[2][uscc]").unwrap().path(), "respondents.2");
        for wrong in ["claims.0", "applicants", "applicants.x", "applicants.5000"] {
            assert_eq!(Place::dotted(wrong), None, "{wrong}");
        }
        assert_eq!(Place::named("applicants[[0]"), None);
    }

    #[test]
    fn filling_in_keeps_what_else_was_typed() {
        let mut tree = json!({"respondents": [{"name": "a", "contact": "c"}]});
        fill(&mut tree, &Place::dotted("respondents.0").unwrap(), &employer());
        assert_eq!(tree, json!({"respondents": [{"name": "A", "uscc": "B", "contact": "c"}]}));
        let mut tree = json!({});
        fill(&mut tree, &Place::dotted("respondents.1").unwrap(), &employer());
        assert_eq!(tree, json!({"respondents": [{}, {"name": "A", "uscc": "B"}]}));
    }
}
