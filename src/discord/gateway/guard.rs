//! A panic while an interaction is answered: caught, so that the bot goes on, and told by where it happened.
//!
//! What a panic says may quote the text that it tripped over, and what somebody typed has no place in a log.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::panic::{self, AssertUnwindSafe, Location, PanicHookInfo};
use std::sync::Once;

thread_local! {
    /// Whether this thread is at work that is caught.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    /// Where such work ended.
    static ENDED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// An unexpected end.
#[derive(Debug)]
pub(super) struct Panicked {
    at: String,
    /// What was said of it, where that was written in the source and not put together.
    said: Option<&'static str>,
}

impl fmt::Display for Panicked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.said {
            Some(said) => write!(f, "at {}: {said}", self.at),
            None => write!(f, "at {}", self.at),
        }
    }
}

/// Does the work; what it panics with is printed nowhere.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info: &PanicHookInfo<'_>| match GUARDED.get() {
            true => ENDED.set(info.location().map(Location::to_string)),
            false => usual(info),
        }));
    });
    GUARDED.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    done.map_err(|payload: Box<dyn Any + Send>| Panicked {
        at: ENDED.take().unwrap_or_else(|| "an unknown place".to_owned()),
        said: payload.downcast_ref::<&'static str>().copied(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_where_and_no_more_than_the_source_says() {
        let panicked = |work: fn()| caught(work).unwrap_err().to_string();
        let said = panicked(|| panic!("a sentence of the source"));
        assert!(said.starts_with("at src/discord/gateway/guard.rs:") && said.ends_with(": a sentence of the source"));
        let said = panicked(|| {
            let typed = "神户".to_owned();
            let _ = &typed[1..];
        });
        assert!(said.contains("guard.rs:") && !said.contains("神户"), "{said}");
        assert_eq!(caught(|| 1).unwrap(), 1);
    }
}
