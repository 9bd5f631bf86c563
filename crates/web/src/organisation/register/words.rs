//! The words and choices of a register's form: they stand in its book.

use app::lists::Lists;
use app::organisation::register::{Book, Narrow, list};
use app::organisation::{MediatorFilter, offices_within};
use app::{Ctx, text};
use domain::kernel::Fault;
use domain::organisation::register::FieldKind;

use crate::look::form::{Labels, Options};

/// The words of a book.
pub(super) struct BookWords<'a>(pub(super) &'a Book);

impl Labels for BookWords<'_> {
    fn label(&self, _: &str, field: &str) -> String {
        self.0.register.field(field).map_or_else(|| field.to_owned(), |found| found.label.clone())
    }
    fn hint(&self, _: &str, field: &str) -> Option<String> {
        self.0.register.field(field).and_then(|found| found.hint.clone())
    }
    fn choice(&self, group: &str, code: &str) -> String {
        text::code(group, code).to_owned()
    }
    fn fault(&self, fault: &Fault) -> String {
        text::fault(fault)
    }
}

/// A choice: value, label, a few more words.
type Choice = (String, String, Option<String>);

/// The choices of a book's form.
pub(super) struct BookChoices<'a> {
    book: &'a Book,
    lists: &'a Lists,
    found: Vec<(String, Vec<Choice>)>,
}

impl<'a> BookChoices<'a> {
    /// Looks up what the book's form may choose: organisations, people, records of other books.
    pub(super) async fn of(cx: &'a Ctx, book: &'a Book) -> app::Result<Self> {
        let mut found: Vec<(String, Vec<Choice>)> = Vec::new();
        for field in book.register.fields.iter().filter(|field| !field.given) {
            match &field.kind {
                FieldKind::Organisation if found.iter().all(|(name, _)| name != "org") => {
                    let deal = book.register.entry.deal();
                    let own = cx.person.grants.iter().map(|grant| grant.office).collect::<Vec<_>>();
                    let mut offices: Vec<Choice> =
                        offices_within(cx, deal).await?.into_iter().map(|row| (row.id.to_string(), row.name, None)).collect();
                    if offices.is_empty() {
                        let names = app::organisation::names(&cx.app.store.read(), &own).await?;
                        offices = names.into_iter().map(|(id, name)| (id.to_string(), name, None)).collect();
                    }
                    found.push(("org".to_owned(), offices));
                }
                FieldKind::Account if found.iter().all(|(name, _)| name != "account") => {
                    found.push(("account".to_owned(), accounts(cx).await?));
                }
                FieldKind::Record(code) => {
                    let rows = list::choices(cx, code, &Narrow::default()).await?;
                    found.push((format!("record.{code}"), rows.into_iter().map(|(id, title)| (id.to_string(), title, None)).collect()));
                }
                _ => {}
            }
        }
        Ok(Self { book, lists: &cx.app.lists, found })
    }
}

/// Everybody who mediates, by name.
pub(super) async fn accounts(cx: &Ctx) -> app::Result<Vec<Choice>> {
    let (mut choices, mut after): (Vec<Choice>, _) = (Vec::new(), None);
    loop {
        let page = app::organisation::mediators(cx, &MediatorFilter { inactive_too: true, ..MediatorFilter::default() }, after).await?;
        after = page.rows.last().map(|one| one.row.account);
        choices.extend(page.rows.into_iter().map(|one| (one.row.account.to_string(), one.name, None)));
        if !page.more || after.is_none() {
            choices.sort_by(|one, other| one.1.cmp(&other.1));
            return Ok(choices);
        }
    }
}

impl Options for BookChoices<'_> {
    fn options(&self, list: &str) -> Vec<Choice> {
        if let Some((_, choices)) = self.found.iter().find(|(name, _)| name == list) {
            return choices.clone();
        }
        let own = list.split_once('.').filter(|(code, _)| *code == self.book.register.code);
        if let Some(field) = own.and_then(|(_, name)| self.book.register.field(name)) {
            return field.items.iter().map(|item| (item.code.clone(), item.name.clone(), None)).collect();
        }
        self.lists.entries(list).iter().map(|entry| (entry.code.clone(), entry.name.clone(), None)).collect()
    }
}
