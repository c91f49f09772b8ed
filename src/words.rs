//! Closed vocabularies: an enum whose variants are words in requests, data and answers.

/// A closed vocabulary whose words are numbered, for readers that know only the numbers.
pub trait Word: Copy + 'static {
    /// Every word, as it is written.
    const WRITTEN: &'static [&'static str];
    /// Every word, in the same order.
    const ALL: &'static [Self];
    /// The first, which stands in where none can be read.
    const FIRST: Self;

    /// The word of that number.
    fn nth(place: usize) -> Self {
        Self::ALL.get(place).copied().unwrap_or(Self::FIRST)
    }
}

/// Whether two texts are the same. What is compared here is short: to call for a comparison of
/// bytes, which in wasm goes one by one, would take longer.
#[inline(never)]
pub fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    match a.len() {
        length if length != b.len() => false,
        0..8 => a.iter().zip(b).all(|(a, b)| a == b),
        8..=16 => a.first_chunk::<8>() == b.first_chunk() && a.last_chunk::<8>() == b.last_chunk(),
        _ => a == b,
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every word with its meaning.
            pub const WORDS: &'static [(&'static str, $name)] = &[$(($word, $name::$variant),)*];

            /// Every word, in the order of the variants.
            pub const NAMES: &'static [&'static str] = &[$($word,)*];

            /// The word in data and answers.
            pub fn as_str(self) -> &'static str {
                $name::NAMES.get(self as usize).copied().unwrap_or_default()
            }
        }

        impl $crate::words::Word for $name {
            const WRITTEN: &'static [&'static str] = $name::NAMES;
            const ALL: &'static [Self] = &[$($name::$variant,)*];
            const FIRST: Self = {
                let [first, ..] = [$($name::$variant,)*];
                first
            };
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn texts_are_the_same_only_when_each_byte_is() {
        let letters: Vec<u8> = (b'a'..=b'z').chain(b'A'..=b'Z').collect();
        for length in 0..=40 {
            let text = str::from_utf8(&letters[..length]).unwrap();
            assert!(is_same(text, text));
            for place in 0..length {
                let mut other = letters[..length].to_vec();
                other[place] = b'-';
                assert!(!is_same(text, str::from_utf8(&other).unwrap()), "{text} at {place}");
                assert!(!is_same(text, text.split_at(place).0));
            }
        }
    }
}
