//! What must hold of any text, checked on the Haxe files of this repository and on
//! pieces of them.

use std::path::{Path, PathBuf};

use super::check_properties;
use crate::{Config, format, within};

fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut open = vec![root.join("std"), root.join("tests/run")];
    let mut res = vec![];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).expect("a readable directory");
            open.extend(entries.map(|entry| entry.expect("an entry").path()));
        } else if path.extension().is_some_and(|it| it == "hx") {
            res.push(path);
        }
    }
    assert!(res.len() > 100, "the files are where they were");
    res.sort();
    res
}

#[test]
fn files_of_this_repository() {
    let config = Config::default();
    for path in files() {
        let text = std::fs::read_to_string(&path).expect("a readable file");
        check_properties(&text, &config);
    }
}

/// Texts that end anywhere: no panic, and no token is lost.
#[test]
fn files_cut_short() {
    let config = Config::default();
    for path in files().into_iter().step_by(9) {
        let text = std::fs::read_to_string(&path).expect("a readable file");
        for part in [3, 5, 7] {
            let mut end = text.len() * part / 8;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            let cut = &text[..end];
            let once = crate::apply(cut, &format(cut, &config));
            assert_eq!(
                super::significant(cut),
                super::significant(&once),
                "{}",
                path.display()
            );
        }
    }
}

/// Formatting the lines of a range changes no other line.
#[test]
fn ranges_stay_in_their_lines() {
    let text = "class A {\nvar a:Int=1;\n  var b   :Int=2;\n\tfunction f( ) {\n return 1 ; }\n}\n";
    let config = Config::default();
    let starts: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
    for (line, &start) in starts.iter().enumerate() {
        let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        for edit in within(text, format(text, &config), start..end) {
            assert!(
                edit.range.start >= start && edit.range.end <= end,
                "line {line}: {edit:?}"
            );
        }
    }
}

/// Texts with pieces taken out or put elsewhere: no panic, and no token is lost.
#[test]
fn files_with_mistakes() {
    let rounds: u64 = std::env::var("FORMAT_ROUNDS").map_or(1, |it| it.parse().expect("a number"));
    let mut seed = 1u64;
    let mut random = |below: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below.max(1)
    };
    let config = Config::default();
    for path in files().into_iter().step_by(7) {
        let text = std::fs::read_to_string(&path).expect("a readable file");
        for _ in 0..rounds {
            let tokens = syntax::tokens(&text);
            let piece = tokens[random(tokens.len())].1;
            let at = tokens[random(tokens.len())].1;
            let mut mistaken = text.clone();
            mistaken.insert_str(at.start().into(), &text[piece]);
            if random(2) == 0 && piece.end() <= at.start() {
                mistaken.replace_range(std::ops::Range::<usize>::from(piece), "");
            }
            let once = crate::apply(&mistaken, &format(&mistaken, &config));
            assert_eq!(
                super::significant(&mistaken),
                super::significant(&once),
                "{}",
                path.display()
            );
        }
    }
}
