//! Every question there is about one place, and what was said about one file as text.

use base_db::{Config, File, FilePosition, FileRange, RootDatabase, TextRange};
use ide::*;

const HINTS: InlayHintsConfig = InlayHintsConfig {
    variable_types: true,
    parameter_names: true,
    parameter_types: true,
    return_types: true,
    closing_braces: true,
};

pub(crate) fn whole(db: &RootDatabase, file: File) -> TextRange {
    TextRange::up_to((base_db::file_text(db, file).len() as u32).into())
}

/// Asks each feature in turn, through `time`, which is told its name.
pub(crate) fn ask_everything(
    db: &RootDatabase,
    config: Config,
    position: FilePosition,
    mut time: impl FnMut(&'static str, &mut dyn FnMut()),
) {
    let file = position.file;
    let at = FileRange {
        file,
        range: TextRange::empty(position.offset),
    };
    time("diagnostics", &mut || drop(diagnostics(db, config, file)));
    time("completion", &mut || drop(completion(db, config, position)));
    time("hover", &mut || drop(hover(db, config, position)));
    time("symbols", &mut || drop(document_symbols(db, config, file)));
    time("tokens", &mut || {
        drop(resolved_semantic_tokens(db, config, file, None))
    });
    time("definition", &mut || {
        drop(goto_definition(db, config, position))
    });
    time("type definition", &mut || {
        drop(goto_type_definition(db, config, position));
    });
    time("signature help", &mut || {
        drop(signature_help(db, config, position))
    });
    time("highlights", &mut || drop(highlights(db, config, position)));
    time("inlay hints", &mut || {
        drop(inlay_hints(db, config, file, whole(db, file), HINTS))
    });
    time("code actions", &mut || drop(code_actions(db, config, at)));
    time("folding", &mut || drop(folding_ranges(db, config, file)));
    time("selection", &mut || {
        drop(selection_ranges(db, config, file, &[position.offset]));
    });
    time("run lenses", &mut || drop(run_lenses(db, config, file)));
    time("prepare rename", &mut || {
        let _ = prepare_rename(db, config, position);
    });
    time("outgoing calls", &mut || {
        drop(outgoing_calls(db, config, position))
    });
    time("supertypes", &mut || drop(supertypes(db, config, position)));
}

/// What is said about a file and about a place in it, with places as text.
pub(crate) fn report(db: &RootDatabase, config: Config, position: FilePosition) -> String {
    let file = position.file;
    let mut res = String::new();
    for it in diagnostics(db, config, file) {
        let range = it.place.range;
        res.push_str(&format!("{range:?} {} {}\n", it.code, it.message));
        for (place, message) in it.related {
            let path = place.file.path(db).as_str();
            res.push_str(&format!("  {path} {:?} {message}\n", place.range));
        }
    }
    for it in inlay_hints(db, config, file, whole(db, file), HINTS) {
        res.push_str(&format!("{:?} {}\n", it.offset, it.label));
    }
    if let Some(it) = hover(db, config, position) {
        res.push_str(&format!("hover {:?} {}\n", it.range, it.text));
    }
    if let Some(it) = completion(db, config, position) {
        for item in it.items {
            res.push_str(&format!("{} {:?}\n", item.label, item.detail));
        }
    }
    res
}

/// The same sequence for the same seed, on every machine.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }
}
