//! What benchmarks share.

pub mod generate;
