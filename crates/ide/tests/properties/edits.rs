//! Random edits of real text: what a hand does to a file, and what it does by mistake.

use syntax::Defines;

use super::ask::Random;

/// One edit of `text`: a token, a line or a stretch goes, comes twice, changes place or becomes another.
pub(crate) fn random_edit(random: &mut Random, text: &str) -> String {
    let tokens = token_starts(text);
    let token = |random: &mut Random| {
        let n = random.below(tokens.len().saturating_sub(1));
        (tokens[n], tokens.get(n + 1).copied().unwrap_or(text.len()))
    };
    let (start, end) = token(random);
    match random.below(8) {
        0 => [&text[..start], &text[end..]].concat(),
        1 => [&text[..end], &text[start..]].concat(),
        2 => {
            let (from, to) = token(random);
            [&text[..start], &text[from..to], " ", &text[end..]].concat()
        }
        3 => [&text[..start], "x.", &text[start..]].concat(),
        4 => [&text[..start], "\n\n// a comment\n", &text[start..]].concat(),
        5 => {
            // A line goes.
            let from = text[..start].rfind('\n').map_or(0, |it| it + 1);
            let to = text[start..].find('\n').map_or(text.len(), |it| start + it);
            [&text[..from], &text[to..]].concat()
        }
        6 => {
            // Another type, where there is one.
            let names = ["Int", "String", "Float", "Bool", "Void"];
            let found = names
                .iter()
                .filter_map(|it| Some((start + text[start..].find(it)?, it)))
                .min();
            match found {
                Some((at, name)) => {
                    let other = names[random.below(names.len())];
                    [&text[..at], other, &text[at + name.len()..]].concat()
                }
                None => text.to_owned(),
            }
        }
        _ => {
            let (from, to) = token(random);
            let (from, to) = (from.min(start), to.max(end));
            match to - from < 400 {
                true => [&text[..from], &text[to..]].concat(),
                false => text.to_owned(),
            }
        }
    }
}

/// Where tokens begin; never empty.
fn token_starts(text: &str) -> Vec<usize> {
    let root = syntax::parse(text, &Defines::empty()).syntax_node();
    let starts = root
        .descendants_with_tokens()
        .filter_map(|it| it.into_token())
        .filter(|it| !it.kind().is_trivia())
        .map(|it| usize::from(it.text_range().start()));
    [0].into_iter().chain(starts).collect()
}
