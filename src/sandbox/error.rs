//! What can go wrong for whoever plays a user, or starts a sandbox.

use std::net::SocketAddr;

use super::ids::Snowflake;

/// A step that no user of Discord could have taken, or a sandbox that could not be started.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The port cannot be had.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address and port that were asked for.
        address: SocketAddr,
        /// Why not.
        source: std::io::Error,
    },
    /// So many shards did not come in time.
    #[error("{ready} of {wanted} shards were ready within {seconds} seconds")]
    NotReady {
        /// How many had come.
        ready: usize,
        /// How many were waited for.
        wanted: usize,
        /// How long.
        seconds: u64,
    },
    /// No such command can be seen there.
    #[error("/{name} is not registered here; there is: {known}")]
    NotRegistered {
        /// What was asked for.
        name: String,
        /// What exists.
        known: String,
    },
    /// The user does not see that command there.
    #[error("/{name} is not offered to {user} in this place: {why}")]
    NotOffered {
        /// The command.
        name: String,
        /// The user.
        user: String,
        /// What keeps it from them.
        why: &'static str,
    },
    /// The options do not fit the definition.
    #[error("/{command}, option \"{option}\": {why}")]
    Option {
        /// The command.
        command: String,
        /// The option.
        option: String,
        /// What is wrong with it.
        why: String,
    },
    /// The user is in no such channel.
    #[error("{user} has no channel {channel}")]
    NoChannel {
        /// The user.
        user: String,
        /// The channel.
        channel: Snowflake,
    },
    /// The user sees no such message.
    #[error("{user} sees no message {message} in channel {channel}")]
    NoMessage {
        /// The user.
        user: String,
        /// The message.
        message: Snowflake,
        /// Where it was looked for.
        channel: Snowflake,
    },
    /// There is no form to submit, or it cannot be submitted so.
    #[error("the form of interaction {interaction}: {why}")]
    Form {
        /// The interaction that was to be answered with the form.
        interaction: Snowflake,
        /// Why not.
        why: String,
    },
    /// The message has no such button or menu.
    #[error("message {message} has no component \"{custom_id}\"; it has: {known}")]
    NoComponent {
        /// The message.
        message: Snowflake,
        /// What was looked for.
        custom_id: String,
        /// What there is.
        known: String,
    },
    /// The button or menu is there and cannot be used so.
    #[error("component \"{custom_id}\" of message {message}: {why}")]
    Component {
        /// The message.
        message: Snowflake,
        /// The component.
        custom_id: String,
        /// Why not.
        why: String,
    },
}
