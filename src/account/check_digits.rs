//! Check digit algorithms, each by the name it has in its standard. All take ASCII text and
//! answer `false` for anything else.

/// The values of digits and letters: 0 to 9, A = 10 to Z = 35.
fn values(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|letter| letter.to_digit(36)).collect()
}

/// ISO 7064 MOD 97-10: the whole number, letters as two digits, leaves 1.
pub fn mod_97_10(text: &str) -> bool {
    let Some(values) = values(text) else { return false };
    let rest = values.iter().fold(0_u32, |rest, value| {
        let shift = if *value > 9 { 100 } else { 10 };
        (rest * shift + value) % 97
    });
    rest == 1
}

/// ISO/IEC 7812 (Luhn): every second digit from the right doubled, the sum ends in 0.
pub fn luhn(text: &str) -> bool {
    let Some(digits) = digits(text) else { return false };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, digit)| {
            let value = if index % 2 == 1 { digit * 2 } else { *digit };
            value / 10 + value % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

/// ABA routing number: weights 3, 7, 1 over nine digits.
pub fn aba(text: &str) -> bool {
    weighted(text, &[3, 7, 1], |product| product).is_some_and(|sum| sum.is_multiple_of(10))
}

/// CLABE: weights 3, 7, 1 over 17 digits, each product reduced; the check digit has weight 1.
pub fn clabe(text: &str) -> bool {
    let Some((body, check)) = text.split_at_checked(17) else { return false };
    weighted(body, &[3, 7, 1], |product| product % 10).is_some_and(|sum| complements(sum, check))
}

/// NUBAN: bank code and account number together, weights 3, 7, 3 over all but the last digit.
pub fn nuban(bank_code: &str, account_number: &str) -> bool {
    let Some((serial, check)) = account_number.split_at_checked(9) else { return false };
    let number = format!("{bank_code}{serial}");
    weighted(&number, &[3, 7, 3], |product| product).is_some_and(|sum| complements(sum, check))
}

/// CPF: two check digits, weights 10 to 2 and 11 to 2, mod 11; eleven equal digits are none.
pub fn cpf(text: &str) -> bool {
    let Some(digits) = digits(text) else { return false };
    let all_equal = digits.windows(2).all(|pair| pair.first() == pair.last());
    digits.len() == 11 && !all_equal && descending_mod_11(&digits, 11)
}

/// CNPJ, numeric or (from July 2026) alphanumeric: characters count as ASCII less 48.
pub fn cnpj(text: &str) -> bool {
    let Some((body, check)) = text.split_at_checked(12) else { return false };
    let form = body.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
        && check.len() == 2
        && check.bytes().all(|b| b.is_ascii_digit());
    let values: Vec<u32> = text.bytes().map(|byte| u32::from(byte).saturating_sub(48)).collect();
    let all_equal = values.windows(2).all(|pair| pair.first() == pair.last());
    form && !all_equal && descending_mod_11(&values, 9)
}

/// The last two digits check those before them: weights fall to 2 and start again at `top`.
fn descending_mod_11(values: &[u32], top: u32) -> bool {
    let length = values.len();
    (length.saturating_sub(2)..length).all(|position| {
        let before = values.iter().take(position).rev();
        let weights = (2..=top).cycle();
        let sum: u32 = before.zip(weights).map(|(value, weight)| value * weight).sum();
        let rest = sum % 11;
        values.get(position) == Some(&(if rest < 2 { 0 } else { 11 - rest }))
    })
}

/// The sum of the digits' products with weights that repeat.
fn weighted(text: &str, weights: &[u32], reduce: fn(u32) -> u32) -> Option<u32> {
    let digits = digits(text)?;
    let products = digits.iter().zip(weights.iter().cycle()).map(|(digit, weight)| digit * weight);
    Some(products.map(reduce).sum())
}

/// Whether the check digit fills the sum up to a multiple of ten.
fn complements(sum: u32, check: &str) -> bool {
    check.parse() == Ok((10 - sum % 10) % 10)
}

fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|letter| letter.to_digit(10)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Case = (&'static str, fn(&str) -> bool, &'static str);

    #[test]
    fn published_examples_pass_and_their_neighbours_fail() {
        let cases: [Case; 8] = [
            ("iban, rearranged", mod_97_10, "NWBK60161331926819GB29"),
            ("card", luhn, "4242424242424242"),
            ("routing number", aba, "021000021"),
            ("clabe", clabe, "032180000118359719"),
            ("cpf", cpf, "39053344705"),
            ("cnpj", cnpj, "16727230000197"),
            ("alphanumeric cnpj", cnpj, "12ABC34501DE35"),
            ("nuban", |number| nuban("011", number), "0000014579"),
        ];
        for (name, check, good) in cases {
            assert!(check(good), "{name} {good}");
            for (index, letter) in good.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
                let other = if letter == '9' { '0' } else { '9' };
                let bad: String =
                    good.char_indices().map(|(i, c)| if i == index { other } else { c }).collect();
                assert!(!check(&bad), "{name} {bad}");
            }
        }
    }

    #[test]
    fn eleven_equal_digits_are_no_cpf() {
        assert!(!cpf("11111111111"));
    }
}
