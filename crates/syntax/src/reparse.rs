//! Parsing a text again after an edit.
//!
//! Making the tree is two thirds of parsing. Cutting the text, `#if` and the
//! grammar run over the whole text as always, for one letter can change what
//! all behind it means; but a field for which all three say what they said
//! before, about the same text, has the same tree, and that is taken over. So
//! the result is that of [`parse`](crate::parse), whatever was parsed before.
//!
//! Trees made one after the other share the nodes of fields that no edit has
//! touched: to compare these, comparing their addresses is enough.

use std::ops::Range;

use rowan::{GreenNode, GreenNodeBuilder, GreenToken, NodeCache, NodeOrToken};

use crate::SyntaxKind::{self, *};
use crate::event::Event;
use crate::lexer::Tokens;
use crate::preprocessor::{Active, Group};
use crate::tree_builder::{Sink, TreeBuilder};
use crate::{Branches, Defines, Parse};

/// Parses a text again and again while it is edited.
#[derive(Default)]
pub struct Reparser {
    earlier: Earlier,
}

impl Reparser {
    /// The same as [`parse`](crate::parse), sooner when the text resembles the one before.
    pub fn parse(&mut self, text: &str, defines: &Defines) -> Parse {
        let branches = Branches::Conditions(defines);
        crate::parse_with(
            text,
            defines,
            branches,
            &mut |text, tokens, active, events| {
                let (green, now) = build(text, tokens, active, events, &self.earlier);
                self.earlier = now;
                green
            },
        )
    }
}

/// All that the last tree was made from, and its fields.
#[derive(Default)]
struct Earlier {
    text: Box<str>,
    kinds: Vec<SyntaxKind>,
    starts: Vec<u32>,
    raw: Vec<u32>,
    groups: Vec<Group>,
    events: Vec<Event>,
    /// In the order of the text.
    parts: Vec<Part>,
}

/// A field, where its parts begin and end in each list, and its tree.
struct Part {
    events: Range<usize>,
    raw: Range<usize>,
    tokens: Range<usize>,
    groups: Range<usize>,
    green: GreenNode,
}

fn build(
    text: &str,
    tokens: &Tokens,
    active: &Active,
    events: &mut [Event],
    earlier: &Earlier,
) -> (GreenNode, Earlier) {
    let all_events = events.to_vec();
    let mut builder = TreeBuilder::new(text, tokens, active);
    let mut outer = Outer::default();
    let mut cache = NodeCache::default();
    let same = SameText::new(&earlier.text, text);
    let mut parts: Vec<Part> = Vec::with_capacity(earlier.parts.len() + 1);
    let mut idx = 0;
    while idx < events.len() {
        let is_part = matches!(
            events[idx],
            Event::Start {
                kind: VAR_FIELD | FUNCTION_FIELD,
                parent: 0
            }
        );
        if !is_part {
            builder.event(events, idx, &mut outer);
            idx += 1;
            continue;
        }
        builder.trivia(&mut outer);
        let end = end_of_node(&all_events, idx);
        let start = (builder.raw, builder.token, builder.group);
        let now = Now {
            tokens,
            active,
            events: &all_events[idx..end],
            start,
        };
        let known = same
            .before(tokens.starts[builder.raw])
            .and_then(|at| earlier.part_at(at))
            .filter(|it| now.is_same(earlier, it, &same));
        let green = match known {
            Some(part) => {
                builder.raw += part.raw.len();
                builder.token += part.tokens.len();
                builder.group += part.groups.len();
                part.green.clone()
            }
            None => {
                let mut inner = GreenNodeBuilder::with_cache(&mut cache);
                builder.replay(&mut events[idx..end], &mut inner);
                inner.finish()
            }
        };
        parts.push(Part {
            events: idx..end,
            raw: start.0..builder.raw,
            tokens: start.1..builder.token,
            groups: start.2..builder.group,
            green: green.clone(),
        });
        outer.children.push(green.into());
        idx = end;
    }
    let now = Earlier {
        text: text.into(),
        kinds: tokens.kinds.clone(),
        starts: tokens.starts.clone(),
        raw: active.raw.clone(),
        groups: active.groups.clone(),
        events: all_events,
        parts,
    };
    (outer.finish(), now)
}

