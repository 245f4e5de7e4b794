//! A short fuzzing run, the same with every build: what `fuzz/` checks, with its seeds and its dictionary, on texts that
//! a small generator makes of them. `RUN_SLOW_TESTS=1` makes it a long one.

use std::path::PathBuf;

use syntax::fuzz::{check_edits, check_lossless, check_text};
use syntax::{Defines, parse};

struct Rng(u64);

impl Rng {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// Part of a text, short more often than long.
    fn range(&mut self, text: &[u8]) -> std::ops::Range<usize> {
        let start = self.below(text.len() + 1);
        let max = 1 << self.below(8);
        start..(start + self.below(max + 1)).min(text.len())
    }
}

/// What texts are made of.
struct Corpus {
    seeds: Vec<Vec<u8>>,
    words: Vec<Vec<u8>>,
}

impl Corpus {
    fn read() -> Corpus {
        let fuzz = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
        let dictionary = std::fs::read_to_string(fuzz.join("haxe.dict")).unwrap();
        let mut words: Vec<Vec<u8>> = dictionary.lines().filter_map(word).collect();
        words.extend(
            ["\r\n", "\t", " ", "é", "𝄞", "\u{feff}", "\0"].map(|it| it.as_bytes().to_vec()),
        );
        let mut paths: Vec<PathBuf> = std::fs::read_dir(fuzz.join("seeds"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        let seeds: Vec<Vec<u8>> = paths
            .iter()
            .map(|path| std::fs::read(path).unwrap())
            .collect();
        assert!(words.len() > 100 && seeds.len() > 5);
        Corpus { seeds, words }
    }

    /// Words in a row.
    fn soup(&self, rng: &mut Rng) -> Vec<u8> {
        let n_words = 1 + rng.below(60);
        let mut res = Vec::new();
        for _ in 0..n_words {
            res.extend_from_slice(rng.of::<Vec<u8>>(&self.words));
            if rng.below(3) > 0 {
                res.push(b' ');
            }
        }
        res
    }

    /// A seed with a few changes.
    fn mutant(&self, rng: &mut Rng) -> Vec<u8> {
        let mut text = rng.of::<Vec<u8>>(&self.seeds).clone();
        for _ in 0..1 + rng.below(4) {
            self.change(&mut text, rng);
        }
        text
    }

    fn change(&self, text: &mut Vec<u8>, rng: &mut Rng) {
        let range = rng.range(text);
        match rng.below(7) {
            0 => drop(text.drain(range)),
            1 => {
                let part = text[range.clone()].to_vec();
                text.splice(range.start..range.start, part);
            }
            2 => {
                let word = rng.of::<Vec<u8>>(&self.words).clone();
                text.splice(range.start..range.start, word);
            }
            3 => {
                let word = rng.of::<Vec<u8>>(&self.words).clone();
                text.splice(range, word);
            }
            4 => {
                let other = rng.of::<Vec<u8>>(&self.seeds);
                let part = other[rng.range(other)].to_vec();
                text.splice(range, part);
            }
            5 => {
                if let Some(byte) = text.get_mut(range.start) {
                    *byte = rng.below(256) as u8;
                }
            }
            _ => {
                // What is half typed mostly ends early.
                if rng.below(4) == 0 {
                    text.truncate(range.start);
                }
            }
        }
    }
}

/// The word of a line of the dictionary: `"text"` with `\"`, `\\` and `\xAB`.
fn word(line: &str) -> Option<Vec<u8>> {
    let quoted = line.trim().strip_prefix('"')?.strip_suffix('"')?;
    let mut res = Vec::new();
    let mut rest = quoted.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte != b'\\' {
            res.push(byte);
        } else if let Some(hex) = rest.strip_prefix(b"x") {
            let digits = std::str::from_utf8(&hex[..2]).unwrap();
            res.push(u8::from_str_radix(digits, 16).unwrap());
            rest = &hex[2..];
        } else {
            res.push(rest[0]);
            rest = &rest[1..];
        }
    }
    Some(res)
}

fn rounds() -> usize {
    if std::env::var_os("RUN_SLOW_TESTS").is_some() {
        200_000
    } else {
        1_000
    }
}

#[test]
fn any_text() {
    let corpus = Corpus::read();
    let mut rng = Rng(0x1234_5678_9ABC_DEF1);
    for seed in &corpus.seeds {
        check_text(&String::from_utf8_lossy(seed));
    }
    for _ in 0..rounds() {
        check_text(&String::from_utf8_lossy(&corpus.soup(&mut rng)));
        check_text(&String::from_utf8_lossy(&corpus.mutant(&mut rng)));
    }
}

#[test]
fn any_bytes() {
    let corpus = Corpus::read();
    let mut rng = Rng(0x0FED_CBA9_8765_4321);
    for _ in 0..rounds() {
        let bytes = corpus.mutant(&mut rng);
        let text = String::from_utf8_lossy(&bytes);
        check_lossless(&text, &parse(&text, &Defines::empty()));
    }
}

#[test]
fn any_edits() {
    let corpus = Corpus::read();
    let mut rng = Rng(0xDEAD_BEEF_0BAD_F00D);
    for _ in 0..rounds() / 20 {
        let seed = String::from_utf8_lossy(rng.of::<Vec<u8>>(&corpus.seeds)).into_owned();
        let edits: Vec<_> = (0..8)
            .map(|_| {
                let word = String::from_utf8_lossy(rng.of::<Vec<u8>>(&corpus.words)).into_owned();
                (rng.below(2_000) as u16, rng.below(10) as u8, word)
            })
            .collect();
        check_edits(&seed, &edits);
    }
}

/// Texts that once broke something.
#[test]
fn old_mistakes() {
    for text in [
        // A string without its end, in a condition, ending in a letter of several bytes.
        "#if (a > \"b\u{feff}\n}\n",
        // A backslash before such a letter.
        "var x = \"\\\u{feff}\";",
        "#error \"\"",
        "class A (",
    ] {
        check_text(text);
    }
}
