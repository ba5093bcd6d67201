//! Facts about a function's body, or about a whole file: what is called, with what; which texts stand where; which
//! loops, locks and errors are left to themselves; what is declared.
//!
//! This module and those below it are the only code that visits syntax; a rule reads the flat list and never the
//! tree. It must never say whether a fact is good or bad.

mod attributes;
mod binding;
mod call;
mod calls;
mod compare;
mod constant;
mod declaration;
mod documentation;
pub(crate) mod entry;
mod function;
mod guards;
mod ignored;
mod kept;
mod known;
mod loops;
mod macro_body;
mod name;
mod place;
mod policy;
mod reader;
mod resolved;
mod scope;
mod spelling;
mod tokens;
mod word;
mod written_type;

use std::cell::{Cell, OnceCell};

use syn::visit::Visit;

use crate::check::Written;
use crate::diagnostics::Place;
use crate::flow::crossing::{Crossings, Elsewhere};
use crate::flow::{self, Argument as Given, Inputs, Site, Traits};
pub use attributes::is_test_code;
pub(crate) use attributes::{attributes_of, attributes_of_item, attributes_of_statement, exception};
pub use binding::{Bound, Holder, Text, Variable};
pub use call::{Argument, Function, Known, Macro, Method, Outcome, Unsafe};
pub use compare::Compare;
pub use declaration::{Constant, Field, Item, Shape, Static, TypeItem};
pub use documentation::Doc;
pub use entry::Entry;
pub use function::FunctionItem;
pub use guards::Held;
pub use ignored::{Ignored, IgnoredBy};
pub(crate) use kept::{Arguments, Kept};
pub(crate) use known::said;
pub use loops::{Loop, LoopKind};
pub(crate) use macro_body::{DEEPEST, nests_at_most};
pub use name::Name;
pub(crate) use place::place_of;
pub use policy::Grant;
pub(crate) use reader::Subject;
pub use resolved::{Names, Resolved};
pub(crate) use scope::{LONGEST_PATH, Scopes};
pub(crate) use word::{Word, plain, push_word, word};

/// What a body does, in one flat list.
///
/// ```
/// use portcullis_rules::facts::{Facts, What};
///
/// let function: syn::ItemFn = syn::parse_quote! {
///     async fn pause() {
///         use std::thread as threads;
///         threads::sleep(std::time::Duration::from_secs(1));
///     }
/// };
/// let facts = Facts::of(&function.sig, &function.block);
/// assert!(facts.iter().any(|fact| match &fact.what {
///     What::Function(function) => function.name.is_in("std::thread") && fact.context.asynchronous,
///     _ => false,
/// }));
/// ```
#[derive(Debug)]
pub struct Facts {
    all: Vec<Fact>,
    functions: Vec<FunctionItem>,
    exceptions: Vec<usize>,
    written: Vec<Written>,
    lifted: Vec<usize>,
    only_annotated: bool,
    sees_crossed: bool,
    whole_file: bool,
    sites: Vec<Site>,
    crossings: Crossings,
    /// From where to where each function goes.
    extents: OnceCell<Vec<[usize; 4]>>,
}

impl Facts {
    /// Reads a function's body once. Test code (`#[test]`, `#[cfg(test)]`) is left out.
    pub fn of(signature: &syn::Signature, body: &syn::Block) -> Self {
        Self::beside(&[], signature, body)
    }

    /// Reads a function's body, which stands beside these items: their `use` lines are followed.
    pub fn beside(items: &[syn::Item], signature: &syn::Signature, body: &syn::Block) -> Self {
        Self::read(Subject::Function(signature, body), items, Inputs::Every, None)
    }

    /// Reads all that is in an item, which stands beside these.
    pub fn of_item(items: &[syn::Item], item: &syn::Item) -> Self {
        Self::read(Subject::Item(item), items, Inputs::OfFunctions, None)
    }

    /// Reads all that is in an item of an `impl`.
    pub fn of_impl_item(item: &syn::ImplItem) -> Self {
        Self::read(Subject::ImplItem(item), &[], Inputs::OfFunctions, None)
    }

    /// Reads all of a file at once, with its `use` lines and those of the modules in it.
    ///
    /// ```
    /// use portcullis_rules::facts::{Facts, What};
    ///
    /// let file: syn::File = syn::parse_quote! {
    ///     use std::thread as threads;
    ///
    ///     #[tool(description = "waits")]
    ///     async fn pause() {
    ///         threads::sleep(std::time::Duration::from_secs(1));
    ///     }
    /// };
    /// let facts = Facts::of_file(&file);
    /// let sleep = facts.iter().find(|fact| match &fact.what {
    ///     What::Function(function) => function.name.to_string() == "std::thread::sleep",
    ///     _ => false,
    /// });
    /// let around = facts.function(sleep.unwrap()).unwrap();
    /// assert!(around.name == "pause" && around.entry.is_some());
    /// ```
    pub fn of_file(file: &syn::File) -> Self {
        Self::read(Subject::File(file), &[], Inputs::OfFunctions, None)
    }

