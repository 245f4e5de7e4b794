//! Positions, filled in where a program is put together: a function's own MIR names expressions, so
//! that it stays the same when the text above it moves.

use base_db::{Db, line_index};
use hir_def::{body::ExprId, expr_range, ids::FieldId};
use mir::{Const, Function, Loc, Op, Span};

use super::expr::{SOURCE_FILE, SOURCE_LINE};

/// Gives every expression that an instruction came from its place in the text. The table holds these alone: a lambda has
/// few of its function's expressions.
pub(crate) fn place<'db>(db: &'db dyn Db, field: FieldId<'db>, file: u32, function: &mut Function) {
    let mut used: Vec<u32> = Vec::new();
    for block in &function.blocks {
        used.extend(block.insts.iter().map(|inst| inst.loc.0));
        used.push(block.term_loc.0);
    }
    used.retain(|&loc| loc != mir::Loc::NONE.0);
    used.sort_unstable();
    used.dedup();
    function.spans = vec![Span::default(); used.len()];
    let index = line_index(db, field.module(db).file(db));
    for (span, &loc) in function.spans.iter_mut().zip(&used) {
        let range = expr_range(db, field, ExprId::from_raw(loc)).range;
        let Some(at) = index.try_line_col(range.start()) else {
            continue;
        };
        *span = Span {
            file,
            start: range.start().into(),
            end: range.end().into(),
            line: at.line + 1,
            column: at.col + 1,
        };
    }
    let renumber = |loc: &mut Loc| {
        if let Ok(index) = used.binary_search(&loc.0) {
            loc.0 = index as u32;
        }
    };
    for block in &mut function.blocks {
        block
            .insts
            .iter_mut()
            .for_each(|inst| renumber(&mut inst.loc));
        renumber(&mut block.term_loc);
    }
}

/// Replaces what stands for the position of a `PosInfos`.
pub(crate) fn fill_in_positions(function: &mut Function, path: &mir::Symbol) {
    for block in &mut function.blocks {
        for inst in &mut block.insts {
            let Op::CallRt { symbol, .. } = &inst.op else {
                continue;
            };
            let value = match symbol.as_str() {
                SOURCE_FILE => Const::Str(path.clone()),
                SOURCE_LINE => {
                    let line = function
                        .spans
                        .get(inst.loc.0 as usize)
                        .map_or(0, |span| span.line);
                    Const::Int(i64::from(line))
                }
                _ => continue,
            };
            inst.op = Op::Const(value);
        }
    }
}
