//! Twinned knows which cities are partners, since when, and who says so.
//!
//! ARCHITECTURE.md beside this crate has the map.

pub mod anniversaries;
pub mod answers;
pub mod cli;
pub mod clock;
pub mod config;
pub mod dataset;
pub mod discord;
pub mod log;
pub mod sandbox;
