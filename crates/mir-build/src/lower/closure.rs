//! Local functions: a lambda that takes its closure first, and the closure that holds what it
//! uses from around it.

use hir_ty::typed_body::{LocalId, TClosure, TExprId};
use mir::{ClosureTarget, Op, Repr, Signature, Symbol, Type};

use super::{FunctionCx, Returns, Val};

impl<'db> FunctionCx<'_, 'db> {
    pub(super) fn lower_closure(&mut self, id: TExprId, closure: &TClosure<'db>) -> Val {
        let body = self.body;
        let own_name = closure.name.filter(|&name| !body.captures.is_cell(name));
        let mut locals: Vec<LocalId> = Vec::new();
        let mut takes_this = false;
        if let Some(captured) = body.captures.of_closure(id) {
            locals.extend(
                captured
                    .locals
                    .iter()
                    .copied()
                    .filter(|&it| Some(it) != own_name),
            );
            takes_this = captured.this;
        }

        let mut captured: Vec<Val> = Vec::new();
        let this = match self.this {
            Some((variable, repr)) if takes_this => {
                let value = self.b.read_var(variable);
                captured.push(Val { value, repr });
                Some(repr)
            }
            _ => None,
        };
        for &local in &locals {
            captured.push(self.capture_local(local));
        }

        let symbol = Symbol::from(format!("{}${}", body.symbol, closure.ordinal));
        let mut params = vec![Repr::Ref];
        params.extend(
            closure
                .function
                .params
                .iter()
                .map(|param| self.param_repr(param)),
        );
        let ret = self.repr(closure.function.ret);
        let sig = Signature { params, ret };
        let returns = if ret == Repr::Void {
            Returns::Nothing
        } else {
            Returns::Value(ret)
        };
        let is_method = self.receiver.is_some();

        let mut fx = FunctionCx::new(body, self.out, symbol.clone(), sig.clone(), returns);
        let running = fx.b.param(0);
        fx.closure = Some((running, own_name));
        let mut index = 0;
        if let Some(repr) = this {
            let op = Op::CaptureGet {
                closure: running,
                index,
            };
            let value = fx.b.ins(op, repr.ty());
            fx.declare_this(repr, Some(Val { value, repr }));
            if is_method {
                fx.receiver = Some(value);
            }
            index += 1;
        }
        for (&local, outer) in locals.iter().zip(&captured[index as usize..]) {
            let op = Op::CaptureGet {
                closure: running,
                index,
            };
            let value = fx.b.ins(op, outer.repr.ty());
            fx.bind_capture(
                local,
                Val {
                    value,
                    repr: outer.repr,
                },
            );
            index += 1;
        }
        if let Some(name) = own_name {
            fx.bind_self(name);
        }
        fx.params(&closure.function.params, 1, &sig.params);
        let ret = closure.function.ret;
        fx.body_and_end(closure.function.body, ret.is_unknown() || ret.is_dynamic());
        fx.finish();

        let target = ClosureTarget::Lambda(symbol);
        let captures = captured.iter().map(|val| val.value).collect();
        Val {
            value: self.b.ins(Op::ClosureNew { target, captures }, Type::Ref),
            repr: Repr::Ref,
        }
    }
}
