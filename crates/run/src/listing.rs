//! A function as machine code to read: what the editor's view of the function under the cursor shows.

use codegen::OptLevel;

/// One function as Cranelift's text and as instructions.
pub struct Listing {
    pub clif: String,
    pub asm: String,
}

/// As it is compiled for a run. `Err` says why it cannot be, for people.
pub fn listing(program: &mir::Program, symbol: &str) -> Result<Listing, String> {
    match codegen::listing(program, OptLevel::Speed, symbol) {
        Ok(Some(it)) => Ok(Listing {
            clif: it.clif,
            asm: it.asm,
        }),
        Ok(None) => Err(format!("{symbol} has no code of its own")),
        Err(e) => Err(e.to_string()),
    }
}
