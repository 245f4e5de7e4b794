//! Calls: arguments against parameters, and what a call may change.

use hir_def::{
    Name,
    body::Expr,
    field_data,
    ids::{EnumCtorId, FieldId},
    item_tree::{FieldKind, Param, has_meta},
};

use super::{
    check::{Checker, Target, is_off},
    mode::Mode,
};
use crate::decl::expand_typedefs;
use crate::ty::Ty;
use crate::typed_body::{Callee, TExprId, TExprKind};

impl<'db> Checker<'_, 'db> {
    pub fn call(&mut self, id: TExprId, callee: &Callee<'db>, args: &[TExprId]) -> bool {
        match callee {
            Callee::Static { method, .. } => {
                let gives_null = self.method_arguments(id, *method, args);
                self.after_call(Some(*method));
                return gives_null || self.by_type(id);
            }
            Callee::Instance { recv, method, .. } => {
                let name = method.name(self.db).clone();
                self.receiver(*recv, &name, self.callee_place(id));
                let gives_null = self.method_arguments(id, *method, args);
                self.after_call(Some(*method));
                return gives_null || self.by_type(id);
            }
            Callee::SuperCtor { ctor } => {
                match ctor {
                    Some(ctor) => {
                        self.method_arguments(id, *ctor, args);
                    }
                    None => self.plain_arguments(args),
                }
                self.after_call(None);
            }
            Callee::Value(callee) => {
                self.call_value(id, *callee, args);
                self.after_call(None);
            }
            Callee::Named { recv, name } => {
                self.receiver(*recv, name, self.callee_place(id));
                self.plain_arguments(args);
                self.after_call(None);
            }
        }
        self.by_type(id)
    }

    /// Of `a.f()` the part before the arguments has no expression of its own in the typed body.
    fn callee_place(&self, id: TExprId) -> TExprId {
        id
    }

    fn call_value(&mut self, id: TExprId, callee: TExprId, args: &[TExprId]) {
        let (inner, _) = self.peel(callee);
        if let TExprKind::Closure(closure) = &self.typed[inner].kind {
            self.run_closure(closure);
        } else if self.expr(callee) {
            let at = self.place(id);
            self.report(at, "Cannot call a nullable value.");
        }
        let function = match &self.typed[inner].kind {
            TExprKind::Local(local) => self.typed[*local].name.to_string(),
            TExprKind::Field { field, .. } | TExprKind::StaticField(field) => {
                field.name(self.db).to_string()
            }
            TExprKind::AnonField { name, .. } | TExprKind::DynamicField { name, .. } => {
                name.to_string()
            }
            _ => String::new(),
        };
        let names: Vec<Name> = match expand_typedefs(self.db, self.typed[inner].ty) {
            Ty::Fun(fun) => fun
                .params(self.db)
                .iter()
                .map(|it| it.name.clone())
                .collect(),
            _ => Vec::new(),
        };
        for (n, &arg) in args.iter().enumerate() {
            let name = names.get(n).cloned().unwrap_or_default();
            self.argument(arg, &name, &function);
        }
    }

    /// Arguments of a method; one of an abstract has `this` before them.
    /// Whether the value is null because of an argument: of an inline function that hands it through.
    fn method_arguments(&mut self, id: TExprId, method: FieldId<'db>, args: &[TExprId]) -> bool {
        let data = field_data(self.db, method);
        let params: &[Param] = match data.map(|it| &it.field.kind) {
            Some(FieldKind::Fun { params, .. }) => params,
            _ => &[],
        };
        let method_meta = data.map_or(&[][..], |it| &it.field.meta);
        let function = method.name(self.db).clone();
        let n_before = args.len().saturating_sub(params.len());
        let this = Name::from("this");
        let is_inline = data.is_some_and(|it| it.field.flags.is_inline);
        let mut gives_null = false;
        // Keys and values of a map literal go to what the map holds; what stores them may know a simpler key.
        let held = (function == "set").then(|| self.map_literal(id)).flatten();
        for (n, &arg) in args.iter().enumerate() {
            if let Some(held) = held
                && let Some(&to) = n.checked_sub(n_before).and_then(|n| held.get(n))
            {
                let name = params.get(n - n_before).map(|it| it.name.clone());
                let name = name.unwrap_or_default();
                let function = &function;
                self.pass(
                    arg,
                    to,
                    Target::Argument {
                        name: &name,
                        function,
                    },
                );
                continue;
            }
            let param = n.checked_sub(n_before).and_then(|n| params.get(n));
            // What a `@:multiType` picks its implementation by is no value.
            let is_choice = has_meta(method_meta, ":to") && self.is_left_out(arg);
            if is_choice || param.is_some_and(|it| is_off(&it.meta)) {
                self.expr(arg);
                continue;
            }
            // Left out: the callee puts its default there.
            if param.is_some_and(|it| it.has_default || it.optional) && self.is_left_out(arg) {
                self.expr(arg);
                continue;
            }
            if let TExprKind::Closure(closure) = &self.typed[self.peel(arg).0].kind
                && n >= n_before
                && self.mode >= Mode::Strict
                && super::at_once::runs_at_once(self.db, method, (n - n_before) as u32)
            {
                self.run_closure(closure);
                continue;
            }
            if param.is_some_and(|it| it.has_default) {
                // Null there means the default value.
                self.expr(arg);
                continue;
            }
            if is_inline
                && let Some(found) = self.inline_argument(
                    id,
                    method,
                    n.checked_sub(n_before).map(|n| n as u32),
                    (arg, args),
                )
            {
                gives_null |= found;
                continue;
            }
            match param {
                Some(param) => self.argument(arg, &param.name, &function),
                None => self.this_argument(method, arg, &this),
            }
        }
        gives_null
    }

    /// The body of an inline function stands in place of the call: a variable given to it is judged there. Whether the
    /// value is null then; `None` for what is an argument like others.
    fn inline_argument(
        &mut self,
        id: TExprId,
        method: FieldId<'db>,
        param: Option<u32>,
        (arg, args): (TExprId, &[TExprId]),
    ) -> Option<bool> {
        let (inner, _) = self.peel(arg);
        let TExprKind::Local(local) = self.typed[inner].kind else {
            return None;
        };
        if !self.expr(inner) {
            return None;
        }
        // What a test of one tells holds for the other, too.
        let is_same = |it: &&TExprId| matches!(self.typed[self.peel(**it).0].kind, TExprKind::Local(other) if other == local);
        if args.iter().filter(is_same).count() > 1 {
            return Some(false);
        }
        let found = super::inline::with_null(self.db, method, param, self.mode);
        if let Some(message) = &found.message {
            let at = self.place(id);
            self.report(at, message.trim_start_matches("Null safety: "));
        }
        Some(found.gives_null)
    }

    /// The arguments of `Map` that the literal has whose entry `id` stores.
    fn map_literal(&self, id: TExprId) -> Option<&'db [Ty<'db>]> {
        let origin = self.typed[id].origin?;
        if !matches!(self.source.exprs[origin], Expr::Array(_)) {
            return None;
        }
        match expand_typedefs(self.db, self.inferred.type_of_expr(origin)?) {
            Ty::Abstract(_, args) if args.list(self.db).len() == 2 => Some(args.list(self.db)),
            _ => None,
        }
    }

    /// The value a method of an abstract is called on: it has the method's `this`, which may be null when the abstract
    /// is one over `Null<T>`.
    fn this_argument(&mut self, method: FieldId<'db>, arg: TExprId, name: &Name) {
        let (_, ty) = self.peel(arg);
        let to = match expand_typedefs(self.db, ty) {
            Ty::Null(inner) => inner.ty(self.db),
            ty => ty,
        };
        let function = method.name(self.db).clone();
        self.pass(
            arg,
            to,
            Target::Argument {
                name,
                function: &function,
            },
        );
    }

    fn is_left_out(&self, arg: TExprId) -> bool {
        matches!(
            self.typed[self.peel(arg).0].kind,
            TExprKind::Null | TExprKind::PosInfos { .. }
        )
    }

    fn argument(&mut self, arg: TExprId, name: &Name, function: &str) {
        let to = self.typed[arg].ty;
        self.pass(arg, to, Target::Argument { name, function });
    }

    fn plain_arguments(&mut self, args: &[TExprId]) {
        for &arg in args {
            self.argument(arg, &Name::default(), "");
        }
    }

    pub fn new_object(&mut self, id: TExprId, ctor: Option<FieldId<'db>>, args: &[TExprId]) {
        match ctor {
            Some(ctor) => {
                self.method_arguments(id, ctor, args);
            }
            None => self.plain_arguments(args),
        }
    }

    pub fn new_enum(&mut self, ctor: EnumCtorId<'db>, args: &[TExprId]) {
        let data = hir_def::enum_ctor_data(self.db, ctor);
        for (n, &arg) in args.iter().enumerate() {
            let name = data
                .and_then(|it| it.ctor.params.get(n))
                .map_or_else(Name::default, |it| it.name.clone());
            self.argument(arg, &name, ctor.name(self.db));
        }
    }

    /// Code that is not seen here ran; an inline method stands in its place.
    fn after_call(&mut self, method: Option<FieldId<'db>>) {
        let is_inline = method
            .and_then(|it| field_data(self.db, it))
            .is_some_and(|it| it.field.flags.is_inline);
        if self.mode >= Mode::Strict && !is_inline {
            self.flow.forget_fields();
        }
    }
}
