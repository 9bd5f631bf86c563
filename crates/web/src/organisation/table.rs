//! Tables of the directory that come in: organisations, mediators, rooms, each by the same two pages.

use app::organisation::table::{self, Table};
use app::text;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::kernel::id::RecordId;

use super::mapping::{self, Target, chosen};
use crate::brought::Brought;
use crate::failure::Answer;
use crate::guard::{Asked, Posted, Visitor};
use crate::handed;

fn target<T: Table>() -> Target {
    Target {
        name: text::code("nav", T::NAME).to_owned(),
        action: format!("/{}/import", T::NAME),
        back: format!("/{}", T::NAME),
        blank: format!("/{}/blank.xlsx", T::NAME),
    }
}

/// Asks for a table.
pub async fn form<T: Table>(visitor: Visitor) -> Answer {
    mapping::ask(&visitor, target::<T>(), StatusCode::OK, String::new())
}

/// Takes a table in.
pub async fn bring<T: Table>(visitor: Visitor, Brought { file, .. }: Brought) -> Answer {
    let done = table::bring::<T>(&visitor.cx, &file.unwrap_or_default().bytes).await;
    mapping::brought(&visitor, target::<T>(), done)
}

/// Shows what the columns are taken for and what an import would do.
pub async fn mapping<T: Table>(visitor: Visitor, Path(id): Path<String>, asked: Asked) -> Answer {
    let id = id.parse::<RecordId>()?;
    let mapped = table::mapped::<T>(&visitor.cx, id, &chosen(&asked.0)).await?;
    let report = table::check::<T>(&visitor.cx, &mapped).await?;
    mapping::draw(&visitor, &target::<T>(), id, &mapped, report, false)
}

/// Writes the good rows.
pub async fn import<T: Table>(visitor: Visitor, Path(id): Path<String>, Posted(typed): Posted) -> Answer {
    let id = id.parse::<RecordId>()?;
    let mapped = table::mapped::<T>(&visitor.cx, id, &chosen(&typed.tree)).await?;
    let report = table::import::<T>(&visitor.cx, &mapped).await?;
    mapping::draw(&visitor, &target::<T>(), id, &mapped, report, true)
}

/// An empty table with its heads.
pub async fn blank<T: Table>(visitor: Visitor) -> Answer {
    Ok(handed::xlsx(text::code("nav", T::NAME), T::NAME, table::blank::<T>(&visitor.cx)?))
}
