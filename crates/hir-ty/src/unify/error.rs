//! Why two types do not fit, outermost reason first, and how that is told: in Haxe's words,
//! and for differences deep inside by the shortest path to them:
//!
//! ```text
//! error: String should be Int
//! have: Array<String>
//! want: Array<Int>
//! ```

use hir_def::{Name, type_path};

use crate::{
    print::Printer,
    signature::{Access, MethodKind, SigKind},
    table::InferenceTable,
    ty::Ty,
};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum UnifyItem<'db> {
    CannotUnify(Ty<'db>, Ty<'db>),
    InvalidFieldType(Name),
    HasNoField(Ty<'db>, Name),
    HasNoRuntimeField(Ty<'db>, Name),
    HasExtraField(Ty<'db>, Name),
    InvalidKind(Name, SigKind, SigKind),
    InvalidVisibility(Name),
    NotMatchingOptional(Name),
    CantForceOptional,
    /// Counted from one.
    InvariantParameter(usize),
    ConstraintFailure(Name),
    FinalInvariance,
    /// Counted from one, and how many there are.
    InvalidFunctionArgument(usize, usize),
    InvalidReturnType,
    Custom(String),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnifyError<'db> {
    /// Innermost first, so that wrapping is a push.
    items: Vec<UnifyItem<'db>>,
}

impl<'db> UnifyError<'db> {
    pub fn new(item: UnifyItem<'db>) -> Self {
        UnifyError { items: vec![item] }
    }

    pub fn cannot(a: Ty<'db>, b: Ty<'db>) -> Self {
        Self::new(UnifyItem::CannotUnify(a, b))
    }

    /// Wraps the error in an outer reason.
    pub fn push(mut self, item: UnifyItem<'db>) -> Self {
        self.items.push(item);
        self
    }

    /// Wraps the error in "a should be b".
    pub(crate) fn under(self, a: Ty<'db>, b: Ty<'db>) -> Self {
        self.push(UnifyItem::CannotUnify(a, b))
    }

    pub(crate) fn constraint(self, name: Option<Name>) -> Self {
        match name {
            Some(name) => self.push(UnifyItem::ConstraintFailure(name)),
            None => self,
        }
    }

    /// Outermost first.
    pub fn items(&self) -> impl Iterator<Item = &UnifyItem<'db>> {
        self.items.iter().rev()
    }

    pub(crate) fn zonk(&mut self, table: &InferenceTable<'db>) {
        for item in &mut self.items {
            match item {
                UnifyItem::CannotUnify(a, b) => {
                    *a = table.zonk(*a);
                    *b = table.zonk(*b);
                }
                UnifyItem::HasNoField(ty, _)
                | UnifyItem::HasNoRuntimeField(ty, _)
                | UnifyItem::HasExtraField(ty, _) => *ty = table.zonk(*ty),
                _ => {}
            }
        }
    }

    /// The message as the reference words it; several lines for a difference inside.
    pub fn message(&self, table: &InferenceTable<'db>) -> String {
        // The most informative of a run of "A should be B" is the outermost.
        let mut items: Vec<&UnifyItem<'db>> = Vec::new();
        for item in self.items() {
            if let (Some(UnifyItem::CannotUnify(..)), UnifyItem::CannotUnify(..)) =
                (items.last(), item)
            {
                continue;
            }
            items.push(item);
        }
        let mut steps = vec![Step::new(StepKind::Root)];
        for item in items {
            match item {
                UnifyItem::InvalidFieldType(name) => {
                    steps.push(Step::new(StepKind::Field(name.clone())));
                }
                UnifyItem::InvalidFunctionArgument(i, total) => {
                    steps.push(Step::new(StepKind::Argument(*i, *total)));
                }
                UnifyItem::InvalidReturnType => steps.push(Step::new(StepKind::Return)),
                UnifyItem::InvariantParameter(i) => {
                    steps.push(Step::new(StepKind::Parameter(*i)));
                }
                UnifyItem::CannotUnify(a, b) => {
                    let step = last(&mut steps);
                    step.sides = Some((*a, *b));
                    step.messages.push(item.clone());
                }
                _ => last(&mut steps).messages.push(item.clone()),
            }
        }
        let mut printer = Printer::with_table(table);
        if steps.len() == 1 {
            let lines: Vec<String> = steps[0]
                .messages
                .iter()
                .map(|item| item_message(&mut printer, table, item))
                .collect();
            return lines.join("\n");
        }
        let innermost = last(&mut steps)
            .messages
            .last()
            .cloned()
            .map(|item| item_message(&mut printer, table, &item))
            .unwrap_or_default();
        let (have, want) = path(table, &steps, 1);
        format!("error: {innermost}\nhave: {have}\nwant: {want}")
    }
}

struct Step<'db> {
    kind: StepKind,
    sides: Option<(Ty<'db>, Ty<'db>)>,
    messages: Vec<UnifyItem<'db>>,
}

