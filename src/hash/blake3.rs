//! BLAKE3 (<https://github.com/BLAKE3-team/BLAKE3-specs>), the plain hash of 32 bytes: no key, no
//! longer output. The library is made for megabytes on wide processors; what is hashed here is
//! mostly shorter than one chunk, and the wasm is to stay small. Tests hold it to the library.

/// The fractions of the square roots of the first eight primes, as SHA-256 has them.
const START: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// Bytes of a leaf of the tree.
const CHUNK: usize = 1024;

/// What a block is, in bits.
const CHUNK_START: u32 = 1;
const CHUNK_END: u32 = 2;
const PARENT: u32 = 4;
const ROOT: u32 = 8;

/// The digest of the text. Nothing is copied but its last block, and nothing allocated.
pub(super) fn blake3(text: &[u8]) -> [u8; 32] {
    let mut digest = [0; 32];
    write(&mut digest, node(text, 0, ROOT));
    digest
}

/// A part of the tree, from its chunk in that place on. The left half is the largest whole tree
/// that leaves something for the right one.
fn node(text: &[u8], place: u64, root: u32) -> [u32; 8] {
    let chunks = text.len().div_ceil(CHUNK).next_power_of_two() / 2;
    match text.split_at_checked(chunks * CHUNK) {
        Some((left, right)) if chunks > 0 => {
            let right = node(right, place + chunks as u64, 0);
            parent(node(left, place, 0), right, root)
        }
        _ => chunk(text, place, root),
    }
}

fn parent(left: [u32; 8], right: [u32; 8], root: u32) -> [u32; 8] {
    let mut block = [0; 64];
    write(&mut block, left.into_iter().chain(right));
    compress(&START, &block, 0, 64, PARENT | root)
}

/// Block after block; the last one, which may be the only one and empty, is filled up.
fn chunk(text: &[u8], place: u64, root: u32) -> [u32; 8] {
    let (mut value, mut flags, mut rest) = (START, CHUNK_START, text);
    while let Some((block, after)) = rest.split_first_chunk()
        && !after.is_empty()
    {
        value = compress(&value, block, place, 64, flags);
        (flags, rest) = (0, after);
    }
    let mut block = [0; 64];
    if let Some(start) = block.get_mut(..rest.len()) {
        start.copy_from_slice(rest);
    }
    compress(&value, &block, place, rest.len() as u32, flags | CHUNK_END | root)
}

fn write(bytes: &mut [u8], words: impl IntoIterator<Item = u32>) {
    for (bytes, word) in bytes.as_chunks_mut().0.iter_mut().zip(words) {
        *bytes = word.to_le_bytes();
    }
}

/// The rounds are written out, with the words of the block in the order in which each takes them:
/// in a loop, all words change places after each round, for a third more time.
#[inline(never)]
#[rustfmt::skip]
fn compress(value: &[u32; 8], block: &[u8; 64], place: u64, length: u32, flags: u32) -> [u32; 8] {
    let [m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, ma, mb, mc, md, me, mf] = block.as_chunks().0 else {
        // Never: these are the sixteen words of 64 bytes.
        return *value;
    };
    let [mut s0, mut s1, mut s2, mut s3, mut s4, mut s5, mut s6, mut s7] = *value;
    let [mut s8, mut s9, mut sa, mut sb, ..] = START;
    let (mut sc, mut sd, mut se, mut sf) = (place as u32, (place >> 32) as u32, length, flags);
    macro_rules! mix {
        ($a:ident $b:ident $c:ident $d:ident $one:ident $two:ident) => {
            $a = $a.wrapping_add($b).wrapping_add(u32::from_le_bytes(*$one));
            $d = ($d ^ $a).rotate_right(16);
            $c = $c.wrapping_add($d);
            $b = ($b ^ $c).rotate_right(12);
            $a = $a.wrapping_add($b).wrapping_add(u32::from_le_bytes(*$two));
            $d = ($d ^ $a).rotate_right(8);
            $c = $c.wrapping_add($d);
            $b = ($b ^ $c).rotate_right(7);
        };
    }
    macro_rules! round {
        ($a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $h:ident
            $i:ident $j:ident $k:ident $l:ident $m:ident $n:ident $o:ident $p:ident) => {
            mix!(s0 s4 s8 sc $a $b);
            mix!(s1 s5 s9 sd $c $d);
            mix!(s2 s6 sa se $e $f);
            mix!(s3 s7 sb sf $g $h);
            mix!(s0 s5 sa sf $i $j);
            mix!(s1 s6 sb sc $k $l);
            mix!(s2 s7 s8 sd $m $n);
            mix!(s3 s4 s9 se $o $p);
        };
    }
    round!(m0 m1 m2 m3 m4 m5 m6 m7 m8 m9 ma mb mc md me mf);
    round!(m2 m6 m3 ma m7 m0 m4 md m1 mb mc m5 m9 me mf m8);
    round!(m3 m4 ma mc md m2 m7 me m6 m5 m9 m0 mb mf m8 m1);
    round!(ma m7 mc m9 me m3 md mf m4 m0 mb m2 m5 m8 m1 m6);
    round!(mc md m9 mb mf ma me m8 m7 m2 m5 m3 m0 m1 m6 m4);
    round!(m9 me mb m5 m8 mc mf m1 md m3 m0 ma m2 m6 m4 m7);
    round!(mb mf m5 m0 m1 m9 m8 m6 me ma m2 mc m3 m4 m7 md);
    [s0 ^ s8, s1 ^ s9, s2 ^ sa, s3 ^ sb, s4 ^ sc, s5 ^ sd, s6 ^ se, s7 ^ sf]
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, blake3};
    use proptest::prelude::*;

    fn judged(text: &[u8]) {
        let expected = ::blake3::hash(text);
        assert_eq!(&blake3(text), expected.as_bytes(), "{} bytes", text.len());
    }

    /// Around the ends of blocks, and with them of chunks, of trees of one to eight chunks.
    #[test]
    fn it_is_the_digest_of_the_library_at_every_seam() {
        let text: Vec<u8> = (0..=250_u8).cycle().take(8 * CHUNK + 1).collect();
        for end in (0..=8 * CHUNK).step_by(64) {
            for length in end.saturating_sub(1)..=end + 1 {
                judged(&text[..length]);
            }
        }
    }

    /// Of 256 chunks, of one byte more, and of 300.
    #[test]
    fn it_is_the_digest_of_the_library_for_large_trees() {
        let text: Vec<u8> = (0..=250_u8).cycle().take(300 * CHUNK).collect();
        for length in [256 * CHUNK, 256 * CHUNK + 1, 300 * CHUNK] {
            judged(&text[..length]);
        }
    }

    proptest! {
        #[test]
        fn it_is_the_digest_of_the_library_for_any_text(
            text in prop_oneof![
                prop::collection::vec(any::<u8>(), 0..=CHUNK),
                prop::collection::vec(any::<u8>(), 0..=40 * CHUNK),
            ],
        ) {
            judged(&text);
        }
    }
}
