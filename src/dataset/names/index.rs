//! Every folded name of every place, sorted, with the starts of its words and an index of its letter pairs.

use super::fold::{fold, variants};
use super::kind_words::bare_name;
use super::near::Pairs;
use crate::dataset::{Country, Links, Place, PlaceIx, PlaceKind, Table};

/// One name under which a place may be found.
#[derive(Clone, Copy)]
struct Key {
    start: u32,
    len: u16,
    place: PlaceIx,
    form: Form,
}

/// How the text of a key comes from a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Form {
    /// It is the folded name.
    Whole,
    /// It is what another keyboard or habit makes of it: `koeln`, `saint louis`.
    Variant,
    /// It is the name with its kind's word off.
    Stripped,
}

/// A place found under a key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) place: PlaceIx,
    pub(super) form: Form,
}

/// The index over all names.
pub struct NameIndex {
    letters: String,
    /// Sorted by their text.
    keys: Vec<Key>,
    /// The starts of later words: (key, byte offset within it), sorted by the text from there on.
    words: Vec<(u32, u16)>,
    pairs: Pairs,
    /// For each place its rank among all, 0 the first: cities first, then the ones with the most ties.
    ranks: Vec<u32>,
    /// The places in the order of their ranks.
    by_rank: Vec<PlaceIx>,
    /// The countries that places or ties of the data lie in, in the order of their names.
    countries: Vec<Country>,
    /// How often a place in each of them is a party to a tie, in the same order.
    parties_in: Vec<usize>,
}

impl NameIndex {
    pub(in crate::dataset) fn new(places: &Table<Place>, links: &Links) -> NameIndex {
        let mut named: Vec<(String, PlaceIx, Form)> = Vec::with_capacity(places.len() * 5);
        for (ix, place) in places.iter() {
            let from = named.len();
            let names = std::iter::once(&place.name).chain(place.names.iter().map(|(_, name)| name));
            for name in names.chain(place.aliases.iter()) {
                let folded = fold(name);
                named.extend(variants(name, &folded).into_iter().map(|text| (text, ix, Form::Variant)));
                if let Some(bare) = bare_name(&folded).filter(|bare| bare.kinds.contains(&place.kind)) {
                    named.push((bare.name.to_owned(), ix, Form::Stripped));
                }
                named.push((folded, ix, Form::Whole));
            }
            // A spelling that is there as a name is not also there as a made one.
            named[from..].sort_unstable();
            let mut at = from;
            while at + 1 < named.len() {
                if named[at].0 == named[at + 1].0 { drop(named.remove(at + 1)) } else { at += 1 }
            }
        }
        named.retain(|(text, ..)| !text.is_empty() && text.len() <= usize::from(u16::MAX));
        named.sort_unstable();
        let mut letters = String::with_capacity(named.iter().map(|(text, ..)| text.len()).sum());
        let keys: Vec<Key> = named
            .into_iter()
            .map(|(text, place, form)| {
                let key = Key { start: letters.len() as u32, len: text.len() as u16, place, form };
                letters.push_str(&text);
                key
            })
            .collect();
        let text = |key: &Key| &letters[key.start as usize..][..usize::from(key.len)];
        let mut words: Vec<(u32, u16)> = Vec::new();
        for (n, key) in keys.iter().enumerate() {
            words.extend(text(key).match_indices(' ').map(|(at, _)| (n as u32, at as u16 + 1)));
        }
        words.sort_by(|a, b| {
            let from = |&(n, at): &(u32, u16)| &text(&keys[n as usize])[usize::from(at)..];
            from(a).cmp(from(b))
        });
        let pairs = Pairs::new(keys.iter().map(text));
        let (ranks, by_rank) = ranks(places, links);
        let countries = countries(places);
        let mut parties_in = vec![0; countries.len()];
        for (ix, place) in places.iter() {
            if let Some(at) = countries.iter().position(|&country| country == place.country) {
                parties_in[at] += links.ties.of(ix).len();
            }
        }
        NameIndex { letters, keys, words, pairs, ranks, by_rank, countries, parties_in }
    }

