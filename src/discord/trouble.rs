//! What went wrong between Discord and us, by what is to be done about it, in words that hold no address: an
//! interaction's token stands in its route.

use serenity::all::HttpError;

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The token is not accepted: whoever runs the bot must mend it.
    #[error("Discord does not accept the bot's token")]
    Token,
    /// The interaction is not known (any more): its three seconds are over.
    #[error("Discord no longer knows the interaction; the answer came too late")]
    TooLate,
    /// Somebody has answered it already.
    #[error("the interaction was answered already")]
    AnsweredAlready,
    /// Discord, or what lies between, cannot do it now.
    #[error("Discord cannot do it now: {0}")]
    Passing(String),
    /// Discord refuses the request, and will again.
    #[error("Discord refuses the request: {0}")]
    Refused(String),
}

/// Discord's code for an interaction that it does not know.
const UNKNOWN_INTERACTION: isize = 10062;
/// Discord's code for an interaction that was acknowledged before.
const ALREADY_ACKNOWLEDGED: isize = 40060;

impl Trouble {
    /// What an error of serenity's means.
    pub fn of(error: serenity::Error) -> Trouble {
        match error {
            serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
                let (status, code) = (response.status_code.as_u16(), response.error.code);
                let why = format!("{status}, code {code}: {}", response.error.message);
                match (status, code) {
                    (401, _) => Trouble::Token,
                    (_, UNKNOWN_INTERACTION) => Trouble::TooLate,
                    (_, ALREADY_ACKNOWLEDGED) => Trouble::AnsweredAlready,
                    (429 | 500..=599, _) => Trouble::Passing(why),
                    _ => {
                        let paths: Vec<String> =
                            response.error.errors.iter().map(|e| format!("{} ({})", e.path, e.code)).collect();
                        Trouble::Refused(if paths.is_empty() { why } else { format!("{why}: {}", paths.join(", ")) })
                    }
                }
            }
            serenity::Error::Http(HttpError::Request(error)) => Trouble::Passing(error.without_url().to_string()),
            serenity::Error::Gateway(error) => Trouble::Passing(error.to_string()),
            serenity::Error::Tungstenite(error) => Trouble::Passing(error.to_string()),
            serenity::Error::Json(error) => Trouble::Passing(format!("an answer that is no JSON: {error}")),
            other => Trouble::Refused(other.to_string()),
        }
    }

    /// Whether the same request may go through a moment later.
    pub fn is_passing(&self) -> bool {
        matches!(self, Trouble::Passing(_))
    }
}
