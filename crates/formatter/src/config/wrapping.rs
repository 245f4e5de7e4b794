//! `wrapping`: how what does not fit on a line, or is long, is broken.
//!
//! Each kind of list has rules, of which the first whose conditions hold says
//! how its items are laid out:
//!
//! ```haxe
//! call(one, two,        // fillLine
//!     three);
//! [
//!     one,              // onePerLine
//!     two
//! ]
//! chain.one()
//!     .two();           // onePerLineAfterFirst
//! ```

use super::{options, words};
use WrapCondition::*;
use WrapType::*;

options! {
    /// `wrapping`
    Wrapping {
        /// No line should be longer.
        max_line_length: usize = 160,
        /// Elements of an array.
        array_wrap: WrapRules = elements(),
        /// Rows of an array that are written below each other.
        array_matrix_wrap: MatrixWrap = MatrixWrap::MatrixWrapWithAlign,
        /// Elements of a map.
        map_wrap: WrapRules = elements(),
        /// Constraints and arguments in `<…>`.
        type_parameter: WrapRules = WrapRules::new([
            rule([AnyItemLengthFrom(50)], FillLine),
            rule([TotalItemLengthFrom(70)], FillLine),
        ]),
        /// Parameters of a function with a name.
        function_signature: WrapRules = WrapRules {
            default_wrap: FillLine,
            default_additional_indent: 1,
            ..WrapRules::new([])
        },
        /// Parameters of a function without one.
        anon_function_signature: WrapRules = WrapRules::new([
            rule([ItemCountFrom(7)], FillLine).indented(1),
            rule([TotalItemLengthFrom(80)], FillLine).indented(1),
            rule([ExceedsMaxLineLength(true)], FillLine).indented(1),
        ]),
        /// Arguments of metadata.
        metadata_call_parameter: WrapRules = WrapRules::new([
            rule([TotalItemLengthFrom(140)], FillLine),
            rule([LineLengthFrom(160)], FillLine),
            rule([ExceedsMaxLineLength(true)], FillLine),
        ]),
        /// Arguments.
        call_parameter: WrapRules = WrapRules::new([
            rule([ItemCountFrom(7)], FillLine),
            rule([TotalItemLengthFrom(140)], FillLine),
            rule([AnyItemLengthFrom(80)], FillLine),
            rule([LineLengthFrom(160)], FillLine),
            rule([ExceedsMaxLineLength(true)], FillLine),
        ]),
        /// Fields of an object.
        object_literal: WrapRules = fields([]),
        /// Fields of a structure as a type.
        anon_type: WrapRules = fields([rule([ExceedsMaxLineLength(true)], FillLine)]),
        /// Calls on the result of calls.
        method_chain: WrapRules = WrapRules::new([
            rule([LineLengthFrom(160)], OnePerLineAfterFirst),
            rule([ItemCountTo(3), ExceedsMaxLineLength(false)], NoWrap),
            rule([TotalItemLengthTo(80), ExceedsMaxLineLength(false)], NoWrap),
            rule([AnyItemLengthFrom(30), ItemCountFrom(4)], OnePerLineAfterFirst),
            rule([ItemCountFrom(7)], OnePerLineAfterFirst),
            rule([ExceedsMaxLineLength(true)], OnePerLineAfterFirst),
        ]),
        /// `&&` and `||`
        op_bool_chain: WrapRules = WrapRules::new([
            rule([LineLengthFrom(140), AnyItemLengthFrom(40)], OnePerLineAfterFirst).before(),
            rule([LineLengthFrom(140)], FillLine).before(),
            rule([ItemCountTo(3), ExceedsMaxLineLength(false)], NoWrap),
            rule([TotalItemLengthTo(120), ExceedsMaxLineLength(false)], NoWrap),
            rule([ItemCountFrom(4)], OnePerLineAfterFirst).before(),
            rule([ExceedsMaxLineLength(true)], FillLine).before(),
        ]),
        /// Patterns of a `case`.
        case_pattern: WrapRules = WrapRules::new([
            rule([ItemCountFrom(2)], FillLine),
            rule([ExceedsMaxLineLength(true)], FillLine),
        ]),
        /// `+` and `-`
        op_add_sub_chain: WrapRules = WrapRules::new([
            rule([LineLengthFrom(160), AnyItemLengthFrom(60)], OnePerLineAfterFirst).before(),
            rule([LineLengthFrom(160)], FillLine).before(),
            rule([ItemCountTo(3), ExceedsMaxLineLength(false)], NoWrap),
            rule([TotalItemLengthTo(120), ExceedsMaxLineLength(false)], NoWrap),
            rule([ItemCountFrom(4)], OnePerLineAfterFirst).before(),
            rule([ExceedsMaxLineLength(true)], OnePerLineAfterFirst).before(),
        ]),
        /// `extends` and `implements`
        implements_extends: WrapRules = WrapRules::new([
            rule([LineLengthFrom(140)], FillLine).indented(2),
            rule([ItemCountFrom(4)], FillLine).indented(2),
            rule([ExceedsMaxLineLength(true)], FillLine).indented(2),
        ]),
        /// Variables of one `var`.
        multi_var: WrapRules = WrapRules::new([
            rule([AnyItemLengthTo(15)], FillLine),
            rule([LineLengthFrom(80)], OnePerLineAfterFirst),
            rule([ExceedsMaxLineLength(true)], OnePerLineAfterFirst),
        ]),
    }
}

