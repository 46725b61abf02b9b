//! The gateway as a test sees and plays it.

use super::frames::invalid_session;
use super::{Identify, Order, RefuseIdentify, Resume, Silence};
use crate::sandbox::state::Shared;

/// What can be asked of the gateway, and done to those who are connected.
#[derive(Clone, Copy, Debug)]
pub struct GatewayControl<'a>(pub(in crate::sandbox) &'a Shared);

impl GatewayControl<'_> {
    /// Asks all that are connected to reconnect (op 7).
    pub fn reconnect(&self) {
        self.0.with(|state| state.gateway.tell_all(|| Order::Send(r#"{"op":7,"d":null}"#.to_owned())));
    }

    /// Tells all that are connected that their session is invalid (op 9). One that cannot be resumed is forgotten.
    pub fn invalidate(&self, resumable: bool) {
        self.0.with(|state| {
            let gateway = &mut state.gateway;
            gateway.tell_all(|| Order::Send(invalid_session(resumable)));
            if !resumable {
                gateway.sessions.retain(|session| session.connection.is_none());
            }
        });
    }

    /// Forgets all sessions without a word: a resume will find out.
    pub fn forget_sessions(&self) {
        self.0.with(|state| state.gateway.sessions.clear());
    }

    /// Falls silent towards all that are connected: nothing is sent or read any more, and TCP stays open. Who
    /// connects anew is heard.
    pub fn go_silent(&self) {
        self.0.with(|state| state.gateway.part_with_all(|| Order::FallSilent));
    }

    /// Falls silent towards all that are connected and all that will connect, until [`speak`](Self::speak).
    pub fn stay_silent(&self) {
        self.0.with(|state| {
            state.gateway.silence = Silence::ForNewcomers;
            state.gateway.part_with_all(|| Order::FallSilent);
        });
    }

    /// Ends the silence for those who connect from now on.
    pub fn speak(&self) {
        self.0.with(|state| state.gateway.silence = Silence::Over);
    }

    /// Closes all connections, without a close frame.
    pub fn drop_connections(&self) {
        self.0.with(|state| state.gateway.part_with_all(|| Order::Drop));
    }

    /// Closes all connections with this code.
    pub fn close(&self, code: u16) {
        self.0.with(|state| state.gateway.part_with_all(|| Order::Close(code, "Told to close.")));
    }

    /// Refuses the next so many identifies.
    pub fn refuse_identifies(&self, times: usize, how: RefuseIdentify) {
        self.0.with(|state| state.gateway.refusals.extend(std::iter::repeat_n(how, times)));
    }

    /// Sends an event to the shard of this guild, or to the first.
    pub fn dispatch(&self, guild: Option<crate::sandbox::Snowflake>, name: &str, data: &serde_json::Value) {
        self.0.with(|state| state.gateway.dispatch_to(guild, name, data));
    }

    /// All identifies so far.
    pub fn identifies(&self) -> Vec<Identify> {
        self.0.read(|state| state.gateway.identifies.clone())
    }

    /// All resumes so far.
    pub fn resumes(&self) -> Vec<Resume> {
        self.0.read(|state| state.gateway.resumes.clone())
    }

    /// How many heartbeats were answered.
    pub fn heartbeats(&self) -> usize {
        self.0.read(|state| state.gateway.heartbeats)
    }

    /// How many connections are open.
    pub fn connections(&self) -> usize {
        self.0.read(|state| state.gateway.connections.len())
    }
}
