//! What a layer above works out once for a dataset, and keeps with it until the dataset goes.

use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError};

/// One value of each type. The layers below need not know the types.
#[derive(Default)]
pub(super) struct Derived(Mutex<Vec<Arc<dyn Any + Send + Sync>>>);

impl Derived {
    /// The value of this type, which `make` makes the first time. Whoever asks meanwhile waits, so `make` must not ask for
    /// another value itself.
    pub(super) fn get<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> Arc<T> {
        // A value is added whole or not at all, so a panic in `make` leaves nothing half made.
        let mut values = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let made = values.iter().find_map(|value| Arc::clone(value).downcast().ok());
        made.unwrap_or_else(|| {
            let value = Arc::new(make());
            values.push(Arc::clone(&value) as Arc<dyn Any + Send + Sync>);
            value
        })
    }
}