/// Behind the `Finish` of the node that begins at `start`.
fn end_of_node(events: &[Event], start: usize) -> usize {
    let mut depth = 0usize;
    for (n, event) in events[start..].iter().enumerate() {
        match event {
            Event::Start { kind, .. } if *kind != TOMBSTONE => depth += 1,
            Event::Finish => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return start + n + 1;
        }
    }
    events.len()
}

impl Earlier {
    /// The part whose text starts there.
    fn part_at(&self, start: u32) -> Option<&Part> {
        let start_of = |it: &Part| self.starts[it.raw.start];
        let idx = self
            .parts
            .binary_search_by(|it| start_of(it).cmp(&start))
            .ok()?;
        Some(&self.parts[idx])
    }
}

/// What is about to be built.
struct Now<'a> {
    tokens: &'a Tokens,
    active: &'a Active,
    events: &'a [Event],
    /// The next lexer token, token of the grammar, group.
    start: (usize, usize, usize),
}

impl Now<'_> {
    /// Whether everything that the tree is made from was the same for `part`.
    fn is_same(&self, earlier: &Earlier, part: &Part, same: &SameText) -> bool {
        let (raw, token, group) = self.start;
        let (raw_end, token_end) = (raw + part.raw.len(), token + part.tokens.len());
        let group_end = group + part.groups.len();
        if raw_end > self.tokens.len()
            || token_end >= self.active.raw.len()
            || group_end > self.active.groups.len()
        {
            return false;
        }
        // Counted from where the part begins.
        let from = |start: u32| move |at: &u32| at.wrapping_sub(start);
        let starts = &self.tokens.starts[raw..=raw_end];
        let starts_before = &earlier.starts[part.raw.start..=part.raw.end];
        let group_from = |start: usize| {
            move |it: &Group| {
                let from = |at: u32| at.wrapping_sub(start as u32);
                (from(it.start), from(it.end), it.kind, it.hidden)
            }
        };
        same.holds(starts[0], starts[starts.len() - 1])
            && self.events == &earlier.events[part.events.clone()]
            && self.tokens.kinds[raw..raw_end] == earlier.kinds[part.raw.clone()]
            && (starts.iter().map(from(starts[0])))
                .eq(starts_before.iter().map(from(starts_before[0])))
            && (self.active.raw[token..token_end]
                .iter()
                .map(from(raw as u32)))
            .eq(earlier.raw[part.tokens.clone()]
                .iter()
                .map(from(part.raw.start as u32)))
            && self.active.raw[token_end] as usize >= raw_end
            && (self.active.groups[group..group_end]
                .iter()
                .map(group_from(raw)))
            .eq(earlier.groups[part.groups.clone()]
                .iter()
                .map(group_from(part.raw.start)))
            && (self.active.groups.get(group_end)).is_none_or(|it| it.start as usize >= raw_end)
    }
}

/// Where two texts are the same: before the first and behind the last difference.
struct SameText {
    prefix: usize,
    suffix: usize,
    len_before: usize,
    len: usize,
}

impl SameText {
    fn new(before: &str, now: &str) -> SameText {
        let (before, now) = (before.as_bytes(), now.as_bytes());
        let n_same =
            |a: &mut dyn Iterator<Item = (&u8, &u8)>| a.take_while(|(a, b)| a == b).count();
        let prefix = n_same(&mut before.iter().zip(now));
        let rest = before.len().min(now.len()) - prefix;
        let suffix = n_same(&mut before.iter().rev().zip(now.iter().rev()).take(rest));
        SameText {
            prefix,
            suffix,
            len_before: before.len(),
            len: now.len(),
        }
    }

    /// Where the place stood before.
    fn before(&self, at: u32) -> Option<u32> {
        let at = at as usize;
        if at < self.prefix {
            Some(at as u32)
        } else if at >= self.len - self.suffix {
            u32::try_from(at + self.len_before - self.len).ok()
        } else {
            None
        }
    }

