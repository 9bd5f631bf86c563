//! The coverage page: streets, kinds, enterprises by size and industry, platforms; and the white spots with their tasks.

use app::case::overview::Rate;
use app::organisation::coverage::coverage;
use app::text;
use askama::Template;
use domain::access::rules::Deal;

use crate::case::filter::href;
use crate::failure::{Answer, page as shown};
use crate::guard::{Asked, Visitor};
use crate::look::frame::Frame;

struct Spot {
    told: String,
    task: Option<(String, bool)>,
    give: String,
}

struct Street {
    name: String,
    href: String,
    organisations: usize,
    full_time: usize,
}

#[derive(Template)]
#[template(path = "organisation/coverage.html")]
struct Page {
    frame: Frame,
    rates: Vec<(&'static str, (String, String))>,
    streets: Vec<Street>,
    kinds: Vec<(&'static str, usize)>,
    sizes: Vec<(String, String)>,
    industries: Vec<(String, String)>,
    spots: Vec<Spot>,
    may_give: bool,
}

/// A rate as a percentage and as what it was made of.
fn told(rate: Rate) -> (String, String) {
    let parts = [("part", rate.part.to_string()), ("whole", rate.whole.to_string())];
    let percent = rate.permille().map(|permille| format!("{}.{}%", permille / 10, permille % 10)).unwrap_or_default();
    (percent, text::phrase("coverage", "of", &parts))
}

fn both(rate: Rate) -> String {
    let (percent, of) = told(rate);
    if percent.is_empty() { of } else { text::phrase("coverage", "both", &[("percent", percent), ("of", of)]) }
}

/// The coverage of a division; the own one when the address names none.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    let division = Some(asked.text("division")).filter(|code| !code.is_empty());
    let found = coverage(&visitor.cx, division).await?;
    let lists = &visitor.cx.app.lists;
    let must = found.sizes.iter().filter(|(size, _)| matches!(size.as_str(), "large" | "medium"));
    let must = must.fold(Rate { part: 0, whole: 0 }, |sum, (_, rate)| Rate { part: sum.part + rate.part, whole: sum.whole + rate.whole });
    let spots = found.spots.into_iter().map(|one| Spot {
        give: href("/registers/white_spot_task/new", [("spot", one.spot.as_str())]),
        task: one.task.map(|(id, state)| (format!("/records/{id}"), state == "open")),
        told: one.spot,
    });
    shown(&Page {
        frame: Frame { kicker: found.name, ..visitor.frame(text::code("coverage", "title")) },
        rates: [("streets", found.covered), ("enterprises", must), ("platforms", found.platforms)]
            .map(|(code, rate)| (text::code("coverage", code), told(rate)))
            .into(),
        streets: found
            .streets
            .into_iter()
            .map(|street| Street {
                href: href("/organisations", [("division", street.code.as_str())]),
                name: street.name,
                organisations: street.organisations,
                full_time: street.full_time,
            })
            .collect(),
        kinds: found.kinds.into_iter().map(|(kind, count)| (text::code("organisation_kind", kind.code()), count)).collect(),
        sizes: found.sizes.into_iter().map(|(size, rate)| (text::code("enterprise_size", &size).to_owned(), both(rate))).collect(),
        industries: found.industries.into_iter().map(|(trade, rate)| (lists.name("industry", &trade).to_owned(), both(rate))).collect(),
        spots: spots.collect(),
        may_give: visitor.may(Deal::KeepDirectory),
    })
}
