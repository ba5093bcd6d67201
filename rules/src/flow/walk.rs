//! The walk: functions, blocks, statements, branches and loops.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use syn::visit::{self, Visit};
use syn::{Block, Expr, FnArg, Item, Local, Pat, Signature, Stmt};

use super::class::{Class, Structures, class_of, is_of_headers};
use super::crossing::{Crossings, Elsewhere};
use super::state::State;
use super::table;
use super::value::{Traits, Value};
use super::{Argument, Site, Use};
use crate::diagnostics::Place;
use crate::facts::{
    Kept, Scopes, Subject, attributes_of_item, attributes_of_statement, entry, exception, is_test_code,
    place_of as at, plain, word,
};

/// How deep functions of the same file are followed, and how many in all from one function.
const DEEPEST_CALL: usize = 3;
const MOST_CALLS: usize = 24;
/// How deep expressions are followed; what lies deeper is not known.
const DEEPEST_EXPRESSION: usize = 100;

/// All that is done with values in a function, an item or a file.
/// `scopes` is what is declared beside the subject, and at the top of a file. `first` is told of each item of a file before it
/// is walked, and says where exceptions stand that are written in attributes, their numbers, and what its macros are given. `sites` is an empty list.
pub(crate) fn read(
    subject: Subject<'_>,
    beside: &[Item],
    inputs: Inputs,
    elsewhere: Option<&dyn Elsewhere>,
    scopes: Scopes,
    sites: Vec<Site>,
    first: &mut dyn FnMut(&Item) -> (WrittenAt, Kept),
) -> (Vec<Site>, Crossings) {
    let mut functions = Functions::default();
    let mut structures = Structures::among(elsewhere);
    for item in beside {
        functions.declare(item);
        structures.declare(item);
    }
    match subject {
        Subject::Item(item) => {
            functions.declare(item);
            structures.declare(item);
        }
        Subject::File(file) => {
            for item in &file.items {
                functions.declare(item);
                structures.declare(item);
            }
        }
        Subject::ImplItem(_) | Subject::Function(..) => {}
    }
    let mut walk = Walk::new(&functions, &structures, inputs);
    walk.elsewhere = elsewhere;
    walk.scopes = scopes;
    walk.sites = sites;
    walk.reads_file = matches!(subject, Subject::File(_));
    match subject {
        Subject::Function(signature, body) => walk.function(signature, body),
        Subject::Item(item) => Finder { walk: &mut walk }.visit_item(item),
        Subject::ImplItem(item) => Finder { walk: &mut walk }.visit_impl_item(item),
        Subject::File(file) => file.items.iter().for_each(|item| {
            (walk.written_at, walk.kept) = first(item);
            Finder { walk: &mut walk }.visit_item(item);
        }),
    }
    (walk.sites, walk.crossings)
}

/// Where exceptions stand that are written in attributes, by line and column, and their numbers.
type WrittenAt = Vec<((usize, usize), usize)>;

/// Which parameters bring in something from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inputs {
    /// All of them: it is a capability.
    Every,
    /// Those of entry points, and texts and numbers of any function.
    OfFunctions,
    /// Those of entry points.
    OfEntries,
}

/// The functions that a call may mean, by their last name; `None` for a name that two have.
#[derive(Default)]
pub(super) struct Functions<'f> {
    by_name: HashMap<String, Option<(&'f Signature, &'f Block)>, RandomState>,
    macros: Vec<(String, proc_macro2::TokenStream)>,
}

impl<'f> Functions<'f> {
    fn declare(&mut self, item: &'f Item) {
        match item {
            Item::Fn(item) => self.add(&item.sig, &item.block),
            Item::Impl(item) => {
                for item in &item.items {
                    if let syn::ImplItem::Fn(function) = item {
                        self.add(&function.sig, &function.block);
                    }
                }
            }
            Item::Mod(item) => {
                item.content.iter().flat_map(|(_, items)| items).for_each(|item| self.declare(item))
            }
            Item::Macro(item) => self.macros.extend(super::expand::declared(item)),
            _ => {}
        }
    }

