//! Finding a place by what people type.
//!
//! Names are folded ([`fold`]) and compared in this order: exact, prefix, word prefix, then near misses. The words of a
//! kind (Prefecture, 市, 시 …) may be left off or typed. Nothing in here knows why a place is looked for.

mod countries;
mod fold;
mod index;
mod kind_words;
mod mentioned;
mod near;
mod search;

pub use countries::{busiest, complete_countries, country_called, find_country, is_country};
pub use fold::fold;
pub use index::NameIndex;
pub use mentioned::mentioned;
pub use search::{Found, complete, find, find_or_elsewhere};
