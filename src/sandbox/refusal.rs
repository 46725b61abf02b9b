//! How Discord says no: a status, a code, a message, and for a form the path of every wrong field.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

/// The code of a form with wrong fields.
const INVALID_FORM_BODY: u64 = 50035;

/// A refusal, as it goes out.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) body: Value,
}

/// The refusals that have a code of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    UnknownChannel,
    UnknownGuild,
    UnknownMessage,
    UnknownWebhook,
    UnknownInteraction,
    UnknownCommand,
    NotThisApplication,
    TooManyCommands,
    AlreadyAcknowledged,
    MissingAccess,
    MissingPermissions,
    UnknownMember,
    WrongKindOfChannel,
    AlreadyCrossposted,
    NotTheAuthor,
    EmptyMessage,
    InvalidJson,
}

impl Known {
    fn parts(self) -> (StatusCode, u64, &'static str) {
        use StatusCode as S;
        match self {
            Self::UnknownChannel => (S::NOT_FOUND, 10003, "Unknown Channel"),
            Self::UnknownGuild => (S::NOT_FOUND, 10004, "Unknown Guild"),
            Self::UnknownMessage => (S::NOT_FOUND, 10008, "Unknown Message"),
            Self::UnknownWebhook => (S::NOT_FOUND, 10015, "Unknown Webhook"),
            Self::UnknownInteraction => (S::NOT_FOUND, 10062, "Unknown interaction"),
            Self::UnknownCommand => (S::NOT_FOUND, 10063, "Unknown application command"),
            Self::NotThisApplication => {
                (S::FORBIDDEN, 20012, "You are not authorized to perform this action on this application")
            }
            Self::TooManyCommands => (S::BAD_REQUEST, 30032, "Maximum number of application commands reached (100)"),
            Self::AlreadyAcknowledged => (S::BAD_REQUEST, 40060, "Interaction has already been acknowledged."),
            Self::MissingAccess => (S::FORBIDDEN, 50001, "Missing Access"),
            Self::MissingPermissions => (S::FORBIDDEN, 50013, "Missing Permissions"),
            Self::UnknownMember => (S::NOT_FOUND, 10007, "Unknown Member"),
            Self::WrongKindOfChannel => (S::BAD_REQUEST, 50024, "Cannot execute action on this channel type"),
            Self::AlreadyCrossposted => (S::BAD_REQUEST, 40033, "This message has already been crossposted"),
            Self::NotTheAuthor => (S::FORBIDDEN, 50005, "Cannot edit a message authored by another user"),
            Self::EmptyMessage => (S::BAD_REQUEST, 50006, "Cannot send an empty message"),
            Self::InvalidJson => (S::BAD_REQUEST, 50109, "The request body contains invalid JSON."),
        }
    }
}

impl From<Known> for Refusal {
    fn from(known: Known) -> Self {
        let (status, code, message) = known.parts();
        Self { status, body: json!({"message": message, "code": code}) }
    }
}

impl Refusal {
    /// A refusal that has nothing to say but its status.
    pub(super) fn bare(status: StatusCode) -> Self {
        let reason = status.canonical_reason().unwrap_or("Unknown");
        Self { status, body: json!({"message": format!("{}: {reason}", status.as_u16()), "code": 0}) }
    }

    pub(super) fn not_found() -> Self {
        Self::bare(StatusCode::NOT_FOUND)
    }

    pub(super) fn method_not_allowed() -> Self {
        Self::bare(StatusCode::METHOD_NOT_ALLOWED)
    }

    pub(super) fn unauthorized() -> Self {
        Self::bare(StatusCode::UNAUTHORIZED)
    }
}

/// Where in a form a field stands. Made on the stack as the form is walked, and written out only for an error.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'a> {
    parent: Option<&'a At<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> At<'a> {
    pub(super) const ROOT: At<'static> = At { parent: None, step: Step::Root };

    pub(super) fn key(&'a self, key: &'a str) -> At<'a> {
        At { parent: Some(self), step: Step::Key(key) }
    }

    pub(super) fn index(&'a self, index: usize) -> At<'a> {
        At { parent: Some(self), step: Step::Index(index) }
    }

    fn path(&self) -> Vec<String> {
        let mut path = self.parent.map(At::path).unwrap_or_default();
        match self.step {
            Step::Root => {}
            Step::Key(key) => path.push(key.to_owned()),
            Step::Index(index) => path.push(index.to_string()),
        }
        path
    }
}

/// The wrong fields of a form, gathered so that all are told at once.
#[derive(Debug, Default)]
pub(super) struct Form {
    wrong: Vec<(Vec<String>, &'static str, String)>,
}

impl Form {
    pub(super) fn wrong(&mut self, at: &At<'_>, code: &'static str, message: impl Into<String>) {
        self.wrong.push((at.path(), code, message.into()));
    }

    pub(super) fn required(&mut self, at: &At<'_>) {
        self.wrong(at, "BASE_TYPE_REQUIRED", "This field is required");
    }

    /// The refusal that names every wrong field; nothing when there is none.
    pub(super) fn finish(self) -> Result<(), Refusal> {
        if self.wrong.is_empty() {
            return Ok(());
        }
        let mut errors = Value::Object(Map::new());
        for (path, code, message) in self.wrong {
            let mut at = &mut errors;
            for step in &path {
                at = &mut at[step.as_str()];
            }
            let error = json!({"code": code, "message": message});
            match at["_errors"].as_array_mut() {
                Some(list) => list.push(error),
                None => at["_errors"] = json!([error]),
            }
        }
        Err(Refusal {
            status: StatusCode::BAD_REQUEST,
            body: json!({"message": "Invalid Form Body", "code": INVALID_FORM_BODY, "errors": errors}),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_nest_by_path() {
        let mut form = Form::default();
        let data = At::ROOT.key("data");
        form.required(&data.key("embeds").index(0).key("title"));
        form.wrong(&data.key("embeds"), "X", "y");
        let refusal = form.finish().unwrap_err();
        assert_eq!(
            refusal.body["errors"],
            json!({"data": {"embeds": {
                "0": {"title": {"_errors": [{"code": "BASE_TYPE_REQUIRED", "message": "This field is required"}]}},
                "_errors": [{"code": "X", "message": "y"}],
            }}})
        );
    }
}
