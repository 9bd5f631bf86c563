//! Members of a joint centre: which units and bodies a centre must gather, by the kinds of the register `member_unit`.
//!
//! A tripartite centre has three parties (S0-25 韶关武江方案 二(二)3: 人社、总工会、工商联); a joint handling centre gathers four units of the
//! department and four bodies from outside (S2-07a, S2-07b 辽人社发〔2023〕32号 三(三)7).

/// A seat of a centre: the kinds of unit that fill it, the one that is told when it is empty first.
type Seat = &'static [&'static str];

/// Units of the department of human resources and social security.
const DEPARTMENT: Seat = &["hrss", "labour_relations", "arbitration", "inspection"];

/// The seats of a tripartite centre.
const TRIPARTITE: [Seat; 3] = [DEPARTMENT, &["union"], &["federation", "confederation"]];

/// The seats of a joint handling centre.
const JOINT: [Seat; 8] = [
    &["labour_relations"],
    &["arbitration"],
    &["inspection"],
    &["petition"],
    &["peoples_mediation"],
    &["legal_aid", "justice"],
    &["union_legal_aid", "union"],
    &["court_service", "court"],
];

/// The seats of a centre of this sort (register `profile`, field `sort`); none for organisations that have no members.
fn seats(sort: &str) -> &'static [Seat] {
    match sort {
        "tripartite" => &TRIPARTITE,
        "joint_centre" => &JOINT,
        _ => &[],
    }
}

/// An organisation of this sort is made of members.
pub fn has_members(sort: &str) -> bool {
    !seats(sort).is_empty()
}

/// The kinds that are missing among the members of an organisation of this sort, in the order of the policy.
pub fn missing(sort: &str, members: &[&str]) -> Vec<&'static str> {
    let empty = seats(sort).iter().filter(|seat| !seat.iter().any(|kind| members.contains(kind)));
    empty.filter_map(|seat| seat.first().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::{has_members, missing};

    #[test]
    fn a_tripartite_centre_wants_department_union_and_employers() {
        assert_eq!(missing("tripartite", &[]), ["hrss", "union", "federation"]);
        assert_eq!(missing("tripartite", &["arbitration", "union"]), ["federation"], "a unit of the department sits for it");
        assert!(missing("tripartite", &["hrss", "union", "confederation", "police"]).is_empty());
    }

    #[test]
    fn a_joint_handling_centre_gathers_four_units_and_four_bodies() {
        assert_eq!(missing("joint_centre", &[]).len(), 8);
        let most = ["labour_relations", "arbitration", "inspection", "petition", "peoples_mediation", "legal_aid", "court"];
        assert_eq!(missing("joint_centre", &most), ["union_legal_aid"]);
        assert!(!has_members("street") && missing("street", &[]).is_empty());
    }
}
