//! What a post is known by at Discord: its nonce, by which a double is told at once, and its mark, by which it is found in a
//! channel's history. Both come from the key of its row alone, so that any process finds the same.

use jiff::civil::Date;

const BASE: u128 = 62;
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// 62^22 is more than 2^128; Discord takes 25 characters.
const NONCE: usize = 22;
const MARK: usize = 8;

/// Makes the nonce and the mark of a day.
pub fn of(database: &str, subscription: i64, channel: u64, kind: &str, date: Date) -> (String, String) {
    let key = format!("{database} {subscription} {channel} {kind} {date}");
    let hash = blake3::hash(key.as_bytes());
    let (nonce, mark) = hash.as_bytes().split_at(16);
    (digits(nonce, NONCE), digits(mark, MARK))
}

fn digits(bytes: &[u8], length: usize) -> String {
    let mut number = bytes.iter().fold(0u128, |number, &byte| number << 8 | u128::from(byte));
    let mut text = Vec::with_capacity(length);
    for _ in 0..length {
        text.push(DIGITS[(number % BASE) as usize]);
        number /= BASE;
    }
    text.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_the_key_counts() {
        let day = jiff::civil::date(2026, 6, 24);
        let (nonce, mark) = of("db", 1, 2, "daily", day);
        assert_eq!((nonce.len(), mark.len()), (22, 8));
        assert_eq!(of("db", 1, 2, "daily", day), (nonce.clone(), mark.clone()));
        let others = [
            of("other", 1, 2, "daily", day),
            of("db", 2, 2, "daily", day),
            of("db", 1, 3, "daily", day),
            of("db", 1, 2, "digest", day),
            of("db", 1, 2, "daily", day.tomorrow().unwrap()),
        ];
        for (other_nonce, other_mark) in others {
            assert_ne!((&other_nonce, &other_mark), (&nonce, &mark));
            assert!(other_nonce != nonce && other_mark != mark);
        }
    }
}
