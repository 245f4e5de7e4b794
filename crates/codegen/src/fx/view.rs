//! Arrays in loops: length and data in registers instead of being read at each access.
//!
//! In a loop that calls nothing, an array's header changes only when a store finds no room or not the kind it wants, which
//! the runtime does. So an array that the loop did not make is looked at once before the loop, and again after each such
//! store. A view is a limit (the length, or 0 when the array is null or holds another kind: then every access takes the
//! slow way) and the address of the elements. Both are Cranelift variables, so that the phis come by themselves.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I8, I32, I64};
use cranelift_codegen::ir::{InstBuilder, Value};
use cranelift_frontend::Variable;
use mir::cfg::Dominators;
use mir::loops::loops;
use mir::{BlockId, Function, Op, Type};
use runtime::desc;
use runtime::table::{Core, Item};
use rustc_hash::FxHashMap;

use super::array::view_kind;
use super::{FunctionCx, TRUSTED};
use crate::Result;

/// More would not find registers.
const MOST_PER_LOOP: usize = 6;

#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    array: mir::Value,
    kind: desc::ElemKind,
    limit: Variable,
    data: Variable,
}

/// The views of a function and where they hold.
#[derive(Default)]
pub(super) struct Views {
    views: Vec<View>,
    /// By block: those to make before it is left.
    made_at_end: FxHashMap<BlockId, Vec<usize>>,
    /// By block: those that hold in it.
    held: FxHashMap<BlockId, Vec<usize>>,
}

/// An array a loop wants to look into, with the elements' kind.
type Wish = (mir::Value, desc::ElemKind);

fn wishes(func: &Function, blocks: impl Iterator<Item = BlockId>) -> Vec<Wish> {
    let mut res: Vec<Wish> = Vec::new();
    for id in blocks {
        for inst in &func.block(id).insts {
            let (array, ty) = match (&inst.op, inst.result) {
                (Op::ArrayGet { array, .. }, Some(result)) => (*array, func.type_of(result)),
                (Op::ArraySet { array, value, .. }, _) => (*array, func.type_of(*value)),
                _ => continue,
            };
            let wish = (array, view_kind(ty));
            if !res.contains(&wish) {
                res.push(wish);
            }
        }
    }
    res
}

impl FunctionCx<'_, '_, '_> {
    /// Decides which views there are; no code yet.
    pub(super) fn plan_views(&mut self, func: &Function) {
        let accesses = |op: &Op| matches!(op, Op::ArrayGet { .. } | Op::ArraySet { .. });
        let mut insts = func.blocks.iter().flat_map(|block| &block.insts);
        if !insts.any(|inst| accesses(&inst.op)) {
            return;
        }
        let dominators = Dominators::new(func);
        let mut loops = loops(func, &dominators);
        loops.retain(|it| {
            let grows = |op: &Op| matches!(op, Op::ArrayPush { .. });
            let grows = it
                .block_ids()
                .any(|id| func.block(id).insts.iter().any(|inst| grows(&inst.op)));
            !grows && it.is_quiet(func)
        });
        let mut defined_in: FxHashMap<mir::Value, BlockId> = FxHashMap::default();
        for id in func.block_ids() {
            let block = func.block(id);
            let results = block.insts.iter().filter_map(|inst| inst.result);
            for value in block.params.iter().copied().chain(results) {
                defined_in.insert(value, id);
            }
        }
        // The widest loop first: an inner one uses what is there.
        for it in loops.iter().rev() {
            let mut n = 0;
            for (array, kind) in wishes(func, it.block_ids()) {
                let is_outside = defined_in
                    .get(&array)
                    .is_some_and(|block| !it.contains(*block));
                let is_there = self.views.find(it.header, array, kind).is_some();
                if !is_outside || is_there || n == MOST_PER_LOOP {
                    continue;
                }
                n += 1;
                let view = View {
                    array,
                    kind,
                    limit: self.b.declare_var(I32),
                    data: self.b.declare_var(I64),
                };
                let index = self.views.views.len();
                self.views.views.push(view);
                for entry in &it.entries {
                    self.views
                        .made_at_end
                        .entry(*entry)
                        .or_default()
                        .push(index);
                }
                for block in it.block_ids() {
                    self.views.held.entry(block).or_default().push(index);
                }
            }
        }
    }

    /// Before a block is left: the views of the loops it leads into.
    pub(super) fn make_views(&mut self, block: BlockId) -> Result<()> {
        for index in self.views.made_at_end.remove(&block).unwrap_or_default() {
            self.look(self.views.views[index])?;
        }
        Ok(())
    }

    /// After a store that may have changed any header.
    pub(super) fn renew_views(&mut self) -> Result<()> {
        let held = self.views.held.get(&self.block).cloned();
        for index in held.unwrap_or_default() {
            self.look(self.views.views[index])?;
        }
        Ok(())
    }

    /// Limit and data of an array in the current block, if it has a view.
    pub(super) fn view_of(&mut self, array: mir::Value, ty: Type) -> Option<(Value, Value)> {
        let view = self.views.find(self.block, array, view_kind(ty))?;
        Some((self.b.use_var(view.limit), self.b.use_var(view.data)))
    }

    fn look(&mut self, view: View) -> Result<()> {
        let is_made_here = self.fixed_kinds.contains_key(&view.array);
        let array = if is_made_here {
            self.value(view.array)
        } else {
            self.array_or_nothing(self.value(view.array))?
        };
        let len = self.array_len(array);
        let limit = if self.fixed_kinds.get(&view.array) == Some(&view.kind) {
            len
        } else {
            let at = desc::ARRAY_KIND_OFFSET;
            let kind = self.b.ins().load(I8, TRUSTED, array, at);
            let fits = self
                .b
                .ins()
                .icmp_imm_s(IntCC::Equal, kind, view.kind as i64);
            let none = self.b.ins().iconst(I32, 0);
            self.b.ins().select(fits, len, none)
        };
        let at = desc::ARRAY_DATA_OFFSET;
        let data = self.b.ins().load(I64, TRUSTED, array, at);
        self.b.def_var(view.limit, limit);
        self.b.def_var(view.data, data);
        Ok(())
    }

    /// The array, or an empty one if it is null or, by an unchecked cast that no access will follow, no array.
    fn array_or_nothing(&mut self, array: Value) -> Result<Value> {
        let empty = self.compiler.cache_cell(desc::ARRAY_SIZE)?;
        let empty = self.data_address(empty);
        let is_there = self.b.ins().icmp_imm_s(IntCC::NotEqual, array, 0);
        let array = self.b.ins().select(is_there, array, empty);
        let found = self.b.ins().load(I64, TRUSTED, array, 0);
        let wanted = self.item(Item::Core(Core::Array))?;
        let is_array = self.b.ins().icmp(IntCC::Equal, found, wanted);
        Ok(self.b.ins().select(is_array, array, empty))
    }
}

impl Views {
    fn find(&self, block: BlockId, array: mir::Value, kind: desc::ElemKind) -> Option<View> {
        let held = self.held.get(&block)?.iter();
        let mut held = held.map(|index| self.views[*index]);
        held.find(|view| view.array == array && view.kind == kind)
    }
}
