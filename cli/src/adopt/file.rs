//! One file: what is to be adopted in it, and what that makes of its types.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Item, ItemEnum, ItemStruct};

use super::data::{self, Direction};
use super::edits::{Edits, range_of};
use super::frameworks::{axum, rig, rmcp, swiftide};
use super::routes::Routes;
use super::{failure, remaining};

/// What is known of a file, and what is to become of it.
pub(super) struct File<'a> {
    pub(super) edits: Edits<'a>,
    pub(super) routes: &'a Routes,
    structs: HashMap<String, &'a ItemStruct>,
    enums: HashMap<String, &'a ItemEnum>,
    /// The traits that types of this file have by an `impl` of their own: `("OrderError", "Display")`.
    pub(super) implemented: BTreeSet<(String, String)>,
    /// How often a name stands in the file.
    counts: HashMap<String, usize>,
    /// The types that become input or output.
    pub(super) data: BTreeMap<String, Direction>,
    /// The enums that become failures.
    pub(super) failures: BTreeSet<String>,
}

/// The text with all that could be adopted, or nothing if there is nothing.
pub(super) fn adopt(text: &str, routes: &Routes) -> Result<Option<String>, String> {
    let adopted = adopt_all(text, routes);
    // Spans lead into a map of the text, which would grow with each file.
    proc_macro2::extra::invalidate_current_thread_spans();
    let Some(adopted) = adopted? else { return Ok(None) };
    let finished = remaining::note(&adopted);
    proc_macro2::extra::invalidate_current_thread_spans();
    finished.map(Some)
}

/// Parses a text so that spans are those of its bytes.
pub(super) fn parse(text: &str) -> Result<syn::File, String> {
    let is_script = text.starts_with("#!") && !text.starts_with("#![");
    let script = is_script.then(|| {
        // `///` would be documentation.
        let (mark, comment) = if text.starts_with("#!/") { ("#!/", "// ") } else { ("#!", "//") };
        text.replacen(mark, comment, 1)
    });
    let tokens: Result<TokenStream, _> = script.as_deref().unwrap_or(text).parse();
    let tokens = tokens.map_err(|error| error.to_string())?;
    syn::parse2(tokens).map_err(|error| error.to_string())
}

fn adopt_all(text: &str, routes: &Routes) -> Result<Option<String>, String> {
    let syntax = parse(text)?;
    let mut file = File {
        edits: Edits::new(text),
        routes,
        structs: HashMap::new(),
        enums: HashMap::new(),
        implemented: BTreeSet::new(),
        counts: HashMap::new(),
        data: BTreeMap::new(),
        failures: BTreeSet::new(),
    };
    file.collect(&syntax.items);
    count(quote::quote!(#syntax), &mut file.counts);
    if !adopt_items(&mut file, &syntax.items, 0) {
        return Ok(None);
    }
    data::apply(&mut file);
    failure::apply(&mut file);
    file.edits.apply().map(Some)
}

impl<'a> File<'a> {
    fn collect(&mut self, items: &'a [Item]) {
        for item in items {
            match item {
                Item::Struct(item) => {
                    self.structs.insert(item.ident.to_string(), item);
                }
                Item::Enum(item) => {
                    self.enums.insert(item.ident.to_string(), item);
                }
                Item::Mod(item) => self.collect(item.content.as_ref().map_or(&[], |(_, items)| items)),
                Item::Impl(item) => {
                    let of = item.trait_.as_ref().and_then(|(path, _)| path.segments.last());
                    if let (Some(name), Some(of)) = (name_of(&item.self_ty), of) {
                        self.implemented.insert((name, of.ident.to_string()));
                    }
                }
                _ => {}
            }
        }
    }

    /// A struct of this file that has no generics.
    pub(super) fn structure(&self, name: &str) -> Option<&'a ItemStruct> {
        self.structs.get(name).copied().filter(|item| item.generics.params.is_empty())
    }

    /// The same for an enum.
    pub(super) fn enumeration(&self, name: &str) -> Option<&'a ItemEnum> {
        self.enums.get(name).copied().filter(|item| item.generics.params.is_empty())
    }

    pub(super) fn declares(&self, name: &str) -> bool {
        self.structure(name).is_some() || self.enumeration(name).is_some()
    }

    /// How often a name stands in the whole file.
    pub(super) fn count(&self, name: &str) -> usize {
        self.counts.get(name).copied().unwrap_or_default()
    }
}

fn count(tokens: TokenStream, counts: &mut HashMap<String, usize>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => *counts.entry(ident.to_string()).or_default() += 1,
            TokenTree::Group(group) => count(group.stream(), counts),
            _ => {}
        }
    }
}

/// Adopts what there is, and says whether there was anything.
fn adopt_items<'a>(file: &mut File<'a>, items: &'a [Item], start: usize) -> bool {
    let (mut here, mut inside) = (false, false);
    for item in items {
        match item {
            Item::Fn(item) if !is_test(&item.attrs) => {
                here |=
                    rig::function(file, item) || swiftide::function(file, item) || axum::function(file, item);
            }
            Item::Impl(item) if !is_test(&item.attrs) => {
                here |= rmcp::methods(file, item) || rig::implementation(file, item);
            }
            Item::Mod(item) if !is_test(&item.attrs) => {
                if let Some((brace, items)) = &item.content {
                    inside |= adopt_items(file, items, brace.span.open().byte_range().end);
                }
            }
            _ => {}
        }
    }
    if here {
        rmcp::leave_router(file, items);
        import(file, items, start);
    }
    here || inside
}

/// `use portcullis::prelude::*;`, behind the other imports.
fn import(file: &mut File<'_>, items: &[Item], start: usize) {
    if file.edits.source().contains("portcullis::prelude") {
        return;
    }
    const IMPORT: &str = "use portcullis::prelude::*;";
    let mut imports = items.iter().filter(|item| matches!(item, Item::Use(_)));
    match (imports.next_back(), items.first()) {
        (Some(last), _) => {
            let end = range_of(last).end;
            let indent = file.edits.indent(end);
            file.edits.insert(end, format!("\n{indent}{IMPORT}"));
        }
        (None, Some(first)) => {
            let first = file.edits.line_of(range_of(first).start).max(start);
            let indent = file.edits.indent(first);
            file.edits.insert(first, format!("{indent}{IMPORT}\n\n"));
        }
        (None, None) => {}
    }
}

/// The name of a type without generics.
pub(super) fn name_of(ty: &syn::Type) -> Option<String> {
    match ty {
        syn::Type::Path(path) if path.qself.is_none() => {
            let last = path.path.segments.last()?;
            last.arguments.is_none().then(|| last.ident.to_string())
        }
        _ => None,
    }
}

/// `#[cfg(test)]`, `#[test]`.
fn is_test(attributes: &[Attribute]) -> bool {
    portcullis_rules::facts::is_test_code(attributes)
}