    fn add(&mut self, signature: &'f Signature, body: &'f Block) {
        self.by_name
            .entry(plain(&signature.ident))
            .and_modify(|two| *two = None)
            .or_insert(Some((signature, body)));
    }

    /// The rules of a macro that is declared here.
    fn macro_rules(&self, name: &str) -> Option<&proc_macro2::TokenStream> {
        self.macros.iter().find(|(known, _)| known == name).map(|(_, rules)| rules)
    }

    fn declares(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    pub(super) fn get(&self, name: &str) -> Option<(&'f Signature, &'f Block)> {
        self.by_name.get(name).copied().flatten()
    }
}

/// A call that was followed: the function, and what its arguments could do.
#[derive(PartialEq, Eq)]
struct Followed {
    function: usize,
    arguments: Vec<(Traits, Traits)>,
}

impl Followed {
    fn of(signature: &Signature, arguments: &[Argument]) -> Self {
        let arguments = arguments.iter().map(|it| (it.value.traits, it.value.of_fields)).collect();
        Self { function: std::ptr::from_ref(signature).addr(), arguments }
    }
}

pub(super) struct Walk<'f> {
    pub(super) sites: Vec<Site>,
    pub(super) scopes: Scopes,
    pub(super) state: State,
    pub(super) functions: &'f Functions<'f>,
    pub(super) structures: &'f Structures<'f>,
    /// The type parameters of the function.
    pub(super) generics: Vec<(String, Class)>,
    /// What is seen is not written down: it is seen again.
    pub(super) quiet: bool,
    /// What the function returned so far.
    pub(super) returned: Option<Value>,
    pub(super) loop_depth: usize,
    /// What the loop around was left with.
    pub(super) broken_with: Value,
    /// Closures that have a name.
    pub(super) closures: Vec<(String, std::rc::Rc<syn::ExprClosure>)>,
    /// The type of the `impl` around.
    self_type: Option<std::sync::Arc<str>>,
    inputs: Inputs,
    pub(super) annotated: bool,
    call_depth: usize,
    calls_left: usize,
    pub(super) depth: usize,
    /// Whether macros that are declared beside the code are expanded.
    pub(super) expands: bool,
    /// Macros that are declared in the body.
    macros: Vec<(String, proc_macro2::TokenStream)>,
    /// How many functions that answer yes or no are being asked.
    pub(super) asked: usize,
    exceptions: Vec<usize>,
    /// The trait of the `impl` around.
    trait_name: String,
    /// What `#[instrument]` on the function says.
    pub(super) traced: Option<super::shown::Traced>,
    /// Where exceptions stand that are written in attributes, and their numbers.
    written_at: WrittenAt,
    /// What the macros of the item are given.
    pub(super) kept: Kept,
    /// The calls that were followed from this function, whether that was written down, and what they gave.
    followed: Vec<(Followed, bool, Value)>,
    /// A file is read as a whole; a macro sees one function of several.
    pub(super) reads_file: bool,
    /// The modules of the file around.
    pub(super) modules: Vec<String>,
    /// What the other files of the crate do to this one.
    pub(super) elsewhere: Option<&'f dyn Elsewhere>,
    /// What this file does to them.
    pub(super) crossings: Crossings,
    /// A function is walked with what another file gives it.
    pub(super) crossed: bool,
}

impl<'f> Walk<'f> {
    fn new(functions: &'f Functions<'f>, structures: &'f Structures<'f>, inputs: Inputs) -> Self {
        Self {
            sites: Vec::new(),
            scopes: Scopes::default(),
            state: State::default(),
            functions,
            structures,
            generics: Vec::new(),
            quiet: false,
            returned: None,
            loop_depth: 0,
            broken_with: Value::default(),
            closures: Vec::new(),
            self_type: None,
            inputs,
            annotated: inputs == Inputs::Every,
            call_depth: 0,
            calls_left: MOST_CALLS,
            depth: 0,
            expands: true,
            macros: Vec::new(),
            asked: 0,
            exceptions: Vec::new(),
            written_at: Vec::new(),
            kept: Kept::default(),
            followed: Vec::new(),
            reads_file: false,
            modules: Vec::new(),
            elsewhere: None,
            crossings: Crossings::default(),
            crossed: false,
            trait_name: String::new(),
            traced: None,
        }
    }