    /// The places of which this folded text is a whole name.
    pub(super) fn exact<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = Hit> + 'a {
        let from = self.keys.partition_point(|key| self.text(key) < folded);
        self.keys[from..].iter().take_while(move |key| self.text(key) == folded).map(Key::hit)
    }

    /// The names that begin with this folded text, each with whether a word of it ends there.
    pub(super) fn prefixed<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = (Hit, bool)> + 'a {
        let from = self.keys.partition_point(|key| self.text(key) < folded);
        self.keys[from..]
            .iter()
            .take_while(move |key| self.text(key).starts_with(folded))
            .map(move |key| (key.hit(), matches!(self.text(key).as_bytes().get(folded.len()), None | Some(b' '))))
    }

    /// The names of which a later word begins with this folded text, each with whether that word ends there.
    pub(super) fn word_prefixed<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = (Hit, bool)> + 'a {
        let from = self.words.partition_point(|&word| self.tail(word) < folded);
        self.words[from..].iter().take_while(move |&&word| self.tail(word).starts_with(folded)).map(move |&word| {
            let ends = matches!(self.tail(word).as_bytes().get(folded.len()), None | Some(b' '));
            (self.keys[word.0 as usize].hit(), ends)
        })
    }

    /// The names most like this folded text, the nearest first.
    pub(super) fn near<'a>(&'a self, folded: &'a str) -> Vec<(super::near::Likeness, Hit)> {
        let mut near: Vec<_> = self
            .pairs
            .candidates(folded)
            .into_iter()
            .filter_map(|n| {
                let text = self.text(&self.keys[n as usize]);
                super::near::likeness(folded, text).map(|likeness| (likeness, n as usize, text))
            })
            // Of several places with the same name only the first is among the candidates.
            .flat_map(|(likeness, n, text)| {
                let same = self.keys[n..].iter().take_while(move |key| self.text(key) == text);
                same.map(move |key| (likeness, key.hit()))
            })
            .collect();
        near.sort_by(|(a, x), (b, y)| b.cmp(a).then(self.rank(x.place).cmp(&self.rank(y.place))));
        near
    }

    /// The rank of a place among all, 0 the first to be shown.
    pub fn rank(&self, place: PlaceIx) -> u32 {
        self.ranks[place.at()]
    }

    /// All places, cities first, then the ones with the most ties.
    pub fn by_rank(&self) -> &[PlaceIx] {
        &self.by_rank
    }

    /// The countries of the data, in the order of their English names.
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// How often a place in this country is a party to a tie.
    pub(super) fn parties_in(&self, country: Country) -> usize {
        let at = self.countries.iter().position(|&other| other == country);
        at.map_or(0, |at| self.parties_in[at])
    }

    fn text(&self, key: &Key) -> &str {
        &self.letters[key.start as usize..][..usize::from(key.len)]
    }

    fn tail(&self, (key, at): (u32, u16)) -> &str {
        &self.text(&self.keys[key as usize])[usize::from(at)..]
    }
}

impl Key {
    fn hit(&self) -> Hit {
        Hit { place: self.place, form: self.form }
    }
}

fn ranks(places: &Table<Place>, links: &Links) -> (Vec<u32>, Vec<PlaceIx>) {
    let mut by_rank: Vec<PlaceIx> = places.iter().map(|(ix, _)| ix).collect();
    by_rank.sort_by(|&a, &b| {
        let order = |ix: PlaceIx| (group(places[ix].kind), std::cmp::Reverse(links.ties.of(ix).len()));
        order(a).cmp(&order(b)).then_with(|| places[a].name.cmp(&places[b].name)).then(a.cmp(&b))
    });
    let mut ranks = vec![0; by_rank.len()];
    by_rank.iter().zip(0..).for_each(|(ix, rank)| ranks[ix.at()] = rank);
    (ranks, by_rank)
}

/// Which kinds are shown first where several places match equally well.
fn group(kind: PlaceKind) -> u8 {
    match kind {
        PlaceKind::City | PlaceKind::Municipality => 0,
        PlaceKind::Town | PlaceKind::District => 1,
        PlaceKind::Prefecture | PlaceKind::Province | PlaceKind::State | PlaceKind::Region | PlaceKind::Country => 2,
        PlaceKind::County => 3,
        PlaceKind::Port | PlaceKind::Institution => 4,
    }
}

fn countries(places: &Table<Place>) -> Vec<Country> {
    let mut countries: Vec<Country> = places.iter().map(|(_, place)| place.country).collect();
    countries.sort_unstable();
    countries.dedup();
    countries.sort_by_key(|country| country.name());
    countries
}
