//! Field offsets, virtual tables and interface tables.

use mir::program::SymbolMap;
use mir::{ClassKind, ClassLayout, MethodLayout, StaticMember, Symbol};
use runtime::desc::{self, HEADER_SIZE};
use runtime::meta::{ClassMeta, FieldMeta, StaticKind, StaticMeta};
use rustc_hash::FxHashSet;

use super::{Code, Plan, repr_to_rt};
use crate::Result;

#[derive(Clone, Debug)]
pub(crate) struct ClassPlan {
    /// Number of the class for the runtime.
    pub(crate) index: u32,
    pub(crate) is_interface: bool,
    /// No class extends it.
    pub(crate) is_leaf: bool,
    pub(crate) size: u32,
    /// Offsets by name, inherited fields included.
    pub(crate) fields: SymbolMap<u32>,
    /// Slots in order, the parent's first; the value is what fills each.
    pub(crate) slots: SymbolMap<Option<Symbol>>,
}

impl Plan<'_> {
    /// Plans all classes, parents before children.
    pub(super) fn classes(&mut self) -> Result<()> {
        let program = self.program;
        let mut order: Vec<&ClassLayout> = Vec::with_capacity(program.classes.len());
        let mut placed: FxHashSet<&str> = FxHashSet::default();
        for class in program.classes.values() {
            let chain: Vec<&ClassLayout> = program.ancestors(&class.name).collect();
            for class in chain.into_iter().rev() {
                if placed.insert(&class.name) {
                    order.push(class);
                }
            }
        }
        for (index, class) in order.iter().enumerate() {
            let plan = self.class_layout(class, index as u32)?;
            self.classes.insert(class.name.clone(), plan);
        }
        for class in &order {
            let parent = class.parent.as_ref();
            if let Some(parent) = parent.and_then(|parent| self.classes.get_mut(parent)) {
                parent.is_leaf = false;
            }
            if class.kind == ClassKind::Interface {
                for method in &class.methods {
                    let id = self.selectors.len() as u32;
                    let key = (class.name.clone(), method.name.clone());
                    self.selectors.entry(key).or_insert(id);
                }
            }
        }
        for class in order {
            let meta = self.class_meta(class)?;
            self.meta.classes.push(meta);
        }
        Ok(())
    }

    fn class_layout(&mut self, class: &ClassLayout, index: u32) -> Result<ClassPlan> {
        let mut plan = match &class.parent {
            None => ClassPlan {
                index,
                is_interface: false,
                is_leaf: true,
                size: HEADER_SIZE,
                fields: SymbolMap::default(),
                slots: SymbolMap::default(),
            },
            Some(parent) => match self.classes.get(parent) {
                Some(parent) => parent.clone(),
                None => return self.unknown(&class.name, "class", parent),
            },
        };
        plan.index = index;
        plan.is_leaf = true;
        plan.is_interface = class.kind == ClassKind::Interface;
        let reprs = class.fields.iter().map(|field| repr_to_rt(field.repr));
        let (offsets, end) = desc::layout(plan.size, reprs);
        plan.size = end;
        for (field, offset) in class.fields.iter().zip(offsets) {
            plan.fields.insert(field.name.clone(), offset);
        }
        for method in class.methods.iter().filter(|method| method.virtual_) {
            plan.slots
                .insert(method.name.clone(), method.symbol.clone());
        }
        Ok(plan)
    }

    /// The code of a method symbol, or of the stand-in for one that is not part of the program.
    fn method_code(&mut self, symbol: Option<&Symbol>) -> u32 {
        match symbol {
            Some(symbol) if self.program.functions.contains_key(symbol) => {
                self.function(Code::Mir(symbol.clone()))
            }
            _ => self.function(Code::Missing),
        }
    }

    fn class_meta(&mut self, class: &ClassLayout) -> Result<ClassMeta> {
        let plan = self.classes[&class.name].clone();
        let mut interfaces = Vec::new();
        for interface in &class.interfaces {
            match self.classes.get(interface) {
                Some(interface) => interfaces.push(interface.index),
                None => return self.unknown(&class.name, "interface", interface),
            }
        }
        let mut fields = Vec::new();
        for field in &class.fields {
            let tag = self.tag(field.repr, &field.hint);
            let name = self.shown_name(&class.name, &field.name);
            let offset = plan.fields[&field.name];
            fields.push(FieldMeta {
                name,
                offset,
                tag,
                visible: field.visible,
            });
        }
        let is_class = class.kind == ClassKind::Class;
        let mut vtable = Vec::new();
        if is_class {
            for symbol in plan.slots.values() {
                vtable.push(Some(self.method_code(symbol.as_ref())));
            }
        }
        let itable = if is_class {
            self.itable(class)
        } else {
            Vec::new()
        };
        Ok(ClassMeta {
            name: self.program.shown_type(&class.name).to_string(),
            is_interface: !is_class,
            parent: class
                .parent
                .as_ref()
                .map(|parent| self.classes[parent].index),
            interfaces,
            size: plan.size,
            fields,
            vtable,
            itable,
            // With the constructor, filled in when it is known what is looked up by name.
            methods: Vec::new(),
            properties: Vec::new(),
            statics: self.statics(class),
            static_properties: Vec::new(),
            construct: None,
            meta: self.metadata(&class.name),
        })
    }

    fn statics(&mut self, class: &ClassLayout) -> Vec<StaticMeta> {
        let mut res = Vec::new();
        for static_ in &class.statics {
            let kind = match &static_.member {
                StaticMember::Variable { global } => {
                    let Some(layout) = self.program.globals.get(global) else {
                        continue;
                    };
                    // Offsets are given out after the classes; see `methods_by_name`.
                    StaticKind::Var {
                        offset: 0,
                        tag: self.tag(layout.repr, &layout.hint),
                    }
                }
                StaticMember::Function { .. } => StaticKind::Method { code: None },
            };
            let name = self.shown_name(&class.name, &static_.name);
            res.push(StaticMeta { name, kind });
        }
        res
    }

    /// Every interface the class answers to, its parents' and the interfaces' own included.
    fn all_interfaces(&self, class: &ClassLayout) -> Vec<Symbol> {
        let mut res: Vec<Symbol> = Vec::new();
        let mut stack: Vec<&Symbol> = Vec::new();
        for class in self.program.ancestors(&class.name) {
            stack.extend(&class.interfaces);
        }
        while let Some(name) = stack.pop() {
            if res.contains(name) {
                continue;
            }
            res.push(name.clone());
            if let Some(interface) = self.program.classes.get(name) {
                stack.extend(&interface.interfaces);
                stack.extend(&interface.parent);
            }
        }
        res.sort();
        res
    }

    fn itable(&mut self, class: &ClassLayout) -> Vec<(u32, u32)> {
        let program = self.program;
        let mut res = Vec::new();
        for interface in self.all_interfaces(class) {
            let Some(layout) = program.classes.get(&interface) else {
                continue;
            };
            for method in &layout.methods {
                let selector = self.selectors[&(interface.clone(), method.name.clone())];
                let narrow = format!("{interface}::{}", method.name);
                let found = self
                    .find_filled(class, &narrow)
                    .or_else(|| self.find_filled(class, &method.name));
                let symbol = found.and_then(|method| method.symbol.clone());
                let code = self.method_code(symbol.as_ref());
                res.push((selector, code));
            }
        }
        res.sort_unstable();
        res
    }

    fn find_filled(&self, class: &ClassLayout, name: &str) -> Option<&MethodLayout> {
        let program = self.program;
        program.ancestors(&class.name).find_map(|class| {
            class
                .methods
                .iter()
                .find(|method| method.name == name && method.symbol.is_some())
        })
    }

    /// The selector of an interface method, which an extended interface may have declared.
    pub(crate) fn selector(&self, interface: &Symbol, method: &Symbol) -> Option<u32> {
        if let Some(&id) = self.selectors.get(&(interface.clone(), method.clone())) {
            return Some(id);
        }
        let layout = self.program.classes.get(interface)?;
        let supers = layout.interfaces.iter().chain(&layout.parent);
        supers
            .into_iter()
            .find_map(|interface| self.selector(interface, method))
    }
}
