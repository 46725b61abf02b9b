//! The short form of an id: what stands for it where Discord leaves too little room.

use std::fmt;
use std::str::FromStr;

/// The length of a short id in characters.
pub const SHORT_ID_LEN: usize = 10;

/// 59 bits of the BLAKE3 hash of an id, written as `~` and ten base-62 characters.
///
/// It depends on the id alone, so that a button outlives restarts, reloads and processes. Among a million ids two
/// share a short form once in a million datasets; the first of them in its file is found then.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub struct ShortId(u64);

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

impl ShortId {
    /// The short form of an id.
    pub fn of(id: &str) -> ShortId {
        let hash = blake3::hash(id.as_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&hash.as_bytes()[..8]);
        ShortId(u64::from_le_bytes(first) >> 5)
    }

    /// The same value with its bits spread over all 64, as a hash table wants them.
    pub(crate) fn spread(self) -> u64 {
        self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

impl fmt::Display for ShortId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [b'0'; SHORT_ID_LEN + 1];
        text[0] = b'~';
        let mut rest = self.0;
        for digit in text[1..].iter_mut().rev() {
            *digit = DIGITS[(rest % 62) as usize];
            rest /= 62;
        }
        text.iter().try_for_each(|&byte| fmt::Write::write_char(f, char::from(byte)))
    }
}

/// A text that is not `~` and ten base-62 characters.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a short id: `~` and ten letters or digits")]
pub struct NotAShortId(String);

impl FromStr for ShortId {
    type Err = NotAShortId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NotAShortId(text.chars().take(40).collect());
        let digits = text.strip_prefix('~').filter(|digits| digits.len() == SHORT_ID_LEN).ok_or_else(wrong)?;
        let mut value: u64 = 0;
        for byte in digits.bytes() {
            let digit = DIGITS.iter().position(|&digit| digit == byte).ok_or_else(wrong)?;
            value = value.checked_mul(62).and_then(|v| v.checked_add(digit as u64)).ok_or_else(wrong)?;
        }
        if value >> 59 == 0 { Ok(ShortId(value)) } else { Err(wrong()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_and_parses() {
        for id in ["kobe-jp", "", "北京", "kobe-jp--tianjin-cn"] {
            let short = ShortId::of(id);
            assert_eq!(short.to_string().parse(), Ok(short), "{id}");
        }
        for wrong in ["", "~", "~123456789", "~zzzzzzzzzz", "123456789012", "~12345678-0", "~１234567890"] {
            assert!(wrong.parse::<ShortId>().is_err(), "{wrong}");
        }
    }
}
