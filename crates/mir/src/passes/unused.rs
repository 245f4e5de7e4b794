//! Functions that nothing mentions any more, mostly because they were taken in everywhere.
//!
//! What reflection may find stays: methods, static functions, constructors and metadata of the classes in the program.

use rustc_hash::FxHashSet;

use crate::function::SymbolUse;
use crate::program::{Program, StaticMember};
use crate::types::Symbol;

/// A program without an entry is a library: all of it stays.
pub(super) fn run(program: &mut Program) {
    let Some(entry) = &program.entry else {
        return;
    };
    let mut stack: Vec<&Symbol> = vec![entry];
    stack.extend(&program.inits);
    stack.extend(program.metadata.values());
    for class in program.classes.values() {
        stack.extend(class.methods.iter().filter_map(|it| it.symbol.as_ref()));
        stack.extend(class.statics.iter().filter_map(|it| match &it.member {
            StaticMember::Function { symbol, .. } => Some(symbol),
            StaticMember::Variable { .. } => None,
        }));
        stack.extend(&class.ctor);
    }
    let mut used: FxHashSet<&Symbol> = FxHashSet::default();
    while let Some(symbol) = stack.pop() {
        if let Some(func) = program.functions.get(symbol)
            && used.insert(symbol)
        {
            func.visit_symbols(|mention| {
                if let SymbolUse::Function(symbol) = mention {
                    stack.push(symbol);
                }
            });
        }
    }
    if used.len() < program.functions.len() {
        let used: FxHashSet<Symbol> = used.into_iter().cloned().collect();
        program.functions.retain(|symbol, _| used.contains(symbol));
    }
}
