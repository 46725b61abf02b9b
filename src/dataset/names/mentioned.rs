//! Which places a running text names.

use super::fold::fold;
use super::index::Form;
use super::search::likeliest;
use crate::dataset::{Dataset, PlaceIx};

/// How many words a name has at most.
const WORDS: usize = 6;
/// How many characters a name has at most where words are not parted by spaces.
const HAN: usize = 8;
/// How much of a text is looked at: as much as a message of Discord may have.
const LOOKED_AT: usize = 4_000;

/// A single word without a capital is a place only from this length on.
const SHORTEST: usize = 4;
/// Folded names of places that are words, or names of people, as well: without a capital they are no places.
const WORDS_TOO: [&str; 69] = [
    "austin",
    "bath",
    "buffalo",
    "carmel",
    "charlotte",
    "chester",
    "cologne",
    "columbus in",
    "como",
    "concepcion",
    "cork",
    "dali",
    "edison",
    "entre rios",
    "essen",
    "faro",
    "federal district",
    "florence",
    "free state",
    "fuji",
    "gold coast",
    "hamilton",
    "hastings",
    "independence",
    "jackson",
    "la costa",
    "la paz",
    "la plata",
    "leon",
    "lima",
    "lincoln",
    "little rock",
    "long beach",
    "madeira",
    "maia",
    "marathon",
    "maritime territory",
    "minden",
    "mobile",
    "mons",
    "most",
    "nancy",
    "nice",
    "olympia",
    "orange",
    "orange county",
    "orlando",
    "paisley",
    "peine",
    "perm",
    "phoenix",
    "providence",
    "reading",
    "riverside",
    "rosario",
    "roth",
    "saga",
    "salvador",
    "santiago",
    "santos",
    "sofia",
    "split",
    "tempe",
    "tours",
    "victoria",
    "vladimir",
    "wake",
    "wellington",
    "worms",
];

/// The places that a text names, in its order, each once: the longest name at each place counts. Latin, Greek and
/// Cyrillic names without a capital count only where hardly anything else can be meant, since "nice" is not Nice.
pub fn mentioned(data: &Dataset, text: &str) -> Vec<PlaceIx> {
    let end = text.char_indices().nth(LOOKED_AT).map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    let words: Vec<&str> =
        text.split(|c: char| !(c.is_alphanumeric() || "'’.-".contains(c))).filter(|word| !word.is_empty()).collect();
    let mut found: Vec<PlaceIx> = Vec::new();
    let mut add = |place: PlaceIx| {
        if !found.contains(&place) {
            found.push(place);
        }
    };
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=WORDS.min(words.len() - at)).rev().find_map(|count| {
            let name = words[at..at + count].join(" ");
            let name = name.trim_matches(['.', '-', '\'', '’']);
            let place = if is_name(name) { named(data, name) } else { named_without_capital(data, name) };
            place.map(|place| (count, place))
        });
        match longest {
            Some((count, place)) => {
                add(place);
                at += count;
            }
            None => {
                unspaced(data, words[at]).into_iter().for_each(&mut add);
                at += 1;
            }
        }
    }
    found
}

/// Scripts with capitals: a name begins with one.
fn is_name(text: &str) -> bool {
    text.chars().next().is_some_and(|first| !first.is_lowercase()) && text.chars().any(char::is_alphabetic)
}

/// The place with ties that is called just so: by several words, or by a longer one that is its own English name; but not
/// where words or people are called so, too.
fn named_without_capital(data: &Dataset, name: &str) -> Option<PlaceIx> {
    let place = named(data, name).filter(|&place| !data.links.ties.of(place).is_empty())?;
    let folded = fold(name);
    let alone = || folded.chars().count() >= SHORTEST && fold(&data[place].name) == folded;
    let is_clear = (folded.contains(' ') || alone()) && WORDS_TOO.binary_search(&folded.as_str()).is_err();
    is_clear.then_some(place)
}

/// The place that is called just so.
fn named(data: &Dataset, name: &str) -> Option<PlaceIx> {
    let folded = fold(name);
    if folded.chars().count() < 2 {
        return None;
    }
    let hits = data.names.exact(&folded).filter(|hit| hit.form != Form::Stripped).map(|hit| hit.place).collect();
    likeliest(data, hits)
}

/// The names within a run of Han, kana or Hangul, where no space parts words.
fn unspaced(data: &Dataset, run: &str) -> Vec<PlaceIx> {
    let chars: Vec<char> = run.chars().collect();
    if !chars.iter().any(|&c| is_unspaced(c)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let longest = (2..=HAN.min(chars.len() - at)).rev().find_map(|count| {
            let name: String = chars[at..at + count].iter().collect();
            named(data, &name).map(|place| (count, place))
        });
        at += longest.map_or(1, |(count, _)| count);
        found.extend(longest.map(|(_, place)| place));
    }
    found
}

fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{20000}'..='\u{2FA1F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_sorted_and_folded() {
        assert!(WORDS_TOO.is_sorted());
        WORDS_TOO.iter().for_each(|word| assert_eq!(fold(word), *word));
    }
}
