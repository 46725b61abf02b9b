//! The words for what sort of place a place is, which people type or leave off: Nagasaki Prefecture, 天津市, 부산시.

use crate::dataset::PlaceKind::{self, *};

/// A word in its folded form, and the kinds it may stand for.
type Word = (&'static str, &'static [PlaceKind]);

/// Behind a name, after a space.
const AFTER: &[Word] = &[
    ("prefecture", &[Prefecture]),
    ("province", &[Province]),
    ("state", &[State]),
    ("region", &[Region]),
    ("oblast", &[Region, Province]),
    ("krai", &[Region]),
    ("county", &[County]),
    ("district", &[District, County]),
    ("ward", &[District]),
    ("city", &[City, Municipality]),
    ("municipality", &[City, Municipality, Town, District]),
    ("town", &[Town]),
    ("port", &[Port]),
    ("harbour", &[Port]),
    ("harbor", &[Port]),
    ("league", &[Prefecture]),
    ("shi", &[City, Municipality]),
    ("sheng", &[Province]),
    ("ken", &[Prefecture]),
    ("область", &[Region, Province]),
    ("край", &[Region]),
];

/// Before a name, with a space.
const BEFORE: &[Word] = &[
    ("city of", &[City, Municipality]),
    ("municipality of", &[City, Municipality, Town]),
    ("town of", &[Town]),
    ("province of", &[Province]),
    ("prefecture of", &[Prefecture]),
    ("state of", &[State]),
    ("free state of", &[State]),
    ("region of", &[Region]),
    ("county of", &[County]),
    ("district of", &[District, County]),
    ("port of", &[Port]),
    ("landkreis", &[County]),
    ("kreis", &[County]),
    ("provinz", &[Province]),
    ("prafektur", &[Prefecture]),
    ("hafen", &[Port]),
    ("stadt", &[City, Municipality]),
    ("ville de", &[City]),
    ("province de", &[Province]),
    ("prefecture de", &[Prefecture]),
    ("provincia de", &[Province]),
    ("provincia di", &[Province]),
    ("مدينة", &[City, Municipality]),
    ("محافظة", &[Province, Region]),
    ("город", &[City, Municipality]),
    ("провинция", &[Province]),
];

/// Behind a name without a space. Longer ones stand before the ones they end in.
const SUFFIXES: &[Word] = &[
    ("自治区", &[Region, Province]),
    ("自治州", &[Prefecture, Region]),
    ("特别市", &[City, Municipality]),
    ("特別市", &[City, Municipality]),
    ("广域市", &[City, Municipality]),
    ("廣域市", &[City, Municipality]),
    ("大区", &[Region]),
    ("大區", &[Region]),
    ("地区", &[Region, Prefecture]),
    ("市", &[City, Municipality, Town]),
    ("省", &[Province]),
    ("州", &[State, Region, Prefecture, Province]),
    ("盟", &[Prefecture]),
    ("区", &[District]),
    ("區", &[District]),
    ("县", &[County, Prefecture]),
    ("縣", &[County, Prefecture]),
    ("県", &[Prefecture, County]),
    ("府", &[Prefecture]),
    ("都", &[Prefecture]),
    ("町", &[Town]),
    ("镇", &[Town]),
    ("鎮", &[Town]),
    ("村", &[Town]),
    ("郡", &[County]),
    ("港", &[Port]),
    ("특별자치도", &[Province]),
    ("특별자치시", &[City, Municipality]),
    ("특별시", &[City, Municipality]),
    ("광역시", &[City, Municipality]),
    ("시", &[City, Municipality]),
    ("도", &[Province]),
    ("현", &[Prefecture]),
    ("성", &[Province]),
    ("주", &[State]),
    ("구", &[District]),
    ("군", &[County]),
    ("항", &[Port]),
];

/// A name with its kind's word off, and the kinds that the word stands for.
#[derive(Debug, PartialEq, Clone, Copy)]
pub(super) struct Bare<'a> {
    pub(super) name: &'a str,
    pub(super) kinds: &'static [PlaceKind],
}

/// Takes the kind's word off a folded name. `None` where there is none, or where too little would be left to be a name
/// (`广州` is not the state of `广`).
pub(super) fn bare(folded: &str) -> Option<Bare<'_>> {
    for (word, kinds) in AFTER {
        if let Some(name) = folded.strip_suffix(word).and_then(|rest| rest.strip_suffix(' ')) {
            return Some(Bare { name, kinds });
        }
    }
    for (word, kinds) in BEFORE {
        if let Some(name) = folded.strip_prefix(word).and_then(|rest| rest.strip_prefix(' ')) {
            return Some(Bare { name, kinds });
        }
    }
    for (word, kinds) in SUFFIXES {
        if let Some(name) = folded.strip_suffix(word) {
            let enough = if *word == "市" { 1 } else { 2 };
            if name.chars().count() >= enough {
                return Some(Bare { name: name.trim_end(), kinds });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_word_off() {
        let check = |typed: &str, name: &str, kind: PlaceKind| {
            let found = bare(typed).unwrap_or_else(|| panic!("{typed}: no kind word found"));
            assert_eq!(found.name, name, "{typed}");
            assert!(found.kinds.contains(&kind), "{typed}: {:?}", found.kinds);
        };
        check("nagasaki prefecture", "nagasaki", Prefecture);
        check("天津市", "天津", Municipality);
        check("津市", "津", City);
        check("江苏省", "江苏", Province);
        check("부산시", "부산", City);
        check("port of hamburg", "hamburg", Port);
        check("阿尔萨斯大区", "阿尔萨斯", Region);
        for none in ["广州", "香港", "kobe", "port", "city", "", "京都"] {
            assert_eq!(bare(none), None, "{none}");
        }
    }
}
