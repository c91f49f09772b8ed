//! Open methods in a line, for people.

/// Each method with its currencies, `swift (USD EUR)`; many are counted.
pub fn methods<'c>(open: impl Iterator<Item = (String, &'c str)>) -> Vec<String> {
    let mut methods: Vec<(String, Vec<&str>)> = Vec::new();
    for (method, currency) in open {
        match methods.iter_mut().find(|(known, _)| *known == method) {
            Some((_, currencies)) => currencies.push(currency),
            None => methods.push((method, vec![currency])),
        }
    }
    let shown = |(method, currencies): &(String, Vec<&str>)| match currencies.len() {
        0..=3 => format!("{method} ({})", currencies.join(" ")),
        many => format!("{method} ({many} currencies)"),
    };
    methods.iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_are_listed_while_they_are_few() {
        let open = [
            ("ach", "USD"),
            ("swift", "USD"),
            ("swift", "EUR"),
            ("swift", "GBP"),
            ("swift", "CHF"),
        ];
        let open = open.into_iter().map(|(method, currency)| (method.to_owned(), currency));
        assert_eq!(methods(open), ["ach (USD)", "swift (4 currencies)"]);
    }
}
