//! Servers that something is kept of: is the bot still there?

use jiff::ToSpan;
use tracing::{info, warn};

use super::desk::Desk;
use super::fault::Fault;
use crate::state::StateError;

/// After so many hours away, a week, all that is kept of a server is removed.
const KEPT_HOURS: i64 = 7 * 24;

/// Asks Discord of each server: where the bot is not in it, nothing is posted there from now on.
///
/// # Errors
/// Where the state cannot be used.
pub async fn confirm(desk: &Desk) -> Result<(), StateError> {
    for guild in desk.state.guilds().await? {
        match desk.wire.get(&format!("/guilds/{guild}")).await {
            Ok(_) => {
                if desk.state.guild_there(guild).await? {
                    desk.changed.notify_one();
                }
            }
            Err(Fault::Denied { .. }) => {
                info!(guild, "the bot is no longer in this server");
                desk.state.guild_left(guild, desk.clock.now()).await?;
                desk.changed.notify_one();
            }
            // Whether it is there will be seen when something is posted.
            Err(fault) => warn!("a server could not be confirmed: {fault}"),
        }
    }
    Ok(())
}

/// Removes what is too old to be kept.
///
/// # Errors
/// Where the state cannot be used.
pub async fn tidy(desk: &Desk) -> Result<(), StateError> {
    let now = desk.clock.now();
    let gone = desk.state.forget_left_before(now.checked_sub(KEPT_HOURS.hours()).unwrap_or(now)).await?;
    let old = desk.state.prune(now).await?;
    if gone > 0 || old > 0 {
        info!(subscriptions = gone, days = old, "removed what is no longer kept");
    }
    Ok(())
}