    pub(super) fn add(&mut self, what: Use, place: Place) {
        if !self.quiet {
            let exceptions = self.exceptions.clone();
            let reached = super::sinks::reached(&what, self.is_own_method(&what));
            let (annotated, crossed) = (self.annotated, self.crossed);
            self.sites.push(Site { what, place, exceptions, annotated, crossed, reached });
        }
    }

    /// Whether the method and the type that it is called on are declared here.
    fn is_own_method(&self, what: &Use) -> bool {
        match what {
            Use::Method { name, receiver, .. } => {
                let declares = |ty| {
                    self.structures.declares(ty) && self.functions.declares(name)
                        || self.elsewhere.is_some_and(|elsewhere| elsewhere.is_method(ty, name))
                };
                receiver.value.type_name().is_some_and(declares)
            }
            _ => false,
        }
    }

    /// A function that somebody calls from outside: its parameters are what its signature says.
    pub(super) fn function(&mut self, signature: &Signature, body: &Block) {
        let generics = self.structures.generics_of(signature);
        let macros = self.macros.len();
        let before = std::mem::replace(&mut self.generics, generics);
        let state = std::mem::take(&mut self.state);
        let returned = std::mem::take(&mut self.returned);
        let closures = std::mem::take(&mut self.closures);
        self.begin();
        let annotated = self.annotated;
        self.annotated |= entry::of_parameters(signature).is_some();
        let is_entry = self.annotated;
        let is_capability = self.inputs == Inputs::Every;
        self.crossings.serves |= is_entry && !signature.inputs.is_empty();
        for input in &signature.inputs {
            let FnArg::Typed(input) = input else {
                if let Some(name) = self.self_type.clone() {
                    let value = Value { alias: Some("self".into()), ..self.structures.held(&name) };
                    self.state.bind("self", value);
                }
                continue;
            };
            let is_granted = input.attrs.iter().any(|attribute| attribute.path().is_ident("grant"));
            let named = super::pattern::names(&input.pat);
            let name = named.first().map(String::as_str).unwrap_or_default();
            let class = class_of(&input.ty, &self.generics);
            let is_foreign = is_entry
                || table::is_said_to_be_foreign(name)
                || (is_map(&input.ty) && table::is_named_like_a_request(name));
            let origin = if is_foreign {
                Traits::REMOTE
            } else if is_map(&input.ty) && table::is_named_like_settings(name) {
                Traits::LOCAL
            } else {
                Traits::PARAMETER
            };
            let mut value = if is_granted || (!is_entry && self.inputs == Inputs::OfEntries) {
                match &class {
                    Class::Named(name) | Class::Held(name) => self.structures.held(name),
                    Class::Sealed => Value::of(Traits::SEALED),
                    _ => Value::default(),
                }
            } else {
                let by_attribute = is_capability && !matches!(&*input.ty, syn::Type::Reference(_));
                self.structures.input(&class, origin, by_attribute)
            };
            if !is_foreign {
                value.traits = value.traits.without(table::meant_as(name));
            }
            if is_of_headers(&input.ty) {
                value.structure = Some("HeaderMap".into());
            }
            if shows_who_calls(&input.ty) {
                value.traits |= Traits::CALLERS;
            }
            if input.attrs.iter().any(is_checked) {
                value.traits = value.traits.without(Traits::DANGERS);
            } else if input.attrs.iter().any(has_range) {
                value.traits = value.traits.without(Traits::AMOUNT);
            }
            self.bind(&input.pat, value);
        }
        self.record_inputs(signature);
        let last = self.block(body);
        self.brings(signature, &last);
        self.leaves(body, last);
        self.annotated = annotated;
        self.macros.truncate(macros);
        self.generics = before;
        self.state = state;
        self.returned = returned;
        self.closures = closures;
    }

