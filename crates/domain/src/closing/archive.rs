//! The archive: the dossier with its catalogue in page order (law.md §3.7 no. 19). An archived case is read-only.

use super::event::{Archived, DossierItem};
use super::retention::years_later;
use crate::case::command::Deed;
use crate::case::refusal::ensure;
use crate::case::{Case, Decision, Outcome, Reason, Refusal, WordsKind};
use crate::form;
use crate::kernel::Line;
use crate::kernel::form::Whole;

form! {
    /// One entry of the catalogue.
    pub struct DossierRow {
        /// The paper's title.
        pub title: Line<60>,
        /// How many pages.
        pub pages: Whole<1, 999>,
    }
}

form! {
    /// The dossier is filed.
    pub struct Archive {
        /// Volume number.
        pub volume: Line<40>,
        /// Where it lies.
        pub place: Line<60>,
        /// Years for which it is kept.
        pub keep_years: Whole<1, 100>,
        /// The catalogue in page order.
        pub items: Vec<DossierRow>,
    }
}

impl Deed for Archive {
    fn decide(&self, _: &Case, cx: &Decision<'_>) -> Result<Outcome, Refusal> {
        ensure(!self.items.is_empty(), || Refusal::at("items", Reason::DossierEmpty))?;
        let (mut next, mut outcome) = (1, Outcome::default());
        let items = self
            .items
            .iter()
            .map(|row| {
                let item = DossierItem { title: outcome.say(cx, WordsKind::Title, &row.title), page: next, pages: row.pages.get() };
                next += row.pages.get();
                item
            })
            .collect();
        let today = cx.today();
        let keep_until = years_later(today, self.keep_years.get());
        Ok(outcome.and(Archived { volume: self.volume.to_string(), place: self.place.to_string(), day: today, keep_until, items }))
    }
}
