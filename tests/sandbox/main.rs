//! The sandbox, tried by hand over HTTP and WebSocket, and by a bot made with serenity, since that is what will meet
//! it.

mod bot;
mod gateway;
mod interactions;
mod lies;
mod menu;
mod models;
#[path = "../support/openapi.rs"]
mod openapi;
mod openapi_check;
mod posting;
mod raw;
mod refusals;
mod rest;
mod users;
