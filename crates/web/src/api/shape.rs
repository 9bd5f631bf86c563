//! What answers are made of: a `shape!` is written once and gives both the JSON and its schema, so that they can't differ.

use domain::kernel::{Day, Field, Moment, Money, id};
use serde_json::{Map, Value, json};

use super::schema;

/// Something that stands in an answer.
pub trait Shown {
    /// Its JSON.
    fn shown(&self) -> Value;
    /// Its schema in full.
    fn schema() -> Value;
    /// Its schema where it is used: a reference, when it has a name.
    fn place() -> Value {
        Self::schema()
    }
}

/// Defines a struct that stands in answers, each field with what it means.
macro_rules! shape {
    ($(#[doc = $doc:literal])* pub struct $name:ident { $($(#[doc = $fdoc:literal])* pub $field:ident: $type:ty,)* }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug)]
        pub struct $name { $($(#[doc = $fdoc])* pub $field: $type,)* }

        impl $crate::api::shape::Shown for $name {
            fn shown(&self) -> serde_json::Value {
                let mut fields = serde_json::Map::new();
                $(fields.insert(stringify!($field).to_owned(), $crate::api::shape::Shown::shown(&self.$field));)*
                serde_json::Value::Object(fields)
            }
            fn schema() -> serde_json::Value {
                let fields = [$((stringify!($field), concat!($($fdoc),*), <$type as $crate::api::shape::Shown>::place()),)*];
                $crate::api::shape::object(concat!($($doc),*), fields)
            }
            fn place() -> serde_json::Value {
                serde_json::json!({ "$ref": concat!("#/components/schemas/", stringify!($name)) })
            }
        }
    };
}

/// The schema of an object whose fields are always there.
pub fn object(about: &str, fields: impl IntoIterator<Item = (&'static str, &'static str, Value)>) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (name, about, mut schema) in fields {
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("description".to_owned(), Value::from(about.trim()));
        }
        properties.insert(name.to_owned(), schema);
        required.push(name);
    }
    json!({ "type": "object", "description": about.trim(), "properties": properties, "required": required })
}

impl<T: Shown> Shown for Option<T> {
    fn shown(&self) -> Value {
        self.as_ref().map_or(Value::Null, Shown::shown)
    }
    fn schema() -> Value {
        schema::or_null(T::place())
    }
}

impl<T: Shown> Shown for Vec<T> {
    fn shown(&self) -> Value {
        Value::Array(self.iter().map(Shown::shown).collect())
    }
    fn schema() -> Value {
        json!({ "type": "array", "items": T::place() })
    }
}

macro_rules! plain {
    ($($type:ty as $name:literal,)*) => {$(
        impl Shown for $type {
            fn shown(&self) -> Value { Value::from(self.clone()) }
            fn schema() -> Value { json!({ "type": $name }) }
        }
    )*};
}

plain! {
    String as "string",
    i64 as "integer",
    bool as "boolean",
}

/// Ids and codes: written as they are shown, described as a form describes them.
macro_rules! written {
    ($($type:ty,)*) => {$(
        impl Shown for $type {
            fn shown(&self) -> Value { Value::from(self.to_string()) }
            fn schema() -> Value { schema::plain(&<$type as Field>::kind()) }
        }
    )*};
}

written! {
    id::AccountId, id::CaseId, id::ClaimId, id::ContactId, id::FileId, id::FollowUpId, id::ObligationId, id::OrganisationId, id::PartyId,
    id::RecusalId, id::RoomId, id::SessionId,
    domain::access::Role,
    domain::agreement::ObligationKind,
    domain::agreement::Signer,
    domain::case::Act,
    domain::case::Stage,
    domain::closing::CloseResult,
    domain::closing::VisitKind,
    domain::intake::Channel,
    domain::intake::Complexity,
    domain::intake::PartyRole,
    domain::intake::ScopeClass,
    domain::intake::Side,
    domain::mediation::InvitationState,
    domain::mediation::RecusalDecision,
    domain::mediation::SessionMeans,
    domain::mediation::SessionResult,
    domain::mediation::SuspensionGround,
    Day,
}

impl Shown for domain::case::Reason {
    fn shown(&self) -> Value {
        Value::from(self.code())
    }
    fn schema() -> Value {
        json!({ "type": "string", "enum": Self::CODES })
    }
}

impl Shown for Money {
    fn shown(&self) -> Value {
        Value::from(self.plain())
    }
    fn schema() -> Value {
        json!({ "type": "string", "pattern": schema::MONEY })
    }
}

impl Shown for Moment {
    fn shown(&self) -> Value {
        Value::from(rfc3339(*self))
    }
    fn schema() -> Value {
        json!({ "type": "string", "format": "date-time" })
    }
}

/// `2026-11-20T15:00:00.000+08:00`.
pub fn rfc3339(at: Moment) -> String {
    let of_minute = at.0.rem_euclid(60_000);
    format!("{at}:{:02}.{:03}+08:00", of_minute / 1000, of_minute % 1000)
}

/// Any JSON object.
#[derive(Clone, Debug)]
pub struct Anything(pub Value);

impl Shown for Anything {
    fn shown(&self) -> Value {
        self.0.clone()
    }
    fn schema() -> Value {
        json!({ "type": "object" })
    }
}

#[cfg(test)]
mod tests {
    use domain::kernel::Moment;

    #[test]
    fn a_moment_is_told_with_its_zone() {
        assert_eq!(super::rfc3339(Moment(0)), "1970-01-01T08:00:00.000+08:00");
        assert_eq!(super::rfc3339(Moment(1_795_136_461_007)), "2026-11-20T09:01:01.007+08:00");
    }
}
