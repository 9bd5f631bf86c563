//! Refuses a page on which type runs over the edge: better no paper than one with its end cut off.

use app::document::model::PressError;
use typst::layout::{Abs, Frame, FrameItem, Point, Size, Transform};
use typst_layout::PagedDocument;

/// Looks at every page.
pub(crate) fn check(document: &PagedDocument) -> Result<(), PressError> {
    for (number, page) in (1..).zip(document.pages()) {
        if !inside(&page.frame, Transform::identity(), page.frame.size()) {
            return Err(PressError::Engine(format!("type runs over the edge of page {number}")));
        }
    }
    Ok(())
}

fn inside(frame: &Frame, outer: Transform, page: Size) -> bool {
    frame.items().all(|(at, item)| {
        let here = outer.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => inside(&group.frame, here.pre_concat(group.transform), page),
            FrameItem::Text(text) => [Point::zero(), Point::with_x(text.width())].iter().all(|end| on(end.transform(here), page)),
            _ => true,
        }
    })
}

fn on(point: Point, page: Size) -> bool {
    let slack = Abs::pt(0.5);
    point.x >= -slack && point.x <= page.x + slack && point.y >= -slack && point.y <= page.y + slack
}
