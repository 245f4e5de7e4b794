//! `try`: the covered code runs under a handler, which tests the thrown value against each clause
//! and throws it on when none fits.
//!
//! Values are thrown as they are. A `haxe.ValueException` around a value stands for the value, so
//! typed clauses look inside it; a clause for `haxe.Exception` sees everything, wrapped.

use hir_ty::{
    decl::{expand_typedefs, is_subclass},
    ty::Ty,
    typed_body::{CatchKind, TCatch, TExprId},
};
use mir::{Op, Repr, Type, Value};

use super::{Dep, FunctionCx, MirItem, MirOwner, Val};

impl<'db> FunctionCx<'_, 'db> {
    pub(super) fn lower_try(
        &mut self,
        body: TExprId,
        catches: &[TCatch<'db>],
        repr: Repr,
    ) -> Option<Val> {
        let result = (repr != Repr::Void).then(|| self.b.declare_var(repr.ty()));
        let handler = self.b.create_block();
        let thrown = self.b.append_block_param(handler, Type::Word);
        let join = self.b.create_block();

        // Covered code starts in a block of its own: what was computed before reaches the handler.
        let covered = self.b.create_block();
        self.b.jump(covered);
        let outer = self.b.set_handler(Some(handler));
        self.start(covered);
        match result {
            Some(result) => {
                let value = self.lower_as(body, repr);
                if self.b.is_reachable() {
                    self.b.write_var(result, value);
                }
            }
            None => {
                self.lower(body);
            }
        }
        // The rest of the covered code's last block is harmless under the handler.
        if self.b.is_reachable() {
            self.b.jump(join);
        }
        self.b.set_handler(outer);
        self.start(handler);
        self.lower_catches(thrown, catches, result, repr, join);
        self.start(join);
        result.map(|result| Val {
            value: self.b.read_var(result),
            repr,
        })
    }

    fn lower_catches(
        &mut self,
        thrown: Value,
        catches: &[TCatch<'db>],
        result: Option<mir::builder::Variable>,
        repr: Repr,
        join: mir::BlockId,
    ) {
        let thrown = Val {
            value: thrown,
            repr: Repr::Word,
        };
        let mut unwrapped: Option<Val> = None;
        for catch in catches {
            let next = self.b.create_block();
            let value = match catch.kind {
                CatchKind::Exception => self.caught(thrown),
                CatchKind::Dynamic => self.unwrapped(thrown, &mut unwrapped),
                CatchKind::Type(ty) if self.is_exception(ty) => {
                    let exception = self.caught(thrown);
                    let ty = self.runtime_type(ty);
                    let op = Op::IsType {
                        value: exception.value,
                        ty,
                    };
                    let fits = self.b.ins(op, Type::Bool);
                    let matched = self.b.create_block();
                    self.b.branch(fits, matched, next);
                    self.start(matched);
                    exception
                }
                CatchKind::Type(ty) => {
                    let value = self.unwrapped(thrown, &mut unwrapped);
                    let ty = self.runtime_type(ty);
                    let fits = self.b.ins(
                        Op::IsType {
                            value: value.value,
                            ty,
                        },
                        Type::Bool,
                    );
                    let matched = self.b.create_block();
                    self.b.branch(fits, matched, next);
                    self.start(matched);
                    value
                }
            };
            self.declare_local(catch.local, Some(value));
            self.branch_value(catch.body, result, repr, join);
            self.start(next);
            if !matches!(catch.kind, CatchKind::Type(_)) {
                // Clauses after a wildcard are never reached.
                return;
            }
        }
        if self.b.is_reachable() {
            self.b.throw(thrown.value);
        }
    }

    fn exception_call(&mut self, method: &str, value: Val, ret: Repr) -> Option<Val> {
        let db = self.db();
        let field = self.body.field?;
        let config = match field.owner(db) {
            hir_def::ids::FieldOwner::Type(decl) => decl.module(db).config(db),
            hir_def::ids::FieldOwner::Module(module) => module.config(db),
        };
        let exception = hir_ty::core::core_types(db, config).exception?;
        let method = hir_def::field_named(db, exception, &method.into())?;
        let owner = MirOwner::new(db, MirItem::Field(method), self.empty_args());
        self.out.dep(Dep::Function(owner));
        let symbol = owner.symbol(db);
        let word = self.word_of(value);
        let value = self.b.call(symbol, vec![word], ret.ty())?;
        Some(Val { value, repr: ret })
    }

    /// The exception object for a thrown value.
    fn caught(&mut self, thrown: Val) -> Val {
        match self.exception_call("caught", thrown, Repr::Ref) {
            Some(val) => val,
            None => {
                self.unsupported("`catch` without haxe.Exception");
                thrown
            }
        }
    }

    /// The value inside a `haxe.ValueException`; anything else is itself. Computed once per handler.
    fn unwrapped(&mut self, thrown: Val, cache: &mut Option<Val>) -> Val {
        if let Some(val) = *cache {
            return val;
        }
        let val = match self.exception_call("unwrap", thrown, Repr::Word) {
            Some(val) => val,
            None => thrown,
        };
        *cache = Some(val);
        val
    }

    /// `haxe.Exception` or a class below it.
    fn is_exception(&self, ty: Ty<'db>) -> bool {
        let db = self.db();
        match expand_typedefs(db, self.ty(ty)) {
            Ty::Class(decl, _) => hir_ty::core::core_of(db, decl)
                .exception
                .is_some_and(|exception| is_subclass(db, decl, exception)),
            _ => false,
        }
    }
}
