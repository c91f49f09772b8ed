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
