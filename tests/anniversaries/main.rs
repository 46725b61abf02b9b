//! Anniversaries: what has its day, and that a channel hears of each once, whatever befalls the bot, the clock and the zone.

mod always_once;
mod catching_up;
mod changes;
mod days;
mod discord;
mod fixture;
mod guild;
#[path = "../support/openapi.rs"]
mod openapi;
mod posts;
mod program;
mod zones;
