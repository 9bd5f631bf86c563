//! People and employers who do not exist: drawn names, numbers with right check digits, telephones that nobody has.

use std::collections::BTreeSet;

use app::{Error, Result};
use domain::kernel::Day;
use domain::kernel::identity::{ResidentId, Uscc};

use crate::dice::Choice;
use crate::words::{Industry, Post, Words};

/// A person who does not exist.
#[derive(Clone, Debug)]
pub(crate) struct Invented {
    pub(crate) name: String,
    pub(crate) female: bool,
    pub(crate) id_number: String,
    pub(crate) phone: String,
    pub(crate) nation: String,
    /// The language of the interpreter that is needed.
    pub(crate) language: Option<String>,
    pub(crate) address: String,
}

/// An employer that does not exist.
#[derive(Clone, Debug)]
pub(crate) struct Employer {
    pub(crate) name: String,
    pub(crate) uscc: String,
    pub(crate) kind: String,
    /// Where its industry stands in the words.
    pub(crate) industry: usize,
    pub(crate) head: String,
    pub(crate) phone: String,
    pub(crate) address: String,
    pub(crate) town: String,
}

/// Makes people and employers, none twice.
pub(crate) struct Registry<'w> {
    words: &'w Words,
    /// Names of the towns by code.
    towns: Vec<(String, String)>,
    district: String,
    taken: BTreeSet<String>,
    phones: u32,
    codes: u32,
}

const LETTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Sequence numbers of resident ids that are not given out.
const FIRST_SEQUENCE: i64 = 900;

impl<'w> Registry<'w> {
    /// An empty one, for a district with these towns; telephones are given out from that one on.
    pub(crate) fn new(words: &'w Words, district: String, towns: Vec<(String, String)>, phones: u32) -> Self {
        // The stories have the first codes.
        Self { words, towns, district, taken: BTreeSet::new(), phones, codes: 31 }
    }

    /// A telephone number that nobody has.
    pub(crate) fn phone(&mut self) -> String {
        self.phones += 1;
        format!("199000{:05}", self.phones % 100_000)
    }

    /// The name of a town.
    pub(crate) fn town(&self, code: &str) -> &str {
        self.towns.iter().find(|(known, _)| known == code).map_or("", |(_, name)| name)
    }

    /// A town by the share of its employers and workers.
    pub(crate) fn some_town(&self, choice: &mut Choice) -> String {
        choice.weighted(&self.words.places.towns, |town| town.weight).map(|town| town.code.clone()).unwrap_or_default()
    }

    fn given(&self, female: bool, choice: &mut Choice) -> String {
        let names = &self.words.names;
        if choice.in_thousand(names.rare_per_thousand)
            && let Some(rare) = choice.of(&names.rare)
        {
            return rare.clone();
        }
        choice.of(if female { &names.female } else { &names.male }).cloned().unwrap_or_default()
    }

    /// A name, the nation, the language of the interpreter that is needed.
    fn name(&self, female: bool, choice: &mut Choice) -> (String, String, Option<String>) {
        let names = &self.words.names;
        let nation = choice.weighted(&names.nations, |nation| nation.weight).map(|nation| nation.code.clone()).unwrap_or_default();
        if let Some(dotted) = names.dotted.iter().find(|dotted| dotted.nation == nation) {
            let first = choice.of(if female { &dotted.female } else { &dotted.male }).cloned().unwrap_or_default();
            let second = choice.of(&dotted.second).cloned().unwrap_or_default();
            let language = (choice.below(dotted.interpreter_in) == 0).then(|| dotted.language.clone());
            return (format!("{first}\u{b7}{second}"), nation, language);
        }
        let preferred = names.preferred.iter().find(|preferred| preferred.nation == nation);
        let surname = match preferred {
            Some(preferred) => choice.of(&preferred.surnames).cloned(),
            None => choice.weighted(&names.surnames, |surname| surname.weight).map(|surname| surname.text.clone()),
        };
        let surname = surname.unwrap_or_default();
        (format!("{surname}{}", self.given(female, choice)), nation, None)
    }

    /// The name of somebody who heads an office.
    pub(crate) fn head(&self, choice: &mut Choice) -> String {
        let female = choice.in_thousand(400);
        self.name(female, choice).0
    }

    /// A person of that sex born between these years.
    pub(crate) fn person(&mut self, female: bool, born: (i64, i64), choice: &mut Choice) -> Result<Invented> {
        let (name, nation, language) = self.name(female, choice);
        let id_number = self.id_number(female, born, choice)?;
        let town = self.some_town(choice);
        let village = choice.of(&self.words.places.villages).cloned().unwrap_or_default();
        let house = self.words.telling.household.replace("{n}", &choice.between(1, 99).to_string());
        let address = format!("{}{}{village}{house}", self.district, self.town(&town));
        Ok(Invented { name, female, id_number, phone: self.phone(), nation, language, address })
    }

