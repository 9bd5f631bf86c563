//! Coverage of a network of mediation bodies (S2-09a): what must be where, how far it is there, and what is a white spot.
//!
//! The figures come grouped ([`Census`]); nothing here knows how they were counted. Sources: 辽人社发〔2023〕32号 三(三)9 and
//! 渝人社〔2023〕553号 二(三)8 (large and medium enterprises, small ones served by others), 渝人社〔2023〕553号 附件30 (a full-time mediator in
//! every street), 韶关武江方案 二(二)2 (industries).

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::OrganisationKind;
use crate::access::{subtree, within};
use crate::codes;
use crate::kernel::Rate;
use crate::kernel::id::AccountId;

codes! {
    /// The size of an enterprise (统计上大中小微型企业划分办法).
    pub enum EnterpriseSize as "enterprise_size" {
        /// 大型
        Large = "large",
        /// 中型
        Medium = "medium",
        /// 小型
        Small = "small",
        /// 微型
        Micro = "micro",
    }
}

impl EnterpriseSize {
    /// Is to have a mediation committee of its own (S2-09a, S3-B10); smaller ones are served by street, union, chamber and regional bodies.
    pub const fn must_have_committee(self) -> bool {
        matches!(self, Self::Large | Self::Medium)
    }
}

/// Trades that are to have a body of their own (S0-24): manufacturing, building, trade, couriers and transport, catering, network platforms.
pub const TRADES: [&str; 6] = ["C", "E", "F", "G", "H", "I"];
/// The level of a county in the tree of divisions: where a trade is to have its body.
pub const COUNTY: i64 = 3;
/// The level of a street or township: where there is to be an organisation with a full-time mediator (S3-30).
pub const STREET: i64 = 4;

/// A division.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its 12-digit code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: i64,
}

/// Enterprises that are alike in all that counts here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Firms {
    /// The division where they are served.
    pub place: String,
    /// Their size; nothing for a word that is no size.
    pub size: Option<EnterpriseSize>,
    /// Their industry.
    pub trade: String,
    /// Platforms, or those who work with one.
    pub platform: bool,
    /// They have a committee.
    pub committee: bool,
    /// How many.
    pub count: i64,
}

impl Firms {
    /// What they lack, each of them.
    pub fn lack(&self) -> Option<Lack> {
        lack(self.size, self.platform, self.committee)
    }

    fn with_committee(&self) -> i64 {
        if self.committee { self.count } else { 0 }
    }
}

/// What an enterprise lacks.
pub fn lack(size: Option<EnterpriseSize>, platform: bool, committee: bool) -> Option<Lack> {
    match size {
        _ if committee => None,
        Some(size) if size.must_have_committee() => Some(Lack::Committee(size)),
        _ => platform.then_some(Lack::Platform),
    }
}

/// What is missing at a white spot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// A street without any organisation that mediates.
    Organisation,
    /// A street whose organisations have no full-time mediator (S3-30).
    FullTime,
    /// A county without a body for this industry, though enterprises of it are there (S0-24).
    Trade(String),
    /// An enterprise of this size without a committee.
    Committee(EnterpriseSize),
    /// A platform without a committee (S2-09e).
    Platform,
}

/// A white spot of a division.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The division.
    pub place: Place,
    /// What is missing.
    pub lack: Lack,
}

/// A body of an industry: where it is and which industries it handles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TradeBody {
    /// Its division.
    pub place: String,
    /// The industries.
    pub trades: Vec<String>,
}

impl TradeBody {
    /// Serves this industry in this division: it lies in it or above it.
    fn serves(&self, trade: &str, place: &str) -> bool {
        self.trades.iter().any(|own| own == trade) && (within(place, &self.place) || within(&self.place, place))
    }
}

/// All that was counted in an area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Its counties and streets.
    pub places: Vec<Place>,
    /// Organisations at work by the division they lie in.
    pub bodies: BTreeMap<String, BTreeMap<OrganisationKind, i64>>,
    /// Full-time mediators by the division of the organisation they serve.
    pub full_time: BTreeSet<(String, AccountId)>,
    /// Bodies of industries here and above.
    pub trade_bodies: Vec<TradeBody>,
    /// Enterprises.
    pub firms: Vec<Firms>,
}

/// How far a division is covered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Streets with an organisation and a full-time mediator, of all streets.
    pub streets: Rate,
    /// Organisations that mediate.
    pub organisations: i64,
    /// Full-time mediators who serve them; who serves two counts once.
    pub full_time: i64,
    /// Large and medium enterprises with a committee.
    pub must: Rate,
    /// Platforms with a committee.
    pub platforms: Rate,
    /// Organisations of each kind.
    pub kinds: BTreeMap<OrganisationKind, i64>,
    /// White spots.
    pub spots: i64,
}

/// How far an industry is covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TradeFigures {
    /// The industry.
    pub trade: String,
    /// Bodies that handle it.
    pub bodies: i64,
    /// It is to have one.
    pub wanted: bool,
    /// Enterprises with a committee, of all, for each size in the order of [`EnterpriseSize::ALL`].
    pub sizes: Vec<Rate>,
    /// All sizes together.
    pub all: Rate,
}

