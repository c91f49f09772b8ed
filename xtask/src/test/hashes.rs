//! The engine must decide alike on every host: its tests print `hash <host> <what> <hash>`.

use std::collections::{BTreeMap, BTreeSet};

use super::tally::Tally;

const NAME: &str = "hashes, alike on every host";
const MARK: &str = "hash ";

/// What one host printed: the hashes of each thing, all the same unless two of its doors differ.
pub type Hashes = BTreeMap<String, BTreeSet<String>>;

/// Takes in a line such as `hash node plan-world/3 ab12…`, also where it broke into a line of
/// the test runner.
pub fn read(line: &str, hashes: &mut Hashes) {
    let said = match line.strip_prefix("test ") {
        Some(runner) => runner.split_once(" ... ").and_then(|(_, rest)| rest.split_once(MARK)),
        None => line.strip_prefix(MARK).map(|said| ("", said)),
    };
    let words: Vec<&str> = said.map_or(Vec::new(), |(_, said)| said.split(' ').collect());
    if let [_host, what, hash] = words.as_slice() {
        hashes.entry((*what).to_owned()).or_default().insert((*hash).to_owned());
    }
}

/// One check for each thing that was hashed: every host has the same hash, and only that one.
pub fn compare(hosts: &[Tally]) -> Tally {
    let everything: BTreeSet<&String> = hosts.iter().flat_map(|host| host.hashes.keys()).collect();
    let mut tally = Tally { name: NAME, ..Tally::default() };
    if everything.is_empty() {
        tally.failures.push("no test printed a hash".to_owned());
    }
    for what in everything {
        let distinct: BTreeSet<_> = hosts.iter().map(|host| host.hashes.get(what)).collect();
        let one = distinct.first().copied().flatten().is_some_and(|hashes| hashes.len() == 1);
        if distinct.len() == 1 && one {
            tally.passed += 1;
        } else {
            let said: Vec<String> = hosts.iter().map(|host| shown(host, what)).collect();
            tally.failures.push(format!("{what}: {}", said.join("; ")));
        }
    }
    tally.failed = tally.failures.len() as u64;
    tally
}

fn shown(host: &Tally, what: &str) -> String {
    let hashes = host.hashes.get(what).into_iter().flatten();
    let short: Vec<String> = hashes.map(|hash| hash.chars().take(12).collect()).collect();
    let short = if short.is_empty() { "nothing".to_owned() } else { short.join(" and ") };
    format!("{} has {short}", host.name)
}

#[cfg(test)]
mod tests {
    use super::{Hashes, Tally, compare, read};

    fn host(name: &'static str, lines: &[&str]) -> Tally {
        let mut hashes = Hashes::new();
        lines.iter().for_each(|line| read(line, &mut hashes));
        Tally { name, hashes, ..Tally::default() }
    }

    #[test]
    fn a_hash_is_found_wherever_it_was_printed() {
        let lines = ["hash native a 1", "test golden ... hash native b 2", "hash of nothing"];
        let hashes = host("native", &lines).hashes;
        assert_eq!(hashes.into_keys().collect::<Vec<_>>(), ["a", "b"]);
        assert!(host("native", &["test src/hash.rs - hash (line 3) ... ok"]).hashes.is_empty());
    }

    #[test]
    fn hosts_that_agree_pass() {
        let hosts =
            [host("a", &["hash a x 1", "hash a y 2"]), host("b", &["hash b y 2", "hash b x 1"])];
        let tally = compare(&hosts);
        assert_eq!((tally.passed, tally.failed), (2, 0));
    }

    #[test]
    fn what_differs_or_is_missing_is_named() {
        let hosts = [host("a", &["hash a x 1", "hash a y 2"]), host("b", &["hash b x 3"])];
        let tally = compare(&hosts);
        assert_eq!((tally.passed, tally.failed), (0, 2));
        assert_eq!(tally.failures, ["x: a has 1; b has 3", "y: a has 2; b has nothing"]);
    }

    #[test]
    fn two_doors_that_differ_are_a_failure() {
        let same = ["hash a x 1", "hash a x 2"];
        assert_eq!(compare(&[host("a", &same), host("b", &same)]).failed, 1);
    }

    #[test]
    fn no_hash_at_all_is_a_failure() {
        assert_eq!(compare(&[host("a", &[]), host("b", &[])]).failed, 1);
    }
}