/// Elements in brackets.
fn elements() -> WrapRules {
    WrapRules::new([
        rule([HasMultilineItems(true)], OnePerLine),
        rule([TotalItemLengthTo(80)], NoWrap),
        rule(
            [
                EqualItemLengths(true),
                AllItemLengthsTo(30),
                ItemCountFrom(10),
            ],
            FillLineWithLeadingBreak,
        ),
        rule(
            [AllItemLengthsTo(10), ItemCountFrom(10)],
            FillLineWithLeadingBreak,
        ),
        rule([AnyItemLengthFrom(30)], OnePerLine),
        rule([ItemCountFrom(4)], OnePerLine),
        rule([ExceedsMaxLineLength(true)], OnePerLine),
    ])
}

/// Fields in braces; `last` instead of the last rule.
fn fields<const N: usize>(last: [WrapRule; N]) -> WrapRules {
    let mut rules = WrapRules::new([
        rule([ItemCountTo(3), ExceedsMaxLineLength(false)], NoWrap),
        rule([AnyItemLengthFrom(30)], OnePerLine),
        rule([TotalItemLengthFrom(60)], OnePerLine),
        rule([ItemCountFrom(4)], OnePerLine),
    ]);
    match N {
        0 => rules
            .rules
            .push(rule([ExceedsMaxLineLength(true)], OnePerLine)),
        _ => rules.rules.extend(last),
    }
    rules
}

fn rule<const N: usize>(conditions: [WrapCondition; N], wrap: WrapType) -> WrapRule {
    WrapRule {
        conditions: conditions.into(),
        wrap,
        location: WrapLocation::AfterLast,
        additional_indent: 0,
    }
}

/// The rules of one kind of list.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WrapRules {
    /// The first whose conditions hold counts.
    #[serde(default)]
    pub rules: Vec<WrapRule>,
    /// What counts when none does.
    #[serde(default = "no_wrap")]
    pub default_wrap: WrapType,
    /// On which side of separators.
    #[serde(default = "after_last")]
    pub default_location: WrapLocation,
    /// How much deeper.
    #[serde(default)]
    pub default_additional_indent: i32,
}

impl WrapRules {
    fn new<const N: usize>(rules: [WrapRule; N]) -> WrapRules {
        WrapRules {
            rules: rules.into(),
            default_wrap: NoWrap,
            default_location: WrapLocation::AfterLast,
            default_additional_indent: 0,
        }
    }
}

fn no_wrap() -> WrapType {
    NoWrap
}

fn after_last() -> WrapLocation {
    WrapLocation::AfterLast
}

