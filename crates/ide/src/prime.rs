//! What the first question about the whole project would have to wait for, done while nobody asks: the outlines of the
//! project's modules, the names of all others, and then the types of the project's bodies.

use std::sync::atomic::{AtomicUsize, Ordering};

use base_db::{ClassPathKind, Config, Db};
use hir_def::{
    fields_of,
    ids::{FieldId, ModuleId},
    module::modules_of_class_paths,
    module_fields, module_types,
};

/// The types of bodies take some 45 times the memory of their text. Of a project with more text than this, the bodies of
/// the rest are typed when somebody asks for them.
const MAX_BODY_TEXT: usize = 4 << 20;

/// How far it came, kept over interruptions.
#[derive(Debug, Default)]
pub struct PrimeProgress {
    done: AtomicUsize,
    total: AtomicUsize,
    /// Of the modules whose bodies are typed.
    body_text: AtomicUsize,
}

impl PrimeProgress {
    pub fn is_finished(&self) -> bool {
        self.total.load(Ordering::Relaxed) > 0 && self.percent() == 100
    }

    pub fn percent(&self) -> u32 {
        let total = self.total.load(Ordering::Relaxed).max(1);
        (self.done.load(Ordering::Relaxed) * 100 / total) as u32
    }
}

/// Goes on from where `progress` stands until all is done or `is_enough`. Any change interrupts it by unwinding. When
/// modules come or go meanwhile, some may be left out, and wait until they are asked for.
pub fn prime(db: &dyn Db, config: Config, progress: &PrimeProgress, is_enough: impl Fn() -> bool) {
    let of_kind = |kind| modules_of_class_paths(db, config, kind);
    let project = of_kind(ClassPathKind::Project);
    let outlines: Vec<ModuleId<'_>> = [
        project,
        of_kind(ClassPathKind::Library),
        of_kind(ClassPathKind::Std),
    ]
    .concat();
    // Never 0 of 0: a project without modules is done as well.
    let total = project.len() + outlines.len() + project.len() + 1;
    progress.total.store(total, Ordering::Relaxed);
    let start = progress.done.load(Ordering::Relaxed);
    for step in start..total {
        if is_enough() {
            return;
        }
        db.unwind_if_revision_cancelled();
        // All names before all else: they are walked over at each completion, which takes a third of the time when they
        // lie together in memory.
        if let Some(&module) = project.get(step) {
            crate::search::declared_names(db, module.file(db));
        } else if let Some(&module) = outlines.get(step - project.len()) {
            hir_def::module_path(db, module);
            if step < 2 * project.len() {
                module_types(db, module);
            }
        } else if let Some(&module) = project.get(step - project.len() - outlines.len()) {
            let len = base_db::file_text(db, module.file(db)).len();
            if progress.body_text.load(Ordering::Relaxed) + len <= MAX_BODY_TEXT {
                bodies(db, module);
                progress.body_text.fetch_add(len, Ordering::Relaxed);
            }
        }
        progress.done.store(step + 1, Ordering::Relaxed);
    }
}

fn bodies<'db>(db: &'db dyn Db, module: ModuleId<'db>) {
    let of_types = module_types(db, module)
        .iter()
        .flat_map(|&ty| fields_of(db, ty).iter());
    for &field in of_types.chain(module_fields(db, module)) {
        let is_macro =
            |it: FieldId<'_>| hir_def::field_data(db, it).is_some_and(|it| it.field.flags.is_macro);
        if !is_macro(field) {
            hir_ty::infer::infer(db, field);
        }
    }
}

#[cfg(test)]
mod tests {
    use base_db::testing::TestDb;

    use super::{PrimeProgress, prime};

    fn project() -> TestDb {
        TestDb::new([
            ("/A.hx", "class A { function f() return 1; }"),
            ("/a/B.hx", "class B { "),
            ("/std/C.hx", "class C { function f() return 1; }"),
        ])
    }

    #[test]
    fn what_is_done_is_kept() {
        let test = project();
        let run = |progress: &PrimeProgress| {
            test.executed(|db| prime(db, test.config, progress, || false))
        };
        let progress = PrimeProgress::default();
        let first = run(&progress);
        assert!(first.iter().any(|it| it == "module_types"), "{first:?}");
        assert_eq!(first.iter().filter(|it| *it == "infer").count(), 1);
        assert!(progress.is_finished());
        assert_eq!(run(&progress), Vec::<String>::new());
        assert_eq!(run(&PrimeProgress::default()), Vec::<String>::new());
    }

    #[test]
    fn goes_on_where_it_stopped() {
        let test = project();
        let progress = PrimeProgress::default();
        let mut percents = Vec::new();
        while !progress.is_finished() {
            let n_steps = std::cell::Cell::new(0);
            let is_enough = || n_steps.replace(n_steps.get() + 1) == 2;
            prime(&test.db, test.config, &progress, is_enough);
            percents.push(progress.percent());
        }
        assert_eq!(percents, [25, 50, 75, 100]);
    }
}
