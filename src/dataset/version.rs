//! Which data is served: a name made from the bytes of its files.

use std::fmt;
use std::str::FromStr;

/// The first 8 hex digits of BLAKE3 over the four files' bytes: places, partnerships, facts, sources, one after the
/// other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct DataVersion(u32);

impl DataVersion {
    /// The version of these files.
    pub fn of(hasher: &blake3::Hasher) -> DataVersion {
        let hash = hasher.finalize();
        let bytes = hash.as_bytes();
        DataVersion(u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }
}

impl fmt::Display for DataVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

/// A text that is not eight lower-case hex digits.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a data version: eight hex digits")]
pub struct NotAVersion(String);

impl FromStr for DataVersion {
    type Err = NotAVersion;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NotAVersion(text.chars().take(40).collect());
        if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
            return Err(wrong());
        }
        u32::from_str_radix(text, 16).map(DataVersion).map_err(|_| wrong())
    }
}
