//! Lists that page by key. A key only says where the next page begins, so the address also carries the keys of the pages walked through: that is the
//! way back, page by page, without a second query in the other order.

use crate::case::filter::href;
use crate::guard::Asked;
use crate::look::part::Pager;

/// Keys that an address carries; from further on, the way back ends on the first page.
const MOST: usize = 30;
/// Stands between two keys; no key has it.
const BETWEEN: &str = "~";
/// What belongs to one showing of a page only.
const ONCE: [&str; 2] = ["done", "check"];

/// The pager below the list at `path`; `next` is the key at which the next page begins.
pub(crate) fn pager(path: &str, asked: &Asked, text: String, next: Option<String>) -> Pager {
    pager_of("", path, asked, text, next)
}

/// The same for one of several lists on a page: its parameters begin with `list`.
pub(crate) fn pager_of(list: &str, path: &str, asked: &Asked, text: String, next: Option<String>) -> Pager {
    let (after, back) = (format!("{list}after"), format!("{list}back"));
    let here = asked.text(&after);
    let walked: Vec<&str> = asked.text(&back).split(BETWEEN).filter(|key| !key.is_empty()).collect();
    let texts = asked.0.as_object().into_iter().flatten().filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)));
    let kept: Vec<(&str, &str)> = texts.filter(|(name, _)| *name != after && *name != back && !ONCE.contains(name)).collect();
    let to = |key: &str, walked: &[&str]| {
        let walked = walked.join(BETWEEN);
        let moved = [(after.as_str(), key), (back.as_str(), walked.as_str())].into_iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<(&str, &str)> = kept.iter().copied().chain(moved).collect();
        href(path, pairs)
    };
    let next = next.map(|key| {
        let longer: Vec<&str> = walked.iter().copied().chain(Some(here).filter(|here| !here.is_empty())).collect();
        to(&key, longer.get(longer.len().saturating_sub(MOST)..).unwrap_or_default())
    });
    let prev = (!here.is_empty()).then(|| match walked.split_last() {
        Some((last, rest)) => to(last, rest),
        None => to("", &[]),
    });
    Pager { text, prev, next }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The address asked for, as the pages read it.
    fn asked(address: &str) -> Asked {
        let query = address.split_once('?').map_or("", |(_, query)| query);
        let pairs = crate::guard::pairs(query.as_bytes()).unwrap();
        Asked(crate::look::decode::tree(&pairs).unwrap())
    }

    fn at(address: &str, next: Option<&str>) -> Pager {
        pager("/cases", &asked(address), String::new(), next.map(str::to_owned))
    }

    #[test]
    fn the_way_back_is_the_way_one_came() {
        let first = at("/cases?q=%E5%B7%A5%E8%B5%84&done=x", Some("b"));
        assert_eq!(first.prev, None);
        let mut walked = vec!["/cases?q=%E5%B7%A5%E8%B5%84".to_owned(), first.next.unwrap()];
        for key in ["c", "d", "e"] {
            let next = at(walked.last().unwrap(), Some(key)).next.unwrap();
            walked.push(next);
        }
        while let Some(here) = walked.pop() {
            assert_eq!(at(&here, None).prev, walked.last().cloned(), "{here}");
        }
    }

    #[test]
    fn an_address_does_not_grow_without_end() {
        let mut here = "/cases".to_owned();
        for key in 0..200 {
            here = at(&here, Some(&format!("2026-11-20_case_{key:032}"))).next.unwrap();
        }
        assert!(here.len() < 2000, "{}", here.len());
        let mut pages = 0;
        while let Some(before) = at(&here, None).prev {
            (here, pages) = (before, pages + 1);
        }
        assert_eq!((here.as_str(), pages), ("/cases", MOST + 1));
    }

    #[test]
    fn two_lists_on_a_page_turn_each_for_itself() {
        let told = asked("/performance?after=a&visits_after=v&visits_back=u");
        let owed = pager_of("", "/performance", &told, String::new(), Some("b".to_owned()));
        assert_eq!(owed.prev.as_deref(), Some("/performance?visits_after=v&visits_back=u"));
        assert_eq!(owed.next.as_deref(), Some("/performance?visits_after=v&visits_back=u&after=b&back=a"));
        let visits = pager_of("visits_", "/performance", &told, String::new(), None);
        assert_eq!(visits.prev.as_deref(), Some("/performance?after=a&visits_after=u"));
    }
}
