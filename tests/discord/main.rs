//! The bot as it runs, connected to a Discord in a box: what users get, on good days and on bad ones.

mod answers;
mod bad_days;
mod bot;
mod choosing;
mod gateway;
mod hostile;
mod log;
mod mentioned;
#[path = "../support/openapi.rs"]
mod openapi;
mod pages;
mod process;
mod registration;
