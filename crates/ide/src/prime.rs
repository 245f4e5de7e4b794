//! What the first question about the whole project would have to wait for, done while nobody asks: the outlines of the
//! project's modules and the names of all others.

use base_db::{ClassPathKind, Config, Db};
use hir_def::module::modules_of_class_paths;

/// Any change interrupts it; it goes on where it was, as what is done is kept.
pub fn prime(db: &dyn Db, config: Config) {
    for kind in [
        ClassPathKind::Project,
        ClassPathKind::Library,
        ClassPathKind::Std,
    ] {
        for &module in modules_of_class_paths(db, config, kind) {
            db.unwind_if_revision_cancelled();
            hir_def::module_path(db, module);
            if kind == ClassPathKind::Project {
                hir_def::module_types(db, module);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use base_db::testing::TestDb;

    use super::prime;

    #[test]
    fn what_is_done_is_kept() {
        let test = TestDb::new([
            ("/A.hx", "class A {}"),
            ("/a/B.hx", "class B { "),
            ("/std/C.hx", "class C {}"),
        ]);
        let first = test.executed(|db| prime(db, test.config));
        assert!(first.iter().any(|it| it == "module_types"), "{first:?}");
        assert_eq!(
            test.executed(|db| prime(db, test.config)),
            Vec::<String>::new()
        );
    }
}