    /// The same, but what a function is given that is nobody's entry point is taken to be in order.
    pub fn of_entries(file: &syn::File) -> Self {
        Self::read(Subject::File(file), &[], Inputs::OfEntries, None)
    }

    /// Reads a file of which is known what the other files of its crate do to it.
    pub(crate) fn among(file: &syn::File, inputs: Inputs, elsewhere: Option<&dyn Elsewhere>) -> Self {
        Self::read(Subject::File(file), &[], inputs, elsewhere)
    }

    fn read(
        subject: Subject<'_>,
        beside: &[syn::Item],
        inputs: Inputs,
        elsewhere: Option<&dyn Elsewhere>,
    ) -> Self {
        let whole_file = matches!(subject, Subject::File(_));
        let (facts, sites) = SPARE.take();
        let mut reader = reader::begin(subject, beside, facts);
        let scopes = reader.scopes.clone();
        // Both go over one item after the other, as long as it is at hand.
        let (sites, crossings) = flow::read(subject, beside, inputs, elsewhere, scopes, sites, &mut |item| {
            reader.visit_item(item);
            (reader.written_at.clone(), std::mem::take(&mut reader.kept))
        });
        Self {
            all: reader.facts,
            functions: reader.functions,
            exceptions: reader.all_exceptions,
            written: reader.written,
            lifted: Vec::new(),
            only_annotated: false,
            sees_crossed: true,
            whole_file,
            sites,
            crossings,
            extents: OnceCell::new(),
        }
    }

    /// Every fact, in no particular order; without those that stand under an exception to the rule that asks, and
    /// without those of code that the rule is not about.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.all.iter().filter(|fact| {
            (fact.context.annotated || !self.only_annotated)
                && !fact.exceptions.iter().any(|number| self.lifted.contains(number))
        })
    }

    /// What is done with values, in the order in which it would run; without what stands under an exception to the rule that asks,
    /// and without code that the rule is not about.
    ///
    /// ```
    /// use portcullis_rules::facts::Facts;
    /// use portcullis_rules::flow::Traits;
    ///
    /// let function: syn::ItemFn = syn::parse_quote! {
    ///     fn find(connection: &Connection, name: String) {
    ///         let sql = format!("SELECT * FROM orders WHERE name = '{}'", name.trim());
    ///         connection.execute(&sql, []);
    ///     }
    /// };
    /// let facts = Facts::of(&function.sig, &function.block);
    /// assert_eq!(facts.reached(Traits::SQL).count(), 1);
    /// ```
    pub fn sites(&self) -> impl Iterator<Item = &Site> {
        self.sites.iter().filter(|site| {
            (site.annotated || !self.only_annotated)
                && (!site.crossed || self.sees_crossed)
                && !site.exceptions.iter().any(|number| self.lifted.contains(number))
        })
    }

    /// Where a content could do one of these: the place, the danger, and the argument in which it stands, unless that was given
    /// to a builder before.
    pub fn reached(&self, dangers: Traits) -> impl Iterator<Item = (&Site, Traits, Option<&Given>)> {
        self.sites().flat_map(move |site| {
            site.reached(dangers).map(move |(danger, argument)| (site, danger, argument))
        })
    }

    /// The functions that have a body, outer ones before those inside them.
    pub fn functions(&self) -> &[FunctionItem] {
        &self.functions
    }

    /// The function that a fact stands in.
    pub fn function(&self, fact: &Fact) -> Option<&FunctionItem> {
        self.functions.get(fact.context.function?)
    }

    /// Whether a fact stands in a function that may serve somebody: what a program's own `main` does, and what makes a
    /// `static`, is done once, before anybody is served.
    ///
    /// ```
    /// # use portcullis_rules::facts::Facts;
    /// let file: syn::File = syn::parse_quote! {
    ///     fn main() { run(); }
    ///     fn handle() { run(); }
    /// };
    /// let facts = Facts::of_file(&file);
    /// assert_eq!(facts.iter().filter(|fact| facts.is_in_body(fact)).count(), 1);
    /// ```
    pub fn is_in_body(&self, fact: &Fact) -> bool {
        // A tool may well be a closure in a `main`.
        self.function(fact).is_some_and(|function| is_body(function) || fact.context.annotated)
    }

    /// The same, for any place.
    pub fn is_place_in_body(&self, place: Place) -> bool {
        self.function_at(place).is_some_and(is_body)
    }

    /// The innermost function around a place.
    pub fn function_at(&self, place: Place) -> Option<&FunctionItem> {
        self.functions.get(self.function_number_at(place)?)
    }

    /// The innermost function around a place, by its number among [`Facts::functions`].
    pub fn function_number_at(&self, place: Place) -> Option<usize> {
        if self.functions.len() == 1 && !self.whole_file {
            return Some(0);
        }
        // Each look at a span costs more than all comparisons.
        let extents = self
            .extents
            .get_or_init(|| self.functions.iter().map(|function| function.extent.extent()).collect());
        let [first, at, last, to] = place.extent();
        extents.iter().rposition(|[line, column, end_line, end_column]| {
            (line, column) <= (&first, &at) && (&last, &to) <= (end_line, end_column)
        })
    }

    /// The function of this very reading that a fact calls, by its number among [`Facts::functions`].
    ///
    /// ```
    /// # use portcullis_rules::facts::{Facts, What};
    /// let file: syn::File = syn::parse_quote! {
    ///     impl Tree {
    ///         fn depth(&self) -> usize { self.left().depth() }
    ///         fn left(&self) -> &Tree { self.left() }
    ///     }
    /// };
    /// let facts = Facts::of_file(&file);
    /// let called: Vec<_> = facts.iter().filter_map(|fact| facts.callee(fact)).collect();
    /// assert_eq!(called, [1, 1], "`self.left()` twice; of what `.depth()` is called on, nothing is known");
    /// ```
    pub fn callee(&self, fact: &Fact) -> Option<usize> {
        function::callee(&self.functions, fact)
    }

    /// Whether there is an annotation on or around any of it.
    pub(crate) fn are_annotated(&self) -> bool {
        self.functions.iter().any(|function| function.entry.is_some())
            || self.all.iter().any(|fact| fact.context.annotated)
            || self.sites.iter().any(|site| site.annotated)
    }

    /// What the file does to the others of its crate.
    pub(crate) fn crossings(&mut self) -> Crossings {
        std::mem::take(&mut self.crossings)
    }

    /// Leaves out what no annotation is on or around, or nothing.
    pub(crate) fn narrow(&mut self, only_annotated: bool) {
        self.only_annotated = only_annotated;
    }

    /// Leaves out what is done with values that another file gave, or nothing.
    pub(crate) fn see_crossed(&mut self, sees_crossed: bool) {
        self.sees_crossed = sees_crossed;
    }

    /// Leaves out what stands under these exceptions, and nothing else.
    pub(crate) fn lift(&mut self, exceptions: Vec<usize>) {
        self.lifted = exceptions;
    }

    /// The exceptions that a file says in attributes, by their numbers.
    pub(crate) fn written(&self) -> &[Written] {
        &self.written
    }

    /// Whether this exception stands on a statement or an item.
    pub(crate) fn has_exception(&self, number: usize) -> bool {
        self.exceptions.contains(&number)
    }
}