    fn id_number(&mut self, female: bool, born: (i64, i64), choice: &mut Choice) -> Result<String> {
        let division = self.words.places.district.get(..6).unwrap_or_default();
        for _ in 0..100 {
            let (year, month, day) = (choice.between(born.0, born.1), choice.between(1, 12), choice.between(1, 28));
            let sequence = FIRST_SEQUENCE + 2 * choice.between(0, 49) + i64::from(!female);
            let body = format!("{division}{year:04}{month:02}{day:02}{sequence}");
            let whole = "0123456789X".chars().map(|check| format!("{body}{check}")).find(|number| ResidentId::parse(number).is_ok());
            if let Some(number) = whole
                && self.taken.insert(number.clone())
            {
                return Ok(number);
            }
        }
        Err(Error::Corrupt("no resident id is left".to_owned()))
    }

    /// A credit code whose organisation code says that it is invented.
    fn uscc(&mut self, kind: &str) -> Result<String> {
        let authority = match kind {
            "public_institution" => "12",
            "social_organisation" => "51",
            "private_non_enterprise_unit" => "52",
            "individual_business" => "92",
            "cooperative" => "93",
            _ => "91",
        };
        let number = self.codes;
        self.codes += 1;
        let letter = |n: u32| LETTERS.chars().nth(usize::try_from(n % 31).unwrap_or(0)).unwrap_or('0');
        let division = self.words.places.district.get(..6).unwrap_or_default();
        let body = format!("{authority}{division}{}{}{}", self.words.employers.organisation_code, letter(number / 31), letter(number));
        let inner = "0123456789X".chars().flat_map(|inner| LETTERS.chars().map(move |check| (inner, check)));
        let fits =
            |(inner, check): (char, char)| Uscc::parse(&format!("{body}{inner}{check}")).ok().filter(|code| code.warnings().is_empty());
        inner.filter_map(fits).map(|code| code.number().to_owned()).next().ok_or_else(|| Error::Corrupt("no credit code fits".to_owned()))
    }

    /// An employer of the industry (its place in the words).
    pub(crate) fn employer(&mut self, industry: usize, choice: &mut Choice) -> Result<Employer> {
        let words = self.words;
        let trade = words.employers.industry.get(industry).ok_or_else(|| Error::Corrupt("no such industry".to_owned()))?;
        let first = trade.kinds.first().cloned().unwrap_or_default();
        let kind = if choice.in_thousand(750) { first } else { choice.of(&trade.kinds).cloned().unwrap_or_default() };
        let name = self.employer_name(trade, &kind, choice)?;
        let town = self.some_town(choice);
        let street = if matches!(trade.code.as_str(), "C" | "G") && choice.in_thousand(600) {
            choice.of(&words.places.parks).cloned().unwrap_or_default()
        } else {
            let road = choice.of(&words.places.roads).cloned().unwrap_or_default();
            format!("{road}{}", words.telling.household.replace("{n}", &choice.between(1, 180).to_string()))
        };
        let address = format!("{}{}{street}", self.district, self.town(&town));
        let female = choice.in_thousand(300);
        let (head, ..) = self.name(female, choice);
        Ok(Employer { name, uscc: self.uscc(&kind)?, kind, industry, head, phone: self.phone(), address, town })
    }

    fn employer_name(&mut self, trade: &Industry, kind: &str, choice: &mut Choice) -> Result<String> {
        let words = &self.words.employers;
        let usual = |kind: &str| words.industry.iter().find(|one| one.kinds.first().is_some_and(|first| first == kind));
        // An enterprise of a trade whose usual name is that of a shop is a company all the same, and the other way round.
        let suffix = match kind {
            "individual_business" | "enterprise" if !trade.suffix.is_empty() && trade.kinds.first().is_some_and(|first| first != kind) => {
                usual(kind).map_or(trade.suffix.as_str(), |usual| usual.suffix.as_str())
            }
            _ => trade.suffix.as_str(),
        };
        for _ in 0..100 {
            let brand = |list: &'w [String], choice: &mut Choice| choice.of(list).map_or("", String::as_str);
            let (head, middle, tail) =
                (brand(&words.brand_head, choice), brand(&words.brand_middle, choice), brand(&words.brand_tail, choice));
            let name = format!("{}{head}{middle}{tail}{}{suffix}", words.prefix, choice.of(&trade.trades).map_or("", String::as_str));
            if words.never.iter().all(|never| !name.contains(never.as_str())) && self.taken.insert(name.clone()) {
                return Ok(name);
            }
        }
        Err(Error::Corrupt("no employer's name is left".to_owned()))
    }
}

/// A post at an employer and its monthly wage in yuan, rounded to ten.
pub(crate) fn post<'w>(words: &'w Words, employer: &Employer, choice: &mut Choice) -> Option<(&'w Post, i64)> {
    let post = choice.of(&words.employers.industry.get(employer.industry)?.posts)?;
    let [low, high] = post.wage;
    Some((post, choice.between(low / 10, high / 10) * 10))
}

/// The years of birth of people who are so old on a day.
pub(crate) fn born(today: Day, youngest: i64, oldest: i64) -> (i64, i64) {
    let year = i64::from(today.year());
    (year - oldest, year - youngest)
}