impl Census {
    fn inside<'a>(&'a self, area: &str, level: i64) -> impl Iterator<Item = &'a Place> + use<'a> {
        let (first, after) = subtree(area);
        self.places.iter().filter(move |place| place.level == level && place.code >= first && place.code < after)
    }

    fn firms<'a>(&'a self, area: &str) -> impl Iterator<Item = &'a Firms> + use<'a> {
        let (first, after) = subtree(area);
        self.firms.iter().filter(move |firms| firms.place >= first && firms.place < after)
    }

    fn mediating(&self, place: &str) -> i64 {
        let kinds = self.bodies.get(place).into_iter().flatten();
        kinds.filter(|(kind, _)| kind.mediates()).map(|(_, count)| count).sum()
    }

    fn has_full_time(&self, place: &str) -> bool {
        let first = (place.to_owned(), AccountId(Uuid::nil()));
        self.full_time.range(first..).next().is_some_and(|(own, _)| own == place)
    }

    fn street_lacks(&self, street: &Place) -> Option<Lack> {
        if self.mediating(&street.code) == 0 {
            Some(Lack::Organisation)
        } else {
            (!self.has_full_time(&street.code)).then_some(Lack::FullTime)
        }
    }

    /// Trades that are there without a body.
    fn trades_lacking(&self, county: &Place) -> impl Iterator<Item = Lack> {
        let there: BTreeSet<&str> = self.firms(&county.code).map(|firms| firms.trade.as_str()).collect();
        let bare = |trade: &str| !self.trade_bodies.iter().any(|body| body.serves(trade, &county.code));
        TRADES.into_iter().filter(move |trade| there.contains(trade) && bare(trade)).map(|trade| Lack::Trade(trade.to_owned()))
    }

    /// What divisions of the area lack: its counties, then its streets.
    pub fn gaps(&self, area: &str) -> Vec<Gap> {
        let counties = self.inside(area, COUNTY);
        let trades = counties.flat_map(|place| self.trades_lacking(place).map(|lack| Gap { place: place.clone(), lack }));
        let streets = self.inside(area, STREET).filter_map(|place| Some(Gap { lack: self.street_lacks(place)?, place: place.clone() }));
        trades.chain(streets).collect()
    }

    /// How far an area is covered.
    pub fn figures(&self, area: &str) -> Figures {
        let (first, after) = subtree(area);
        let mut figures = Figures::default();
        for street in self.inside(area, STREET) {
            figures.streets = figures.streets.and(i64::from(self.street_lacks(street).is_none()), 1);
        }
        for (kind, count) in self.bodies.range(first.clone()..after.clone()).flat_map(|(_, kinds)| kinds) {
            *figures.kinds.entry(*kind).or_default() += count;
        }
        figures.organisations = figures.kinds.iter().filter(|(kind, _)| kind.mediates()).map(|(_, count)| count).sum();
        let people = self.full_time.iter().filter(|(place, _)| *place >= first && *place < after);
        let people: BTreeSet<AccountId> = people.map(|(_, account)| *account).collect();
        figures.full_time = count(people.len());
        figures.spots = count(self.gaps(area).len());
        for firms in self.firms(area) {
            if firms.size.is_some_and(EnterpriseSize::must_have_committee) {
                figures.must = figures.must.and(firms.with_committee(), firms.count);
            }
            if firms.platform {
                figures.platforms = figures.platforms.and(firms.with_committee(), firms.count);
            }
            figures.spots += if firms.lack().is_some() { firms.count } else { 0 };
        }
        figures
    }

    /// What lies in a division itself and in none below it: a district's own centre, enterprises served by it.
    pub fn own(&self, place: &str) -> Figures {
        let own = Self {
            bodies: self.bodies.get_key_value(place).map(|(place, kinds)| (place.clone(), kinds.clone())).into_iter().collect(),
            full_time: self.full_time.iter().filter(|(own, _)| own == place).cloned().collect(),
            firms: self.firms.iter().filter(|firms| firms.place == place).cloned().collect(),
            ..Self::default()
        };
        own.figures(place)
    }

    /// How far each industry of the area is covered: those with enterprises or a body, in the order of their codes.
    pub fn trades(&self, area: &str) -> Vec<TradeFigures> {
        let bodies = self.trade_bodies.iter().flat_map(|body| &body.trades);
        let codes: BTreeSet<&str> = self.firms(area).map(|firms| firms.trade.as_str()).chain(bodies.map(String::as_str)).collect();
        let of = |trade: &str, size: Option<EnterpriseSize>| {
            let firms = self.firms(area).filter(|firms| firms.trade == trade && (size.is_none() || firms.size == size));
            firms.fold(Rate::default(), |rate, firms| rate.and(firms.with_committee(), firms.count))
        };
        let figures = codes.into_iter().filter(|trade| !trade.is_empty()).map(|trade| TradeFigures {
            trade: trade.to_owned(),
            bodies: count(self.trade_bodies.iter().filter(|body| body.serves(trade, area)).count()),
            wanted: TRADES.contains(&trade),
            sizes: EnterpriseSize::ALL.iter().map(|size| of(trade, Some(*size))).collect(),
            all: of(trade, None),
        });
        figures.collect()
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTY_CODE: &str = "450206000000";
    const LABAO: &str = "450206100000";
    const BAIPENG: &str = "450206103000";

    fn place(code: &str, level: i64) -> Place {
        Place { code: code.to_owned(), name: code.to_owned(), level }
    }

    fn firms(size: EnterpriseSize, trade: &str, platform: bool, committee: bool, count: i64) -> Firms {
        Firms { place: LABAO.to_owned(), size: Some(size), trade: trade.to_owned(), platform, committee, count }
    }

    fn census() -> Census {
        Census { places: vec![place(COUNTY_CODE, COUNTY), place(LABAO, STREET), place(BAIPENG, STREET)], ..Census::default() }
    }

    fn serve(census: &mut Census, code: &str, kind: OrganisationKind, accounts: &[u128]) {
        *census.bodies.entry(code.to_owned()).or_default().entry(kind).or_default() += 1;
        census.full_time.extend(accounts.iter().map(|id| (code.to_owned(), AccountId(Uuid::from_u128(*id)))));
    }

    #[test]
    fn a_street_is_covered_by_an_organisation_that_mediates_with_a_full_time_mediator() {
        let mut census = census();
        let lacks = |census: &Census| census.gaps(COUNTY_CODE).into_iter().map(|gap| gap.lack).collect::<Vec<_>>();
        assert_eq!(lacks(&census), [Lack::Organisation, Lack::Organisation]);
        serve(&mut census, LABAO, OrganisationKind::Court, &[1]);
        assert_eq!(lacks(&census), [Lack::Organisation, Lack::Organisation], "a court does not mediate");
        serve(&mut census, BAIPENG, OrganisationKind::Street, &[]);
        assert_eq!(lacks(&census), [Lack::Organisation, Lack::FullTime]);
        serve(&mut census, LABAO, OrganisationKind::Street, &[1, 2]);
        serve(&mut census, BAIPENG, OrganisationKind::Station, &[2]);
        let figures = census.figures(COUNTY_CODE);
        assert_eq!((figures.streets, figures.organisations), (Rate { part: 2, whole: 2 }, 3));
        assert_eq!(figures.full_time, 2, "who serves two counts once");
        assert_eq!(census.figures(LABAO).streets, Rate { part: 1, whole: 1 });
        serve(&mut census, COUNTY_CODE, OrganisationKind::Centre, &[3]);
        let own = census.own(COUNTY_CODE);
        assert_eq!((own.organisations, own.full_time, own.streets), (1, 1, Rate::default()), "what no street has");
    }

    #[test]
    fn large_and_medium_enterprises_must_have_a_committee_and_small_ones_need_not() {
        use EnterpriseSize::{Large, Medium, Micro, Small};
        let mut census = census();
        serve(&mut census, LABAO, OrganisationKind::Street, &[1]);
        serve(&mut census, BAIPENG, OrganisationKind::Street, &[1]);
        census.firms = vec![
            firms(Large, "J", false, true, 1),
            firms(Medium, "J", false, false, 3),
            firms(Small, "J", true, false, 2),
            firms(Micro, "J", false, false, 50),
        ];
        let figures = census.figures(COUNTY_CODE);
        assert_eq!((figures.must, figures.platforms), (Rate { part: 1, whole: 4 }, Rate { part: 0, whole: 2 }));
        assert_eq!(figures.spots, 5, "three of medium size and two platforms");
        assert_eq!(census.figures(BAIPENG).must, Rate::default());
        assert_eq!(lack(Some(Medium), true, false), Some(Lack::Committee(Medium)), "what must be comes before what is wished");
        assert_eq!(lack(None, false, false), None);
    }

    #[test]
    fn a_trade_with_enterprises_wants_a_body_in_the_county_or_above_it() {
        let mut census = census();
        serve(&mut census, LABAO, OrganisationKind::Street, &[1]);
        serve(&mut census, BAIPENG, OrganisationKind::Street, &[1]);
        census.firms = vec![firms(EnterpriseSize::Micro, "E", false, false, 1), firms(EnterpriseSize::Micro, "J", false, false, 1)];
        assert_eq!(census.gaps(COUNTY_CODE), [Gap { place: place(COUNTY_CODE, COUNTY), lack: Lack::Trade("E".to_owned()) }]);
        assert!(census.gaps(LABAO).is_empty(), "no street needs a body for a trade");
        census.trade_bodies = vec![TradeBody { place: "450200000000".to_owned(), trades: vec!["E".to_owned()] }];
        assert!(census.gaps(COUNTY_CODE).is_empty());
        let trades = census.trades(COUNTY_CODE);
        assert_eq!(
            trades.iter().map(|one| (one.trade.as_str(), one.bodies, one.wanted)).collect::<Vec<_>>(),
            [("E", 1, true), ("J", 0, false)]
        );
        assert_eq!(trades.first().map(|one| (one.sizes.len(), one.all)), Some((4, Rate { part: 0, whole: 1 })));
    }
}
