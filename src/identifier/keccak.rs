//! Keccak-256, as Ethereum has it: the permutation of SHA-3 with the older padding.

/// Bytes that are taken in at once.
const RATE: usize = 136;

/// The digest of a text shorter than 136 bytes, such as an address.
pub(super) fn keccak_256(text: &[u8]) -> [u8; 32] {
    debug_assert!(text.len() < RATE, "an address is shorter");
    let mut block = [0_u8; RATE];
    block.iter_mut().zip(text).for_each(|(byte, given)| *byte = *given);
    for (place, bit) in [(text.len(), 0x01), (RATE - 1, 0x80)] {
        if let Some(byte) = block.get_mut(place) {
            *byte ^= bit;
        }
    }
    let mut state = [0_u64; 25];
    for (lane, bytes) in state.iter_mut().zip(block.chunks_exact(8)) {
        *lane = bytes.iter().rev().fold(0, |lane, byte| lane << 8 | u64::from(*byte));
    }
    permute(&mut state);
    let mut digest = [0; 32];
    let bytes = state.iter().flat_map(|lane| lane.to_le_bytes());
    digest.iter_mut().zip(bytes).for_each(|(byte, state)| *byte = state);
    digest
}

fn lane(state: &[u64; 25], x: usize, y: usize) -> u64 {
    state.get(x % 5 + 5 * (y % 5)).copied().unwrap_or_default()
}

fn permute(state: &mut [u64; 25]) {
    // The round constants come out of a shift register of eight bits.
    let mut register: u8 = 1;
    for _ in 0..24 {
        // Theta: each column takes in the parity of its neighbours.
        let parity = |x: usize| (0..5).fold(0, |sum, y| sum ^ lane(state, x, y));
        let parities: [u64; 5] = std::array::from_fn(parity);
        let of = |x: usize| parities.get(x % 5).copied().unwrap_or_default();
        for (index, lane) in state.iter_mut().enumerate() {
            *lane ^= of(index + 4) ^ of(index + 1).rotate_left(1);
        }
        // Rho and pi: lanes are turned and change places.
        let mut moved = *state;
        let (mut x, mut y) = (1, 0);
        for step in 0..24_u32 {
            let turned = lane(state, x, y).rotate_left((step + 1) * (step + 2) / 2 % 64);
            (x, y) = (y, (2 * x + 3 * y) % 5);
            if let Some(place) = moved.get_mut(x + 5 * y) {
                *place = turned;
            }
        }
        // Chi: rows are mixed.
        for (index, place) in state.iter_mut().enumerate() {
            let (x, y) = (index % 5, index / 5);
            *place = lane(&moved, x, y) ^ (!lane(&moved, x + 1, y) & lane(&moved, x + 2, y));
        }
        // Iota: the round says itself.
        for bit in 0..7_u32 {
            if register & 1 == 1
                && let Some(first) = state.first_mut()
            {
                *first ^= 1 << ((1_u32 << bit) - 1);
            }
            register = (register << 1) ^ if register & 0x80 == 0 { 0 } else { 0x71 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::keccak_256;

    #[test]
    fn the_digest_of_nothing_is_the_known_one() {
        let hex: String = keccak_256(b"").iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    }
}
