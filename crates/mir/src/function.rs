//! One function: blocks, values, and where each instruction came from.

use serde::{Deserialize, Serialize};

use crate::inst::{Op, Terminator};
use crate::types::{Signature, Symbol, Type};

/// An SSA value; ids are handed out per function from one counter.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Value(pub u32);

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct BlockId(pub u32);

/// A typed stack slot, for locals that an exception handler must be able to see.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Slot(pub u32);

/// Where an instruction came from: an index into [`Function::spans`]. Whoever builds a function picks
/// ids that do not move with the text (expression ids); the table of positions is filled in when a
/// program is put together, so that a function's MIR stays equal when only its position changed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Loc(pub u32);

impl Loc {
    pub const NONE: Loc = Loc(u32::MAX);

    pub fn is_none(self) -> bool {
        self == Loc::NONE
    }
}

/// A place in a source file. `file` indexes [`crate::Program::files`]; `line` and `column` are 1-based.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Span {
    pub file: u32,
    pub start: u32,
    pub end: u32,
    pub line: u32,
    pub column: u32,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Inst {
    pub result: Option<Value>,
    pub op: Op,
    pub loc: Loc,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Block {
    pub params: Vec<Value>,
    pub insts: Vec<Inst>,
    pub term: Terminator,
    pub term_loc: Loc,
    /// Where an exception thrown in this block continues: a block with one `word` parameter, the
    /// thrown value. The edge leaves from the *start* of this block.
    pub handler: Option<BlockId>,
}

/// Part of [`Function::spans`] that belongs to a function taken in by the inliner. Ranges are nested
/// or apart; the innermost that holds a location says whose it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InlinedSpans {
    pub first: u32,
    pub end: u32,
    /// The function taken in.
    pub function: Symbol,
    /// Where it was called.
    pub call: Loc,
}

/// How willing the inliner is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub enum InlineHint {
    #[default]
    Auto,
    /// Declared `inline` in Haxe.
    Always,
    Never,
}

/// Block 0 is the entry; its parameters are the function's. No edge leads to it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Function {
    pub name: Symbol,
    pub sig: Signature,
    pub blocks: Vec<Block>,
    /// The type of each value, by id.
    pub value_types: Vec<Type>,
    pub slots: Vec<Type>,
    pub spans: Vec<Span>,
    pub inlined: Vec<InlinedSpans>,
    pub inline: InlineHint,
}

impl Function {
    pub const ENTRY: BlockId = BlockId(0);

    pub fn ret(&self) -> Type {
        self.sig.ret.ty()
    }

    pub fn block(&self, block: BlockId) -> &Block {
        &self.blocks[block.0 as usize]
    }

    pub fn block_mut(&mut self, block: BlockId) -> &mut Block {
        &mut self.blocks[block.0 as usize]
    }

    pub fn block_ids(&self) -> impl DoubleEndedIterator<Item = BlockId> + use<> {
        (0..self.blocks.len() as u32).map(BlockId)
    }

    pub fn type_of(&self, value: Value) -> Type {
        self.value_types[value.0 as usize]
    }

    pub fn new_value(&mut self, ty: Type) -> Value {
        let value = Value(self.value_types.len() as u32);
        self.value_types.push(ty);
        value
    }

    pub fn span(&self, loc: Loc) -> Option<Span> {
        self.spans.get(loc.0 as usize).copied()
    }

    /// Every symbol that running this function may need, in order of mention, with repetitions.
    pub fn visit_symbols<'a>(&'a self, mut f: impl FnMut(SymbolUse<'a>)) {
        for block in &self.blocks {
            for inst in &block.insts {
                inst.op.visit_symbols(&mut f);
            }
        }
    }
}

/// A mention of something outside the function.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SymbolUse<'a> {
    Function(&'a Symbol),
    Runtime(&'a Symbol),
    Class(&'a Symbol),
    Enum(&'a Symbol),
    Global(&'a Symbol),
    /// Method `.1` of class or interface `.0`, called through its slot.
    Method(&'a Symbol, &'a Symbol),
    /// A type named in a test, a cast or as a value: class, interface or enum.
    Type(&'a Symbol),
}