    /// Begins with another function.
    pub(super) fn begin(&mut self) {
        self.calls_left = MOST_CALLS;
        self.followed.clear();
    }

    /// The last expression of a body is what it returns.
    fn leaves(&mut self, body: &Block, value: Value) {
        if let Some(Stmt::Expr(expr, None)) = body.stmts.last() {
            let argument = Argument { value, place: at(expr), names: super::expression::names_of(expr) };
            self.add(Use::Returned(argument), at(expr));
        }
    }

    /// What a macro that is declared beside does with what it is given, if that is text from outside.
    pub(super) fn expansion(&mut self, name: &str, tokens: &proc_macro2::TokenStream) -> Option<Value> {
        let local = self.macros.iter().rev().find(|(known, _)| known == name).map(|(_, rules)| rules);
        let rules = local.or_else(|| self.functions.macro_rules(name))?.clone();
        if self.call_depth >= DEEPEST_CALL || self.calls_left == 0 {
            return None;
        }
        let body = super::expand::expanded(&rules, tokens)?;
        let stmts = syn::parse::Parser::parse2(Block::parse_within, body).ok()?;
        self.calls_left -= 1;
        self.call_depth += 1;
        let dead = self.state.dead;
        let value = self.block(&Block { brace_token: syn::token::Brace::default(), stmts });
        self.state.dead = dead;
        self.call_depth -= 1;
        Some(value)
    }

    /// Whether a macro of this name is declared beside.
    pub(super) fn declares_macro(&self, name: &str) -> bool {
        self.macros.iter().any(|(known, _)| known == name) || self.functions.macro_rules(name).is_some()
    }

    /// A function of the same file, called with these values: what it returns. `None` if it is not to be followed.
    pub(super) fn follow(
        &mut self,
        name: &str,
        receiver: Option<&Value>,
        arguments: &[Argument],
    ) -> Option<Value> {
        let (signature, body) = self.functions.get(name)?;
        let takes_self = matches!(signature.inputs.first(), Some(FnArg::Receiver(_)));
        let is_input = arguments.iter().any(|argument| {
            let value = &argument.value;
            value.is_input()
                || value.of_fields != Traits::NONE
                || value.could(Traits::CONFIDENTIAL | Traits::ERROR)
        });
        if takes_self != receiver.is_some()
            || signature.inputs.len() != arguments.len() + usize::from(takes_self)
            || self.call_depth >= DEEPEST_CALL
            || self.calls_left == 0
        {
            return None;
        }
        if !is_input {
            return Some(Value::of(self.brought_by(name, signature)));
        }
        // The same function with the same kind of values gives the same again.
        let key = Followed::of(signature, arguments);
        let known = self.followed.iter().find(|(known, quiet, _)| *known == key && (self.quiet || !*quiet));
        if let Some((_, _, value)) = known {
            return Some(value.clone());
        }
        self.calls_left -= 1;
        // A macro reads each function by itself as well, with the exceptions that stand in it.
        let quiet = self.quiet;
        self.quiet |= !self.reads_file;
        let arguments: Vec<Value> = arguments.iter().map(|argument| argument.value.clone()).collect();
        let value = self.run(signature, body, &arguments, None);
        self.quiet = quiet;
        self.followed.push((key, self.quiet, value.clone()));
        Some(value)
    }

