//! What came in, kept for whoever asks afterwards.

use serde_json::Value;
use tokio::time::Instant;

/// A request as it was received, and what it got.
#[derive(Clone, Debug)]
pub struct Request {
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path without `/api/v10`, without the query: `/channels/1/messages`.
    pub path: String,
    /// What stood after the `?`; empty when nothing did.
    pub query: String,
    /// The JSON body; of a multipart one its `payload_json`. Null when there was none.
    pub body: Value,
    /// How many files were sent along.
    pub files: usize,
    /// When it came.
    pub at: Instant,
    /// What was answered; nothing for a connection that was cut, or as long as it is being answered.
    pub status: Option<u16>,
}

/// All requests, in the order they came.
#[derive(Debug, Default)]
pub(super) struct Record {
    requests: Vec<Request>,
    /// How many were forgotten, so that a number given out keeps its meaning.
    forgotten: usize,
}

impl Record {
    /// Notes a request and gives its number.
    pub(super) fn note(&mut self, request: Request) -> usize {
        self.requests.push(request);
        self.forgotten + self.requests.len() - 1
    }

    pub(super) fn answered(&mut self, number: usize, status: u16) {
        let place = number.checked_sub(self.forgotten);
        if let Some(request) = place.and_then(|place| self.requests.get_mut(place)) {
            request.status = Some(status);
        }
    }

    pub(super) fn all(&self) -> &[Request] {
        &self.requests
    }

    pub(super) fn forget(&mut self) {
        self.forgotten += self.requests.len();
        self.requests.clear();
    }
}
