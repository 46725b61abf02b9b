//! What benchmarks share.

pub mod generate;
pub mod percentiles;