    /// Walks a function that is called with these values, and says what it gives back.
    pub(super) fn run(
        &mut self,
        signature: &Signature,
        body: &Block,
        arguments: &[Value],
        on: Option<Value>,
    ) -> Value {
        self.call_depth += 1;
        let generics = std::mem::replace(&mut self.generics, self.structures.generics_of(signature));
        let state = std::mem::take(&mut self.state);
        let returned = std::mem::take(&mut self.returned);
        let closures = std::mem::take(&mut self.closures);
        let loop_depth = std::mem::take(&mut self.loop_depth);
        if let Some(name) = self.self_type.clone().filter(|_| self.elsewhere.is_some()) {
            let mut value = Value { alias: Some("self".into()), ..self.structures.held(&name) };
            if let Some(on) = on {
                value.traits |= on.traits;
                value.of_fields |= on.of_fields;
            }
            self.state.bind("self", value);
        }
        let inputs = signature.inputs.iter().filter(|input| matches!(input, FnArg::Typed(_)));
        for (input, argument) in inputs.zip(arguments) {
            if let FnArg::Typed(input) = input {
                let value = Value { alias: None, ..argument.clone() };
                let value = self.of_type(&input.ty, value);
                self.bind(&input.pat, value);
            }
        }
        let last = self.block(body);
        let mut value = self.returned.take().map_or(last.clone(), |returned| returned.or(&last));
        value.alias = None;
        // A number is a number, whatever it was made of.
        if let syn::ReturnType::Type(_, ty) = &signature.output
            && matches!(class_of(ty, &self.generics), Class::Number(_) | Class::Harmless)
        {
            value = self.of_type(ty, value);
        }
        self.generics = generics;
        self.state = state;
        self.returned = returned;
        self.closures = closures;
        self.loop_depth = loop_depth;
        self.call_depth -= 1;
        value
    }

    /// A block, with the value of its last expression.
    pub(super) fn block(&mut self, block: &Block) -> Value {
        let depth = self.state.depth();
        let items = block.stmts.iter().filter_map(|stmt| match stmt {
            Stmt::Item(item) => Some(item),
            _ => None,
        });
        self.scopes.enter(items);
        let mut last = Value::default();
        for stmt in &block.stmts {
            last = self.stmt(stmt);
        }
        self.scopes.leave();
        self.state.truncate(depth);
        last
    }

    fn stmt(&mut self, stmt: &Stmt) -> Value {
        match stmt {
            Stmt::Local(local) if !is_test_code(&local.attrs) => {
                self.excepted(&local.attrs, |walk| walk.local(local));
                Value::default()
            }
            Stmt::Expr(expr, semicolon) => {
                let mut value = Value::default();
                self.excepted(attributes_of_statement(expr), |walk| value = walk.expr(expr));
                if semicolon.is_some() {
                    self.ensured(expr);
                    return Value::default();
                }
                value
            }
            Stmt::Macro(stmt) if !is_test_code(&stmt.attrs) => {
                let mut value = Value::default();
                self.excepted(&stmt.attrs, |walk| value = walk.invocation(&stmt.mac));
                if stmt.semi_token.is_some() { Value::default() } else { value }
            }
            Stmt::Item(item) if !is_test_code(attributes_of_item(item)) => {
                self.excepted(attributes_of_item(item), |walk| match item {
                    Item::Const(item) => {
                        let value = walk.glance(&item.expr);
                        walk.state.bind(&*word(&item.ident), value);
                    }
                    Item::Macro(item) => walk.macros.extend(super::expand::declared(item)),
                    Item::Fn(_) | Item::Impl(_) | Item::Mod(_) | Item::Trait(_) => {
                        let quiet = walk.quiet;
                        // A function inside is walked once, where it stands.
                        if !quiet && walk.call_depth == 0 {
                            Finder { walk }.visit_item(item);
                        }
                    }
                    _ => {}
                });
                Value::default()
            }
            _ => Value::default(),
        }
    }

    /// `validate(&name)?;`: what comes behind it may rely on it.
    fn ensured(&mut self, expr: &Expr) {
        let checked = match expr {
            Expr::Try(expr) => &*expr.expr,
            Expr::MethodCall(call) if matches!(&*word(&call.method), "unwrap" | "expect") => &*call.receiver,
            _ => return,
        };
        let clears = self.clears_of_success(checked);
        self.state.clear(&clears);
    }

