//! Organisations in a table: a row for each one, recognised by its name in its division.

use std::collections::BTreeMap;

use domain::access::rules::Deal;
use domain::kernel::id::OrganisationId;
use domain::kernel::width::{folded, narrow};
use domain::kernel::{Fault, Faults, Form};
use domain::organisation::OrganisationKind;
use serde_json::{Map, Value, json};
use store::organisation::{self, Filter, OrganisationRow};

use super::{Head, Known, MOST_ROWS, Said, Table, fault_at, flag, handed, text, yes_no};
use crate::Ctx;
use crate::document::model::Cell;
use crate::organisation::brought::{bare, known_words};
use crate::organisation::form::OrganisationForm;
use crate::organisation::keep::{create, keeper, update};
use crate::organisation::list::ListFilter;
use crate::organisation::{divisions_within, matter};
use crate::text::code;

/// The organisations that are known.
pub struct Organisations {
    /// By name and division.
    known: BTreeMap<(String, String), (OrganisationId, Known)>,
    /// Names to ids; nothing for a name that several bear.
    named: BTreeMap<String, Option<OrganisationId>>,
    /// Divisions by their names.
    places: BTreeMap<String, String>,
    matters: Vec<(String, String)>,
}

/// Every organisation of a list as XLSX.
///
/// # Errors
/// [`crate::Error::NotFound`] for who may not read the directory; [`crate::Error::Press`] when the file can't be made.
pub async fn export(cx: &Ctx, filter: &ListFilter) -> crate::Result<Vec<u8>> {
    let filter = Filter {
        kind: filter.kind,
        division: filter.division.clone(),
        query: filter.query.clone(),
        closed_too: filter.closed_too,
        ..Filter::default()
    };
    let reader = cx.app.store.read();
    let rows = organisation::list(&reader, &filter, None, MOST_ROWS).await?;
    let above: Vec<OrganisationId> = rows.iter().filter_map(|row| row.parent).collect();
    let names = organisation::names(&reader, &above).await?;
    let cell = |row: &OrganisationRow, name: &str| match name {
        "name" => text(Some(&row.name)),
        "short_name" => text(row.short_name.as_deref()),
        "kind" => text(Some(code("organisation_kind", row.kind.code()))),
        "division" => text(Some(&row.division)),
        "number_prefix" => text(Some(&row.number_prefix)),
        "parent" => text(row.parent.and_then(|id| names.get(&id)).map(String::as_str)),
        "address" => text(row.address.as_deref()),
        "phone" => text(row.phone.as_deref()),
        "hours" => text(row.hours.as_deref()),
        "head" => text(row.head.as_deref()),
        "handles" => text(Some(&matter::names(&cx.app.lists, &row.handles.0))),
        "serves_uscc" => text(row.serves_uscc.as_deref()),
        "takes_cases" => yes_no(row.takes_cases),
        "active" => yes_no(row.active),
        _ => Cell::Empty,
    };
    handed::<Organisations, _>(cx, &rows, cell).await
}

impl Table for Organisations {
    const NAME: &'static str = "organisations";
    const FORM: &'static str = "organisation";
    const HEADS: &'static [Head] = &[
        Head::required("name"),
        Head::of("short_name"),
        Head::required("kind"),
        Head::required("division"),
        Head::of("number_prefix"),
        Head::of("parent"),
        Head::of("address"),
        Head::of("phone"),
        Head::of("hours"),
        Head::of("head"),
        Head::of("handles"),
        Head::of("serves_uscc"),
        Head::of("takes_cases"),
        Head::of("active"),
    ];
    const SHOWN: &'static [&'static str] = &["kind", "division", "parent", "head", "phone", "takes_cases", "active"];
    type Key = (String, String);
    type Form = OrganisationForm;

    async fn open(cx: &Ctx) -> crate::Result<Self> {
        let rows = organisation::list(&cx.app.store.read(), &Filter { closed_too: true, ..Filter::default() }, None, MOST_ROWS).await?;
        let (mut known, mut named) = (BTreeMap::new(), BTreeMap::new());
        for row in rows {
            named.entry(folded(&row.name)).and_modify(|id| *id = None).or_insert(Some(row.id));
            let tree = OrganisationForm::tree(&row);
            known.insert((folded(&row.name), row.division), (row.id, Known { version: row.version, tree }));
        }
        // A name stands for a division where it is not ambiguous.
        let rows = divisions_within(cx, Deal::KeepDirectory).await?.unwrap_or_default();
        let places = rows.into_iter().map(|row| (folded(&row.name), row.code)).collect();
        Ok(Self { known, named, places, matters: matter::all(&cx.app.lists) })
    }

    fn key(&self, said: &Said<'_>) -> Result<Self::Key, Faults> {
        let division = said.get("division").map(|text| self.division(text)).unwrap_or_default();
        Ok((said.get("name").map(|name| folded(name)).unwrap_or_default(), division))
    }

    fn known(&self, key: &Self::Key) -> Option<&Known> {
        self.known.get(key).map(|(_, known)| known)
    }

    fn fresh(&self, _: &Self::Key) -> Map<String, Value> {
        Map::from_iter([("takes_cases".to_owned(), json!(true)), ("active".to_owned(), json!(true))])
    }

    fn typed(&self, key: &Self::Key, name: &str, text: &str) -> Option<Value> {
        let half = narrow(text);
        Some(match name {
            "kind" => {
                let kind = OrganisationKind::ALL.iter().find(|kind| bare(code("organisation_kind", kind.code())) == bare(&half));
                json!(kind.map_or(half.as_str(), |kind| kind.code()))
            }
            "division" => json!(self.division(&half)),
            "parent" => json!(self.parent(key, text)),
            "handles" => known_words(&self.matters, text).into_iter().map(Value::from).collect(),
            "takes_cases" | "active" => flag(&half),
            "phone" | "serves_uscc" => json!(half),
            _ => json!(text),
        })
    }

    fn read(&self, cx: &Ctx, tree: &Value) -> Result<Self::Form, Faults> {
        let mut form = OrganisationForm::read(tree)?;
        matter::known(&cx.app.lists, "handles", &form.handles)?;
        keeper(cx, &form.division).map_err(|_| fault_at("division", Fault::Wrong("out_of_reach")))?;
        form.takes_cases &= form.kind.mediates();
        Ok(form)
    }

    async fn write(&self, cx: &Ctx, key: &Self::Key, version: Option<i64>, form: Self::Form) -> crate::Result<()> {
        match (self.known.get(key), version) {
            (Some((id, _)), Some(version)) => update(cx, *id, form, version).await,
            _ => create(cx, form).await.map(|_| ()),
        }
    }
}

impl Organisations {
    fn division(&self, text: &str) -> String {
        let text = narrow(text);
        self.places.get(&folded(&text)).cloned().unwrap_or(text)
    }

    /// The one above, by its name: the one that is known where several are called so.
    fn parent(&self, key: &(String, String), text: &str) -> String {
        let own = self.known(key).and_then(|known| known.tree.get("parent")).and_then(Value::as_str);
        let is_called = |id: &str| self.known.iter().any(|((name, _), (known, _))| *name == folded(text) && known.to_string() == id);
        match (own, self.named.get(&folded(text))) {
            (Some(own), _) if is_called(own) => own.to_owned(),
            (_, Some(Some(id))) => id.to_string(),
            _ => text.to_owned(),
        }
    }
}
