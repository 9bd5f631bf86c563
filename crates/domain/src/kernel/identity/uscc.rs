//! The unified social credit code (GB 32100): its check characters, and what its first two tell of the employer.

use super::{IdentityFault, plain};

crate::codes! {
    /// What looks odd in a credit code that is accepted all the same.
    pub enum UsccWarning as "uscc_warning" {
        /// The organisation code inside (GB 11714) has a check character that does not fit; not every issued code has.
        OrganisationCode = "uscc_organisation_code",
        /// The first two characters are of no known registration authority.
        Authority = "uscc_authority",
    }
}

crate::codes! {
    /// What the first two characters of a credit code tell of the employer.
    pub enum RegisteredAs as "registered_as" {
        /// 机关 (11)
        StateOrgan = "state_organ",
        /// 事业单位 (12)
        PublicInstitution = "public_institution",
        /// 群团 (13)
        MassOrganisation = "mass_organisation",
        /// 律师事务所 (31)
        LawFirm = "law_firm",
        /// 社会团体 (51)
        SocialOrganisation = "social_organisation",
        /// 民办非企业单位 (52)
        PrivateNonEnterpriseUnit = "private_non_enterprise_unit",
        /// 基金会 (53)
        Foundation = "foundation",
        /// 工会 (81)
        TradeUnion = "trade_union",
        /// 企业 (91)
        Enterprise = "enterprise",
        /// 个体工商户 (92)
        IndividualBusiness = "individual_business",
        /// 农民专业合作社 (93)
        FarmersCooperative = "farmers_cooperative",
        /// 其他 (Y1)
        Other = "other",
    }
}

/// A unified social credit code of 18 characters (GB 32100-2015).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uscc {
    pub(super) number: String,
}

const USCC_ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

fn uscc_value(c: char) -> Option<u32> {
    USCC_ALPHABET.chars().zip(0u32..).find(|(letter, _)| *letter == c).map(|(_, value)| value)
}

/// The check character over the 17 before it: weights 3^i mod 31.
pub(super) fn uscc_check(body: &str) -> Option<char> {
    let mut weight = 1;
    let mut sum = 0;
    for c in body.chars().take(17) {
        sum += uscc_value(c)? * weight;
        weight = weight * 3 % 31;
    }
    USCC_ALPHABET.chars().zip(0u32..).find(|(_, value)| *value == (31 - sum % 31) % 31).map(|(letter, _)| letter)
}

/// Whether the nine characters of an organisation code (GB 11714) fit each other.
fn organisation_code_fits(code: &str) -> bool {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = code.chars().zip(WEIGHTS).map(|(c, weight)| c.to_digit(36).unwrap_or(0) * weight).sum();
    let check = match 11 - sum % 11 {
        10 => Some('X'),
        11 => Some('0'),
        n => char::from_digit(n, 10),
    };
    code.chars().nth(8) == check
}

impl Uscc {
    /// Reads 18 characters of the code's own alphabet whose last fits the others.
    pub fn parse(text: &str) -> Result<Self, IdentityFault> {
        let number = plain(text);
        if number.chars().count() != 18 {
            return Err(IdentityFault::UsccLength);
        }
        if number.chars().any(|c| uscc_value(c).is_none()) {
            return Err(IdentityFault::UsccLetter);
        }
        if number.chars().next_back() != uscc_check(&number) {
            return Err(IdentityFault::UsccCheckDigit);
        }
        Ok(Self { number })
    }

    /// What looks odd; none of it is a reason to refuse.
    pub fn warnings(&self) -> Vec<UsccWarning> {
        let inner = self.number.get(8..17).is_some_and(organisation_code_fits);
        let inner = (!inner).then_some(UsccWarning::OrganisationCode);
        let authority = self.registered_as().is_none().then_some(UsccWarning::Authority);
        inner.into_iter().chain(authority).collect()
    }

    /// The kind of employer that the first two characters suggest.
    pub fn registered_as(&self) -> Option<RegisteredAs> {
        Some(match self.number.get(..2)? {
            "11" => RegisteredAs::StateOrgan,
            "12" => RegisteredAs::PublicInstitution,
            "13" => RegisteredAs::MassOrganisation,
            "31" => RegisteredAs::LawFirm,
            "51" => RegisteredAs::SocialOrganisation,
            "52" => RegisteredAs::PrivateNonEnterpriseUnit,
            "53" => RegisteredAs::Foundation,
            "81" => RegisteredAs::TradeUnion,
            "91" => RegisteredAs::Enterprise,
            "92" => RegisteredAs::IndividualBusiness,
            "93" => RegisteredAs::FarmersCooperative,
            "Y1" => RegisteredAs::Other,
            _ => return None,
        })
    }

    /// The six digits of the division of registration.
    pub fn division(&self) -> &str {
        self.number.get(2..8).unwrap_or_default()
    }
}
