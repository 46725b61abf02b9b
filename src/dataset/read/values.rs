//! Values as they stand in a file, before they are judged, borrowed from its text.
//!
//! Reading into these types fails on syntax only: a number where a text belongs is remembered and read past.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::limits::KEPT_ENTRIES;

/// What sort of value stands in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Null,
    Boolean,
    Number,
    Text,
    Array,
    Object,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Found::Null => "null",
            Found::Boolean => "true or false",
            Found::Number => "a number",
            Found::Text => "a text",
            Found::Array => "an array",
            Found::Object => "an object",
        })
    }
}

/// A sort of value that a field may want. Whatever it does not override is read past and given back as [`Found`].
pub(super) trait Shape<'de>: Sized {
    /// What messages call it.
    const WANTED: &'static str;

    fn text(_: Cow<'de, str>) -> Result<Self, Found> {
        Err(Found::Text)
    }

    fn array<A: SeqAccess<'de>>(mut array: A) -> Result<Result<Self, Found>, A::Error> {
        while array.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Err(Found::Array))
    }

    fn object<A: MapAccess<'de>>(mut object: A) -> Result<Result<Self, Found>, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Err(Found::Object))
    }
}

/// The wanted value, or what stands in its place.
pub(super) struct Leaf<T>(pub Result<T, Found>);

impl<'de, T: Shape<'de>> Deserialize<'de> for Leaf<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyOf(PhantomData)).map(Leaf)
    }
}

struct AnyOf<T>(PhantomData<fn() -> T>);

impl<'de, T: Shape<'de>> Visitor<'de> for AnyOf<T> {
    type Value = Result<T, Found>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::WANTED)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Err(Found::Null))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Err(Found::Boolean))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Err(Found::Number))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Err(Found::Number))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Err(Found::Number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(T::text(Cow::Borrowed(text)))
    }

    // A text with escapes, which had to be written anew.
    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(T::text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<Self::Value, A::Error> {
        T::array(array)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Self::Value, A::Error> {
        T::object(object)
    }
}

/// A text.
pub(super) struct Text<'a>(pub Cow<'a, str>);

impl<'de> Shape<'de> for Text<'de> {
    const WANTED: &'static str = "a text";

    fn text(text: Cow<'de, str>) -> Result<Self, Found> {
        Ok(Text(text))
    }
}

/// An array. Only as many values are kept as any list may have; `total` counts them all.
pub(super) struct List<T> {
    pub items: Vec<T>,
    pub total: usize,
}

impl<'de, T: Deserialize<'de>> Shape<'de> for List<T> {
    const WANTED: &'static str = "an array";

    fn array<A: SeqAccess<'de>>(mut array: A) -> Result<Result<Self, Found>, A::Error> {
        let mut items = Vec::new();
        let mut total = 0;
        while items.len() < KEPT_ENTRIES {
            let Some(item) = array.next_element()? else { break };
            items.push(item);
            total += 1;
        }
        if total == KEPT_ENTRIES {
            while array.next_element::<IgnoredAny>()?.is_some() {
                total += 1;
            }
        }
        Ok(Ok(List { items, total }))
    }
}

/// An object whose keys are free, in the order of the file; bounded as [`List`] is.
pub(super) struct Entries<'a, T> {
    pub items: Vec<(Cow<'a, str>, T)>,
    pub total: usize,
}

impl<'de, T: Deserialize<'de>> Shape<'de> for Entries<'de, T> {
    const WANTED: &'static str = "an object";

    fn object<A: MapAccess<'de>>(mut object: A) -> Result<Result<Self, Found>, A::Error> {
        let mut items = Vec::new();
        let mut total = 0;
        while items.len() < KEPT_ENTRIES {
            let Some((Key(key), value)) = object.next_entry()? else { break };
            items.push((key, value));
            total += 1;
        }
        if total == KEPT_ENTRIES {
            while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
                total += 1;
            }
        }
        Ok(Ok(Entries { items, total }))
    }
}

/// The key of an object.
pub(super) struct Key<'a>(pub Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyText;
        impl<'de> Visitor<'de> for KeyText {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyText)
    }
}

/// A value as it is written. Numbers are judged by their digits: a parsed one no longer shows its decimals.
pub(super) struct Bare<'a>(pub &'a str);

impl<'de> Deserialize<'de> for Bare<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&RawValue>::deserialize(deserializer).map(|raw| Bare(raw.get()))
    }
}

impl Bare<'_> {
    pub fn found(&self) -> Found {
        match self.0.as_bytes().first() {
            Some(b'n') => Found::Null,
            Some(b't' | b'f') => Found::Boolean,
            Some(b'"') => Found::Text,
            Some(b'[') => Found::Array,
            Some(b'{') => Found::Object,
            _ => Found::Number,
        }
    }
}
