//! The version that is served now.

use std::sync::Arc;

use arc_swap::ArcSwap;

use super::Dataset;

/// The one pointer to the data that everything reads through.
///
/// A reader takes the version that stands there when its question arrives and finishes on it, whatever is swapped in
/// meanwhile.
#[derive(Clone)]
pub struct Current(Arc<ArcSwap<Dataset>>);

impl Current {
    /// Serves this version.
    pub fn new(dataset: Dataset) -> Current {
        Current(Arc::new(ArcSwap::from_pointee(dataset)))
    }

    /// The version that is served now.
    pub fn get(&self) -> Arc<Dataset> {
        self.0.load_full()
    }

    /// Serves another version from now on, and gives back the one before.
    pub fn swap(&self, dataset: Dataset) -> Arc<Dataset> {
        self.0.swap(Arc::new(dataset))
    }
}
