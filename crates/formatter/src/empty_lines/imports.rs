//! Empty lines around `import` and `using`.

use syntax::SyntaxKind::*;

use crate::config::ImportLevel;
use crate::gaps::Formatter;
use crate::layout::{NodeId, Tok};

struct Import {
    is_using: bool,
    packages: Vec<String>,
    /// The token behind which empty lines go.
    last: Tok,
}

impl Formatter<'_> {
    pub(super) fn empty_lines_at_imports(&mut self) {
        let imports: Vec<NodeId> = self
            .declarations()
            .into_iter()
            .filter(|&it| matches!(self.layout.node_kind(it), IMPORT_DECL | USING_DECL))
            .collect();
        let Some(&last) = imports.last() else {
            return;
        };
        let options = &self.config.empty_lines.import_and_using;
        let (between, before_using) = (options.between_imports, options.before_using);
        let (before_type, level) = (options.before_type, options.between_imports_level);
        let last = self.layout.node(last).last;
        match self.layout.next_kind(last) {
            HASH_ELSE | HASH_ELSEIF | EOF => {}
            HASH_END => self.empty_after(last + 1, before_type),
            _ => self.empty_after(last, before_type),
        }
        let imports: Vec<Import> = imports.into_iter().map(|it| self.import(it)).collect();
        for pair in imports.windows(2) {
            let [one, other] = pair else { continue };
            if one.is_using != other.is_using {
                self.empty_after(one.last, before_using);
            } else if !belong_together(one, other, level) {
                self.empty_after(one.last, between);
            }
        }
    }

    fn import(&self, node: NodeId) -> Import {
        let path = self.layout.child_node(node, PATH);
        let mut packages: Vec<String> = vec![];
        if let Some(path) = path {
            let path = self.layout.node(path);
            packages = (path.first..=path.last)
                .filter(|&tok| !matches!(self.layout.kind(tok), DOT))
                .map(|tok| self.layout.text_of(tok).to_owned())
                .collect();
        }
        packages.pop();
        let mut last = self.layout.node(node).last;
        if self.layout.next_kind(last) == HASH_END {
            last += 1;
        }
        Import {
            is_using: self.layout.node_kind(node) == USING_DECL,
            packages,
            last,
        }
    }
}

fn belong_together(one: &Import, other: &Import, level: ImportLevel) -> bool {
    let depth = match level {
        ImportLevel::All => return false,
        ImportLevel::FirstLevelPackage => 1,
        ImportLevel::SecondLevelPackage => 2,
        ImportLevel::ThirdLevelPackage => 3,
        ImportLevel::FourthLevelPackage => 4,
        ImportLevel::FifthLevelPackage => 5,
        ImportLevel::FullPackage => usize::MAX,
    };
    let part = |import: &Import| import.packages[..import.packages.len().min(depth)].to_vec();
    part(one) == part(other)
}
