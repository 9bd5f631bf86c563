//! What a list of cases is narrowed to: read from the address, kept in the address, drawn as a form.

use app::case::list::{Filter, Order};
use app::case::names;
use app::text;
use app::{Ctx, Result};
use askama::Template;
use askama::filters::HtmlSafe;
use domain::access::{rules::Deal, subtree};
use domain::case::Stage;
use domain::closing::CloseResult;
use domain::intake::Channel;
use domain::kernel::id::{AccountId, CaseId};
use domain::kernel::{Day, Moment};

use crate::guard::{Asked, percent};

/// In what order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Newest,
    Due,
    Idle,
}

impl Sort {
    const ALL: [Self; 3] = [Self::Newest, Self::Due, Self::Idle];

    const fn code(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Due => "due",
            Self::Idle => "idle",
        }
    }

    /// The order, beginning after the key of the address.
    pub(crate) fn order(self, after: &str) -> Order {
        match self {
            Self::Newest => Order::Newest(day_key(after)),
            Self::Due => Order::Due(day_key(after)),
            Self::Idle => Order::Idle(moment_key(after)),
        }
    }
}

/// `2026-11-20_case_…`
pub(crate) fn day_key<Id: std::str::FromStr>(text: &str) -> Option<(Day, Id)> {
    let (day, id) = text.split_once('_')?;
    Some((day.parse().ok()?, id.parse().ok()?))
}

/// `1763600000000_case_…`
pub(crate) fn moment_key<Id: std::str::FromStr>(text: &str) -> Option<(Moment, Id)> {
    let (at, id) = text.split_once('_')?;
    Some((Moment(at.parse().ok()?), id.parse().ok()?))
}

/// The parameters of a list, in the order in which addresses carry them; `after` is not one of them.
const NAMES: &[&str] = &[
    "q",
    "stage",
    "mediator",
    "handler",
    "channel",
    "claim",
    "result",
    "division",
    "from",
    "to",
    "sort",
    "outcome",
    "industry",
    "main",
    "mass",
    "place",
    "closed_from",
    "closed_to",
    "behind",
];
/// Those that only a figure sets: the form carries them on and the page names them.
const HIDDEN: &[&str] = &["handler", "outcome", "industry", "main", "mass", "place", "closed_from", "closed_to", "behind"];