    fn local(&mut self, local: &Local) {
        let Some(init) = &local.init else {
            self.bind(&local.pat, Value::default());
            return;
        };
        if let (Pat::Ident(name), Expr::Closure(closure)) = (&local.pat, &*init.expr) {
            self.closures.push((plain(&name.ident), std::rc::Rc::new(closure.clone())));
        }
        let typed = match &local.pat {
            Pat::Type(typed) => Some(&*typed.ty),
            _ => None,
        };
        let mut value = self.expr(&init.expr);
        if let Some(ty) = typed
            && super::expression::is_parsed(&init.expr)
            && let Some(parsed) = super::expression::parsed_into(&value, ty)
        {
            value = parsed;
        }
        if let Some(ty) = typed {
            value = self.of_type(ty, value);
        }
        let clears = match &*init.expr {
            Expr::Try(expr) => self.clears_of_success(&expr.expr),
            _ => Vec::new(),
        };
        self.state.clear(&clears);
        if let Some((_, diverge)) = &init.diverge {
            let before = self.state.clone();
            self.expr(diverge);
            self.state = before;
            let mut clears = self.clears_of_success(&init.expr);
            clears.extend(self.clears_of_pattern(&local.pat, &init.expr));
            self.state.clear(&clears);
        }
        let is_condition = matches!(
            &*init.expr,
            Expr::Binary(_) | Expr::MethodCall(_) | Expr::Unary(_) | Expr::Call(_) | Expr::Macro(_)
        );
        if is_condition && typed.is_none() && !value.is_input() {
            let (holds, fails) = (self.clears(&init.expr, true), self.clears(&init.expr, false));
            if !holds.is_empty() || !fails.is_empty() {
                value.condition = Some(std::rc::Rc::new((holds, fails)));
            }
        }
        if let Some(name) = super::pattern::first_name(&local.pat) {
            let argument = Argument {
                value: value.clone(),
                place: at(&init.expr),
                names: super::expression::names_of(&init.expr),
            };
            self.add(Use::Bound { name, value: argument }, at_pattern(&local.pat));
        }
        self.bind(&local.pat, value);
    }

    /// `if`, with what its condition says of either branch.
    pub(super) fn branch(&mut self, expr: &syn::ExprIf) -> Value {
        let depth = self.state.depth();
        self.condition(&expr.cond);
        let (holds, fails) = (self.clears(&expr.cond, true), self.clears(&expr.cond, false));
        let mut otherwise = self.state.clone();
        otherwise.truncate(depth);
        self.state.clear(&holds);
        let then_value = self.block(&expr.then_branch);
        let mut then_state = std::mem::replace(&mut self.state, otherwise);
        if !matches!(&*expr.cond, Expr::Let(_)) || !then_state.dead {
            then_state.truncate(then_state.depth().max(depth));
        }
        self.state.clear(&fails);
        let else_value = match &expr.else_branch {
            Some((_, branch)) => self.expr(branch),
            None => Value::default(),
        };
        let (then_dead, else_dead) = (then_state.dead, self.state.dead);
        let else_state = std::mem::take(&mut self.state);
        self.state = State::join(then_state, else_state, depth);
        match (then_dead, else_dead) {
            (true, false) => else_value,
            (false, true) => then_value,
            _ => then_value.or(&else_value),
        }
    }

    /// The condition's own calls, and what its `let` binds.
    fn condition(&mut self, condition: &Expr) {
        match condition {
            Expr::Let(expr) => {
                let value = self.expr(&expr.expr);
                self.bind(&expr.pat, value);
            }
            Expr::Binary(expr) if matches!(expr.op, syn::BinOp::And(_)) => {
                self.condition(&expr.left);
                self.condition(&expr.right);
            }
            Expr::Paren(expr) => self.condition(&expr.expr),
            expr => {
                self.expr(expr);
            }
        }
    }

