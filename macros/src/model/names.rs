//! What fields and variants are called in JSON. The same rules as serde's, or schema and decoder would disagree.

use portcullis_rules::Diagnostics;
use syn::LitStr;

use crate::args::parser::nearest;

/// A `rename_all`.
#[derive(Clone, Copy, Default)]
pub enum Case {
    /// As in the source code.
    #[default]
    Kept,
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

const CASES: [(&str, Case); 8] = [
    ("lowercase", Case::Lower),
    ("UPPERCASE", Case::Upper),
    ("PascalCase", Case::Pascal),
    ("camelCase", Case::Camel),
    ("snake_case", Case::Snake),
    ("SCREAMING_SNAKE_CASE", Case::ScreamingSnake),
    ("kebab-case", Case::Kebab),
    ("SCREAMING-KEBAB-CASE", Case::ScreamingKebab),
];

impl Case {
    /// The case that `rename_all = "…"` names.
    pub fn parse(literal: Option<&LitStr>, out: &mut Diagnostics) -> Option<Self> {
        let literal = literal?;
        let written = literal.value();
        let found = CASES.iter().find(|(name, _)| *name == written);
        if found.is_none() {
            let names = CASES.map(|(name, _)| name);
            let meant = nearest(&written, names.into_iter()).map(|name| format!("did you mean `{name}`? "));
            let accepted = names.map(|name| format!("`{name}`")).join(", ");
            out.error(literal, format!("there is no case `{written}`"))
                .help(format!("{}accepted are {accepted}", meant.unwrap_or_default()));
        }
        found.map(|(_, case)| *case)
    }

    /// Of a field, which is written in `snake_case`.
    pub fn of_field(self, field: &str) -> String {
        match self {
            Case::Kept | Case::Lower | Case::Snake => field.to_owned(),
            Case::Upper | Case::ScreamingSnake => field.to_ascii_uppercase(),
            Case::Pascal => pascal(field),
            Case::Camel => first_lower(&pascal(field)),
            Case::Kebab => field.replace('_', "-"),
            Case::ScreamingKebab => field.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// Of a variant, which is written in `PascalCase`.
    pub fn of_variant(self, variant: &str) -> String {
        match self {
            Case::Kept | Case::Pascal => variant.to_owned(),
            Case::Lower => variant.to_ascii_lowercase(),
            Case::Upper => variant.to_ascii_uppercase(),
            Case::Camel => first_lower(variant),
            Case::Snake => snake(variant),
            Case::ScreamingSnake => snake(variant).to_ascii_uppercase(),
            Case::Kebab => snake(variant).replace('_', "-"),
            Case::ScreamingKebab => snake(variant).to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn pascal(field: &str) -> String {
    let mut name = String::new();
    let mut capital = true;
    for character in field.chars() {
        if character == '_' {
            capital = true;
        } else if capital {
            name.push(character.to_ascii_uppercase());
            capital = false;
        } else {
            name.push(character);
        }
    }
    name
}

fn first_lower(name: &str) -> String {
    let mut characters = name.chars();
    match characters.next() {
        Some(first) => first.to_ascii_lowercase().to_string() + characters.as_str(),
        None => String::new(),
    }
}

fn snake(variant: &str) -> String {
    let mut name = String::new();
    for (index, character) in variant.char_indices() {
        if index > 0 && character.is_uppercase() {
            name.push('_');
        }
        name.push(character.to_ascii_lowercase());
    }
    name
}
