//! What a type extends and implements, and what extends and implements it.

use base_db::{Config, Db, FilePosition};
use hir::{Definition, Semantics};
use hir_def::ids::TypeDeclId;

use crate::{navigation::NavigationTarget, search};

/// The type at the position: what the other two are asked about, by the place of its name.
pub fn type_hierarchy(
    db: &dyn Db,
    config: Config,
    position: FilePosition,
) -> Option<NavigationTarget> {
    let ty = type_at(db, config, position)?;
    NavigationTarget::of(db, &Definition::Type(ty))
}

pub fn supertypes(db: &dyn Db, config: Config, position: FilePosition) -> Vec<NavigationTarget> {
    let Some(ty) = type_at(db, config, position) else {
        return vec![];
    };
    targets(db, search::direct_supertypes(db, ty))
}

pub fn subtypes(db: &dyn Db, config: Config, position: FilePosition) -> Vec<NavigationTarget> {
    let Some(ty) = type_at(db, config, position) else {
        return vec![];
    };
    targets(db, search::direct_subtypes(db, config, ty))
}

fn type_at<'db>(
    db: &'db dyn Db,
    config: Config,
    position: FilePosition,
) -> Option<TypeDeclId<'db>> {
    let sema = Semantics::new(db, config, position.file);
    let token = sema.token_at(position.offset)?;
    match sema.classify(&token)?.def {
        Definition::Type(ty) => Some(hir::structure::behind_typedef(db, ty)),
        def => def.container(db),
    }
}

fn targets<'db>(db: &'db dyn Db, types: Vec<TypeDeclId<'db>>) -> Vec<NavigationTarget> {
    types
        .into_iter()
        .filter_map(|it| NavigationTarget::of(db, &Definition::Type(it)))
        .collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::{subtypes, supertypes};
    use crate::test_support::{Case, lines};

    #[test]
    fn up_and_down() {
        let case = Case::new(
            "interface I {} class A implements I {} class B$0 extends A implements I {} class C extends B {} class D extends C {}",
        );
        let (db, config, position) = (case.db(), case.config(), case.position());
        let up = supertypes(db, config, position);
        expect![[r#"
            Class A in - at /Main.hx:1 "A"
            Interface I in - at /Main.hx:1 "I"
        "#]]
        .assert_eq(&lines(up.iter().map(|it| case.target(it))));
        let down = subtypes(db, config, position);
        expect![[r#"
            Class C in - at /Main.hx:1 "C"
        "#]]
        .assert_eq(&lines(down.iter().map(|it| case.target(it))));
    }
}
