//! The formats that the state has had, one step each. A step that was released is never changed.

use std::borrow::Cow;

use sqlx::migrate::{Migration, MigrationType, Migrator};

/// Each step: its number, what it does in a word, its SQL.
const STEPS: &[(i64, &str, &str)] = &[(1, "begin", include_str!("migrations/0001_begin.sql"))];

/// The latest format.
pub(super) const LATEST: i64 = STEPS[STEPS.len() - 1].0;

/// What brings any older state to the latest format.
pub(super) fn migrator() -> Migrator {
    let step = |&(number, name, sql): &(i64, &'static str, &'static str)| {
        Migration::new(number, Cow::Borrowed(name), MigrationType::Simple, Cow::Borrowed(sql), false)
    };
    Migrator { migrations: STEPS.iter().map(step).collect(), ..Migrator::DEFAULT }
}

/// Whether a step that a file notes is the first of this program's.
pub(super) fn is_first(version: i64, checksum: &[u8]) -> bool {
    migrator().iter().next().is_some_and(|first| first.version == version && *first.checksum == *checksum)
}
