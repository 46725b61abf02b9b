//! What the sandbox can be told to do wrong, so that a bot's answer to it can be watched.

use std::time::Duration;

/// One way to treat a request otherwise than it deserves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lie {
    /// Too many requests: 429 with these seconds in `retry_after` and in the headers. Nothing is done.
    RateLimited {
        /// How long to wait, as it is told; nothing holds the bot to it.
        retry_after: Duration,
        /// Whether it says that all routes are meant.
        global: bool,
    },
    /// This status, with nothing done.
    Fails(u16),
    /// This status, although it was done.
    FailsAfter(u16),
    /// The connection is closed without a word, with nothing done.
    Cut,
    /// The connection is closed without a word, although it was done.
    CutAfter,
    /// It is done, and answered so much later.
    Late(Duration),
}

/// Which requests a lie is for: a method, or `*` for any, and a path in which a segment `*` or `{…}` stands for any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    method: String,
    segments: Vec<String>,
}

impl From<&str> for Route {
    /// Reads `POST /channels/{channel_id}/messages`; without a method, any is meant.
    fn from(pattern: &str) -> Self {
        let (method, path) = pattern.trim().split_once(char::is_whitespace).unwrap_or(("*", pattern));
        Self {
            method: method.to_ascii_uppercase(),
            segments: path.trim().trim_matches('/').split('/').map(str::to_owned).collect(),
        }
    }
}

impl Route {
    /// Whether a request is meant.
    pub fn covers(&self, method: &str, path: &str) -> bool {
        let any = |segment: &str| segment == "*" || (segment.starts_with('{') && segment.ends_with('}'));
        let path: Vec<_> = path.trim_matches('/').split('/').collect();
        (self.method == "*" || self.method == method)
            && self.segments.len() == path.len()
            && self.segments.iter().zip(path).all(|(segment, given)| any(segment) || segment == given)
    }
}

/// The lies that are still to be told.
#[derive(Debug, Default)]
pub(super) struct Lies {
    waiting: Vec<(Route, usize, Lie)>,
}

impl Lies {
    pub(super) fn add(&mut self, route: Route, times: usize, lie: Lie) {
        self.waiting.push((route, times, lie));
    }

    pub(super) fn clear(&mut self) {
        self.waiting.clear();
    }

    /// The lie for this request: of those that fit, the one told first, until it is used up.
    pub(super) fn take(&mut self, method: &str, path: &str) -> Option<Lie> {
        let at = self.waiting.iter().position(|(route, _, _)| route.covers(method, path))?;
        let (_, times, lie) = &mut self.waiting[at];
        let lie = *lie;
        *times = times.saturating_sub(1);
        if *times == 0 {
            self.waiting.remove(at);
        }
        Some(lie)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_cover() {
        let check = |pattern: &str, method: &str, path: &str, expected: bool| {
            assert_eq!(Route::from(pattern).covers(method, path), expected, "{pattern} {method} {path}");
        };
        check("POST /channels/*/messages", "POST", "/channels/1/messages", true);
        check("POST /channels/{channel_id}/messages", "POST", "/channels/1/messages", true);
        check("POST /channels/*/messages", "GET", "/channels/1/messages", false);
        check("* /channels/*", "GET", "/channels/1/messages", false);
        check("/gateway", "GET", "/gateway", true);
    }

    #[test]
    fn a_lie_is_told_as_often_as_asked() {
        let mut lies = Lies::default();
        lies.add("/gateway".into(), 2, Lie::Fails(500));
        let told = [(); 3].map(|()| lies.take("GET", "/gateway"));
        assert_eq!(told, [Some(Lie::Fails(500)), Some(Lie::Fails(500)), None]);
    }
}
