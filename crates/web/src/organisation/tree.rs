//! The tree of organisations of a division: one centre, many studios, many stations.

use app::organisation::tree::{Branch, tree};
use askama::Template;

use super::list::Row;
use super::page::branch;
use crate::access::shown::title;
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::look::frame::Frame;

/// An organisation in the tree.
struct Line {
    row: Row,
    /// Others follow that belong to it.
    parent: bool,
    /// How many lists end behind it.
    closes: usize,
}

#[derive(Template)]
#[template(path = "organisation/tree.html")]
struct Page {
    frame: Frame,
    division: String,
    place: String,
    rows: Vec<Line>,
    /// Those that stand alone, by kind.
    apart_by_kind: Vec<(String, Vec<Row>)>,
    alone: usize,
}

fn lines(branches: Vec<Branch>) -> Vec<Line> {
    let depths: Vec<usize> = branches.iter().map(|one| one.depth).skip(1).chain([0]).collect();
    let line = |(one, next): (Branch, usize)| Line { parent: next > one.depth, closes: one.depth.saturating_sub(next), row: branch(one) };
    branches.into_iter().zip(depths).map(line).collect()
}

/// The tree of a division, the own one when none is named.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let wanted = Some(asked.text("division")).filter(|code| !code.is_empty());
    let found = tree(&visitor.cx, wanted).await?;
    let alone = found.apart.len();
    let mut apart_by_kind: Vec<(String, Vec<Row>)> = Vec::new();
    for row in found.apart.into_iter().map(branch) {
        match apart_by_kind.iter_mut().find(|(kind, _)| *kind == row.kind) {
            Some((_, rows)) => rows.push(row),
            None => apart_by_kind.push((row.kind.clone(), vec![row])),
        }
    }
    shown(&Page {
        frame: visitor.frame(title("organisation_tree")),
        division: found.division,
        place: found.name,
        rows: lines(found.branches),
        apart_by_kind,
        alone,
    })
}
