//! `codes!`: an enum whose variants have a stable stored code.
//!
//! The code is what databases, events, the API and the language file use; the Rust name may change, the code never.

/// Defines a plain enum with `ALL`, `code()`, `FromStr`, serde by code, and [`crate::kernel::Field`] as a choice.
#[macro_export]
macro_rules! codes {
    ($(#[$doc:meta])* pub enum $name:ident as $group:literal { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// The name of this list of codes in the language file.
            pub const GROUP: &'static str = $group;
            /// Every value, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
            /// Every stored code, in the order of the list.
            pub const CODES: &'static [&'static str] = &[$($code,)*];
            /// The stored code.
            pub const fn code(self) -> &'static str { match self { $(Self::$variant => $code,)* } }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.code()) }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::kernel::code::UnknownCode;
            fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
                match text { $($code => Ok(Self::$variant),)* _ => Err($crate::kernel::code::UnknownCode) }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> std::result::Result<S::Ok, S::Error> { s.serialize_str(self.code()) }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> std::result::Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl $crate::kernel::Field for $name {
            fn kind() -> $crate::kernel::Kind { $crate::kernel::Kind::Choice { group: $group, codes: Self::CODES } }
            fn read(value: &serde_json::Value, path: &$crate::kernel::form::Path, faults: &mut $crate::kernel::Faults) -> Option<Self> {
                match value.as_str().map(|text| text.trim().parse()) {
                    Some(Ok(found)) => Some(found),
                    _ => faults.note(path, $crate::kernel::Fault::UnknownChoice),
                }
            }
        }
    };
}

/// The text is not one of the codes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown code")]
pub struct UnknownCode;
