//! One paper for every worker of a collective case, as one print job.

use domain::kernel::id::CaseId;

use super::bound::Bound;
use super::model::{Binder, BinderSort, Part, PartContent, PressError};
use super::papers::{PaperKind, for_workers};
use crate::{Ctx, Error, Result};

/// The stack: each paper begins on the front of a sheet and counts its own pages. It is set beside the threads that answer requests.
///
/// # Errors
/// [`Error::NotFound`] when the paper is not for a party, the case can't have it now or is out of reach; [`Error::Press`] when a character
/// can't be printed.
pub async fn stack(cx: &Ctx, id: CaseId, kind: PaperKind) -> Result<Bound> {
    let (view, papers) = for_workers(cx, id, kind).await?;
    let part = |paper: super::model::Paper| Part {
        title: paper.title.clone(),
        date: paper.date.clone().unwrap_or_default(),
        content: PartContent::Paper(Box::new(paper)),
    };
    let binder = Binder {
        title: kind.name().to_owned(),
        number: Some(view.case.number.clone()),
        day: Some(cx.now.day()),
        sort: BinderSort::Stack,
        parts: papers.into_iter().map(part).collect(),
        ..Binder::default()
    };
    let press = cx.app.press.clone();
    let printed = tokio::task::spawn_blocking(move || press.binder(&binder)).await;
    let pdf = printed.map_err(|error| Error::from(PressError::Engine(error.to_string())))??;
    Ok(Bound { title: kind.name().to_owned(), case_number: view.case.number.clone(), pdf })
}