/// What the address asks for.
pub(crate) struct Narrowed {
    /// The filter.
    pub(crate) filter: Filter,
    /// The order.
    pub(crate) sort: Sort,
    /// The list shows what lies behind a figure: as far as the person reaches for figures, no further.
    pub(crate) behind_figure: bool,
    /// Everything that narrows, as it stands in an address.
    given: Vec<(&'static str, String)>,
}

/// One choice of a control: code, words, chosen.
type Choice = (String, String, bool);

/// A control of the form.
pub(crate) struct Select {
    name: &'static str,
    label: &'static str,
    choices: Vec<Choice>,
}

/// The form above a list.
#[derive(Template)]
#[template(path = "case/filter.html")]
pub(crate) struct FilterView {
    action: &'static str,
    q: String,
    from: String,
    to: String,
    selects: Vec<Select>,
    more: Vec<Select>,
    more_open: bool,
    hidden: Vec<(&'static str, String)>,
    told: Vec<String>,
    any: bool,
}

impl HtmlSafe for FilterView {}

impl Narrowed {
    /// Reads the address. What can't be read narrows nothing.
    pub(crate) fn read(cx: &Ctx, asked: &Asked) -> Self {
        let given: Vec<(&'static str, String)> = NAMES
            .iter()
            .map(|name| (*name, asked.text(name).chars().take(100).collect::<String>()))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let stage = asked.text("stage");
        let mediator = match asked.text("mediator") {
            "me" => Some(cx.person.account),
            other => other.parse::<AccountId>().ok(),
        };
        let known = |list: &str, code: &str| cx.app.lists.find(list, code).map(|_| code.to_owned());
        let unknown_too = |list: &str, name: &str| match asked.text(name) {
            "-" => Some(String::new()),
            code => known(list, code),
        };
        let filter = Filter {
            stages: if stage == "open" { open_stages() } else { stage.parse().ok().into_iter().collect() },
            result: asked.parsed("result"),
            channel: asked.parsed("channel"),
            claim_kind: known("claim_type", asked.text("claim")),
            first_claim: unknown_too("claim_type", "main"),
            industry: unknown_too("industry", "industry"),
            area: code_of(asked.text("place")).map(only).or_else(|| code_of(asked.text("division")).map(subtree)),
            mediator,
            handler: asked.parsed("handler"),
            received_from: asked.parsed("from"),
            received_to: asked.parsed("to"),
            closed_from: asked.parsed("closed_from"),
            closed_to: asked.parsed("closed_to"),
            workers_from: Some(cx.app.settings.mass_threshold).filter(|_| asked.text("mass") == "1"),
            words: Some(asked.text("q").to_owned()).filter(|words| !words.is_empty()),
            ..Filter::default()
        };
        let sort = Sort::ALL.into_iter().find(|sort| sort.code() == asked.text("sort")).unwrap_or(Sort::Newest);
        // Sorted by what is due, only cases in which something is due are there: the count must say the same.
        let due_before = (sort == Sort::Due).then(|| cx.now.day().plus(36_500));
        Self {
            filter: outcome(Filter { due_before, ..filter }, asked.text("outcome"), cx.now.day()),
            sort,
            behind_figure: asked.text("behind") == "figure",
            given,
        }
    }

    /// The deal whose reach bounds the list.
    pub(crate) const fn deal(&self, otherwise: Deal) -> Deal {
        if self.behind_figure { Deal::ReadFigures } else { otherwise }
    }

    /// An address with the same narrowing, `extra` added.
    pub(crate) fn href(&self, path: &str, extra: Option<(&str, &str)>) -> String {
        let given = self.given.iter().map(|(name, value)| (*name, value.as_str()));
        href(path, given.chain(extra))
    }

    /// The narrowing in an address without what somebody typed: for the audit log, which never holds names.
    pub(crate) fn told(&self) -> String {
        let given = self.given.iter().filter(|(name, _)| *name != "q");
        href("", given.map(|(name, value)| (*name, value.as_str())))
    }

    /// The form.
    pub(crate) async fn view(&self, cx: &Ctx, action: &'static str) -> Result<FilterView> {
        let given = |name: &str| self.given.iter().find(|(given, _)| *given == name).map(|(_, value)| value.as_str());
        let select = |name: &'static str, choices: Vec<(String, String)>| {
            let chosen = given(name).unwrap_or_default();
            let choices = choices.into_iter().map(|(code, words)| (code.clone(), words, code == chosen)).collect();
            Select { name, label: text::code("filter", name), choices }
        };
        let all = || (String::new(), text::code("filter", "all").to_owned());
        let coded = |group: &'static str, codes: &[&'static str]| {
            let rest = codes.iter().map(|code| ((*code).to_owned(), text::code(group, code).to_owned()));
            std::iter::once(all()).chain(rest).collect::<Vec<_>>()
        };
        let listed = |list: &str| {
            let rest = cx.app.lists.entries(list).iter().map(|entry| (entry.code.clone(), entry.name.clone()));
            std::iter::once(all()).chain(rest).collect::<Vec<_>>()
        };
        let mut stages = coded("stage", Stage::CODES);
        stages.insert(1, ("open".to_owned(), text::code("filter", "open").to_owned()));
        let divisions = std::iter::once(all()).chain(names::divisions(cx).await?).collect();
        let sorts = Sort::ALL.iter().map(|sort| (sort.code().to_owned(), text::code("sort", sort.code()).to_owned())).collect();
        Ok(FilterView {
            action,
            q: given("q").unwrap_or_default().to_owned(),
            from: given("from").unwrap_or_default().to_owned(),
            to: given("to").unwrap_or_default().to_owned(),
            selects: vec![select("stage", stages), select("mediator", self.mediators(cx, given("mediator")).await?)],
            more: vec![
                select("channel", coded("channel", Channel::CODES)),
                select("claim", listed("claim_type")),
                select("result", coded("close_result", CloseResult::CODES)),
                select("division", divisions),
                select("sort", sorts),
            ],
            more_open: ["channel", "claim", "result", "division", "from", "to", "sort"].iter().any(|name| given(name).is_some()),
            hidden: self.given.iter().filter(|(name, _)| HIDDEN.contains(name)).cloned().collect(),
            told: self.narrowed_by(cx).await?,
            any: !self.given.is_empty(),
        })
    }

    /// All, myself, and whoever the address names.
    async fn mediators(&self, cx: &Ctx, given: Option<&str>) -> Result<Vec<(String, String)>> {
        let mut choices =
            vec![(String::new(), text::code("filter", "all").to_owned()), ("me".to_owned(), text::code("filter", "me").to_owned())];
        if let Some((id, given)) = self.filter.mediator.zip(given).filter(|(_, given)| *given != "me") {
            let found = names::of_people(cx, std::iter::once(id)).await?;
            choices.push((given.to_owned(), found.account(Some(id)).unwrap_or_default().to_owned()));
        }
        Ok(choices)
    }