    pub(super) fn choice(&mut self, expr: &syn::ExprMatch) -> Value {
        let mut value = self.expr(&expr.expr);
        let depth = self.state.depth();
        let place = super::guard::place_of(&expr.expr);
        let on_success = self.clears_of_success(&expr.expr);
        let on_literal = if place.is_some() { self.cleared_by_equality(&expr.expr) } else { Vec::new() };
        let mut before = self.state.clone();
        let mut joined: Option<(State, Value)> = None;
        for arm in &expr.arms {
            if is_test_code(&arm.attrs) {
                continue;
            }
            self.state = before.clone();
            if super::pattern::is_literal(&arm.pat) {
                self.state.clear(&on_literal);
            } else if matches!(&*expr.expr, Expr::Tuple(_)) {
                let clears = self.clears_of_pattern(&arm.pat, &expr.expr);
                self.state.clear(&clears);
            }
            if says_success(&arm.pat) {
                self.state.clear(&on_success);
            }
            self.bind(&arm.pat, value.clone());
            if let Pat::Guard(guard) = &arm.pat {
                self.expr(&guard.guard);
                let clears = self.clears(&guard.guard, true);
                self.state.clear(&clears);
            }
            let gone = self.gone_behind(&arm.pat, place.as_deref());
            let result = self.expr(&arm.body);
            let state = std::mem::take(&mut self.state);
            if !gone.is_empty() {
                gone.iter().for_each(|clear| value.lose(clear.dangers));
                before.clear(&gone);
            }
            joined = Some(match joined {
                None => (state, result),
                Some((other, value)) => {
                    let value = match (other.dead, state.dead) {
                        (true, false) => result,
                        (false, true) => value,
                        _ => value.or(&result),
                    };
                    (State::join(other, state, depth), value)
                }
            });
        }
        let (mut state, value) = joined.unwrap_or((before, Value::default()));
        if state.depth() > depth && !expr.arms.is_empty() {
            state.truncate(depth);
        }
        self.state = state;
        value
    }

    /// A loop: its body once to see what it changes, and once more to see what that does.
    pub(super) fn repeated(&mut self, body: &mut dyn FnMut(&mut Self)) {
        let depth = self.state.depth();
        let before = self.state.clone();
        // A loop inside one that is seen for the first time is seen twice when that is.
        if !self.quiet {
            let quiet = std::mem::replace(&mut self.quiet, true);
            self.loop_depth += 1;
            body(self);
            self.loop_depth -= 1;
            self.quiet = quiet;
            let mut after = std::mem::take(&mut self.state);
            after.dead = false;
            after.truncate(depth);
            self.state = State::join(before.clone(), after, depth);
        }
        self.loop_depth += 1;
        body(self);
        self.loop_depth -= 1;
        let mut after = std::mem::take(&mut self.state);
        after.dead = false;
        after.truncate(depth);
        self.state = State::join(before, after, depth);
    }

    fn excepted(&mut self, attributes: &[syn::Attribute], read: impl FnOnce(&mut Self)) {
        let around = self.exceptions.len();
        self.exceptions.extend(attributes.iter().filter_map(exception));
        if !self.written_at.is_empty() {
            for attribute in attributes {
                let at = attribute.pound_token.span.start();
                let here = self.written_at.iter().filter(|(place, _)| *place == (at.line, at.column));
                self.exceptions.extend(here.map(|(_, number)| *number));
            }
        }
        read(self);
        self.exceptions.truncate(around);
    }
}

fn at_pattern(pattern: &Pat) -> Place {
    match pattern {
        Pat::Ident(ident) => ident.ident.span().into(),
        Pat::Type(typed) => at_pattern(&typed.pat),
        other => Place::from(other),
    }
}

/// `HashMap<String, String>`.
fn is_map(ty: &syn::Type) -> bool {
    match ty {
        syn::Type::Reference(ty) => is_map(&ty.elem),
        syn::Type::Path(path) => {
            path.path.segments.last().is_some_and(|last| last.ident == "HashMap" || last.ident == "BTreeMap")
        }
        _ => false,
    }
}

/// `TypedHeader<Authorization<Bearer>>`, `BearerAuth`.
fn shows_who_calls(ty: &syn::Type) -> bool {
    let syn::Type::Path(ty) = ty else { return false };
    let Some(last) = ty.path.segments.last() else { return false };
    match &last.arguments {
        syn::PathArguments::AngleBracketed(list) if last.ident == "TypedHeader" || last.ident == "Option" => {
            list.args.iter().any(|argument| match argument {
                syn::GenericArgument::Type(syn::Type::Path(inner)) => {
                    inner.path.segments.last().is_some_and(|last| last.ident == "Authorization")
                }
                _ => false,
            })
        }
        _ => last.ident == "BearerAuth" || last.ident == "Authorization",
    }
}

