//! Which record points at which, the other way round: a place's ties, a tie's facts, what lies within a place.

use super::date::PartialDate;
use super::records::{Fact, FactIx, Partnership, Place, PlaceIx, Subject, TieIx};
use super::table::{Ix, Record, Table};

/// For every record of one table the records of another that belong to it, in two flat arrays.
pub struct Grouped<K, V> {
    // The members of the n-th key stand in `members[starts[n]..starts[n + 1]]`.
    starts: Vec<u32>,
    members: Vec<Ix<V>>,
    keys: std::marker::PhantomData<fn() -> K>,
}

impl<K, V> Grouped<K, V> {
    /// Groups the pairs that `each` hands out; it is called twice and must hand out the same both times.
    fn new(keys: usize, each: impl Fn(&mut dyn FnMut(Ix<K>, Ix<V>))) -> Self {
        let mut starts = vec![0u32; keys + 1];
        each(&mut |key, _| starts[key.at() + 1] += 1);
        for n in 0..keys {
            starts[n + 1] += starts[n];
        }
        let mut next = starts.clone();
        let mut members = vec![Ix::new(0); starts[keys] as usize];
        each(&mut |key, member| {
            members[next[key.at()] as usize] = member;
            next[key.at()] += 1;
        });
        Grouped { starts, members, keys: std::marker::PhantomData }
    }

    /// What belongs to a record, in the order of its table.
    pub fn of(&self, key: Ix<K>) -> &[Ix<V>] {
        &self.members[self.starts[key.at()] as usize..self.starts[key.at() + 1] as usize]
    }
}

/// All the ways back.
pub struct Links {
    /// The ties of a place.
    pub ties: Grouped<Place, Partnership>,
    /// The facts about a place.
    pub facts_of_place: Grouped<Place, Fact>,
    /// The facts about a tie.
    pub facts_of_tie: Grouped<Partnership, Fact>,
    /// What lies directly within a place.
    pub inside: Grouped<Place, Place>,
    /// Every tie with a date, by its first claim, then by id.
    pub by_date: Vec<(PartialDate, TieIx)>,
    /// Every tie that no source dates, in the order of the table.
    pub undated: Vec<TieIx>,
}

impl Links {
    pub(super) fn new(places: &Table<Place>, ties: &Table<Partnership>, facts: &Table<Fact>) -> Links {
        let about = |each: &mut dyn FnMut(FactIx, Subject)| {
            for (ix, fact) in facts.iter() {
                fact.about.iter().for_each(|&subject| each(ix, subject));
            }
        };
        // The dates stand beside the positions while they are sorted: to look at the ties a million times over would take
        // longer than all the rest. Where the file is sorted by id, as it should be, the positions tell the ids' order.
        let sorted = ties.iter().is_sorted_by(|(_, a), (_, b)| a.id() <= b.id());
        let mut by_date: Vec<(PartialDate, TieIx)> =
            ties.iter().filter_map(|(ix, tie)| Some((tie.began()?, ix))).collect();
        by_date.sort_unstable_by(|(a_date, a), (b_date, b)| {
            let by_id = || if sorted { a.cmp(b) } else { ties[*a].id().cmp(ties[*b].id()) };
            a_date.cmp(b_date).then_with(by_id)
        });
        let undated = ties.iter().filter(|(_, tie)| tie.since.is_empty()).map(|(ix, _)| ix).collect();
        Links {
            ties: Grouped::new(places.len(), |add| {
                for (ix, tie) in ties.iter() {
                    tie.parties.iter().for_each(|&party| add(party, ix));
                }
            }),
            facts_of_place: Grouped::new(places.len(), |add| {
                about(&mut |fact, subject| {
                    if let Subject::Place(place) = subject {
                        add(place, fact);
                    }
                });
            }),
            facts_of_tie: Grouped::new(ties.len(), |add| {
                about(&mut |fact, subject| {
                    if let Subject::Tie(tie) = subject {
                        add(tie, fact);
                    }
                });
            }),
            inside: Grouped::new(places.len(), |add| {
                for (ix, place) in places.iter() {
                    if let Some(outer) = place.within {
                        add(outer, ix);
                    }
                }
            }),
            by_date,
            undated,
        }
    }

    /// The ties that both places are parties of, in the order of the table.
    pub fn between(&self, a: PlaceIx, b: PlaceIx) -> Vec<TieIx> {
        let (a, b) = (self.ties.of(a), self.ties.of(b));
        a.iter().copied().filter(|tie| b.binary_search(tie).is_ok()).collect()
    }
}
