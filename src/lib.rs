//! Twinned.
