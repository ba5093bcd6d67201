//! What the rules have to say about the capabilities that were made, as comments on them.

use portcullis_rules::{Breadth, Level, check_file};
use syn::visit::{self, Visit};

use super::edits::{Edits, range_of};
use super::file::parse;

/// The text with a comment on each capability for what does not compile in it.
pub(super) fn note(text: &str) -> Result<String, String> {
    let syntax = parse(text)?;
    let mut capabilities = Capabilities(Vec::new());
    capabilities.visit_file(&syntax);
    let findings = check_file(&syntax, text, Breadth::Annotated);
    let mut edits = Edits::new(text);
    for (head, end) in capabilities.0 {
        let mut notes: Vec<String> = Vec::new();
        for finding in findings.iter().filter(|finding| finding.level() == Level::Deny) {
            let at = finding.place().start.byte_range().start;
            let note = format!("{} ({})", finding.message(), finding.code().unwrap_or_default());
            if finding.code().is_some() && (head..end).contains(&at) && !notes.contains(&note) {
                notes.push(note);
            }
        }
        let indent = edits.indent(head).to_owned();
        let notes: String = notes.iter().map(|note| format!("// review: {note}\n{indent}")).collect();
        edits.insert(head, notes);
    }
    edits.apply()
}

/// From `#[capability]` to the end of each.
struct Capabilities(Vec<(usize, usize)>);

impl Capabilities {
    fn add(&mut self, attributes: &[syn::Attribute], block: &syn::Block) {
        let is_one = |it: &&syn::Attribute| it.path().is_ident("capability");
        if let Some(attribute) = attributes.iter().find(is_one) {
            self.0.push((range_of(attribute).start, range_of(block).end));
        }
    }
}

impl<'a> Visit<'a> for Capabilities {
    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        self.add(&item.attrs, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.add(&item.attrs, &item.block);
        visit::visit_impl_item_fn(self, item);
    }
}
