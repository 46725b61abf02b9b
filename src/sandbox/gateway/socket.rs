//! One connection to the gateway: frames in, orders out.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use serde_json::json;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::timeout;

use super::{ConnectionId, Order, Silence, frames};
use crate::sandbox::state::Shared;

/// How long a bot that was sent a close frame has to answer it.
const GOODBYE: Duration = Duration::from_secs(2);

/// Speaks with a bot until the connection ends. One whose version is not spoken is told so.
pub(in crate::sandbox) async fn serve(shared: Arc<Shared>, mut socket: WebSocket, version_spoken: bool) {
    let (connection, mut orders, silence) = shared.with(|state| state.gateway.open());
    if !version_spoken {
        shared.read(|state| state.gateway.tell(connection, Order::Close(4012, "Invalid API version.")));
    }
    let code = match silence {
        Silence::ForNewcomers => {
            hold(&mut orders).await;
            None
        }
        Silence::Over => converse(&shared, &mut socket, connection, &mut orders).await,
    };
    shared.with(|state| state.gateway.closed(connection, code));
}

/// Gives the code that the bot closed with, if it did.
async fn converse(
    shared: &Shared,
    socket: &mut WebSocket,
    connection: ConnectionId,
    orders: &mut UnboundedReceiver<Order>,
) -> Option<u16> {
    let interval = u64::try_from(shared.heartbeat.as_millis()).unwrap_or(u64::MAX);
    let hello = json!({"op": 10, "d": {"heartbeat_interval": interval, "_trace": ["sandbox"]}});
    socket.send(Message::Text(hello.to_string().into())).await.ok()?;
    loop {
        tokio::select! {
            order = orders.recv() => match order {
                Some(Order::Send(text)) => socket.send(Message::Text(text.into())).await.ok()?,
                Some(Order::Close(code, reason)) => {
                    let frame = CloseFrame { code, reason: reason.into() };
                    socket.send(Message::Close(Some(frame))).await.ok()?;
                    // Closing over unread bytes would reset the connection, and the bot would lose the code.
                    let _ = timeout(GOODBYE, async { while let Some(Ok(_)) = socket.recv().await {} }).await;
                    return None;
                }
                Some(Order::FallSilent) => {
                    hold(orders).await;
                    return None;
                }
                Some(Order::Drop) | None => return None,
            },
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => {
                    shared.with(|state| frames::receive(shared, state, connection, &text));
                }
                Some(Ok(Message::Close(frame))) => {
                    // Reading on sends the close frame that answers this one; a bot may be waiting for it.
                    let _ = timeout(GOODBYE, async { while let Some(Ok(_)) = socket.recv().await {} }).await;
                    return frame.map(|frame| frame.code);
                }
                // Pings are answered beneath this.
                Some(Ok(Message::Binary(_) | Message::Ping(_) | Message::Pong(_))) => {}
                Some(Err(_)) | None => return None,
            },
        }
    }
}

/// Keeps the connection open and does nothing, until it is to be dropped.
async fn hold(orders: &mut UnboundedReceiver<Order>) {
    while let Some(order) = orders.recv().await {
        if matches!(order, Order::Drop) {
            return;
        }
    }
}