enum StepKind {
    Root,
    Field(Name),
    Argument(usize, usize),
    Return,
    Parameter(usize),
}

impl Step<'_> {
    fn new(kind: StepKind) -> Self {
        Step {
            kind,
            sides: None,
            messages: Vec::new(),
        }
    }
}

fn last<'a, 'db>(steps: &'a mut [Step<'db>]) -> &'a mut Step<'db> {
    let at = steps.len() - 1;
    &mut steps[at]
}

/// Both sides with everything off the path elided.
fn path<'db>(table: &InferenceTable<'db>, steps: &[Step<'db>], at: usize) -> (String, String) {
    let step = &steps[at];
    let inner = || {
        if at + 1 < steps.len() {
            return path(table, steps, at + 1);
        }
        match step.sides {
            Some((a, b)) => (short(table, a), short(table, b)),
            None => ("Dynamic".to_owned(), "Dynamic".to_owned()),
        }
    };
    let (have, want) = inner();
    let wrap = |f: &dyn Fn(&str) -> String| (f(&have), f(&want));
    match &step.kind {
        StepKind::Root => (have, want),
        StepKind::Field(name) => wrap(&|side| format!("{{ {name}: {side} }}")),
        StepKind::Argument(i, total) => {
            let list = |side: &str| format!("({}) -> ...", fill(side, *i, *total));
            // Arguments are contravariant: the sides change places.
            (list(&want), list(&have))
        }
        StepKind::Return => wrap(&|side| format!("(...) -> {side}")),
        StepKind::Parameter(i) => {
            let named = |ty: Option<Ty<'db>>, side: &str| {
                let decl = ty.and_then(|ty| table.resolve(ty).decl(table.db));
                match decl {
                    Some((id, args)) => format!(
                        "{}<{}>",
                        type_path(table.db, id),
                        fill(side, *i, args.len())
                    ),
                    None => format!("<{side}>"),
                }
            };
            let outer = steps[at - 1].sides;
            (
                named(outer.map(|s| s.0), &have),
                named(outer.map(|s| s.1), &want),
            )
        }
    }
}

fn fill(side: &str, at: usize, total: usize) -> String {
    (1..=total)
        .map(|k| if k == at { side } else { "..." })
        .collect::<Vec<_>>()
        .join(", ")
}

/// The top of a type only.
fn short<'db>(table: &InferenceTable<'db>, ty: Ty<'db>) -> String {
    let db = table.db;
    match table.resolve(ty) {
        Ty::Fun(fun) => {
            let params = fun.params(db);
            match params {
                [] => "() -> ...".to_owned(),
                [only] if only.name.is_empty() => "... -> ...".to_owned(),
                _ => {
                    let list: Vec<&str> = params
                        .iter()
                        .map(|p| if p.optional { "?..." } else { "..." })
                        .collect();
                    format!("({}) -> ...", list.join(", "))
                }
            }
        }
        Ty::Anon(anon) => {
            let fields: Vec<String> = anon
                .fields(db)
                .iter()
                .rev()
                .map(|f| format!(" {}{}", if f.optional { "?" } else { "" }, f.name))
                .collect();
            format!("{{{} }}", fields.join(","))
        }
        Ty::Null(_) => "Null<...>".to_owned(),
        Ty::Dynamic(Some(_)) => "Dynamic<...>".to_owned(),
        ty => match ty.decl(db) {
            Some((id, args)) if !args.is_empty() => {
                format!(
                    "{}<{}>",
                    type_path(db, id),
                    vec!["..."; args.len()].join(", ")
                )
            }
            _ => Printer::with_table(table).print(ty),
        },
    }
}

