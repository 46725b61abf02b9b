//! The promise: for every subscription and every local day with something to say, one post, at its hour, never twice, never
//! silently missed. The bot is the program itself, as its own process; Discord is a sandbox in this one.

mod failpoints;
mod hour;
mod kill;
#[path = "../support/openapi.rs"]
mod openapi;
mod privacy;
mod support;
mod two;
