//! `/subscription`, as moderators use it: against a sandbox, with a clock that the test sets.

mod commands;
mod house;
#[path = "../support/openapi.rs"]
mod openapi;
mod rights;
mod status;