fn item_message<'db>(
    printer: &mut Printer<'_, 'db>,
    table: &InferenceTable<'db>,
    item: &UnifyItem<'db>,
) -> String {
    match item {
        UnifyItem::CannotUnify(a, b) => {
            let a = printer.print(*a);
            format!("{a} should be {}", printer.print(*b))
        }
        UnifyItem::InvalidFieldType(name) => format!("Invalid type for field {name} :"),
        UnifyItem::HasNoField(ty, name) => {
            let text = shorten(printer.print(*ty));
            format!("{text} has no field {name}{}", suggestion(table, *ty, name))
        }
        UnifyItem::HasNoRuntimeField(ty, name) => {
            format!("{}.{name} is not accessible at runtime", printer.print(*ty))
        }
        UnifyItem::HasExtraField(ty, name) => {
            format!("{} has extra field {name}", shorten(printer.print(*ty)))
        }
        UnifyItem::InvalidKind(name, given, wanted) => kind_message(name, *given, *wanted),
        UnifyItem::InvalidVisibility(name) => format!("The field {name} is not public"),
        UnifyItem::NotMatchingOptional(name) => {
            format!("Optional attribute of parameter {name} differs")
        }
        UnifyItem::CantForceOptional => "Optional parameters can't be forced".to_owned(),
        UnifyItem::InvariantParameter(_) => "Type parameters are invariant".to_owned(),
        UnifyItem::ConstraintFailure(name) => format!("Constraint check failure for {name}"),
        UnifyItem::FinalInvariance => "Cannot unify final and non-final fields".to_owned(),
        UnifyItem::InvalidFunctionArgument(i, _) => format!("Cannot unify argument {i}"),
        UnifyItem::InvalidReturnType => "Cannot unify return types".to_owned(),
        UnifyItem::Custom(text) => text.clone(),
    }
}

fn shorten(text: String) -> String {
    if text.chars().count() > 150 {
        let cut: String = text.chars().take(147).collect();
        format!("{cut}...")
    } else {
        text
    }
}

fn suggestion<'db>(table: &InferenceTable<'db>, ty: Ty<'db>, name: &Name) -> String {
    let names = crate::member::field_names(table, ty);
    crate::suggest::suggestion_suffix(name, names.iter())
}

fn kind_message(name: &Name, given: SigKind, wanted: SigKind) -> String {
    if let (
        SigKind::Var { read, write },
        SigKind::Var {
            read: read2,
            write: write2,
        },
    ) = (given, wanted)
    {
        let (what, have, want) = if read == read2 {
            (
                "setter",
                access_word(write, false).to_owned(),
                access_word(write2, false).to_owned(),
            )
        } else if write == write2 {
            (
                "getter",
                access_word(read, true).to_owned(),
                access_word(read2, true).to_owned(),
            )
        } else {
            (
                "access",
                access_pair(read, write),
                access_pair(read2, write2),
            )
        };
        return format!("Inconsistent {what} for field {name} : {have} should be {want}");
    }
    format!(
        "Field {name} is {} but should be {}",
        kind_word(given),
        kind_word(wanted)
    )
}

fn access_pair(read: Access, write: Access) -> String {
    format!(
        "({},{})",
        access_word(read, true),
        access_word(write, false)
    )
}

pub(crate) fn access_word(access: Access, is_read: bool) -> &'static str {
    match access {
        Access::Normal => "default",
        Access::Null => "null",
        Access::Never => "never",
        Access::Call => {
            if is_read {
                "get"
            } else {
                "set"
            }
        }
        Access::Dynamic => "dynamic",
        Access::Inline => "inline",
        Access::Ctor => "ctor",
    }
}

pub(crate) fn kind_word(kind: SigKind) -> String {
    match kind {
        SigKind::Var {
            read: Access::Normal,
            write: Access::Normal,
        } => "var".to_owned(),
        SigKind::Var { read, write } => access_pair(read, write),
        SigKind::Method(MethodKind::Normal) => "method".to_owned(),
        SigKind::Method(MethodKind::Inline) => "inline method".to_owned(),
        SigKind::Method(MethodKind::Dynamic) => "dynamic method".to_owned(),
        SigKind::Method(MethodKind::Macro) => "macro method".to_owned(),
    }
}
