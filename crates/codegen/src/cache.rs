//! Machine code that was made before, by what it was made from.
//!
//! The key is a hash of a function as Cranelift gets it, which is all that its code depends on: layouts and numbers are
//! constants in it, and everything that has an address (functions, descriptors, literals, static variables) is a symbol
//! whose name is not part of the key. A [`Piece`] names those by their position in the function's list of symbols; the list
//! of the function at hand says what they are this time. So nobody has to say what a change makes stale: code is found
//! again exactly when compiling would give the same.
//!
//! A cache serves one build of this program on one machine; it is not a file format.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use cranelift_codegen::binemit::Reloc;
use cranelift_codegen::ir::{self, ExternalName, LibCall, SourceLoc, UserExternalNameRef};
use cranelift_codegen::isa::TargetIsa;
use cranelift_codegen::{FinalizedMachReloc, FinalizedRelocTarget};
use cranelift_module::{FuncId, ModuleReloc, ModuleRelocTarget};
use runtime::meta::CodeMeta;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Two functions with the same key compile to the same code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct CodeKey(u64, u64);

/// The machine code of one function, free of addresses.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Piece {
    code: Vec<u8>,
    align: u64,
    relocs: Vec<PieceReloc>,
    /// Locations count from the function's first one.
    meta: CodeMeta,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct PieceReloc {
    offset: u32,
    /// Index into [`RELOCS`].
    kind: u8,
    target: Target,
    addend: i64,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Target {
    /// Position in the function's list of symbols.
    Symbol(u32),
    /// Position in Cranelift's list of library functions.
    LibCall(u8),
    /// A place in the function itself.
    Here(u32),
}

/// What code for memory has; a function with another kind is compiled each time.
const RELOCS: [Reloc; 5] = [
    Reloc::Abs8,
    Reloc::X86PCRel4,
    Reloc::X86CallPCRel4,
    Reloc::X86CallPLTRel4,
    Reloc::Arm64Call,
];

/// A function's machine code with the names of this program.
pub(crate) struct Compiled {
    pub(crate) code: Vec<u8>,
    pub(crate) align: u64,
    pub(crate) relocs: Vec<ModuleReloc>,
    pub(crate) meta: CodeMeta,
}

impl Piece {
    /// `None` when it holds something that has no meaning elsewhere.
    pub(crate) fn new(
        code: &[u8],
        align: u64,
        relocs: &[FinalizedMachReloc],
        meta: &CodeMeta,
        base: SourceLoc,
    ) -> Option<Piece> {
        let relocs = relocs.iter().map(|reloc| {
            let kind = RELOCS.iter().position(|it| *it == reloc.kind)?;
            let target = match &reloc.target {
                FinalizedRelocTarget::ExternalName(ExternalName::User(name)) => {
                    Target::Symbol(name.as_u32())
                }
                FinalizedRelocTarget::ExternalName(ExternalName::LibCall(libcall)) => {
                    let index = LibCall::all_libcalls()
                        .iter()
                        .position(|it| it == libcall)?;
                    Target::LibCall(u8::try_from(index).ok()?)
                }
                FinalizedRelocTarget::ExternalName(_) => return None,
                FinalizedRelocTarget::Func(offset) => Target::Here(*offset),
            };
            Some(PieceReloc {
                offset: reloc.offset,
                kind: kind as u8,
                target,
                addend: reloc.addend,
            })
        });
        let relocs = relocs.collect::<Option<Vec<_>>>()?;
        let mut meta = meta.clone();
        for (_, _, loc) in &mut meta.locs {
            *loc = loc.wrapping_sub(base.bits());
        }
        Some(Piece {
            code: code.to_vec(),
            align,
            relocs,
            meta,
        })
    }

    /// The piece as code of `func`, whose key it was found by.
    pub(crate) fn resolve(&self, func: &ir::Function, id: FuncId) -> Option<Compiled> {
        let symbols = func.params.user_named_funcs();
        let relocs = self.relocs.iter().map(|reloc| {
            let name = match reloc.target {
                Target::Symbol(index) => {
                    let name = symbols.get(UserExternalNameRef::from_u32(index))?;
                    ModuleRelocTarget::user(name.namespace, name.index)
                }
                Target::LibCall(index) => {
                    ModuleRelocTarget::LibCall(*LibCall::all_libcalls().get(usize::from(index))?)
                }
                Target::Here(offset) => ModuleRelocTarget::FunctionOffset(id, offset),
            };
            Some(ModuleReloc {
                offset: reloc.offset,
                kind: *RELOCS.get(usize::from(reloc.kind))?,
                name,
                addend: reloc.addend,
            })
        });
        let relocs = relocs.collect::<Option<Vec<_>>>()?;
        let base = func.params.base_srcloc().bits();
        let mut meta = self.meta.clone();
        for (_, _, loc) in &mut meta.locs {
            *loc = loc.wrapping_add(base);
        }
        Some(Compiled {
            code: self.code.clone(),
            align: self.align,
            relocs,
            meta,
        })
    }

    /// About how much memory it takes.
    pub fn size(&self) -> usize {
        let tables = size_of_val(&*self.relocs)
            + size_of_val(&*self.meta.locs)
            + size_of_val(&*self.meta.handlers);
        size_of::<Piece>() + self.code.len() + tables
    }
}

/// What a compilation may take from earlier ones, and what it leaves for later ones.
#[derive(Debug, Default)]
pub struct CodeCache {
    known: FxHashMap<CodeKey, Arc<Piece>>,
    /// What the compilation found here.
    pub used: Vec<CodeKey>,
    /// What it had to make.
    pub made: Vec<(CodeKey, Arc<Piece>)>,
    /// The functions it was made for; those without a name of their own count.
    pub compiled: Vec<String>,
}

impl CodeCache {
    pub fn add(&mut self, key: CodeKey, piece: Arc<Piece>) {
        self.known.insert(key, piece);
    }

    pub(crate) fn find(&mut self, key: CodeKey) -> Option<&Piece> {
        let piece = self.known.get(&key)?;
        self.used.push(key);
        Some(piece)
    }

    pub(crate) fn store(&mut self, key: CodeKey, piece: Piece) {
        let piece = Arc::new(piece);
        self.made.push((key, piece.clone()));
        self.known.insert(key, piece);
    }
}

/// What the keys of all functions begin with: the compiler and how it is set.
pub(crate) struct KeyBase(KeyHasher);

impl KeyBase {
    pub(crate) fn new(isa: &dyn TargetIsa) -> KeyBase {
        let mut hasher = KeyHasher::new();
        cranelift_codegen::VERSION.hash(&mut hasher);
        isa.name().hash(&mut hasher);
        isa.triple().hash(&mut hasher);
        isa.flags().hash(&mut hasher);
        isa.isa_flags_hash_key().hash(&mut hasher);
        KeyBase(hasher)
    }

    pub(crate) fn key(&self, func: &ir::Function) -> CodeKey {
        let mut hasher = self.0.clone();
        func.stencil.hash(&mut hasher);
        hasher.key()
    }
}

/// Two independent 64-bit hashes at once, by multiplying to 128 bits and folding: a function is thousands of small writes,
/// and different functions must not meet by accident.
#[derive(Clone)]
struct KeyHasher {
    a: u64,
    b: u64,
}

impl KeyHasher {
    fn new() -> KeyHasher {
        KeyHasher {
            a: 0x243f_6a88_85a3_08d3,
            b: 0x1319_8a2e_0370_7344,
        }
    }

    fn add(&mut self, word: u64) {
        self.a = folded(self.a ^ word, 0x9e37_79b9_7f4a_7c15).wrapping_add(word);
        self.b = folded(self.b.rotate_left(29) ^ word, 0xd6e8_feb8_6659_fd93) ^ self.b;
    }

    fn key(&self) -> CodeKey {
        let mut last = self.clone();
        last.add(self.b);
        last.add(self.a);
        CodeKey(last.a, last.b)
    }
}

fn folded(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.key().0
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.add(u64::from_le_bytes(word));
        }
        self.add(bytes.len() as u64);
    }

    fn write_u8(&mut self, i: u8) {
        self.add(u64::from(i));
    }

    fn write_u16(&mut self, i: u16) {
        self.add(u64::from(i));
    }

    fn write_u32(&mut self, i: u32) {
        self.add(u64::from(i));
    }

    fn write_u64(&mut self, i: u64) {
        self.add(i);
    }

    fn write_usize(&mut self, i: usize) {
        self.add(i as u64);
    }
}