/// `Ok(..)`, `Some(..)`, `true`.
fn says_success(pattern: &Pat) -> bool {
    match pattern {
        Pat::TupleStruct(tuple) => {
            tuple.path.segments.last().is_some_and(|last| last.ident == "Ok" || last.ident == "Some")
        }
        Pat::Lit(lit) => matches!(&lit.lit, syn::Lit::Bool(bool) if bool.value),
        _ => false,
    }
}

/// `#[validate(one_of(..))]`, `pattern`: nothing but what is listed gets through.
fn is_checked(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("validate") && {
        let tokens = quote::ToTokens::to_token_stream(&attribute.meta).to_string();
        ["pattern", "regex", "one_of", "identifier"].iter().any(|word| tokens.contains(word))
    }
}

fn has_range(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("validate")
        && quote::ToTokens::to_token_stream(&attribute.meta).to_string().contains("range")
}

/// Finds the functions of an item, each of which is walked by itself.
struct Finder<'w, 'f> {
    walk: &'w mut Walk<'f>,
}

impl Finder<'_, '_> {
    fn function(&mut self, attributes: &[syn::Attribute], signature: &Signature, body: &Block) {
        if is_test_code(attributes) {
            return;
        }
        let (inputs, annotated) = (self.walk.inputs, self.walk.annotated);
        if let Some(entry::Entry::Capability | entry::Entry::Tool) = entry::of_attributes(attributes) {
            self.walk.inputs = Inputs::Every
        }
        self.walk.annotated |= entry::of_attributes(attributes).is_some();
        if entry::of_trait(&self.walk.trait_name, signature).is_some() {
            (self.walk.inputs, self.walk.annotated) = (Inputs::Every, true);
        }
        self.walk.traced = super::shown::Traced::of(attributes);
        self.walk.excepted(attributes, |walk| {
            walk.function(signature, body);
            walk.called_from_elsewhere(signature, body);
        });
        (self.walk.inputs, self.walk.annotated) = (inputs, annotated);
    }

    /// An `impl` or a `mod`: what is on it is on all in it.
    fn group(&mut self, attributes: &[syn::Attribute], read: impl FnOnce(&mut Self)) {
        let annotated = self.walk.annotated;
        self.walk.annotated |= entry::of_attributes(attributes).is_some();
        read(self);
        self.walk.annotated = annotated;
    }
}

impl<'a> Visit<'a> for Finder<'_, '_> {
    fn visit_item(&mut self, item: &'a Item) {
        if is_test_code(attributes_of_item(item)) {
            return;
        }
        match item {
            Item::Fn(item) => self.function(&item.attrs, &item.sig, &item.block),
            Item::Mod(item) => {
                let items = item.content.iter().flat_map(|(_, items)| items);
                self.walk.scopes.enter(items);
                self.walk.modules.push(plain(&item.ident));
                self.group(&item.attrs, |finder| visit::visit_item_mod(finder, item));
                self.walk.modules.pop();
                self.walk.scopes.leave();
            }
            Item::Impl(impl_item) => {
                let name = super::expression::type_name(&impl_item.self_ty);
                let around = std::mem::replace(&mut self.walk.self_type, name.map(|name| (&*name).into()));
                let last = impl_item.trait_.as_ref().and_then(|(path, _)| path.segments.last());
                let name = last.map(|last| plain(&last.ident)).unwrap_or_default();
                let trait_around = std::mem::replace(&mut self.walk.trait_name, name);
                self.group(&impl_item.attrs, |finder| visit::visit_item(finder, item));
                self.walk.trait_name = trait_around;
                self.walk.self_type = around;
            }
            _ => visit::visit_item(self, item),
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.function(&item.attrs, &item.sig, &item.block);
    }

    fn visit_trait_item_fn(&mut self, item: &'a syn::TraitItemFn) {
        if let Some(body) = &item.default {
            self.function(&item.attrs, &item.sig, body);
        }
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}

/// Whether an expression lies too deep to be followed.
pub(super) fn is_too_deep(depth: usize) -> bool {
    depth > DEEPEST_EXPRESSION
}