    /// What a figure narrowed the list to, in words.
    async fn narrowed_by(&self, cx: &Ctx) -> Result<Vec<String>> {
        let entry = |list: &str, code: &str| match code {
            "" => text::code("narrowed", "unknown").to_owned(),
            code => cx.app.lists.name(list, code).to_owned(),
        };
        let phrase = |code, params: &[(&str, String)]| text::phrase("narrowed", code, params);
        let mut told = Vec::new();
        let places =
            names::division_names(cx, self.given.iter().filter(|(name, _)| *name == "place").map(|(_, code)| code.clone())).await?;
        told.extend(places.into_values().map(|what| phrase("place", &[("what", what)])));
        for (name, value) in &self.given {
            match *name {
                "outcome" => told.push(text::code("outcome", value).to_owned()),
                "mass" => told.push(phrase("mass", &[("n", cx.app.settings.mass_threshold.to_string())])),
                _ => {}
            }
        }
        if let Some(handler) = self.filter.handler {
            let names = app::organisation::names(&cx.app.store.read(), &[handler]).await?;
            told.extend(names.into_values().map(|what| phrase("handler", &[("what", what)])));
        }
        told.extend(self.filter.industry.iter().map(|code| phrase("industry", &[("what", entry("industry", code))])));
        told.extend(self.filter.first_claim.iter().map(|code| phrase("main", &[("what", entry("claim_type", code))])));
        if let Some((from, to)) = self.filter.closed_from.zip(self.filter.closed_to) {
            told.push(phrase("closed", &[("from", from.chinese()), ("to", to.chinese())]));
        }
        Ok(told)
    }
}

/// A 12-digit division code.
fn code_of(text: &str) -> Option<&str> {
    Some(text).filter(|code| code.len() == 12 && code.bytes().all(|byte| byte.is_ascii_digit()))
}

/// This division and none below it.
fn only(code: &str) -> (String, String) {
    let after = code.parse::<u64>().unwrap_or_default().saturating_add(1);
    (code.to_owned(), format!("{after:012}"))
}

/// Narrows to how mediation ended: the numerators and denominators of the overview's rates.
fn outcome(filter: Filter, code: &str, today: Day) -> Filter {
    match code {
        "agreed" => Filter { results: vec![CloseResult::Agreement, CloseResult::Partial, CloseResult::NotPerformed], ..filter },
        "settled" => Filter { results: vec![CloseResult::Agreement, CloseResult::Partial], ..filter },
        "performed" => Filter { results: vec![CloseResult::Agreement, CloseResult::Partial], performed: true, ..filter },
        // Points go from one to five; four is satisfied.
        "followed" => Filter { ended: Some(true), satisfied_from: Some(1), ..filter },
        "satisfied" => Filter { ended: Some(true), satisfied_from: Some(4), ..filter },
        "ended" => Filter { ended: Some(true), ..filter },
        "open" => Filter { ended: Some(false), ..filter },
        "in_time" => Filter { ended: Some(true), late: Some(false), ..filter },
        "late" => Filter { ended: Some(true), late: Some(true), ..filter },
        "late_now" => Filter { late_on: Some(today), stages: open_stages(), ..filter },
        _ => filter,
    }
}

/// Stages in which mediation has not ended.
fn open_stages() -> Vec<Stage> {
    Stage::ALL.iter().copied().filter(|stage| stage.is_open()).collect()
}

/// A path with a query.
pub(crate) fn href<'a>(path: &str, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let query: Vec<String> = pairs.into_iter().map(|(name, value)| format!("{name}={}", percent(value))).collect();
    match (path, query.is_empty()) {
        (_, true) => path.to_owned(),
        ("", false) => query.join("&"),
        (_, false) => format!("{path}?{}", query.join("&")),
    }
}

/// The key after which the next page begins.
pub(crate) fn key_of(sort: Sort, row: &app::case::list::Listed) -> String {
    let id: CaseId = row.id;
    match sort {
        Sort::Newest => format!("{}_{id}", row.received),
        Sort::Due => format!("{}_{id}", row.next_due.unwrap_or(row.received)),
        Sort::Idle => format!("{}_{id}", row.touched.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_and_nonsense_begins_at_the_first_page() {
        let id = "case_00000000000000000000000000000000".parse::<CaseId>().unwrap();
        assert_eq!(day_key::<CaseId>(&format!("2026-11-20_{id}")), Some(("2026-11-20".parse().unwrap(), id)));
        assert_eq!(moment_key::<CaseId>(&format!("1763600000000_{id}")), Some((Moment(1_763_600_000_000), id)));
        for wrong in ["", "_", "2026-11-20", "2026-13-20_case_0", "x_case_1"] {
            assert_eq!(day_key::<CaseId>(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_address_keeps_chinese_words() {
        assert_eq!(href("/cases", [("q", "拖欠")]), "/cases?q=%E6%8B%96%E6%AC%A0");
        assert_eq!(href("/cases", []), "/cases");
        assert_eq!(href("", [("stage", "mediating"), ("mass", "1")]), "stage=mediating&mass=1");
    }
}
