//! Twinned.

pub mod sandbox;
