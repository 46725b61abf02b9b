//! What went wrong with a request of the sender's, by what is to be done about it.

use std::time::Duration;

use serde_json::Value;

/// What went wrong. The texts hold no address and no body.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Fault {
    /// Too many requests: surely not done, and to be tried again then.
    #[error("Discord asks to wait {:.1} s", retry_after.as_secs_f64())]
    Limited {
        /// How long.
        retry_after: Duration,
        /// Whether everything is to wait.
        global: bool,
    },
    /// No connection: surely not done, and to be tried again.
    #[error("Discord cannot be reached")]
    Unreachable,
    /// It may have been done: an error of the server's, or no answer.
    #[error("Discord did not say whether it was done ({0})")]
    Doubtful(String),
    /// The token is not accepted.
    #[error("Discord does not accept the bot's token")]
    Token,
    /// The bot may not do it, or there is no such thing (any more).
    #[error("{}", denied(*status, *code, message))]
    Denied {
        /// 403 or 404.
        status: u16,
        /// Discord's own code.
        code: u64,
        /// What it says.
        message: String,
    },
    /// Discord will not have it, now or later.
    #[error("Discord refuses it: {status}, code {code}: {message}")]
    Refused {
        /// The status.
        status: u16,
        /// Discord's own code.
        code: u64,
        /// What it says.
        message: String,
    },
}

/// The longest that Discord is let to hold us back; what it asks beyond is asked again.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);
/// Where a 429 says nothing of how long.
const SOME_WAIT: f64 = 5.0;
/// How much of what Discord says is kept.
const MESSAGE: usize = 120;

impl Fault {
    /// What an unsuccessful status means.
    pub(super) fn of_status(status: u16, retry_after: Option<f64>, global: bool, body: &Value) -> Fault {
        let code = body["code"].as_u64().unwrap_or_default();
        let message = || {
            let said: String = body["message"].as_str().unwrap_or("no reason given").chars().take(MESSAGE).collect();
            said
        };
        match status {
            401 => Fault::Token,
            429 => {
                let seconds = body["retry_after"].as_f64().or(retry_after).unwrap_or(SOME_WAIT);
                let wait = Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT);
                Fault::Limited { retry_after: wait, global: global || body["global"] == true }
            }
            403 | 404 => Fault::Denied { status, code, message: message() },
            500.. => Fault::Doubtful(format!("status {status}")),
            _ => Fault::Refused { status, code, message: message() },
        }
    }

    /// What a request without an answer means.
    pub(super) fn of_request(error: &reqwest::Error) -> Fault {
        if error.is_connect() {
            Fault::Unreachable
        } else if error.is_timeout() {
            Fault::Doubtful("no answer in time".to_owned())
        } else {
            Fault::Doubtful("the connection was lost".to_owned())
        }
    }

    /// Whether it is certain that nothing was done.
    pub fn surely_not_done(&self) -> bool {
        !matches!(self, Fault::Doubtful(_))
    }
}

/// A refusal in words that a moderator can act on.
fn denied(status: u16, code: u64, message: &str) -> String {
    match code {
        10003 => "the channel is gone".to_owned(),
        10004 => "the server is gone".to_owned(),
        50001 => "the bot cannot see the channel".to_owned(),
        50013 => "the bot may not post in the channel".to_owned(),
        _ => format!("Discord does not allow it: {status}, code {code}: {message}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn by_class() {
        let check = |status: u16, body: Value, expected: &str, sure: bool| {
            let fault = Fault::of_status(status, None, false, &body);
            assert_eq!((fault.to_string().as_str(), fault.surely_not_done()), (expected, sure), "{status}");
        };
        check(429, json!({"retry_after": 1.5, "global": true}), "Discord asks to wait 1.5 s", true);
        check(500, Value::Null, "Discord did not say whether it was done (status 500)", false);
        check(502, Value::Null, "Discord did not say whether it was done (status 502)", false);
        check(401, Value::Null, "Discord does not accept the bot's token", true);
        check(403, json!({"code": 50013}), "the bot may not post in the channel", true);
        check(404, json!({"code": 10003}), "the channel is gone", true);
        let refused = "Discord refuses it: 400, code 50035: Invalid Form Body";
        check(400, json!({"code": 50035, "message": "Invalid Form Body"}), refused, true);
        let endless = Fault::of_status(429, Some(1e300), true, &Value::Null);
        assert_eq!(endless, Fault::Limited { retry_after: LONGEST_WAIT, global: true });
    }
}
