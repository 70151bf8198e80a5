//! SHA-256 sums, written as 64 lower-case hexadecimal digits.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use sha2::Digest as _;
use std::{fmt, io, str::FromStr};

/// The SHA-256 sum of some bytes (FIPS 180-4).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sha256(pub [u8; 32]);

impl Sha256 {
    /// The sum of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// The length in bytes and the sum of all that `reader` still yields.
    pub fn read(mut reader: impl io::Read) -> io::Result<(u64, Self)> {
        let mut state = sha2::Sha256::new();
        let mut buffer = vec![0; 64 * 1024];
        let mut length = 0;
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => return Ok((length, Self(state.finalize().into()))),
                Ok(count) => {
                    state.update(buffer.get(..count).unwrap_or_default());
                    length += count as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Sha256 {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "a SHA-256 sum has 64 lower-case hexadecimal digits";
        let mut digits = text.bytes().map(|digit| match digit {
            b'0'..=b'9' => Ok(digit - b'0'),
            b'a'..=b'f' => Ok(digit - b'a' + 10),
            _ => Err(WRONG),
        });
        let mut sum = [0; 32];
        for byte in &mut sum {
            let mut next = || digits.next().unwrap_or(Err(WRONG));
            *byte = next()? * 16 + next()?;
        }
        if digits.next().is_some() {
            return Err(WRONG);
        }
        Ok(Self(sum))
    }
}

impl Serialize for Sha256 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sha256 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    // the example of FIPS 180-4 for one block
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn the_sum_is_the_standard_one_and_reads_back() {
        assert_eq!(Sha256::of(b"abc").to_string(), ABC);
        assert_eq!(ABC.parse(), Ok(Sha256::of(b"abc")));
        assert_eq!(Sha256::read(&b"abc"[..]).unwrap(), (3, Sha256::of(b"abc")));
    }

    #[test]
    fn only_64_lower_case_digits_are_a_sum() {
        for wrong in ["", &ABC[1..], &format!("{ABC}0"), &ABC.to_uppercase()] {
            assert!(wrong.parse::<Sha256>().is_err(), "{wrong}");
        }
    }
}
