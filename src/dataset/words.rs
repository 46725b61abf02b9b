//! The closed vocabularies of the data: kinds, statuses, tiers, topics, each with the word that stands in the files.

use std::fmt;

/// Makes an enum whose variants are written as fixed words, with `WORDS`, `ALL`, `word` and `from_word`.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every value, in the order of FORMAT.md.
            pub const ALL: &[$name] = &[$($name::$variant,)*];
            /// Every word, in the same order.
            pub const WORDS: &[&str] = &[$($word,)*];

            /// The word that stands for it in the files.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }

            /// What a word of the files stands for.
            pub fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)* _ => None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

vocabulary! {
    /// What sort of place a place is.
    PlaceKind {
        City = "city",
        /// A province-level city such as Shanghai.
        Municipality = "municipality",
        Prefecture = "prefecture",
        Province = "province",
        State = "state",
        Region = "region",
        County = "county",
        District = "district",
        Town = "town",
        Port = "port",
        /// A university, a hospital.
        Institution = "institution",
        Country = "country",
    }
}

vocabulary! {
    /// What sort of tie a partnership is.
    TieKind {
        /// A formal sister-city, friendship-city or twin-town tie at any level.
        Sister = "sister",
        /// The formal tier below: friendly cooperation or exchange city.
        FriendlyExchange = "friendly-exchange",
        /// Port to port.
        Port = "port",
        /// University to university and the like.
        Institution = "institution",
        /// A project, a corridor, a memorandum, a consultation.
        Cooperation = "cooperation",
        /// One body of three or more.
        Alliance = "alliance",
    }
}

vocabulary! {
    /// What the sources say of the state of a tie.
    Status {
        /// No source that was read says that it ended, was suspended or is only planned. It is not a statement that the
        /// tie is alive: no answer uses the word.
        Active = "active",
        Suspended = "suspended",
        Ended = "ended",
        Planned = "planned",
    }
}

vocabulary! {
    /// How near a source is to what it reports, from the nearest to the farthest.
    Tier {
        /// A government, a city, a signatory body.
        Official = "official",
        Press = "press",
        /// An encyclopedia, an academic list.
        Reference = "reference",
        Other = "other",
    }
}

vocabulary! {
    /// What a partnership or a fact is about.
    Topic {
        Trade = "trade",
        Port = "port",
        Shipping = "shipping",
        Logistics = "logistics",
        Green = "green",
        Energy = "energy",
        Environment = "environment",
        Water = "water",
        Technology = "technology",
        Science = "science",
        Health = "health",
        Medicine = "medicine",
        Education = "education",
        Youth = "youth",
        Culture = "culture",
        Sports = "sports",
        Tourism = "tourism",
        Agriculture = "agriculture",
        UrbanDevelopment = "urban-development",
        Industry = "industry",
        Finance = "finance",
        Transport = "transport",
        Media = "media",
        Animals = "animals",
        DisasterRelief = "disaster-relief",
        Government = "government",
        History = "history",
    }
}

/// A set of topics.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct TopicSet(u32);

impl TopicSet {
    /// Adds a topic; `false` where it was there already.
    pub fn insert(&mut self, topic: Topic) -> bool {
        let bit = 1 << topic as u32;
        let new = self.0 & bit == 0;
        self.0 |= bit;
        new
    }

    /// Whether the topic is in it.
    pub fn contains(self, topic: Topic) -> bool {
        self.0 & (1 << topic as u32) != 0
    }

    /// Its topics, in the order of FORMAT.md.
    pub fn iter(self) -> impl Iterator<Item = Topic> {
        Topic::ALL.iter().copied().filter(move |&topic| self.contains(topic))
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}
