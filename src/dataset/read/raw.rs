//! Records as they stand in a file, before they are judged: each field holds whatever was found.
//!
//! An unknown key or a doubled one is remembered and read past, so that one pass over a record finds everything that is
//! wrong with it.

use std::borrow::Cow;

use serde::de::{IgnoredAny, MapAccess};

use super::limits::KEPT_ODD_KEYS;
use super::values::{Bare, Entries, Found, Key, Leaf, List, Shape, Text};

/// A key of a record that should not be there.
pub(super) enum OddKey {
    /// No field has this name.
    Unknown(Box<str>),
    /// This field stands there already.
    Twice(&'static str),
}

/// The keys of a record that should not be there, each with its place among all keys of the record.
#[derive(Default)]
pub(super) struct OddKeys {
    pub keys: Vec<(usize, OddKey)>,
    /// How many more there are, which are not kept.
    pub more: usize,
}

impl OddKeys {
    pub fn add(&mut self, entry: usize, key: OddKey) {
        if self.keys.len() < KEPT_ODD_KEYS {
            self.keys.push((entry, key));
        } else {
            self.more += 1;
        }
    }
}

/// An element of one of the four tables.
pub(super) trait RawRecord<'a>: Shape<'a> {
    /// The names of its fields, in the order of FORMAT.md.
    const FIELDS: &'static [&'static str];
    /// Its id, where that is a text.
    fn named(&self) -> Option<Cow<'a, str>>;
    fn odd(&self) -> &OddKeys;
}

macro_rules! has_id {
    ($($name:ident),*) => {$(
        impl<'a> RawRecord<'a> for $name<'a> {
            const FIELDS: &'static [&'static str] = $name::FIELDS;
            fn named(&self) -> Option<Cow<'a, str>> {
                match &self.id {
                    Some(Leaf(Ok(Text(id)))) => Some(id.clone()),
                    _ => None,
                }
            }
            fn odd(&self) -> &OddKeys {
                &self.odd
            }
        }
    )*};
}
has_id!(RawPlace, RawSource, RawPartnership, RawFact);

/// Makes a record whose fields may each be missing or hold anything, with the names of its fields in `FIELDS`.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident<$a:lifetime> { $($field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Default)]
        pub(super) struct $name<$a> {
            $(pub $field: Option<$type>,)*
            pub odd: OddKeys,
        }

        impl $name<'_> {
            /// The names of its fields, in the order of FORMAT.md.
            pub const FIELDS: &'static [&'static str] = &[$(stringify!($field),)*];
        }

        impl<$a> Shape<$a> for $name<$a> {
            const WANTED: &'static str = "an object";

            fn object<A: MapAccess<$a>>(mut object: A) -> Result<Result<Self, Found>, A::Error> {
                let mut record = Self::default();
                let mut entry = 0;
                while let Some(Key(key)) = object.next_key()? {
                    match &*key {
                        $(stringify!($field) => {
                            if record.$field.is_none() {
                                record.$field = Some(object.next_value()?);
                            } else {
                                object.next_value::<IgnoredAny>()?;
                                record.odd.add(entry, OddKey::Twice(stringify!($field)));
                            }
                        })*
                        _ => {
                            object.next_value::<IgnoredAny>()?;
                            record.odd.add(entry, OddKey::Unknown(super::quote::shortened(&key).into()));
                        }
                    }
                    entry += 1;
                }
                Ok(Ok(record))
            }
        }
    };
}

record! {
    /// An element of places.json.
    RawPlace<'a> {
        id: Leaf<Text<'a>>,
        name: Leaf<Text<'a>>,
        kind: Leaf<Text<'a>>,
        country: Leaf<Text<'a>>,
        within: Leaf<Text<'a>>,
        names: Leaf<Entries<'a, Leaf<Text<'a>>>>,
        aliases: Leaf<List<Leaf<Text<'a>>>>,
        wikidata: Leaf<Text<'a>>,
        lat: Bare<'a>,
        lon: Bare<'a>,
        geonames: Bare<'a>,
    }
}

record! {
    /// An element of sources.json.
    RawSource<'a> {
        id: Leaf<Text<'a>>,
        title: Leaf<Text<'a>>,
        publisher: Leaf<Text<'a>>,
        url: Leaf<Text<'a>>,
        date: Leaf<Text<'a>>,
        author: Leaf<Text<'a>>,
        language: Leaf<Text<'a>>,
        accessed: Leaf<Text<'a>>,
        tier: Leaf<Text<'a>>,
    }
}

record! {
    /// An element of partnerships.json.
    RawPartnership<'a> {
        id: Leaf<Text<'a>>,
        kind: Leaf<Text<'a>>,
        parties: Leaf<List<Leaf<Text<'a>>>>,
        since: Leaf<List<Leaf<RawClaim<'a>>>>,
        until: Leaf<List<Leaf<RawClaim<'a>>>>,
        status: Leaf<Text<'a>>,
        topics: Leaf<List<Leaf<Text<'a>>>>,
        sources: Leaf<List<Leaf<Text<'a>>>>,
    }
}

record! {
    /// An element of `since` or `until`.
    RawClaim<'a> {
        date: Leaf<Text<'a>>,
        sources: Leaf<List<Leaf<Text<'a>>>>,
    }
}

record! {
    /// An element of facts.json.
    RawFact<'a> {
        id: Leaf<Text<'a>>,
        about: Leaf<List<Leaf<Text<'a>>>>,
        date: Leaf<Text<'a>>,
        topics: Leaf<List<Leaf<Text<'a>>>>,
        text: Leaf<Text<'a>>,
        measure: Leaf<Entries<'a, Bare<'a>>>,
        sources: Leaf<List<Leaf<Text<'a>>>>,
    }
}