/// One rule.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WrapRule {
    /// All must hold.
    pub conditions: Vec<WrapCondition>,
    /// The layout.
    #[serde(rename = "type")]
    pub wrap: WrapType,
    /// On which side of separators.
    #[serde(default = "after_last")]
    pub location: WrapLocation,
    /// How much deeper.
    #[serde(default)]
    pub additional_indent: i32,
}

impl WrapRule {
    fn indented(self, additional_indent: i32) -> WrapRule {
        WrapRule {
            additional_indent,
            ..self
        }
    }

    fn before(self) -> WrapRule {
        WrapRule {
            location: WrapLocation::BeforeLast,
            ..self
        }
    }
}

words! {
    /// A layout of the items of a list.
    WrapType {
        /// Every item on a line of its own.
        OnePerLine,
        /// Every item on a line of its own but the first.
        OnePerLineAfterFirst,
        /// The same number of items on each line; not done.
        EqualNumber,
        /// As many on a line as fit.
        FillLine,
        /// The same, with a line end before the first.
        FillLineWithLeadingBreak,
        /// All on one line.
        NoWrap,
        /// As they are.
        Keep,
    }
}

words! {
    /// On which side of the separator or operator a line is broken.
    WrapLocation {
        /// Before it.
        BeforeLast,
        /// After it.
        AfterLast,
    }
}

words! {
    /// Arrays whose lines hold the same number of elements.
    MatrixWrap {
        /// Nothing special.
        NoMatrixWrap,
        /// The lines stay.
        MatrixWrapNoAlign,
        /// The lines stay and their columns are aligned.
        MatrixWrapWithAlign,
    }
}

/// A condition of a rule.
#[derive(Clone, Copy, Debug, serde::Deserialize)]
#[serde(try_from = "ConditionText")]
pub enum WrapCondition {
    /// At least so many items.
    ItemCountFrom(usize),
    /// At most so many items.
    ItemCountTo(usize),
    /// The longest item is at least so long.
    AnyItemLengthFrom(usize),
    /// The shortest item is at most so long.
    AnyItemLengthTo(usize),
    /// The shortest item is at least so long.
    AllItemLengthsFrom(usize),
    /// The longest item is at most so long.
    AllItemLengthsTo(usize),
    /// All items together are at least so long.
    TotalItemLengthFrom(usize),
    /// All items together are at most so long.
    TotalItemLengthTo(usize),
    /// The line is at least so long.
    LineLengthFrom(usize),
    /// The line is at most so long.
    LineLengthTo(usize),
    /// Whether some item takes several lines.
    HasMultilineItems(bool),
    /// Whether the line is longer than lines should be.
    ExceedsMaxLineLength(bool),
    /// Whether all items are equally long.
    EqualItemLengths(bool),
}

#[derive(serde::Deserialize)]
struct ConditionText {
    cond: String,
    #[serde(default = "one")]
    value: usize,
}

fn one() -> usize {
    1
}

impl TryFrom<ConditionText> for WrapCondition {
    type Error = String;

    fn try_from(text: ConditionText) -> Result<WrapCondition, String> {
        let value = text.value;
        Ok(match text.cond.as_str() {
            "itemCount >= n" => ItemCountFrom(value),
            "itemCount <= n" => ItemCountTo(value),
            "anyItemLength >= n" => AnyItemLengthFrom(value),
            "anyItemLength <= n" => AnyItemLengthTo(value),
            "allItemLengths >= n" => AllItemLengthsFrom(value),
            "allItemLengths <= n" => AllItemLengthsTo(value),
            "totalItemLength >= n" => TotalItemLengthFrom(value),
            "totalItemLength <= n" => TotalItemLengthTo(value),
            "lineLength >= n" => LineLengthFrom(value),
            "lineLength <= n" => LineLengthTo(value),
            "hasMultilineItems" => HasMultilineItems(value == 1),
            "exceedsMaxLineLength" => ExceedsMaxLineLength(value == 1),
            "equalItemLengths" => EqualItemLengths(value == 1),
            other => return Err(format!("unknown wrapping condition `{other}`")),
        })
    }
}
