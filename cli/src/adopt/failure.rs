//! Errors as failures: what callers may read of each is a text, and that has to be looked at.

use std::collections::BTreeSet;

use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprPath, ExprTuple, Type};

use super::data::{has, without};
use super::edits::range_of;
use super::file::{File, name_of};
use super::output::says;
use super::tool::{Tool, literal};
use super::words::{pascal, spaced};

/// What an error becomes.
pub(super) enum Error {
    /// `Internal`, whose callers read that it failed.
    Internal,
    /// An enum of this file, which becomes a failure.
    Own(String),
    /// A failure of its own, with a variant for each status that the body says.
    Statuses { name: String, variants: BTreeSet<String>, with_text: bool },
    /// A failure of its own around the error.
    Around { name: String, error: String },
}

/// What the error of a tool becomes; `None` for that of `anyhow::Result<T>`.
pub(super) fn of(
    file: &mut File<'_>,
    tool: &Tool<'_>,
    error: Option<&Type>,
    reviews: &mut Vec<String>,
) -> Error {
    const INTERNAL: &str =
        "a caller reads of it that the capability failed; for more, a `#[failure]` of its own";
    let name = format!("{}Failure", pascal(&tool.name));
    let Some(error) = error else {
        reviews.push(INTERNAL.to_owned());
        return Error::Internal;
    };
    let text = file.edits.text(range_of(error)).to_owned();
    if let Type::Tuple(tuple) = error
        && tuple.elems.first().and_then(name_of).is_some_and(|name| name == "StatusCode")
    {
        reviews.push(
            "the texts that went to the caller with a status are gone: a failure's text is fixed".to_owned(),
        );
        return Error::Statuses { name, variants: statuses(tool.block), with_text: true };
    }
    match name_of(error).as_deref() {
        Some("StatusCode") => {
            return Error::Statuses { name, variants: statuses(tool.block), with_text: false };
        }
        Some("String") => {
            reviews.push(INTERNAL.to_owned());
            return Error::Internal;
        }
        Some(own) if file.enumeration(own).is_some() && !has(file, own, "Display") => {
            file.failures.insert(own.to_owned());
            return Error::Own(own.to_owned());
        }
        _ => {}
    }
    let is_any = text.starts_with("anyhow::") || text.starts_with("eyre::") || text.starts_with("Box<");
    if is_any || matches!(error, Type::Reference(_)) {
        reviews.push(INTERNAL.to_owned());
        return Error::Internal;
    }
    Error::Around { name, error: text }
}

impl Error {
    pub(super) fn name(&self) -> &str {
        match self {
            Error::Internal => "Internal",
            Error::Own(name) | Error::Statuses { name, .. } | Error::Around { name, .. } => name,
        }
    }

    /// Whether `Err(error)` gives another type than the function had.
    pub(super) fn is_converted(&self) -> bool {
        matches!(self, Error::Internal | Error::Around { .. })
    }

    /// The failure, if it is a new one.
    pub(super) fn item(&self, tool: &Tool<'_>) -> Option<String> {
        let vis = match tool.vis {
            syn::Visibility::Inherited => "",
            _ => "pub ",
        };
        let opening =
            |name: &str| format!("\n\n/// Why `{}` fails.\n#[failure]\n{vis}enum {name} {{\n", tool.name);
        match self {
            Error::Internal | Error::Own(_) => None,
            Error::Around { name, error } => Some(format!(
                "{}    // review: one variant for each case that callers are to tell apart, with a text for them\n    \
                 #[public(\"{} failed\")]\n    Other(#[from] {error}),\n}}",
                opening(name),
                spaced(&tool.name)
            )),
            Error::Statuses { name, variants, .. } => {
                let mut text = opening(name);
                for status in variants {
                    let retryable = match status.as_str() {
                        "TOO_MANY_REQUESTS" | "SERVICE_UNAVAILABLE" => ", retryable",
                        _ => "",
                    };
                    let public = spaced(status);
                    text += &format!("    #[public(\"{public}\"{retryable})]\n    {},\n", pascal(status));
                }
                Some(text + "}")
            }
        }
    }

    /// Lets the body say the variants instead of the statuses.
    pub(super) fn rename(&self, file: &mut File<'_>, block: &Block) {
        if let Error::Statuses { name, with_text, .. } = self {
            let mut found = Statuses { paths: Vec::new(), tuples: Vec::new() };
            found.visit_block(block);
            if *with_text {
                for (tuple, status) in found.tuples {
                    file.edits.replace(range_of(tuple), format!("{name}::{}", pascal(&status)));
                }
            } else {
                for (path, status) in found.paths {
                    file.edits.replace(range_of(path), format!("{name}::{}", pascal(&status)));
                }
            }
        }
    }
}

fn statuses(block: &Block) -> BTreeSet<String> {
    if !says(block, "StatusCode") {
        return BTreeSet::new();
    }
    let mut found = Statuses { paths: Vec::new(), tuples: Vec::new() };
    found.visit_block(block);
    found.paths.into_iter().map(|(_, status)| status).collect()
}

/// `StatusCode::NOT_FOUND`, and tuples that begin with one.
struct Statuses<'a> {
    paths: Vec<(&'a ExprPath, String)>,
    tuples: Vec<(&'a ExprTuple, String)>,
}

fn status(expr: &ExprPath) -> Option<String> {
    let mut segments = expr.path.segments.iter().rev();
    let (last, of) = (segments.next()?, segments.next()?);
    (of.ident == "StatusCode").then(|| last.ident.to_string())
}

impl<'a> Visit<'a> for Statuses<'a> {
    fn visit_expr_path(&mut self, expr: &'a ExprPath) {
        self.paths.extend(status(expr).map(|status| (expr, status)));
    }

    fn visit_expr_tuple(&mut self, expr: &'a ExprTuple) {
        if let Some(Expr::Path(first)) = expr.elems.first() {
            self.tuples.extend(status(first).map(|status| (expr, status)));
        }
        visit::visit_expr_tuple(self, expr);
    }
}

/// Makes failures of the enums that were errors.
pub(super) fn apply(file: &mut File<'_>) {
    for name in file.failures.clone() {
        let Some(item) = file.enumeration(&name) else { continue };
        let start = match item.attrs.iter().find(|it| !it.path().is_ident("doc")) {
            Some(first) => range_of(first).start,
            None => {
                let (vis, word) = (&item.vis, &item.enum_token);
                range_of(&quote::quote!(#vis #word)).start
            }
        };
        let indent = file.edits.indent(start).to_owned();
        let review = "callers read these texts, and nothing else of the error";
        file.edits.insert(start, format!("// review: {review}\n{indent}#[failure]\n{indent}"));
        without(file, &item.attrs, &["Error", "Debug", "Display"]);
        for variant in &item.variants {
            let said = variant.attrs.iter().find(|it| it.path().is_ident("error"));
            let text = said.and_then(|it| it.parse_args::<Expr>().ok()).and_then(|it| literal(&it));
            // What is in braces may be of the inside.
            let text = text
                .filter(|text| !text.contains(['{', '}']))
                .unwrap_or_else(|| spaced(&variant.ident.to_string()));
            let public = format!("#[public({text:?})]");
            match said {
                Some(said) => file.edits.replace(range_of(said), public),
                None => {
                    let start = range_of(&variant.ident).start;
                    let indent = file.edits.indent(start).to_owned();
                    file.edits.insert(start, format!("{public}\n{indent}"));
                }
            }
        }
    }
}
