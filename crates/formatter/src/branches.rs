//! All branches of `#if`, one after the other.
//!
//! A tree shows one branch of each `#if … #end`; a formatter must see them all.
//! So a text is parsed several times, each time with other branches taken,
//! until every branch was in a tree:
//!
//! ```haxe
//! #if js        // round 1
//! a();
//! #elseif cpp   // round 2
//! b();
//! #else         // round 3
//! c();
//! #end
//! ```
//!
//! Where nothing is left to see, the first branch is taken.

use std::collections::HashSet;

use syntax::{Defines, Parse, SyntaxKind::*, TextRange};

/// How often a text is parsed at most.
const MAX_ROUNDS: usize = 12;

/// The trees of a text that together show all branches.
///
/// From the second on they show only the fields in which there is something new to see.
pub(crate) fn parse_all(text: &str, defines: &Defines) -> Vec<Parse> {
    if !text.contains("#if") {
        return vec![syntax::parse(text, defines)];
    }
    let mut groups = groups(text);
    let mut res: Vec<Parse> = vec![];
    let mut fields: Vec<TextRange> = vec![];
    while res.len() < MAX_ROUNDS {
        let mut unseen = vec![];
        groups.iter().for_each(|it| it.unseen(&mut unseen));
        let hidden: Vec<TextRange> = fields
            .iter()
            .copied()
            .filter(|field| !unseen.iter().any(|&start| field.contains(start.into())))
            .collect();
        let mut taken = HashSet::new();
        for group in &mut groups {
            group.take(&mut taken);
        }
        let is_taken = |start| taken.contains(&u32::from(start));
        let parse = syntax::parse_branches(text, defines, &is_taken, &hidden);
        if res.is_empty() && parse.errors().is_empty() {
            fields = fields_of(&parse);
            fields.retain(|&field| groups.iter().all(|it| it.is_whole_in(field)));
        }
        res.push(parse);
        if groups.iter().all(Group::is_seen) {
            break;
        }
    }
    res
}

/// Where the fields of types stand.
fn fields_of(parse: &Parse) -> Vec<TextRange> {
    let mut res = vec![];
    let mut walk = parse.syntax_node().preorder();
    while let Some(event) = walk.next() {
        if let syntax::WalkEvent::Enter(node) = event
            && matches!(node.kind(), VAR_FIELD | FUNCTION_FIELD)
        {
            res.push(node.text_range());
            walk.skip_subtree();
        }
    }
    res
}

/// One `#if … #end`.
struct Group {
    branches: Vec<Branch>,
    /// Where its `#end` stands.
    end: Option<u32>,
}

struct Branch {
    /// Where its directive starts.
    start: u32,
    seen: bool,
    groups: Vec<Group>,
}

impl Group {
    fn is_seen(&self) -> bool {
        self.branches.iter().all(Branch::is_seen)
    }

    /// Where branches start that are not seen.
    fn unseen(&self, unseen: &mut Vec<u32>) {
        for branch in &self.branches {
            if !branch.seen {
                unseen.push(branch.start);
            }
            branch.groups.iter().for_each(|it| it.unseen(unseen));
        }
    }

    /// Whether it and all in it lie on one side of each end of a range.
    fn is_whole_in(&self, range: TextRange) -> bool {
        let Some(start) = self.branches.first().map(|it| it.start) else {
            return true;
        };
        let end = self.end.unwrap_or(u32::MAX);
        let (first, last) = (u32::from(range.start()), u32::from(range.end()));
        if end < first || start >= last || (start >= first && end < last) {
            return true;
        }
        // The range is inside: not at a directive.
        start < first
            && end >= last
            && self.branches.iter().all(|branch| {
                !(first..last).contains(&branch.start)
                    && branch.groups.iter().all(|it| it.is_whole_in(range))
            })
    }

    /// Takes the first branch in which there is something to see.
    fn take(&mut self, taken: &mut HashSet<u32>) {
        let branch = self.branches.iter().position(|it| !it.is_seen());
        if let Some(branch) = self.branches.get_mut(branch.unwrap_or(0)) {
            branch.seen = true;
            taken.insert(branch.start);
            for group in &mut branch.groups {
                group.take(taken);
            }
        }
    }
}

impl Branch {
    fn is_seen(&self) -> bool {
        self.seen && self.groups.iter().all(Group::is_seen)
    }
}

/// The groups of a text that are in no other.
fn groups(text: &str) -> Vec<Group> {
    let mut top: Vec<Group> = vec![];
    let mut open: Vec<Group> = vec![];
    for (kind, range) in syntax::tokens(text) {
        let branch = Branch {
            start: range.start().into(),
            seen: false,
            groups: vec![],
        };
        match kind {
            HASH_IF => open.push(Group {
                branches: vec![branch],
                end: None,
            }),
            HASH_ELSEIF | HASH_ELSE => {
                if let Some(group) = open.last_mut() {
                    group.branches.push(branch);
                }
            }
            HASH_END => {
                if let Some(mut group) = open.pop() {
                    group.end = Some(branch.start);
                    let parent = open.last_mut().and_then(|it| it.branches.last_mut());
                    parent.map_or(&mut top, |it| &mut it.groups).push(group);
                }
            }
            _ => {}
        }
    }
    // Without `#end` the innermost is worth seeing too.
    top.extend(open);
    top
}