    /// Whether the text from `start` to `end` is on one side of the differences.
    fn holds(&self, start: u32, end: u32) -> bool {
        end as usize <= self.prefix || start as usize >= self.len - self.suffix
    }
}

/// The nodes around the fields. They hold what changes with every edit, so nothing is looked up for them.
#[derive(Default)]
struct Outer {
    open: Vec<(rowan::SyntaxKind, usize)>,
    children: Vec<NodeOrToken<GreenNode, GreenToken>>,
}

impl Outer {
    fn finish(mut self) -> GreenNode {
        match self.children.pop() {
            Some(NodeOrToken::Node(root)) => root,
            _ => GreenNode::new(rowan::SyntaxKind(SOURCE_FILE as u16), []),
        }
    }
}

impl Sink for Outer {
    fn start_node(&mut self, kind: rowan::SyntaxKind) {
        self.open.push((kind, self.children.len()));
    }

    fn token(&mut self, kind: rowan::SyntaxKind, text: &str) {
        self.children.push(GreenToken::new(kind, text).into());
    }

    fn finish_node(&mut self) {
        if let Some((kind, start)) = self.open.pop() {
            let node = GreenNode::new(kind, self.children.drain(start..));
            self.children.push(node.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Reparser;
    use crate::{AstNode, Defines, SyntaxNode, ast, parse};

    /// The fields' trees by name, as places in memory.
    fn fields(root: &SyntaxNode) -> Vec<(String, *const ())> {
        let of_field = |it: ast::Field| {
            let name = ast::HasName::name(&it).map(|it| it.text().to_string());
            let green: *const _ = it.syntax().green();
            (name.unwrap_or_default(), green.cast())
        };
        root.descendants()
            .filter_map(ast::Field::cast)
            .map(of_field)
            .collect()
    }

    /// The names of the fields whose trees were taken over.
    fn check(before: &str, after: &str) -> Vec<String> {
        let defines = Defines::new([("js", "1")]);
        let mut reparser = Reparser::default();
        let first = reparser.parse(before, &defines);
        assert!(first == parse(before, &defines));
        let second = reparser.parse(after, &defines);
        assert!(second == parse(after, &defines));
        let known = fields(&first.syntax_node());
        let is_known = |it: &(String, *const ())| known.contains(it);
        fields(&second.syntax_node())
            .into_iter()
            .filter(is_known)
            .map(|it| it.0)
            .collect()
    }

    const TEXT: &str = "class A {
        /** Text. */
        var a = 1;
        function b() { #if js return 1; #else return 2; #end }
        function c() { return 'x $a ${b()}'; }
        #if js var d = 2; #else var e = 3; #end
    }
    function f() return macro class { var inner:Int; };";

    #[test]
    fn fields_beside_an_edit_are_taken_over() {
        let names = |text: &str| check(TEXT, text).join(" ");
        assert_eq!(names(TEXT), "a b c d f inner");
        assert_eq!(
            names(&TEXT.replace("return 1", "return 10")),
            "a c d f inner"
        );
        assert_eq!(
            names(&TEXT.replace("Text.", "Other text.")),
            "a b c d f inner"
        );
        assert_eq!(names(&TEXT.replace("inner", "within")), "a b c d");
        assert_eq!(
            names(&TEXT.replace("a = 1;", "a = 1; var z;")),
            "a b c d f inner"
        );
    }

    #[test]
    fn a_field_that_now_means_something_else_is_not() {
        // The same text, inside a comment, a string, an inactive branch, a structure.
        for (from, to) in [
            ("class A {", "class A { /*"),
            ("class A {", "class A { var s = \""),
            ("class A {", "class A { #if cpp"),
            ("class A {", "typedef A = {"),
            ("#if js return", "#if js } return"),
            ("var a", "(var a"),
        ] {
            check(TEXT, &TEXT.replace(from, to));
            check(&TEXT.replace(from, to), TEXT);
        }
    }

    #[test]
    fn defines_may_change() {
        let mut reparser = Reparser::default();
        for defines in [
            Defines::empty(),
            Defines::new([("js", "1")]),
            Defines::empty(),
        ] {
            assert!(reparser.parse(TEXT, &defines) == parse(TEXT, &defines));
        }
    }
}
