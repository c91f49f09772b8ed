//! SHA-256 (FIPS 180-4), in a loop: the library's own is written out round by round, for speed
//! that a list read once has no use for. Tests hold it to the library.

/// The first 32 bits of the fractions of the square roots of the first eight primes.
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

/// The same of the cube roots of the first 64.
#[rustfmt::skip]
const ROUNDS: [u32; 64] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
];

/// The digest of the text, which is filled up on the way.
pub(super) fn sha_256(mut text: Vec<u8>) -> [u8; 32] {
    let bits = text.len() as u64 * 8;
    text.push(0x80);
    text.resize((text.len() + 8).next_multiple_of(64) - 8, 0);
    text.extend_from_slice(&bits.to_be_bytes());
    let mut state = START;
    text.as_chunks().0.iter().for_each(|block| compress(&mut state, block));
    let mut digest = [0; 32];
    for (bytes, word) in digest.as_chunks_mut().0.iter_mut().zip(state) {
        *bytes = word.to_be_bytes();
    }
    digest
}

fn compress(state: &mut [u32; 8], block: &[u8; 64]) {
    let mut words = [0_u32; 16];
    for (word, bytes) in words.iter_mut().zip(block.as_chunks().0) {
        *word = u32::from_be_bytes(*bytes);
    }
    let at = |words: &[u32; 16], place: usize| words.get(place % 16).copied().unwrap_or_default();
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for (place, constant) in ROUNDS.iter().enumerate() {
        // From the seventeenth round on each word is made of four before it.
        if place >= 16 {
            let (near, far) = (at(&words, place + 14), at(&words, place + 1));
            let near = near.rotate_right(17) ^ near.rotate_right(19) ^ (near >> 10);
            let far = far.rotate_right(7) ^ far.rotate_right(18) ^ (far >> 3);
            let added = near.wrapping_add(at(&words, place + 9)).wrapping_add(far);
            if let Some(word) = words.get_mut(place % 16) {
                *word = word.wrapping_add(added);
            }
        }
        let choice = (e & f) ^ (!e & g);
        let turned = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let sum = h.wrapping_add(turned).wrapping_add(choice).wrapping_add(*constant);
        let sum = sum.wrapping_add(at(&words, place));
        let majority = (a & b) ^ (a & c) ^ (b & c);
        let turned = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let top = sum.wrapping_add(turned).wrapping_add(majority);
        (a, b, c, d, e, f, g, h) = (top, a, b, c, d.wrapping_add(sum), e, f, g);
    }
    for (word, added) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *word = word.wrapping_add(added);
    }
}

#[cfg(test)]
mod tests {
    use super::sha_256;
    use sha2::{Digest, Sha256};

    #[test]
    fn it_is_the_digest_of_the_library() {
        let text: Vec<u8> = (0..=255_u8).cycle().take(300).collect();
        for length in 0..text.len() {
            let text = &text[..length];
            assert_eq!(sha_256(text.to_vec()), <[u8; 32]>::from(Sha256::digest(text)), "{length}");
        }
    }
}
