//! Closed vocabularies: an enum whose variants are words in requests, data and answers.

/// A closed vocabulary whose words are numbered, for readers that know only the numbers.
pub trait Word: Copy + 'static {
    /// Every word with its meaning.
    const VOCABULARY: &'static [(&'static str, Self)];
    /// Every word, in the same order.
    const VOCABULARY_NAMES: &'static [&'static str];
    /// The first, which stands in where none can be read.
    const FIRST: Self;

    /// The word of that number.
    fn nth(place: usize) -> Self {
        Self::VOCABULARY.get(place).map_or(Self::FIRST, |(_, word)| *word)
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
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }
        }

        impl $crate::words::Word for $name {
            const VOCABULARY: &'static [(&'static str, Self)] = $name::WORDS;
            const VOCABULARY_NAMES: &'static [&'static str] = $name::NAMES;
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
