//! The program as people and scripts run it: what it prints, where, and what it ends with.

mod ask;
mod check;
mod complete;
mod config;
#[path = "../support/openapi.rs"]
mod openapi;
mod pipes;
mod program;
mod run;