thread_local! {
    /// The lists of the last facts, empty: it takes long to make them as large again for each file.
    static SPARE: Cell<(Vec<Fact>, Vec<Site>)> = const { Cell::new((Vec::new(), Vec::new())) };
}

impl Drop for Facts {
    fn drop(&mut self) {
        self.all.clear();
        self.sites.clear();
        let lists = (std::mem::take(&mut self.all), std::mem::take(&mut self.sites));
        // At a thread's end there may be nothing to keep them in.
        let _ = SPARE.try_with(|spare| spare.set(lists));
    }
}

fn is_body(function: &FunctionItem) -> bool {
    function.entry.is_some() || function.path != "main"
}

/// One thing that a body does.
#[derive(Debug)]
pub struct Fact {
    /// The thing.
    pub what: What,
    /// The tokens that name it.
    pub place: Place,
    /// The code around it.
    pub context: Context,
    /// The exceptions that it stands under: the numbers of `#[exception = 0]` on statements and items around it.
    pub exceptions: Vec<usize>,
}

/// The kinds of facts.
#[derive(Debug)]
#[non_exhaustive]
pub enum What {
    /// A function that is called, or given away as a value.
    Function(Function),
    /// A method call.
    Method(Method),
    /// A macro that is invoked.
    Macro(Macro),
    /// A literal of text or bytes, or the joined literals of a `concat!`.
    Text(Text),
    /// Something that only unsafe code needs.
    Unsafe(Unsafe),
    /// `loop`, `while`, `for`. Its place is the keyword.
    Loop(Loop),
    /// A type, a static or a constant. Its place is the name.
    Item(Item),
    /// A parameter of a function, or a name that a `let` binds. Its place is the name.
    Variable(Variable),
    /// The doc comment of something that a model may read about.
    Doc(Doc),
    /// An error that nobody looks at.
    Ignored(Ignored),
    /// A lock or a borrow that is alive at an `.await`, which is its place.
    HeldAcrossAwait(Held),
    /// `a == b`, `a != b`, `a.eq(&b)`. Its place is the operator.
    Compare(Compare),
    /// What a `policy!` permits.
    Grant(Grant),
}

/// The code around a fact.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    /// The innermost function, block or closure runs on an async worker.
    pub asynchronous: bool,
    /// Inside something that is reported as [`Unsafe::Block`] or [`Unsafe::Item`] already.
    pub in_unsafe: bool,
    /// Evaluated by the compiler: a `const`, a `static`, a `const { .. }`.
    pub at_compile_time: bool,
    /// Inside the closure given to a thread pool's `install`.
    pub in_own_pool: bool,
    /// The innermost function around it, by its number among [`Facts::functions`].
    pub function: Option<usize>,
    /// On or inside something that is annotated as a capability, a plugin, or an entry point of another framework.
    pub annotated: bool,
}
