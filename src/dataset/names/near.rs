//! Near misses: which names look like what was typed.
//!
//! An index of letter pairs gives a few hundred candidates, so that only those are measured: a scan of all names is too
//! slow for autocomplete.

use std::collections::HashMap;

/// How many candidates are measured at most.
const CANDIDATES: usize = 256;
/// How many entries of the index one search reads at most; the rarest pairs are read first.
const READ: usize = 60_000;
/// Longer texts are no misspelt names.
const LONGEST: usize = 60;

/// For each pair of letters the names that hold it, `^` and `$` being the ends of a name.
pub(super) struct Pairs {
    ranges: HashMap<(char, char), (u32, u32)>,
    names: Vec<u32>,
    count: usize,
}

impl Pairs {
    /// Indexes names by their position; one that equals its predecessor is left out.
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>) -> Pairs {
        let mut all: Vec<((char, char), u32)> = Vec::new();
        let mut count = 0;
        let mut last = "";
        for (n, name) in names.enumerate() {
            count = n + 1;
            if name != last && name.len() <= 4 * LONGEST {
                let from = all.len();
                all.extend(pairs(name).map(|pair| (pair, n as u32)));
                all[from..].sort_unstable();
                last = name;
            }
        }
        all.sort_unstable();
        all.dedup();
        let mut ranges: HashMap<(char, char), (u32, u32)> = HashMap::new();
        for (at, (pair, _)) in all.iter().enumerate() {
            ranges.entry(*pair).or_insert((at as u32, at as u32)).1 = at as u32 + 1;
        }
        Pairs { ranges, names: all.into_iter().map(|(_, n)| n).collect(), count }
    }

    /// The names that share the most pairs with a folded text.
    pub(super) fn candidates(&self, folded: &str) -> Vec<u32> {
        if folded.is_empty() || folded.chars().count() > LONGEST {
            return Vec::new();
        }
        let mut typed: Vec<(char, char)> = pairs(folded).collect();
        typed.sort_unstable();
        typed.dedup();
        let mut ranges: Vec<(u32, u32)> = typed.iter().filter_map(|pair| self.ranges.get(pair).copied()).collect();
        ranges.sort_by_key(|(from, to)| to - from);
        let mut shared = vec![0u8; self.count];
        let mut touched: Vec<u32> = Vec::new();
        let mut read = 0;
        for (from, to) in ranges {
            read += (to - from) as usize;
            if read > READ && !touched.is_empty() {
                break;
            }
            for &n in &self.names[from as usize..to as usize] {
                if shared[n as usize] == 0 {
                    touched.push(n);
                }
                shared[n as usize] = shared[n as usize].saturating_add(1);
            }
        }
        if touched.len() > CANDIDATES {
            touched.select_nth_unstable_by_key(CANDIDATES, |&n| (u8::MAX - shared[n as usize], n));
            touched.truncate(CANDIDATES);
        }
        touched
    }
}

fn pairs(name: &str) -> impl Iterator<Item = (char, char)> {
    std::iter::once('^').chain(name.chars()).zip(name.chars().chain(std::iter::once('$')))
}

/// How alike two texts are; the greater, the more alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Likeness {
    /// Thousandths: 1000 less the edits (insert, drop, change, swap of neighbours) by the longer length.
    similarity: u16,
    /// Thousandths of Jaro-Winkler, which favours a common beginning.
    beginning: u16,
    /// 255 less the number of edits.
    few_edits: u8,
}

impl Likeness {
    /// How many letters were inserted, dropped, changed or swapped with a neighbour.
    pub(super) fn edits(self) -> u8 {
        u8::MAX - self.few_edits
    }
}

/// What is further off than this is not even worth a suggestion: a fifth of a short text, nearly half of a long one.
const LEAST: u16 = 200;
const LEAST_OF_LONG: u16 = 450;
const LONG: usize = 9;

/// In other scripts than Latin most names of most places are missing: what is not quite like one is another name, and
/// Кобе is not Скопье. Of two Chinese characters one may be wrong.
const LEAST_OF_OTHER_SCRIPTS: u16 = 600;
const LEAST_OF_HAN: u16 = 500;

/// How alike a text must be to be suggested.
fn least(typed: &str) -> u16 {
    // Latin letters end with the extension for Vietnamese.
    let other = |c: &char| c.is_alphabetic() && !matches!(c, '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}');
    match typed.chars().find(other) {
        Some('\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{20000}'..='\u{2FA1F}') => LEAST_OF_HAN,
        Some(_) => LEAST_OF_OTHER_SCRIPTS,
        None if typed.chars().count() < LONG => LEAST,
        None => LEAST_OF_LONG,
    }
}

/// How alike they are, where they are alike at all.
pub(super) fn likeness(typed: &str, name: &str) -> Option<Likeness> {
    let (a, b) = (typed.chars().count(), name.chars().count());
    let longer = a.max(b);
    let least = least(typed);
    // The difference in length alone is that many edits.
    if longer == 0 || a.abs_diff(b) * 1000 > longer * usize::from(1000 - least) {
        return None;
    }
    let edits = strsim::osa_distance(typed, name);
    let similarity = u16::try_from(1000 - (edits * 1000 / longer).min(1000)).unwrap_or(0);
    let beginning = (strsim::jaro_winkler(typed, name) * 1000.0) as u16;
    let few_edits = u8::MAX - u8::try_from(edits).unwrap_or(u8::MAX);
    (similarity >= least).then_some(Likeness { similarity, beginning, few_edits })
}
