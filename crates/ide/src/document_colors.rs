//! Colours written as numbers, `0xRRGGBB` and `0xAARRGGBB`, for the editor's swatch and picker.

use base_db::{Config, Db, File, TextRange};
use syntax::SyntaxKind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentColor {
    pub range: TextRange,
    pub color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
    /// Opaque when the number has six digits.
    pub alpha: u8,
}

pub fn document_colors(db: &dyn Db, config: Config, file: File) -> Vec<DocumentColor> {
    let root = base_db::parse(db, file, config).syntax_node();
    root.descendants_with_tokens()
        .filter_map(|it| it.into_token())
        .filter(|it| it.kind() == SyntaxKind::INT)
        .filter_map(|it| {
            Some(DocumentColor {
                range: it.text_range(),
                color: parse(it.text())?,
            })
        })
        .collect()
}

fn parse(literal: &str) -> Option<Color> {
    let digits = literal.strip_prefix("0x")?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    let [alpha, red, green, blue] = value.to_be_bytes();
    let alpha = match digits.len() {
        6 => 255,
        8 => alpha,
        _ => return None,
    };
    Some(Color {
        red,
        green,
        blue,
        alpha,
    })
}

/// The number for a colour picked in place of `old`, with as many digits and letters of the same size.
pub fn color_text(old: &str, color: Color) -> String {
    let Color {
        red,
        green,
        blue,
        alpha,
    } = color;
    let keeps_six = old.len() == "0xRRGGBB".len() && alpha == 255;
    let digits = match keeps_six {
        true => format!("{red:02x}{green:02x}{blue:02x}"),
        false => format!("{alpha:02x}{red:02x}{green:02x}{blue:02x}"),
    };
    let is_lower = old.chars().skip(2).any(|it| it.is_ascii_lowercase());
    match is_lower {
        true => format!("0x{digits}"),
        false => format!("0x{}", digits.to_ascii_uppercase()),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::{Color, color_text, document_colors};
    use crate::test_support::{Case, lines};

    #[test]
    fn colors_of_numbers() {
        let case = Case::new("var a = 0xFF8000; var b = 0x80ff0010; var c = 0xFF; var d = 123456;");
        let file = case.test.file("/Main.hx");
        let found = document_colors(case.db(), case.config(), file);
        expect![[r#"
            8..16 Color { red: 255, green: 128, blue: 0, alpha: 255 }
            26..36 Color { red: 255, green: 0, blue: 16, alpha: 128 }
        "#]]
        .assert_eq(&lines(
            found
                .iter()
                .map(|it| format!("{:?} {:?}", it.range, it.color)),
        ));
    }

    #[test]
    fn numbers_of_colors() {
        let color = |alpha| Color {
            red: 1,
            green: 255,
            blue: 16,
            alpha,
        };
        assert_eq!(color_text("0xFF8000", color(255)), "0x01FF10");
        assert_eq!(color_text("0xff8000", color(127)), "0x7f01ff10");
        assert_eq!(color_text("0x80ff0010", color(255)), "0xff01ff10");
    }
}
