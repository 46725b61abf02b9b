//! A table of records, and the typed positions that stand for references once they are resolved.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Index;

use hashbrown::HashTable;

use super::short::ShortId;

/// The position of a record in its table: what an id becomes once it is known to resolve.
///
/// It is only meaningful in the dataset that gave it.
pub struct Ix<T>(u32, PhantomData<fn() -> T>);

impl<T> Ix<T> {
    /// The position as an index into a slice.
    pub fn at(self) -> usize {
        self.0 as usize
    }

    /// The `n`-th record. A table holds fewer than 2³² records.
    pub(crate) fn new(n: usize) -> Self {
        Ix(u32::try_from(n).unwrap_or(u32::MAX), PhantomData)
    }
}

impl<T> Clone for Ix<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Ix<T> {}
impl<T> PartialEq for Ix<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Ix<T> {}
impl<T> PartialOrd for Ix<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Ix<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> Hash for Ix<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Ix<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// What has an id of its own in the data.
pub trait Record {
    /// The id, unique within its table.
    fn id(&self) -> &str;
}

/// Records in the order of their file, found by id or by the short form of an id.
pub struct Table<T> {
    records: Vec<T>,
    // The short ids of the records: compared before the ids themselves, which lie scattered over the memory.
    shorts: Vec<ShortId>,
    ids: HashTable<u32>,
}

impl<T: Record> Table<T> {
    /// An empty table.
    pub(crate) fn new() -> Self {
        Table { records: Vec::new(), shorts: Vec::new(), ids: HashTable::new() }
    }

    /// Adds a record; where its id is taken, gives it back with the position of the one that has it.
    pub(crate) fn insert(&mut self, record: T) -> Result<Ix<T>, (T, Ix<T>)> {
        let short = ShortId::of(record.id());
        if let Some(ix) = self.find(short, |other| other.id() == record.id()) {
            return Err((record, ix));
        }
        let ix = Ix::new(self.records.len());
        self.records.push(record);
        self.shorts.push(short);
        let shorts = &self.shorts;
        self.ids.insert_unique(short.spread(), ix.0, |&n| shorts[n as usize].spread());
        Ok(ix)
    }

    /// The record with this id.
    pub fn by_id(&self, id: &str) -> Option<Ix<T>> {
        self.find(ShortId::of(id), |record| record.id() == id)
    }

    /// The record whose id has this short form.
    pub fn by_short(&self, short: ShortId) -> Option<Ix<T>> {
        self.find(short, |_| true)
    }

    fn find(&self, short: ShortId, is_it: impl Fn(&T) -> bool) -> Option<Ix<T>> {
        let is_it = |&n: &u32| self.shorts[n as usize] == short && is_it(&self.records[n as usize]);
        self.ids.find(short.spread(), is_it).map(|&n| Ix(n, PhantomData))
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Every record with its position, in the order of the file.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Ix<T>, &T)> + DoubleEndedIterator {
        self.records.iter().enumerate().map(|(n, record)| (Ix::new(n), record))
    }

    /// For what can be resolved only when the whole table is read (`within`).
    pub(crate) fn get_mut(&mut self, ix: Ix<T>) -> &mut T {
        &mut self.records[ix.at()]
    }

    /// Gives back what growing reserved and did not use.
    pub(crate) fn shrink(&mut self) {
        self.records.shrink_to_fit();
        self.shorts.shrink_to_fit();
        let shorts = &self.shorts;
        self.ids.shrink_to_fit(|&n| shorts[n as usize].spread());
    }
}

impl<T> Index<Ix<T>> for Table<T> {
    type Output = T;
    fn index(&self, ix: Ix<T>) -> &T {
        &self.records[ix.at()]
    }
}
