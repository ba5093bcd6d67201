//! Expressions: what is known of their values, and what is done with them on the way.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use portcullis_patterns::name::Stems;
use proc_macro2::{TokenStream, TokenTree};
use syn::{BinOp, Expr, ExprCall, ExprClosure, ExprMethodCall, Lit, UnOp};

use super::class::{Class, class_of, is_sealed};
use super::format::{Piece, pieces};
use super::guard::{literal_number, place_of, unwrapped};
use super::number::{self, Number};
use super::state::named;
use super::table::{self, Step};
use super::value::{Called, Known, Maker, Traits, Value, joined};
use super::walk::{Walk, is_too_deep};
use super::{Argument, Operator, Use, shown};
use crate::diagnostics::Place;
use crate::facts::{
    Arguments, DEEPEST, Name, Word, attributes_of, entry, is_test_code, nests_at_most, place_of as at, plain,
    push_word, said, word,
};

/// How many links of a chain are gone back through for its names.
const LONGEST_CHAIN: usize = 12;

impl Walk<'_> {
    /// The value of an expression. What is done on the way is written down.
    pub(super) fn expr(&mut self, expr: &Expr) -> Value {
        if is_too_deep(self.depth) || is_test_code(attributes_of(expr)) {
            return Value::default();
        }
        self.depth += 1;
        let value = self.expr_inside(expr);
        self.depth -= 1;
        value
    }

    /// One line for each kind, so that little stack is needed for each level.
    fn expr_inside(&mut self, expr: &Expr) -> Value {
        match expr {
            Expr::Lit(lit) => literal(&lit.lit),
            Expr::Path(path) => self.path(path),
            Expr::Field(field) => self.field(expr, field),
            Expr::Paren(inner) => self.expr(&inner.expr),
            Expr::Group(inner) => self.expr(&inner.expr),
            Expr::Reference(inner) => self.expr(&inner.expr),
            Expr::Await(inner) => self.expr(&inner.base),
            Expr::Try(inner) => self.succeeded(&inner.expr),
            Expr::RawAddr(inner) => self.expr(&inner.expr),
            Expr::Unary(unary) => self.unary(unary),
            Expr::Cast(cast) => self.cast(expr, cast),
            Expr::Binary(binary) => self.binary(expr, binary),
            Expr::Assign(assign) => self.assign(&assign.left, &assign.right),
            Expr::Call(call) => self.call(call),
            Expr::MethodCall(call) => self.method(call),
            Expr::Macro(invoked) => self.invocation(&invoked.mac),
            Expr::Block(block) => self.block(&block.block),
            Expr::Unsafe(block) => self.block(&block.block),
            Expr::Const(block) => self.block(&block.block),
            Expr::Async(block) => self.async_block(&block.block),
            Expr::If(branch) => self.branch(branch),
            Expr::Match(choice) => self.choice(choice),
            Expr::ForLoop(expr) => self.for_loop(expr),
            Expr::While(expr) => self.while_loop(expr),
            Expr::Loop(expr) => self.endless_loop(expr),
            Expr::Break(expr) => self.leave_loop(expr),
            Expr::Continue(_) => self.dead_end(),
            Expr::Return(expr) => self.leave(expr),
            Expr::Closure(closure) => self.closure(closure, &[]),
            Expr::Tuple(tuple) => self.tuple(tuple),
            Expr::Array(array) => self.array(array),
            Expr::Repeat(repeat) => self.repeat(repeat),
            Expr::Struct(expr) => self.structure(expr),
            Expr::Index(index) => self.index(expr, index),
            Expr::Range(range) => {
                self.all_of_exprs(&mut [&range.start, &range.end].into_iter().flatten().map(|end| &**end))
            }
            Expr::Let(expr) => self.let_condition(expr),
            Expr::Yield(expr) => expr.expr.as_ref().map_or_else(Value::default, |inner| self.expr(inner)),
            _ => Value::default(),
        }
    }

    /// `f()?`: what is left when it did not fail.
    fn succeeded(&mut self, expr: &Expr) -> Value {
        let mut value = self.expr(expr);
        value.of_fields = value.of_fields.without(Traits::ERROR_TEXT);
        value
    }

    fn field(&mut self, expr: &Expr, field: &syn::ExprField) -> Value {
        let value = match place_of(expr) {
            Some(place) if matches!(unwrapped(&field.base), Expr::Path(_) | Expr::Field(_)) => {
                let mut value = self.state.resolve(&place);
                value.alias.get_or_insert_with(|| place.as_str().into());
                value
            }
            _ => self.expr(&field.base).part(&member(&field.member)),
        };
        let value = match self.structure_of(&field.base) {
            Some(structure) if value.is_input() => {
                self.structures.typed(&structure, &member(&field.member), value)
            }
            _ => value,
        };
        match &field.member {
            syn::Member::Named(name) if !value.is_constant() => {
                let name = word(name);
                match self.said_of_field(&field.base, &name) {
                    Some(traits) => Value { traits: value.traits | traits, ..value },
                    None => named_unless_number(value, &name),
                }
            }
            _ => value,
        }
    }

    /// What is known of a field by its type, if its struct is in sight: more than its name says.
    fn said_of_field(&self, base: &Expr, name: &str) -> Option<Traits> {
        let said = super::state::said_by(name);
        if said == Traits::NONE {
            return None;
        }
        match self.structures.field(&self.structure_of(base)?, name)? {
            Class::Sealed => Some(Traits::SEALED),
            Class::Number(_) => Some(Traits::NONE),
            // A flag that is called `password`; a date of birth is none.
            Class::Harmless => Some(said.only(Traits::PERSONAL | Traits::SENSITIVE)),
            _ => None,
        }
    }

    /// The name of the type of a variable or a field, as far as its declaration is in sight.
    pub(super) fn structure_of(&self, expr: &Expr) -> Option<Arc<str>> {
        match unwrapped(expr) {
            Expr::Path(path) => self.state.get(&word(path.path.get_ident()?))?.structure.clone(),
            Expr::Field(field) => {
                match self.structures.field(&self.structure_of(&field.base)?, &member(&field.member))? {
                    Class::Named(name) | Class::Held(name) => Some(name.clone()),
                    _ => None,
                }
            }
            Expr::MethodCall(call) if keeps_the_type(&word(&call.method)) => {
                self.structure_of(&call.receiver)
            }
            _ => None,
        }
    }

    fn unary(&mut self, unary: &syn::ExprUnary) -> Value {
        let value = self.expr(&unary.expr);
        match (&unary.op, &value.known) {
            (UnOp::Deref(_), _) => value,
            (UnOp::Not(_), Known::Bool(bool)) => Value::constant(Known::Bool(!bool)),
            _ if super::pattern::is_negation(&unary.op) => {
                Value { number: value.number.map(Number::any), ..value.derived() }
            }
            _ => value,
        }
    }

    fn cast(&mut self, whole: &Expr, cast: &syn::ExprCast) -> Value {
        let argument = self.argument(&cast.expr);
        let ty = type_name(&cast.ty).unwrap_or_default();
        let mut value = argument.value.clone();
        value.number = in_type(&value, &ty);
        self.add(
            Use::Operator { operator: Operator::Cast(ty.to_owned()), operands: vec![argument] },
            at(whole),
        );
        value
    }

    fn async_block(&mut self, block: &syn::Block) -> Value {
        let (dead, depth) = (self.state.dead, self.loop_depth);
        let value = self.block(block);
        self.state.dead = dead;
        self.loop_depth = depth;
        value
    }

    fn for_loop(&mut self, expr: &syn::ExprForLoop) -> Value {
        let value = self.expr(&expr.expr);
        if is_lent(&expr.expr) {
            self.lent(&expr.expr, Traits::NONE);
        }
        let mut element = value.element();
        if value.type_name() == Some("HeaderMap") {
            element = cleared(&element, Traits::LOG);
        }
        // `for address in url.socket_addrs(..)? { if is_private(address) { .. } }`
        if value.alias.is_some() && value.traits.without(Traits::URL | Traits::ORIGINS) == Traits::NONE {
            element.alias.clone_from(&value.alias);
            if refuses_addresses(&expr.body)
                && let Some(place) = value.alias.as_deref()
            {
                self.state.clear(&[super::guard::Clear { place: place.to_owned(), dangers: Traits::URL }]);
            }
        }
        self.repeated(&mut |walk| {
            let depth = walk.state.depth();
            walk.bind(&expr.pat, element.clone());
            walk.block(&expr.body);
            walk.state.truncate(depth);
        });
        Value::default()
    }

    fn while_loop(&mut self, expr: &syn::ExprWhile) -> Value {
        self.repeated(&mut |walk| {
            let depth = walk.state.depth();
            match &*expr.cond {
                Expr::Let(cond) => {
                    let value = walk.expr(&cond.expr);
                    walk.bind(&cond.pat, value.derived());
                }
                cond => {
                    walk.expr(cond);
                    let clears = walk.clears(cond, true);
                    walk.state.clear(&clears);
                }
            }
            walk.block(&expr.body);
            walk.state.truncate(depth);
        });
        Value::default()
    }

    fn endless_loop(&mut self, expr: &syn::ExprLoop) -> Value {
        let outer = std::mem::take(&mut self.broken_with);
        self.repeated(&mut |walk| {
            walk.block(&expr.body);
        });
        std::mem::replace(&mut self.broken_with, outer)
    }

    fn leave_loop(&mut self, expr: &syn::ExprBreak) -> Value {
        if let Some(value) = &expr.expr {
            let value = self.expr(value);
            self.broken_with = self.broken_with.or(&value);
        }
        self.dead_end()
    }

    fn leave(&mut self, expr: &syn::ExprReturn) -> Value {
        if let Some(inner) = &expr.expr {
            let argument = self.argument(inner);
            let value = argument.value.clone();
            self.returned = Some(self.returned.take().map_or(value.clone(), |before| before.or(&value)));
            self.add(Use::Returned(argument), at(inner));
        }
        self.dead_end()
    }

    fn dead_end(&mut self) -> Value {
        self.state.dead = true;
        Value::default()
    }

    fn tuple(&mut self, tuple: &syn::ExprTuple) -> Value {
        let values: Vec<Value> = tuple.elems.iter().map(|elem| self.expr(elem)).collect();
        let mut whole = all_of(&values);
        let parts = values.into_iter().enumerate().map(|(at, value)| (at.to_string(), value));
        whole.parts = Some(Rc::new(parts.collect()));
        whole
    }

    fn all_of_exprs(&mut self, exprs: &mut dyn Iterator<Item = &Expr>) -> Value {
        let values: Vec<Value> = exprs.map(|expr| self.expr(expr)).collect();
        all_of(&values)
    }

    /// A list of numbers is no number.
    fn array(&mut self, array: &syn::ExprArray) -> Value {
        let values: Vec<Value> = array.elems.iter().map(|expr| self.expr(expr)).collect();
        let value = list_of(values);
        // `[0, 0, 0, 0]` is a text of four bytes.
        let start = if value.start.is_none() && value.is_constant() { bytes_of(array) } else { value.start };
        Value { known: Known::Nothing, start, ..value }
    }

    fn repeat(&mut self, repeat: &syn::ExprRepeat) -> Value {
        let value = self.expr(&repeat.expr);
        self.expr(&repeat.len);
        Value { known: Known::Nothing, number: suffix(&repeat.expr).or(value.number), ..value }
    }

    /// What is lent to be changed is no longer what it was: it may have been filled.
    fn lent(&mut self, expr: &Expr, filled_with: Traits) {
        if let Some(place) = lent_place(expr) {
            self.filled(&place, &Value::of(filled_with));
        }
    }

    /// A part of a list is overwritten.
    fn filled(&mut self, place: &str, content: &Value) {
        let Some(before) = self.state.get(place) else { return };
        let constant = before.traits.only(content.traits).only(Traits::CONSTANT);
        let traits =
            before.traits.without(Traits::CONSTANT) | content.traits.without(Traits::CONSTANT) | constant;
        if traits != before.traits {
            let value = Value { traits, known: Known::Nothing, ..before.clone() };
            self.state.set(place, value);
        }
    }

    fn index(&mut self, whole: &Expr, index: &syn::ExprIndex) -> Value {
        let (list, key) = (self.argument(&index.expr), self.argument(&index.index));
        let operator =
            if matches!(unwrapped(&index.index), Expr::Range(_)) { Operator::Slice } else { Operator::Index };
        let mut value = Value { made_by: None, ..list.value.derived() };
        value.traits |= key.value.traits.only(Traits::PREDICTABLE);
        match operator {
            // `answer["password"]`
            Operator::Index => {
                value.traits |= said_by_key(std::slice::from_ref(&key.value)).unwrap_or_default()
            }
            _ if shown::is_small_part(&index.index) => value = sealed(value),
            _ => {}
        }
        // A part of a constant is one, if it is always the same part.
        if operator == Operator::Slice && list.value.is_constant() && !key.value.is_input() {
            value.traits |= Traits::CONSTANT;
            value.known = list.value.known.clone();
        }
        self.add(Use::Operator { operator, operands: vec![list, key] }, at(whole));
        value
    }

    fn let_condition(&mut self, expr: &syn::ExprLet) -> Value {
        let value = self.expr(&expr.expr);
        self.bind(&expr.pat, value);
        Value::default()
    }

    /// An expression as an argument: with its place and its names.
    pub(super) fn argument(&mut self, expr: &Expr) -> Argument {
        Argument { value: self.expr(expr), place: at(expr), names: names_of(expr) }
    }

    fn path(&mut self, path: &syn::ExprPath) -> Value {
        if let Some(ident) = path.path.get_ident() {
            let name = word(ident);
            if let Some(value) = self.state.get(&name) {
                return value.clone();
            }
            let value = Value::default();
            if is_constant_name(&name) {
                return match self.structures.constant(&name) {
                    Some(text) => Value::text(text),
                    None => Value::constant(Known::Path((&*name).into())),
                };
            }
            return named(Value { alias: Some((&*name).into()), ..value }, &name);
        }
        let name = self.scopes.name(path.qself.as_ref(), &path.path);
        if let Some(Step::Source(traits)) = table::function(&name)
            && traits.has(Traits::PREDICTABLE)
        {
            return Value::of(traits);
        }
        let last = path.path.segments.last().map(|segment| word(&segment.ident)).unwrap_or_default();
        if last.starts_with(|c: char| c.is_ascii_uppercase()) {
            let text = name.to_string();
            let short =
                path.path.segments.iter().map(|segment| plain(&segment.ident)).collect::<Vec<_>>().join("::");
            let text = if text.is_empty() { short } else { text };
            return Value::constant(Known::Path(text.as_str().into()));
        }
        Value::default()
    }

    fn binary(&mut self, whole: &Expr, binary: &syn::ExprBinary) -> Value {
        // What stands right of `&&` is asked only if the left holds.
        if matches!(binary.op, BinOp::And(_) | BinOp::Or(_)) {
            self.expr(&binary.left);
            let state = self.state.clone();
            let clears = self.clears(&binary.left, matches!(binary.op, BinOp::And(_)));
            self.state.clear(&clears);
            self.expr(&binary.right);
            self.state = state;
            return Value::default();
        }
        let (left, right) = (self.argument(&binary.left), self.argument(&binary.right));
        let place = at(whole);
        let is_checked = || {
            let Some(large) = place_of(&binary.left) else { return false };
            match literal_number(&binary.right) {
                Some(number) => self.state.is_at_least(&large, number),
                None => place_of(&binary.right).is_some_and(|small| self.state.is_at_most(&small, &large)),
            }
        };
        let operator = match binary.op {
            BinOp::Add(_) | BinOp::AddAssign(_) => Some(Operator::Add),
            // What is at most as large can be taken away.
            BinOp::Sub(_) | BinOp::SubAssign(_) if is_checked() => None,
            BinOp::Sub(_) | BinOp::SubAssign(_) => Some(Operator::Subtract),
            BinOp::Mul(_) | BinOp::MulAssign(_) => Some(Operator::Multiply),
            BinOp::Eq(_) | BinOp::Ne(_) => Some(Operator::Equal),
            BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_) => Some(Operator::Order),
            BinOp::BitXor(_) | BinOp::BitXorAssign(_) => Some(Operator::Xor),
            _ => None,
        };
        if let Some(operator @ (Operator::Equal | Operator::Order)) = operator {
            self.add(Use::Operator { operator, operands: vec![left, right] }, place);
            return Value::default();
        }
        let (one, two) = (left.value.clone(), right.value.clone());
        if let Some(operator) = operator {
            self.add(Use::Operator { operator, operands: vec![left, right] }, place);
        }
        match binary.op {
            BinOp::Add(_) => sum(&one, &two),
            BinOp::AddAssign(_) => {
                if let Some(target) = place_of(&binary.left) {
                    self.state.receive(&target, sum(&one, &two));
                }
                Value::default()
            }
            // What is left of a division by a constant is smaller than that.
            BinOp::Rem(_) | BinOp::BitAnd(_) if two.is_constant() || !two.is_input() => {
                let number = number::typed(&one, &two);
                let number =
                    number.map(|number| number.at_most(two.bits(), matches!(binary.op, BinOp::Rem(_))));
                Value { number, ..Value::of(one.traits.without(Traits::AMOUNT | Traits::CONSTANT)) }
            }
            BinOp::BitOr(_) if let (Known::Int(one), Known::Int(two)) = (&one.known, &two.known) => {
                Value::constant(Known::Int(one | two))
            }
            _ => {
                let number = number::calculated(&binary.op, &one, &two);
                let mut value = Value { number, ..one.or(&two) };
                if is_assignment(&binary.op) && !two.is_constant() {
                    self.written_into(&binary.left, &two);
                }
                // What is multiplied is no text, whatever is known of it.
                let of_numbers = matches!(
                    binary.op,
                    BinOp::Mul(_) | BinOp::MulAssign(_) | BinOp::Sub(_) | BinOp::SubAssign(_)
                );
                if of_numbers {
                    value.traits = value.traits.without(Traits::TEXT);
                }
                if let (true, Some(target)) = (is_assignment(&binary.op), place_of(&binary.left)) {
                    self.state.receive(&target, value);
                    return Value::default();
                }
                Value { start: None, known: Known::Nothing, ..value }
            }
        }
    }

    fn assign(&mut self, left: &Expr, right: &Expr) -> Value {
        let value = self.argument(right);
        if let Some(place) = place_of(left) {
            let name = place.rsplit('.').next().unwrap_or(&place).to_owned();
            let mut bound = if value.value.is_constant() {
                value.value.clone()
            } else {
                named_unless_number(value.value.clone(), &name)
            };
            if bound.alias.as_deref() == Some(&*place) {
                bound.alias = None;
            }
            let shown = bound.traits.only(Traits::CONFIDENTIAL);
            self.state.receive(&place, bound);
            if shown != Traits::NONE
                && let Some((whole, _)) = place.split_once('.')
            {
                self.state.holds(whole, shown);
            }
            self.add(Use::Bound { name, value }, at(left));
        } else if let Expr::Tuple(tuple) = left {
            for (index, target) in tuple.elems.iter().enumerate() {
                if let Some(place) = place_of(target) {
                    self.state.receive(&place, value.value.part(&index.to_string()));
                }
            }
        } else if let Some(call) = written_through(left) {
            let receiver = self.argument(&call.receiver);
            let name = plain(&call.method);
            self.add(Use::Method { name, receiver, arguments: vec![value] }, call.method.span().into());
        } else {
            self.expr(left);
            self.written_into(left, &value.value);
        }
        Value::default()
    }

    /// `list[i] = value`
    fn written_into(&mut self, target: &Expr, value: &Value) {
        if let Expr::Index(index) = target
            && let Some(place) = place_of(&index.expr)
        {
            self.filled(&place, &Value::of(value.traits.only(Traits::CONSTANT | Traits::PREDICTABLE)));
        }
    }

    fn structure(&mut self, expr: &syn::ExprStruct) -> Value {
        let name = self.scopes.name(expr.qself.as_ref(), &expr.path);
        let mut fields = Vec::new();
        for field in &expr.fields {
            if !is_test_code(&field.attrs) {
                fields.push((member(&field.member).to_owned(), self.argument(&field.expr)));
            }
        }
        let rest = expr.rest.as_ref().map(|rest| self.expr(rest));
        let parts: Vec<(String, Value)> =
            fields.iter().map(|(name, argument)| (name.clone(), argument.value.clone())).collect();
        let of_fields = parts.iter().fold(Traits::NONE, |all, (_, part)| all | part.traits | part.of_fields);
        let of_fields = rest.map_or(of_fields, |rest| of_fields | rest.of_fields);
        let last = expr.path.segments.last().map(|segment| word(&segment.ident)).unwrap_or_default();
        self.add(Use::Struct { name, fields }, at_path(&expr.path));
        Value {
            of_fields: of_fields.without(Traits::CONSTANT),
            parts: Some(Rc::new(parts)),
            structure: Some((&*last).into()),
            ..Value::default()
        }
    }

    pub(super) fn closure(&mut self, closure: &ExprClosure, inputs: &[Value]) -> Value {
        let depth = self.state.depth();
        let (dead, loop_depth) = (self.state.dead, self.loop_depth);
        let returned = std::mem::take(&mut self.returned);
        for (index, pattern) in closure.inputs.iter().enumerate() {
            let mut value = inputs.get(index).or(inputs.last()).cloned().unwrap_or_default();
            // `|Path(name): Path<String>| ..`: a closure that handles requests.
            if let syn::Pat::Type(typed) = pattern
                && !value.is_input()
                && let class @ Class::Extracted(_) = class_of(&typed.ty, &self.generics)
            {
                value = self.structures.input(&class, Traits::REMOTE, true);
            }
            self.bind(pattern, value);
        }
        let value = self.expr(&closure.body);
        let value = match (self.returned.take(), self.state.dead) {
            (returned, true) => returned.unwrap_or_default(),
            (Some(returned), false) => value.or(&returned),
            (None, false) => value,
        };
        self.returned = returned;
        self.state.dead = dead;
        self.loop_depth = loop_depth;
        self.state.truncate(depth);
        value
    }

    /// A closure that serves a model: what it is given is what its types say.
    fn tool(&mut self, closure: &ExprClosure) -> Value {
        let inputs: Vec<Value> = closure.inputs.iter().map(|input| self.input_of_tool(input)).collect();
        let annotated = std::mem::replace(&mut self.annotated, true);
        let value = self.closure(closure, &inputs);
        self.annotated = annotated;
        value
    }

    fn input_of_tool(&self, input: &syn::Pat) -> Value {
        let syn::Pat::Type(input) = input else { return Value::default() };
        // `_: RequestContext`, `extra: RequestHandlerExtra`: the framework's own.
        let is_frameworks =
            type_name(&input.ty).is_some_and(|ty| ty.ends_with("Context") || ty.ends_with("Extra"));
        match class_of(&input.ty, &self.generics) {
            _ if is_frameworks => Value::default(),
            class => self.structures.input(&class, Traits::REMOTE, true),
        }
    }

    fn call(&mut self, call: &ExprCall) -> Value {
        let Expr::Path(function) = unwrapped(&call.func) else {
            self.expr(&call.func);
            call.args.iter().for_each(|argument| drop(self.expr(argument)));
            return Value::default();
        };
        let name = self.scopes.name(function.qself.as_ref(), &function.path);
        let segments = &function.path.segments;
        let last = segments.last().map(|segment| word(&segment.ident)).unwrap_or_default();
        let makes_tool = entry::is_tool_function(&function.path);
        let arguments = call.args.iter().map(|argument| match unwrapped(argument) {
            Expr::Closure(closure) if makes_tool => {
                Argument { value: self.tool(closure), place: at(argument), names: names_of(argument) }
            }
            _ => self.argument(argument),
        });
        let arguments: Vec<Argument> = arguments.collect();
        let values: Vec<Value> = arguments.iter().map(|argument| argument.value.clone()).collect();
        let place = at_path(&function.path);
        let own = || {
            segments.len() == 1
                || segments.first().is_some_and(|first| first.ident == "Self" || first.ident == "self")
        };
        // `Read::read(&mut stream, &mut buffer)`.
        if let [stream, _, ..] = values.as_slice()
            && matches!(table::method(&last), Some(Step::Fills)) | (&*last == "read")
            && of_a_trait(segments)
            && let Some(buffer) = call.args.iter().nth(1).and_then(place_of)
        {
            self.fill(&buffer, stream);
        }
        // `html::push_html(&mut page, parser)`
        if let ("push_html", [_, text]) = (&*last, values.as_slice())
            && let Some(page) = call.args.first().and_then(place_of)
        {
            let mut filled = joined([&self.state.resolve(&page), &text.derived()]);
            filled.traits |= Traits::LOOKS_LIKE_HTML | Traits::BUILT;
            self.state.receive(&page, filled);
        }
        let followed = if own() && table::function(&name).is_none() {
            let named_closure =
                self.closures.iter().rev().find(|(name, _)| **name == *last).map(|(_, it)| it.clone());
            match named_closure {
                Some(closure) if segments.len() == 1 && self.loop_depth < 8 => {
                    let kept = std::mem::take(&mut self.closures);
                    let value = self.closure(&closure, &values);
                    self.closures = kept;
                    Some(value)
                }
                _ => self.follow(&last, None, &arguments),
            }
        } else {
            None
        };
        let is_known = table::function(&name).is_some() || function.qself.is_some();
        let followed =
            if is_known { followed } else { self.cross(followed, &name, &last, &arguments, place) };
        let mut made = self.result_of(&name, &last, call, &values);
        if of_a_trait(segments) && values.len() == 1 && table::function(&name).is_none() {
            made = match table::method(&last) {
                Some(Step::Same) => first_of(&values).same(),
                Some(Step::Derived) => first_of(&values).derived(),
                _ => made,
            };
        }
        if let Some(value) = followed {
            // What escapes character by character cannot be followed, so its name is believed.
            let by_name = table::cleared_by_name(&last);
            let cleared = if by_name == Traits::DANGERS { by_name } else { Traits::NONE };
            made = Value { made_by: made.made_by, ..value };
            made.traits = made.traits.without(cleared);
        }
        if is_the_end(&name, &last) {
            self.state.dead = true;
        }
        if made.structure.is_none() {
            made.structure = self.given_by(&name, call.args.len()).or_else(|| self.made_type(&name, call));
        }
        let predictable =
            values.iter().fold(Traits::NONE, |all, it| all | it.traits.only(Traits::PREDICTABLE));
        for argument in call.args.iter().filter(|argument| is_lent(argument)) {
            self.lent(argument, predictable);
        }
        self.add(Use::Function { name, arguments }, place);
        made
    }

    /// `Repository::new(pool)` is mostly a `Repository`, if that is a type of another file of the crate.
    fn made_type(&self, name: &Name, call: &ExprCall) -> Option<Arc<str>> {
        let elsewhere = self.elsewhere?;
        let ty = call_type(call)?;
        let made =
            name.own_path().map_or_else(|| name.last(), |path| path.rsplit("::").next().unwrap_or_default());
        let is_known = ty.starts_with(|c: char| c.is_ascii_uppercase())
            && (is_maker(made) || made == "default" || made.starts_with("from"))
            && elsewhere.structure(&ty).is_some();
        is_known.then(|| (*ty).into())
    }

    /// What a function gives back that is not followed.
    fn result_of(&mut self, name: &Name, last: &str, call: &ExprCall, values: &[Value]) -> Value {
        let nothing = Value::default();
        let first = values.first().unwrap_or(&nothing);
        let ty = call_type(call);
        let whole = || values.iter().fold(Value::default(), |all, value| all.or(value));
        let mut value = match table::function(name) {
            _ if is_empty_text(name, last) => Value::empty(),
            // `Args::parse()` of clap.
            None if values.is_empty() && is_command_line(name, last) => {
                Value::of_fields(Traits::LOCAL | Traits::DANGERS)
            }
            // A variable that cargo sets, or that by convention names a program.
            Some(Step::Source(_))
                if values.first().and_then(Value::whole_text).is_some_and(table::is_of_the_build) =>
            {
                Value::default()
            }
            Some(Step::Same) => first.same(),
            Some(Step::Derived) if first.of_fields.has_any(Traits::CONFIDENTIAL) => written(first),
            Some(Step::Derived) => deserialised(first, last, call),
            Some(Step::Clears(dangers)) => cleared(first, dangers),
            Some(Step::Canonical) => canonical(first),
            Some(Step::Bounded) => bounded(&whole(), values),
            Some(Step::Joined | Step::JoinedPath) => whole(),
            Some(Step::Source(traits)) => {
                let named = values.first().and_then(Value::whole_text).map_or(Traits::NONE, |text| {
                    let said = super::state::said_by(text);
                    let secret = said.has_any(Traits::SECRET | Traits::MAYBE_SECRET);
                    if secret { Traits::SECRET } else { said }
                });
                Value::of(traits | named)
            }
            Some(Step::Amount) => Value::of(Traits::AMOUNT),
            Some(Step::Fixed) => Value::of(Traits::CONSTANT),
            Some(Step::Empty) => Value::text(""),
            Some(Step::Clean | Step::Receives | Step::Fills) => Value::default(),
            None if last == "drop" => Value::default(),
            // `tokio::net::lookup_host((host, 443))`
            None if last == "lookup_host" => resolved(first, None),
            // `u32::from_be_bytes(header)`
            None if matches!(
                last,
                "from_be_bytes" | "from_le_bytes" | "from_ne_bytes" | "from_str_radix"
            ) =>
            {
                Value::of(first.traits.only(Traits::AMOUNT | Traits::ORIGINS))
            }
            None if table::hides(last)
                || ty.as_deref().is_some_and(|ty| is_sealed(ty) || table::hides(ty)) =>
            {
                Value::of(Traits::SEALED)
            }
            None if last == "encode" => encoded(&whole()),
            // `Some(x)`, `Ok(x)`, `Wrapper(x)`, `Event::Data(x)`.
            None if last.starts_with(|c: char| c.is_ascii_uppercase()) => {
                let mut whole = whole();
                if values.len() == 1 {
                    whole = first.same();
                }
                whole
            }
            // `Type::from(x)`, `Type::new(x)` of a type that nobody knows.
            None if matches!(
                last,
                "from" | "try_from" | "from_str" | "new" | "parse" | "from_slice" | "from_bytes"
            ) && values.len() == 1 =>
            {
                let is_number = ty.as_deref().is_some_and(is_number_type);
                // `form_urlencoded::parse(x)` is a function of a module, which makes no type.
                let of_module = ty.as_deref().is_some_and(|ty| {
                    ty.starts_with(|c: char| c.is_ascii_lowercase()) && !is_number_type(ty)
                });
                let is_checked = ty.as_deref().is_some_and(|ty| !keeps_text(ty))
                    && last != "new"
                    && last != "from"
                    && !of_module;
                if is_checked || (is_number && last == "from") {
                    Value::of(first.traits.without(Traits::TEXT | Traits::CONSTANT))
                } else if last == "new" || ty.as_deref().is_some_and(is_number_type) {
                    Value { of_fields: first.traits, ..Value::default() }
                } else {
                    Value { number: None, ..first.derived() }
                }
            }
            None if last.contains("encode") => cleared(&whole().derived(), Traits::DANGERS),
            None if transforms(last) => {
                let whole = whole();
                cleared(&whole.derived(), table::cleared_by_name(last))
            }
            None => Value::of(table::brought(last)),
        };
        if let Some(ty) = ty.as_deref().filter(|ty| is_number_type(ty)) {
            let converts = matches!(last, "from" | "try_from");
            value.number = if converts { in_type(first, ty) } else { Number::of_type(ty) };
        }
        if last == "digest" && first.could(Traits::SECRET) {
            value.traits |= Traits::DIGEST;
        }
        let makes = call.args.len() <= 6 && is_maker(last);
        if makes {
            let text = name.to_string();
            let path = if text.is_empty() { last.to_owned() } else { text };
            let maker = Maker { path: path.as_str().into(), arguments: values.to_vec(), calls: Vec::new() };
            value.made_by = Some(Rc::new(maker));
        }
        if let Some(inner) = values.first().filter(|_| value.made_by.is_none()) {
            value.made_by.clone_from(&inner.made_by);
        }
        value
    }

    fn method(&mut self, call: &ExprMethodCall) -> Value {
        let name = plain(&call.method);
        let receiver = self.argument(&call.receiver);
        let mut arguments = Vec::with_capacity(call.args.len());
        let mut from_closure = None;
        for argument in &call.args {
            let value = match unwrapped(argument) {
                Expr::Closure(closure) if entry::is_tool_method(call) => self.tool(closure),
                Expr::Closure(closure) => {
                    let inputs = closure_inputs(&name, &receiver.value);
                    // `(n <= MAX).then(|| vec![0; n])`
                    let value = if name == "then" {
                        self.under(&call.receiver, |walk| walk.closure(closure, &inputs))
                    } else {
                        self.closure(closure, &inputs)
                    };
                    from_closure = Some(value.clone());
                    value
                }
                _ => self.expr(argument),
            };
            arguments.push(Argument { value, place: at(argument), names: names_of(argument) });
        }
        let end = if call.args.is_empty() { call.paren_token.span.close() } else { call.method.span() };
        let place = Place { start: call.method.span(), end };
        let step = table::method(&name);
        let mut value = self.result_of_method(call, &name, step, &receiver.value, &arguments, from_closure);
        let is_self = matches!(unwrapped(&call.receiver), Expr::Path(path) if path.path.is_ident("self"));
        let followed = if is_self { self.follow(&name, Some(&receiver.value), &arguments) } else { None };
        let followed = {
            let receiver = (&*call.receiver, &receiver.value);
            self.cross_method(followed, &name, receiver, &arguments, place)
        };
        if let Some(followed) = followed {
            value = Value { traits: followed.traits.without(table::cleared_by_name(&name)), ..followed };
        }
        if value.structure.is_none() {
            value.structure = self.given_by_method(&name, &receiver.value, arguments.len());
        }
        self.changes(call, &name, step, &receiver, &arguments, &value);
        // Of a range that is collected, how much there is of it.
        if name == "collect"
            && let Some(count) = shown::counted(&call.receiver)
        {
            let value = self.glance(count);
            arguments.push(Argument { value, place: at(count), names: names_of(count) });
        }
        self.add(Use::Method { name, receiver, arguments }, place);
        value
    }

    fn result_of_method(
        &mut self,
        call: &ExprMethodCall,
        name: &str,
        step: Option<Step>,
        receiver: &Value,
        arguments: &[Argument],
        from_closure: Option<Value>,
    ) -> Value {
        let values: Vec<Value> = arguments.iter().map(|argument| argument.value.clone()).collect();
        let whole = || values.iter().fold(receiver.same(), |all, value| all.or(value));
        let carry = |mut value: Value| {
            if value.made_by.is_none() {
                value.made_by.clone_from(&receiver.made_by);
            }
            value
        };
        // `columns.filter(|column| KNOWN.contains(column))`
        if matches!(name, "filter" | "take_while" | "find") && receiver.is_input() {
            let gone = self.gone_in_those_that(call.args.first(), receiver);
            if gone != Traits::NONE {
                return cleared(&receiver.derived(), gone);
            }
        }
        match name {
            // What is known of the addresses is known of where the URL leads.
            "socket_addrs" | "to_socket_addrs" | "lookup_ip" | "resolve"
                if receiver.is_input()
                    || receiver.parts.is_some()
                    || values.iter().any(|value| value.could(Traits::URL)) =>
            {
                let is_resolver = matches!(name, "lookup_ip" | "resolve");
                let host = arguments.first().filter(|_| is_resolver).map_or(receiver, |it| &it.value);
                return resolved(host, place_of(&call.receiver).filter(|_| !is_resolver));
            }
            // What is known of the host is known of where the URL leads.
            "host_str" | "domain" | "host" | "authority" if arguments.is_empty() && receiver.is_input() => {
                let alias = place_of(&call.receiver).map(|place| place.as_str().into());
                return carry(Value { alias, ..receiver.derived() });
            }
            // The path of an address begins with a slash.
            "path" | "path_and_query"
                if arguments.is_empty() && receiver.is_input() && is_request(&call.receiver) =>
            {
                return carry(Value { start: Some("/".into()), ..receiver.derived() });
            }
            "parse" => {
                let into = turbofish(call);
                return match into.as_deref() {
                    Some(ty) if !keeps_text(ty) => number_of(receiver, ty),
                    Some(_) => receiver.same(),
                    None => Value { condition: None, number: None, ..receiver.clone() },
                };
            }
            "expose_secret" | "expose_secret_mut" | "reveal" | "reveal_previous" | "expose"
            | "into_exposed" | "reveal_str" | "unsecure" => return revealed(name, receiver, from_closure),
            "get" | "get_one" | "header" | "cookie" | "remove" if is_credential_header(&values) => {
                let mut value = receiver.derived();
                value.traits |= Traits::CALLERS | said_by_key(&values).unwrap_or_default();
                return carry(value);
            }
            "finalize" | "finalize_reset" | "finalize_fixed" | "sign_to_vec" | "tag" if is_mac(receiver) => {
                return Value::of(Traits::DIGEST);
            }
            "get" | "get_mut" if call.args.first().is_some_and(shown::is_small_part) => {
                return sealed(receiver.derived());
            }
            "get" | "remove" | "query" | "header" | "cookie" | "match_info" | "try_get" | "get_one"
            | "get_str" | "get_string" | "get_first" | "get_raw" | "value_of" | "pointer" | "remove_one"
            | "get_opt" | "get_parameter" | "get_unwrap"
                if let Some(said) = said_by_key(&values) =>
            {
                let mut value = receiver.derived();
                value.traits |= said;
                return carry(value);
            }
            // What a header says has no line breaks; a path has, where the file system allows it.
            "to_str" if receiver.is_foreign() && !is_path_name(&names_of(&call.receiver)) => {
                return carry(cleared(receiver, Traits::LOG));
            }
            // Of one letter: at most four.
            "len_utf8" | "len_utf16" => return Value::default(),
            "to_string" if receiver.could(Traits::ERROR) => {
                return Value::of(receiver.traits | Traits::ERROR_TEXT);
            }
            "map_err" => return self.with_error(call, receiver, from_closure),
            // `row.get::<_, i64>(0)`
            "get" | "try_get" | "get_unwrap" | "json" | "param" | "query" | "form" | "parse_json"
                if let Some(mut value) = self.of_turbofish(call, receiver) =>
            {
                value.made_by.clone_from(&receiver.made_by);
                return value;
            }
            // `conn.query_row(sql, [], |row| row.get(0))`
            "query_row" | "query_map" | "query_and_then" | "query_row_and_then" | "exec_map"
            | "query_map_into"
                if let Some(made) = from_closure =>
            {
                return made;
            }
            // `users.first::<User>(&mut conn)`, `Entity::find().all(&db)`
            "first" | "load" | "get_result" | "get_results" | "one" | "all" | "load_iter"
                if arguments
                    .first()
                    .is_some_and(|it| it.is_named_like(&["conn", "connection", "db", "pool", "tx"])) =>
            {
                return self
                    .of_turbofish(call, &Value::of(table::STORED))
                    .unwrap_or_else(|| Value::of(table::STORED));
            }
            // What is read from a stream that was given to the function.
            "lines" | "split" | "bytes" | "next_line" | "incoming" | "fill_buf" | "frames" | "framed"
                if self.read_from(receiver) != Traits::NONE =>
            {
                let mut value = receiver.derived();
                value.traits |= self.read_from(receiver) | Traits::TEXT | Traits::AMOUNT;
                return carry(value);
            }
            // `parser.filter(|event| !matches!(event, Event::Html(_)))`
            "filter" | "map" | "filter_map" | "flat_map"
                if receiver.made_by.as_ref().is_some_and(|it| it.of() == "Parser")
                    && call.args.first().is_some_and(|it| {
                        quote::ToTokens::to_token_stream(it).to_string().contains("Html")
                    }) =>
            {
                return cleared(receiver, Traits::HTML);
            }
            // The last four digits are no number of a card.
            "take" if values.first().is_some_and(|it| matches!(it.known, Known::Int(0..=6))) => {
                let mut value = receiver.derived();
                value.traits = value.traits.without(Traits::CONFIDENTIAL);
                return value;
            }
            // Where a text was found lies within it; so much of a buffer was filled.
            "find" | "rfind" if values.first().is_some_and(|it| it.start.is_some()) => {
                return Value { number: Number::of_type("usize"), ..Value::default() };
            }
            "position"
            | "rposition"
            | "binary_search"
            | "binary_search_by"
            | "binary_search_by_key"
            | "partition_point" => {
                return Value { number: Number::of_type("usize"), ..Value::default() };
            }
            "read" if values.len() == 1 => {
                return carry(Value { number: Number::of_type("usize"), ..Value::default() });
            }
            "char_indices" | "enumerate" | "match_indices" | "rmatch_indices" => {
                let place = Value { number: Number::of_type("usize"), ..Value::default() };
                let element = Value { parts: receiver.parts.clone(), ..receiver.derived() };
                let parts = vec![("0".to_owned(), place), ("1".to_owned(), element)];
                return carry(Value { parts: Some(Rc::new(parts)), ..receiver.derived() });
            }
            "chars" => return carry(Value { number: Number::of_type("char"), ..receiver.derived() }),
            "bytes" => return carry(Value { number: Number::of_type("u8"), ..receiver.derived() }),
            // Of a stream, no more than so many bytes are read.
            "take" => {
                let mut value = receiver.same();
                value.traits |= self.read_from(receiver);
                value.structure = Some("Take".into());
                return value;
            }
            "encode" | "encode_string" if values.len() == 1 && !values.iter().all(Value::is_constant) => {
                return encoded(&whole());
            }
            // `users::password.eq(password)` of a column is what is written to it.
            "eq" if values.len() == 1 && self.is_column(&call.receiver) => {
                return values.first().cloned().unwrap_or_default().derived();
            }
            // `width.filter(|width| *width <= 200)`
            "filter" if let Some(gone) = self.gone_by_filter(call) => {
                return cleared(&carry(receiver.derived()), gone);
            }
            // `name.chars().filter(|c| c.is_ascii_alphanumeric())`, `name.replace(['/', '\\'], "_")`.
            "filter" | "replace" if call.args.first().is_some_and(|it| !matches!(it, Expr::Lit(_))) => {
                let gone = gone_characters(call, name);
                if gone != Traits::NONE {
                    return cleared(&receiver.derived(), gone);
                }
                if name == "replace" {
                    return replaced(receiver, &values, name);
                }
            }
            "replace" | "replacen" | "replace_all" => return replaced(receiver, &values, name),
            "join" | "concat" if values.len() <= 1 && (name == "join") == (values.len() == 1) => {
                if let Some(text) = concatenated(receiver, values.first()) {
                    return text;
                }
            }
            // The last part of a path has no separators; `file_name()` of an upload is whatever was sent.
            "file_name"
                if receiver.made_by.as_ref().is_some_and(|it| matches!(it.of(), "Path" | "PathBuf")) =>
            {
                return cleared(&receiver.derived(), Traits::PATH);
            }
            "map" | "and_then" | "map_or" | "map_or_else" | "then" | "then_some" | "flat_map"
            | "filter_map" | "find_map" | "fold" | "unwrap_or_else" | "or_else" | "try_fold" | "scan"
            | "reduce"
                if from_closure.is_some()
                    || matches!(call.args.last().map(unwrapped), Some(Expr::Path(_))) =>
            {
                return self.mapped(call, name, receiver, &values, from_closure);
            }
            // `STANDARD.decode(text)`: what it is called on is a table of letters.
            "encode" | "decode" | "encode_to_string" if receiver.is_constant() && !values.is_empty() => {
                let first = values.first().cloned().unwrap_or_default();
                return match name {
                    "decode" => Value { start: None, ..first },
                    _ => cleared(&first.derived(), Traits::DANGERS),
                };
            }
            // The one that was found is one of the list.
            "find" | "filter" | "get" if !receiver.is_input() && receiver.of_fields == Traits::NONE => {
                return Value::default();
            }
            _ => {}
        }
        match step {
            Some(Step::Same) => receiver.same(),
            Some(Step::Derived) if name == "concat" && !receiver.is_constant() => {
                let value = receiver.derived();
                Value { traits: value.traits | Traits::BUILT, ..value }
            }
            Some(Step::Derived) => {
                carry(Value { structure: receiver.structure.clone(), ..receiver.derived() })
            }
            Some(Step::Clean) => {
                // A flag or a number, whatever it is called.
                Value { number: number::of_method(name, receiver.number), ..Value::of(Traits::SEALED) }
            }
            Some(Step::Amount) => {
                let origin =
                    if name == "content_length" { Traits::NETWORK } else { self.read_from(receiver) };
                let traits = receiver.traits.without(Traits::TEXT | Traits::CONSTANT);
                let amount = if origin == Traits::NONE { origin } else { origin | Traits::AMOUNT };
                Value { number: number::of_method(name, receiver.number), ..Value::of(traits | amount) }
            }
            Some(Step::Clears(dangers)) => cleared(receiver, dangers),
            Some(Step::Joined) => whole(),
            Some(Step::Bounded) => {
                let value = bounded(&receiver.same(), &values);
                let number = value.number.map(|it| it.at_most(None, name != "rem_euclid"));
                Value { number, ..value }
            }
            Some(Step::Receives | Step::Fills) => carry(Value::default()),
            Some(Step::Fixed | Step::Empty) => Value::default(),
            Some(Step::JoinedPath) => {
                let name = values.first().cloned().unwrap_or_default();
                let mut value = joined([receiver, &Value::text("/"), &name]);
                // A URL forgets where it led if another one is joined to it.
                if is_url(&call.receiver, receiver) && !stays_below(&name) {
                    value.traits |= name.traits.only(Traits::URL);
                    value.traits |= if name.could(Traits::URL) { Traits::IN_HOST } else { Traits::NONE };
                }
                // A name that the program chose leaves the folder as it is.
                if name.could(Traits::PATH) {
                    value.traits |= Traits::JOINED;
                }
                value.traits = value.traits.without(Traits::CANONICAL | Traits::BUILT);
                value.start = None;
                value
            }
            Some(Step::Canonical) => canonical(receiver),
            Some(Step::Source(_)) if !arguments.is_empty() && matches!(name, "send" | "call" | "accept") => {
                carry(receiver.derived())
            }
            Some(Step::Source(traits)) => Value::of(traits),
            None => {
                let by_name = table::cleared_by_name(name);
                let mut value = receiver.derived();
                value.number = number::of_method(name, receiver.number);
                if arguments.is_empty() && !value.could(Traits::SEALED) {
                    let converts = ["to_", "as_", "into_"].iter().any(|start| name.starts_with(start));
                    if !converts && !value.could(Traits::REVEALED) {
                        // `credentials.client_id()`: the name of the whole says nothing of the part.
                        value.traits = value.traits.without(Traits::CONFIDENTIAL);
                    }
                    value.traits |= table::brought(name);
                }
                if receiver.made_by.is_none() || receiver.is_input() {
                    value = cleared(&value, by_name);
                }
                if answers(name) {
                    value = Value::of(Traits::SEALED);
                } else if table::hides(name) {
                    value = sealed(value);
                }
                if let Some(maker) = &receiver.made_by {
                    let mut maker = Maker::clone(maker);
                    // `.header("content-type", "text/html")`: the name says little without the value.
                    let is_header = name.ends_with("header") && values.len() == 2;
                    let is_template = name.contains("template") && values.len() >= 2;
                    let argument = values.get(usize::from(is_header || is_template)).cloned();
                    maker.calls.push(Called { method: name.into(), argument });
                    value.made_by = Some(Rc::new(maker));
                } else if name.starts_with("prepare") || name == "query" {
                    let maker = Maker { path: name.into(), arguments: values, calls: Vec::new() };
                    value.made_by = Some(Rc::new(maker));
                }
                value
            }
        }
    }

    /// `row.get::<_, i64>(0)`, `answer.json::<Order>()`: what the type says that is written behind it.
    fn of_turbofish(&self, call: &ExprMethodCall, whole: &Value) -> Option<Value> {
        let mut said = None;
        for argument in &call.turbofish.as_ref()?.args {
            let syn::GenericArgument::Type(ty) = argument else { continue };
            let value = whole.derived();
            let none = value.traits.without(Traits::DANGERS);
            match class_of(ty, &self.generics) {
                // The other one is the type of the index.
                Class::Text | Class::Bytes => return Some(value),
                Class::Number(number) => {
                    let amount = value.traits.only(Traits::AMOUNT);
                    said = Some(Value { number, ..Value::of(none | amount) });
                }
                Class::Harmless if super::expression::is_ready_type(ty) => said = Some(Value::of(none)),
                Class::Named(name) => said = Some(Value { structure: Some(name), ..value }),
                _ => {}
            }
        }
        said
    }

    /// `.map_err(f)`: the content is the same; what the closure makes of an error stands beside it.
    fn with_error(&mut self, call: &ExprMethodCall, receiver: &Value, from_closure: Option<Value>) -> Value {
        let mut value = receiver.same();
        let made = from_closure.unwrap_or_else(|| {
            let error = Value::of(Traits::ERROR);
            match call.args.first().map(unwrapped) {
                Some(Expr::Path(path)) => {
                    match path.path.segments.last().map(|last| word(&last.ident)).as_deref() {
                        Some("to_string") => Value::of(Traits::ERROR | Traits::ERROR_TEXT),
                        _ => error,
                    }
                }
                _ => error,
            }
        });
        value.of_fields |= (made.traits | made.of_fields).only(Traits::ERROR_TEXT);
        value
    }

    /// `.map(f)` and its kin: what the closure makes of it.
    fn mapped(
        &mut self,
        call: &ExprMethodCall,
        name: &str,
        receiver: &Value,
        values: &[Value],
        from_closure: Option<Value>,
    ) -> Value {
        let made = match from_closure {
            Some(value) => value,
            None => match call.args.last().map(unwrapped) {
                Some(Expr::Path(function)) => {
                    let path = self.scopes.name(function.qself.as_ref(), &function.path);
                    let last =
                        function.path.segments.last().map(|segment| word(&segment.ident)).unwrap_or_default();
                    let argument = Argument {
                        value: receiver.same(),
                        place: at_path(&function.path),
                        names: String::new(),
                    };
                    let closure = self
                        .closures
                        .iter()
                        .rev()
                        .find(|(name, _)| **name == *last)
                        .map(|(_, it)| it.clone());
                    let followed = match closure {
                        Some(closure) if function.path.get_ident().is_some() && self.loop_depth < 8 => {
                            let kept = std::mem::take(&mut self.closures);
                            let value = self.closure(&closure, &closure_inputs(name, receiver));
                            self.closures = kept;
                            Some(value)
                        }
                        _ => {
                            let arguments = std::slice::from_ref(&argument);
                            let followed = self.follow(&last, None, arguments);
                            self.cross(followed, &path, &last, arguments, argument.place)
                        }
                    };
                    let value = match (table::function(&path), table::method(&last), followed) {
                        (_, _, Some(value)) => value,
                        (Some(Step::Clears(dangers)), _, _) => cleared(receiver, dangers),
                        (Some(Step::Clean), _, _) | (None, Some(Step::Clean), _) => Value::of(Traits::SEALED),
                        _ => cleared(&receiver.derived(), table::cleared_by_name(&last)),
                    };
                    self.add(
                        Use::Function { name: path, arguments: vec![argument] },
                        at_path(&function.path),
                    );
                    value
                }
                _ => receiver.derived(),
            },
        };
        match name {
            "unwrap_or_else" | "or_else" => receiver.or(&made),
            "map_or" | "fold" | "try_fold" => {
                let first = values.first().cloned().unwrap_or_default();
                let mut both = made.or(&first);
                both.traits |= if name == "map_or" { Traits::NONE } else { made.traits };
                both
            }
            _ => made,
        }
    }

    /// What a call changes in the variables that it is called on or given.
    fn changes(
        &mut self,
        call: &ExprMethodCall,
        name: &str,
        step: Option<Step>,
        receiver: &Argument,
        arguments: &[Argument],
        result: &Value,
    ) {
        let target = || place_of(&call.receiver);
        let predictable = receiver.value.traits.only(Traits::PREDICTABLE);
        for argument in call.args.iter().filter(|argument| is_lent(argument)) {
            self.lent(argument, predictable);
        }
        if name.ends_with("_mut") {
            self.lent(&call.receiver, Traits::NONE);
        } else if matches!(name, "copy_from_slice" | "clone_from_slice")
            && let (Some(place), Some(content)) = (lent_place(&call.receiver), arguments.first())
        {
            self.filled(&place, &content.value);
        }
        match step {
            Some(Step::Receives) => {
                if let Some(place) = target() {
                    let pieces = std::iter::once(&receiver.value)
                        .chain(arguments.iter().map(|argument| &argument.value));
                    let mut value = joined(pieces);
                    value.made_by.clone_from(&receiver.value.made_by);
                    value.structure.clone_from(&receiver.value.structure);
                    value.of_fields =
                        arguments.iter().fold(receiver.value.of_fields, |all, it| all | it.value.of_fields);
                    value.alias.clone_from(&receiver.value.alias);
                    if receiver.value.is_constant() && !value.is_constant() {
                        value = named_unless_number(value, place.rsplit('.').next().unwrap_or(&place));
                    }
                    self.state.receive(&place, value);
                }
            }
            Some(Step::Fills) => {
                let buffer = call.args.iter().find_map(place_of);
                if let Some(place) = buffer {
                    self.fill(&place, &receiver.value);
                }
            }
            // `stream.read(&mut buffer)`.
            _ if name == "read" && !arguments.is_empty() => {
                if let Some(place) = call.args.first().and_then(place_of) {
                    self.fill(&place, &receiver.value);
                }
            }
            // `rng.fill_bytes(&mut key)`: it is what its name says from now on.
            _ if matches!(name, "fill_bytes" | "try_fill_bytes" | "fill") => {
                if let Some(place) = call.args.first().and_then(place_of) {
                    let mut content = self.state.resolve(&place);
                    content.traits = content.traits.without(Traits::CONSTANT) | predictable;
                    content.known = Known::Nothing;
                    let content = named(content, place.rsplit('.').next().unwrap_or(&place));
                    self.state.receive(&place, content);
                }
            }
            // `command.arg(x);` changes what it is called on.
            None if receiver.value.made_by.is_some() && !call.args.is_empty() => {
                if let Some(place) = target().or_else(|| root_of(&call.receiver)) {
                    let mut value = receiver.value.clone();
                    value.made_by.clone_from(&result.made_by);
                    self.state.receive(&place, value);
                }
            }
            _ => {}
        }
    }

    /// What is read from a stream goes into a buffer.
    fn fill(&mut self, buffer: &str, stream: &Value) {
        let mut content = stream.derived();
        let origin = self.read_from(stream);
        if origin != Traits::NONE {
            content.traits |= origin | Traits::TEXT | Traits::AMOUNT;
        }
        content.number = self.state.resolve(buffer).number.or(content.number);
        content.alias = None;
        let content = named(content, buffer.rsplit('.').next().unwrap_or(buffer));
        self.state.receive(buffer, content);
    }

    /// Where what is read from this comes from, if it is a stream that was given to the function.
    fn read_from(&self, receiver: &Value) -> Traits {
        match receiver.structure.as_deref() {
            Some("TcpStream" | "UnixStream" | "TlsStream" | "UdpSocket" | "Stdin") => Traits::NETWORK,
            Some("Read") => Traits::PARAMETER,
            Some("File") => Traits::LOCAL | Traits::FILE,
            Some("Take") => receiver.traits.only(Traits::ORIGINS),
            _ => Traits::NONE,
        }
    }

    /// `name!(..)`.
    pub(super) fn invocation(&mut self, invoked: &syn::Macro) -> Value {
        let given = self.kept.of(&invoked.tokens);
        // A parser of expressions needs stack for each bracket.
        if given.is_none() && !nests_at_most(DEEPEST, &invoked.tokens) {
            return Value::default();
        }
        let expressions = || given.clone().or_else(|| expressions(&invoked.tokens));
        let name = self.scopes.name(None, &invoked.path);
        // An alias is followed; of what is the user's own, nothing but the name is known.
        let last = match name.last() {
            "" => invoked.path.segments.last().map(|segment| plain(&segment.ident)).unwrap_or_default(),
            last => last.to_owned(),
        };
        let place = Place {
            start: invoked.path.segments.first().map_or(invoked.bang_token.span, |it| it.ident.span()),
            end: invoked.bang_token.span,
        };
        match last.as_str() {
            "vec" => return self.vec(expressions(), &invoked.tokens, place),
            "matches" | "quote" | "parse_quote" | "stringify" | "cfg" | "module_path" => {
                return Value::default();
            }
            "include_str" | "include_bytes" => return Value::of(Traits::CONSTANT),
            "concat" => {
                let list = expressions().unwrap_or_default();
                let values: Vec<Value> = list.iter().map(|expr| self.expr(expr)).collect();
                return joined(&values);
            }
            "env" | "option_env" => return Value::of(Traits::CONSTANT),
            // `warp::path!("files" / String)`
            "path" if name.may_be_in("warp") => {
                let is_text =
                    |token: TokenTree| matches!(token, TokenTree::Ident(ident) if ident == "String");
                let takes_text = invoked.tokens.clone().into_iter().any(is_text);
                return if takes_text { Value::of(table::REQUEST) } else { Value::default() };
            }
            "assert" | "ensure" | "debug_assert" => {
                let list = expressions().unwrap_or_default();
                if let Some(condition) = list.first() {
                    self.expr(condition);
                    let clears = self.clears(condition, true);
                    self.state.clear(&clears);
                }
                if list.len() > 1 {
                    // The text of its panic stands behind.
                    let text = parts(given.as_deref(), &invoked.tokens, false);
                    self.text_or_values(name, &last, text.get(1..).unwrap_or_default(), place);
                }
                return Value::default();
            }
            "assert_eq" | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" => {
                let list = expressions().unwrap_or_default();
                list.iter().take(2).for_each(|side| drop(self.expr(side)));
                if list.len() > 2 {
                    let text = parts(given.as_deref(), &invoked.tokens, false);
                    self.text_or_values(name, &last, text.get(2..).unwrap_or_default(), place);
                }
                return Value::default();
            }
            _ => {}
        }
        if matches!(last.as_str(), "view" | "html" | "rsx" | "template" | "html_nested") {
            self.markup(&invoked.tokens);
        }
        let list = parts(given.as_deref(), &invoked.tokens, is_log(&last));
        // What such a macro is given is looked at twice, and macros in macros no more often than that.
        if self.expands && self.declares_macro(&last) {
            let quiet = std::mem::replace(&mut self.quiet, true);
            let state = self.state.clone();
            self.expands = false;
            let given = self.text_or_values(name.clone(), &last, &list, place);
            self.expands = true;
            self.quiet = quiet;
            self.state = state;
            if given.could(Traits::TEXT)
                && let Some(value) = self.expansion(&last, &invoked.tokens)
            {
                return value;
            }
        }
        let value = self.text_or_values(name, &last, &list, place);
        if matches!(
            last.as_str(),
            "panic" | "unreachable" | "todo" | "unimplemented" | "bail" | "abort" | "unwinding_panic"
        ) {
            self.state.dead = true;
        }
        value
    }

    /// `view! { <p inner_html=text></p> }`, `rsx! { div { dangerous_inner_html: "{text}" } }`: what is written as it is.
    fn markup(&mut self, tokens: &TokenStream) {
        let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
        for (index, token) in tokens.iter().enumerate() {
            match (token, tokens.get(index + 1), tokens.get(index + 2)) {
                (TokenTree::Ident(name), Some(TokenTree::Punct(punct)), Some(written))
                    if matches!(punct.as_char(), '=' | ':') && name.to_string().ends_with("inner_html") =>
                {
                    let Ok(expr) = syn::parse2::<Expr>(TokenStream::from(written.clone())) else { continue };
                    let mut value = self.argument(&expr);
                    if let Expr::Lit(syn::ExprLit { lit: Lit::Str(text), .. }) = &expr {
                        value.value = self.formatted(&text.value(), value.place, &[], &[]).1;
                    }
                    let place = value.place;
                    self.add(Use::Entry { name: plain(name), value }, place);
                }
                (TokenTree::Group(group), ..) => self.markup(&group.stream()),
                _ => {}
            }
        }
    }

    fn vec(&mut self, list: Option<Rc<Arguments>>, tokens: &TokenStream, place: Place) -> Value {
        if let Some(list) = list {
            let values: Vec<Value> = list.iter().map(|expr| self.expr(expr)).collect();
            return list_of(values);
        }
        let parse = |input: syn::parse::ParseStream<'_>| {
            let value: Expr = input.parse()?;
            let _: syn::Token![;] = input.parse()?;
            let count: Expr = input.parse()?;
            Ok((value, count))
        };
        if let Ok((value, count)) = syn::parse::Parser::parse2(parse, tokens.clone()) {
            let value = self.expr(&value);
            let count = self.argument(&count);
            self.add(Use::Repeat { count }, place);
            return Value { start: None, ..value.derived() };
        }
        Value::default()
    }

    /// A macro that formats a text, or one of which nothing is known: the value is made of all that it is given.
    fn text_or_values(&mut self, name: Name, last: &str, list: &[Part<'_>], place: Place) -> Value {
        let mut named_arguments: Vec<(String, Argument)> = Vec::new();
        let mut in_order: Vec<Argument> = Vec::new();
        let mut fields: Vec<Argument> = Vec::new();
        let mut text: Option<(String, Place)> = None;
        let logs = is_log(last);
        let mut target = None;
        let mut in_brackets = Value::default();
        for (index, part) in list.iter().enumerate() {
            let (label, expr) = match part.labelled() {
                (label, Ok(expr)) => (label, expr),
                (_, Err(piece)) => {
                    let value = self.pieces_between_arrows(piece);
                    if !logs {
                        in_brackets = in_brackets.or(&value);
                    }
                    continue;
                }
            };
            if let (None, Expr::Lit(lit), None) = (&label, &*expr, &text)
                && let Lit::Str(literal) = &lit.lit
            {
                // What stands first in a span is its name, and fields follow.
                if !last.ends_with("span") {
                    text = Some((said(literal), at(&expr)));
                }
                continue;
            }
            let mut argument = self.argument(&expr);
            if index == 0 && matches!(last, "write" | "writeln") {
                target = place_of(&expr);
                fields.push(argument);
                continue;
            }
            if last == "dbg" || (logs && text.is_none() && part.is_debugged()) {
                argument.value.traits |= argument.value.of_fields.without(Traits::DANGERS);
            }
            // `doc! { "$where": script }`
            if let Some(label) = label.as_ref().filter(|label| !logs && label.starts_with('$')) {
                let value = argument.clone();
                self.add(Use::Entry { name: label.clone(), value }, argument.place);
            }
            match label {
                Some(label) if label == "target" || label == "parent" => {}
                Some(label) if logs && text.is_none() => {
                    let mut argument = argument;
                    argument.names =
                        if argument.names.is_empty() { label } else { format!("{label}.{}", argument.names) };
                    fields.push(argument);
                }
                Some(_) if logs && part.begins_with_literal() => fields.push(argument),
                Some(label) => named_arguments.push((label, argument)),
                None if logs && text.is_none() => fields.push(argument),
                None => in_order.push(argument),
            }
        }
        let makes_text = is_format(last) || logs;
        let (arguments, value) = match &text {
            Some((text, place)) if makes_text => self.formatted(text, *place, &in_order, &named_arguments),
            _ => {
                let mut all: Vec<Argument> = in_order;
                all.extend(named_arguments.into_iter().map(|(_, argument)| argument));
                let values: Vec<Value> = all.iter().map(|argument| argument.value.clone()).collect();
                let mut whole = all_of(&values);
                whole.traits |= in_brackets.traits.without(Traits::CONSTANT);
                if let Some((text, place)) = &text {
                    all.insert(0, Argument { value: Value::text(text), place: *place, names: String::new() });
                    whole = if values.is_empty() { Value::text(text) } else { whole };
                }
                (all, whole)
            }
        };
        if let Some(target) = target {
            let before = self.state.resolve(&target);
            let is_text = before.start.is_some() || before.traits.has_any(Traits::TEXT | Traits::BUILT);
            // What goes to a file or a stream has gone; it does not make the stream a text.
            if is_text {
                let mut written = joined([&before, &value]);
                written.made_by = before.made_by;
                self.state.receive(&target, written);
            } else {
                let text = Argument { value: value.clone(), place, names: String::new() };
                self.add(Use::Written(text), place);
            }
        }
        self.add(Use::Macro { name, arguments, fields }, place);
        value
    }

    /// `user = %user` of a span's attribute. A field without a value is empty.
    pub(super) fn fields_of_span(&mut self, tokens: &TokenStream) -> Vec<Argument> {
        let field = |piece: &Vec<TokenTree>| match labelled(piece) {
            (Some(_), Some(expr)) => Some((expr, is_debugged(piece))),
            _ => None,
        };
        let fields: Vec<(Expr, bool)> = split_fields(tokens).iter().filter_map(field).collect();
        let value = |(expr, is_debugged): &(Expr, bool)| {
            let mut argument = self.argument(expr);
            if *is_debugged {
                argument.value.traits |= argument.value.of_fields.without(Traits::DANGERS);
            }
            argument
        };
        fields.iter().map(value).collect()
    }

    /// The arguments that go into a text, and the text that comes out.
    fn formatted(
        &mut self,
        text: &str,
        place: Place,
        in_order: &[Argument],
        named_arguments: &[(String, Argument)],
    ) -> (Vec<Argument>, Value) {
        let mut arguments = Vec::new();
        let mut parts: Vec<Value> = Vec::new();
        for piece in pieces(text) {
            let (argument, quoted) = match piece {
                Piece::Literal(text) => {
                    parts.push(Value::text(&text));
                    continue;
                }
                Piece::Position { at, quoted } => (in_order.get(at).cloned(), quoted),
                Piece::Name { name, quoted } => {
                    let given = named_arguments.iter().find(|(label, _)| *label == name);
                    let argument = match given {
                        Some((_, argument)) => argument.clone(),
                        None => {
                            let value = match self.state.get(&name) {
                                Some(value) => value.clone(),
                                None => named(Value::default(), &name),
                            };
                            let value = match self.structures.constant(&name) {
                                Some(text) => Value::text(text),
                                None if is_constant_name(&name) => Value::of(Traits::CONSTANT),
                                None => value,
                            };
                            Argument { value, place, names: name }
                        }
                    };
                    (Some(argument), quoted)
                }
            };
            let Some(mut argument) = argument else { continue };
            if quoted {
                argument.value.traits = argument.value.traits.without(Traits::LOG);
                argument.value.traits |= argument.value.of_fields.without(Traits::DANGERS);
            }
            let mut part = argument.value.clone();
            if part.is_constant() && part.start.is_none() {
                // A constant of which the text is not known is the program's own.
                part = Value::of(Traits::CONSTANT);
                part.start = Some("".into());
            } else if part.traits.has(Traits::AMOUNT) && !part.traits.has_any(Traits::TEXT) {
                part.traits = part.traits.without(Traits::AMOUNT);
            }
            parts.push(part);
            arguments.push(argument);
        }
        let mut value = joined(&parts);
        if value.could(Traits::ERROR) {
            value.traits |= Traits::ERROR_TEXT;
        }
        if parts.is_empty() {
            value = Value::text("");
        }
        (arguments, value)
    }

    /// A language of the macro's own: what stands between its arrows may be expressions, or hold them in brackets.
    fn pieces_between_arrows(&mut self, tokens: &[TokenTree]) -> Value {
        let mut whole = Value::default();
        let mut begin = 0;
        for index in 0..=tokens.len() {
            let is_arrow = matches!(tokens.get(index..index + 2), Some([TokenTree::Punct(one), TokenTree::Punct(two)])
                if one.as_char() == '=' && two.as_char() == '>');
            if is_arrow || index == tokens.len() {
                let piece = tokens.get(begin..index).unwrap_or_default();
                let value = match labelled(piece) {
                    (_, Some(expr)) => self.expr(&expr),
                    (_, None) => self.brackets(piece),
                };
                whole = whole.or(&value);
                begin = index + 2;
            }
        }
        whole
    }

    /// Brackets in the language of a macro, with what they hold: `select! { x = f() => { .. } }`, `json!({ "a": { "b": c } })`.
    fn brackets(&mut self, tokens: &[TokenTree]) -> Value {
        let mut whole = Value::default();
        if is_too_deep(self.depth) {
            return whole;
        }
        self.depth += 8;
        for token in tokens {
            if let TokenTree::Group(group) = token {
                let parse = syn::Block::parse_within;
                match syn::parse::Parser::parse2(parse, group.stream()) {
                    Ok(stmts) if group.delimiter() == proc_macro2::Delimiter::Brace => {
                        let block = syn::Block { brace_token: syn::token::Brace::default(), stmts };
                        let dead = self.state.dead;
                        self.block(&block);
                        self.state.dead = dead;
                    }
                    _ => {
                        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                        for piece in inner.split(is_comma) {
                            let value = match labelled(piece) {
                                (Some(name), Some(expr)) => {
                                    let value = self.argument(&expr);
                                    let (place, whole) = (value.place, value.value.clone());
                                    self.add(Use::Entry { name, value }, place);
                                    whole
                                }
                                (None, Some(expr)) => self.expr(&expr),
                                (_, None) => self.brackets(piece),
                            };
                            whole.traits |= value.traits;
                        }
                    }
                }
            }
        }
        self.depth -= 8;
        whole
    }
}

/// From the first name of a path to its last.
fn at_path(path: &syn::Path) -> Place {
    match (path.segments.first(), path.segments.last()) {
        (Some(first), Some(last)) => Place { start: first.ident.span(), end: last.ident.span() },
        _ => Place::from(path),
    }
}

fn literal(lit: &Lit) -> Value {
    match lit {
        Lit::Str(text) => Value::text(&said(text)),
        Lit::ByteStr(bytes) => Value::text(&String::from_utf8_lossy(&bytes.value())),
        Lit::Char(character) => Value::text(&character.value().to_string()),
        Lit::Bool(bool) => Value::constant(Known::Bool(bool.value)),
        Lit::Int(int) => int
            .base10_digits()
            .parse()
            .map_or_else(|_| Value::of(Traits::CONSTANT), |int| Value::constant(Known::Int(int))),
        Lit::Float(_) => Value { number: Number::of_type("f64"), ..Value::of(Traits::CONSTANT) },
        _ => Value::of(Traits::CONSTANT),
    }
}

/// What is known of a number once it has this type.
fn in_type(value: &Value, ty: &str) -> Option<Number> {
    match (value.number, value.bits()) {
        (Some(number), _) if !value.could(Traits::TEXT) || number.width == 8 => number.into_type(ty),
        (None, Some(bits)) => Number::of_type(ty).map(|number| number.with(bits, false)),
        _ => Number::of_type(ty),
    }
}

/// `u8` of `0u8`.
fn suffix(expr: &Expr) -> Option<Number> {
    match unwrapped(expr) {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Int(int) => Number::of_type(int.suffix()),
            Lit::Float(_) => Number::of_type("f64"),
            _ => None,
        },
        _ => None,
    }
}

/// The text that a list of small numbers is.
fn bytes_of(array: &syn::ExprArray) -> Option<Rc<str>> {
    let byte = |elem: &Expr| match elem {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Int(int) => int.base10_parse::<u8>().ok().filter(u8::is_ascii).map(char::from),
            Lit::Byte(byte) => Some(char::from(byte.value())).filter(char::is_ascii),
            _ => None,
        },
        _ => None,
    };
    let text: Option<String> = array.elems.iter().map(byte).collect();
    text.map(|text| text.as_str().into())
}

/// A value made of several of which each may be the content.
fn all_of(values: &[Value]) -> Value {
    let mut values = values.iter();
    let Some(first) = values.next() else { return Value::of(Traits::CONSTANT) };
    values.fold(first.same(), |all, value| all.or(value))
}

/// A list that is written down: each may be the content, and all are known.
fn list_of(values: Vec<Value>) -> Value {
    let mut whole = all_of(&values);
    let parts = values.into_iter().enumerate().map(|(at, value)| (format!("[{at}]"), value));
    whole.parts = Some(Rc::new(parts.collect()));
    whole
}

/// `parts.join("/")`, `parts.concat()` of a list: one text. `None` if it is a folder and a name in it.
fn concatenated(list: &Value, separator: Option<&Value>) -> Option<Value> {
    let between = separator.map(|it| it.whole_text()).unwrap_or(Some(""))?;
    let is_name = between.len() > 1 && between.chars().any(char::is_alphanumeric) && !between.contains(' ');
    if is_name {
        return None;
    }
    let between = Value::text(between);
    match &list.parts {
        Some(parts) if parts.first().is_some_and(|(name, _)| name.starts_with('[')) => {
            let mut pieces = Vec::new();
            for (index, (_, part)) in parts.iter().enumerate() {
                if index > 0 {
                    pieces.push(&between);
                }
                pieces.push(part);
            }
            Some(joined(pieces))
        }
        _ => Some(Value { traits: list.derived().traits | Traits::BUILT, ..list.derived() }),
    }
}

/// `a + b`: numbers, or a text and what is appended.
fn sum(one: &Value, two: &Value) -> Value {
    let numbers = |value: &Value| value.traits.has(Traits::AMOUNT) && !value.traits.has_any(Traits::TEXT);
    let is_number = |value: &Value| numbers(value) || matches!(value.known, Known::Int(_));
    if is_number(one) || is_number(two) {
        let number = number::added(one, two);
        Value { number, ..Value::of((one.traits | two.traits).without(Traits::CONSTANT)) }
    } else if one.number.is_some() && one.start.is_none() && !one.could(Traits::TEXT) {
        Value { number: number::added(one, two), ..Value::default() }
    } else {
        joined([one, two])
    }
}

fn cleared(value: &Value, dangers: Traits) -> Value {
    let mut value = value.same();
    value.traits = value.traits.without(dangers);
    value.of_fields = value.of_fields.without(dangers);
    if dangers != Traits::NONE {
        value.alias = None;
        value.parts = None;
        value.start = None;
    }
    value
}

/// Hashed, encrypted, masked: it has the name of what it was made of, and nothing of it.
fn sealed(value: Value) -> Value {
    let traits = value.traits.without(Traits::CONFIDENTIAL) | Traits::SEALED;
    Value { traits, of_fields: Traits::NONE, ..value }
}

/// `serde_json::from_slice::<Job>(bytes)`: bytes that are read as something were sent by somebody.
fn deserialised(text: &Value, function: &str, call: &ExprCall) -> Value {
    let mut value = text.derived();
    if function == "from_slice" && value.could(Traits::PARAMETER) && value.could(Traits::TEXT) {
        value.traits |= Traits::NETWORK;
    }
    if let Expr::Path(path) = unwrapped(&call.func)
        && let Some(syn::PathArguments::AngleBracketed(list)) =
            path.path.segments.last().map(|it| &it.arguments)
        && let Some(syn::GenericArgument::Type(ty)) = list.args.first()
        && let Class::Named(name) = class_of(ty, &[])
    {
        value.structure = Some(name);
    }
    value
}

/// In another alphabet, such as base 64: it can do no harm, and is read by everybody.
fn encoded(value: &Value) -> Value {
    cleared(&value.derived(), Traits::DANGERS)
}

/// What `Serialize` makes of a struct: all that is in its fields.
fn written(value: &Value) -> Value {
    let mut written = value.derived();
    written.traits |= written.of_fields.only(Traits::CONFIDENTIAL);
    written
}

/// What a type that keeps it gives away.
fn revealed(name: &str, receiver: &Value, from_closure: Option<Value>) -> Value {
    // What the closure was given is revealed; what it makes of it may be something else.
    if let Some(value) = from_closure {
        return value;
    }
    let mut value = receiver.derived();
    let is_sealed = value.could(Traits::SEALED);
    value.traits = value.traits.without(Traits::SEALED);
    value.traits |= match name {
        "expose" | "into_exposed" => Traits::PERSONAL | Traits::SENSITIVE,
        "expose_secret" | "expose_secret_mut" | "unsecure" => Traits::SECRET | Traits::REVEALED,
        _ if is_sealed => Traits::SECRET | Traits::REVEALED,
        _ => Traits::NONE,
    };
    value
}

/// What a key says of what lies under it: `headers.get("authorization")`, `headers.get(AUTHORIZATION)`.
/// Whether the header or the cookie of this name shows who calls.
fn is_credential_header(keys: &[Value]) -> bool {
    let [key] = keys else { return false };
    let name = match (&key.known, key.whole_text()) {
        (_, Some(text)) => text,
        (Known::Path(path), _) => path.rsplit("::").next().unwrap_or_default(),
        _ => return false,
    };
    ["authorization", "cookie", "x-api-key", "proxy-authorization", "x-auth-token", "x_api_key"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether what comes out is good for telling who knows a secret: a MAC, or a digest of a secret.
fn is_mac(receiver: &Value) -> bool {
    let Some(maker) = &receiver.made_by else { return false };
    ["Hmac", "SimpleHmac", "Cmac", "Signer", "Context", "Kmac", "Blake2bMac"]
        .iter()
        .any(|mac| maker.of().starts_with(mac))
        && !maker.path.contains("digest")
        || maker.calls.iter().any(|call| {
            matches!(&*call.method, "update" | "chain_update" | "input")
                && call.argument.as_ref().is_some_and(|it| it.could(Traits::SECRET))
        })
}

fn said_by_key(keys: &[Value]) -> Option<Traits> {
    let [key] = keys else { return None };
    let name = match (&key.known, key.whole_text()) {
        (_, Some(text)) => text,
        (Known::Path(path), _) => path.rsplit("::").next()?,
        _ => return None,
    };
    Some(super::state::said_by(name)).filter(|said| *said != Traits::NONE)
}

/// Whether a field of a log is written by `Debug`: `?order`, `order = ?order`.
fn is_debugged(piece: &[TokenTree]) -> bool {
    let is = |token: &TokenTree, c: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == c);
    piece.first().is_some_and(|first| is(first, '?'))
        || piece.windows(2).any(|pair| matches!(pair, [one, two] if is(one, '=') && is(two, '?')))
        || piece.windows(2).any(|pair| matches!(pair, [one, two] if is(one, ':') && is(two, '?')))
}

/// The variable with which a chain of methods begins.
fn root_of(mut expr: &Expr) -> Option<String> {
    for _ in 0..LONGEST_CHAIN {
        match unwrapped(expr) {
            Expr::MethodCall(call) => expr = &call.receiver,
            other => return place_of(other),
        }
    }
    None
}

fn canonical(value: &Value) -> Value {
    let mut value = value.derived();
    value.traits |= Traits::CANONICAL;
    value
}

/// `min(x, 100)`: as large as the smaller of both.
fn bounded(value: &Value, bounds: &[Value]) -> Value {
    let mut value = value.same();
    value.alias = None;
    if bounds.iter().any(|bound| !bound.could(Traits::AMOUNT)) {
        value.traits = value.traits.without(Traits::AMOUNT);
    }
    // `min` takes one bound, `clamp` two.
    let highest = bounds.last().and_then(Value::bits);
    value.number = value.number.map(|number| number.at_most(highest, bounds.len() < 2));
    value
}

/// `Read::read(..)`, `ToString::to_string(..)`, `str::trim(..)`: methods that are called by their path.
fn of_a_trait(segments: &syn::punctuated::Punctuated<syn::PathSegment, syn::Token![::]>) -> bool {
    const TRAITS: [&str; 14] = [
        "Read",
        "BufRead",
        "AsyncReadExt",
        "AsyncBufReadExt",
        "ReadExt",
        "ToString",
        "AsRef",
        "Into",
        "ToOwned",
        "Clone",
        "Iterator",
        "str",
        "String",
        "IntoIterator",
    ];
    segments.iter().rev().nth(1).is_some_and(|of| TRAITS.iter().any(|name| of.ident == name))
}

fn first_of(values: &[Value]) -> Value {
    values.first().cloned().unwrap_or_default()
}

/// A text that was parsed into a type which is none.
fn number_of(text: &Value, ty: &str) -> Value {
    let number = if is_number_type(ty) { Traits::AMOUNT } else { Traits::NONE };
    let origin = text.traits.only(Traits::ORIGINS);
    let amount = if text.is_input() { number } else { Traits::NONE };
    // An address is a host like any other.
    if is_address(ty) {
        let traits = origin | text.traits.only(Traits::URL | Traits::CONSTANT | Traits::BUILT);
        return Value { start: text.start.clone(), known: text.known.clone(), ..Value::of(traits) };
    }
    Value { number: Number::of_type(ty), ..Value::of(origin | amount) }
}

/// `text.replace('\n', " ")`: what is gone from it does no harm any more.
fn replaced(receiver: &Value, values: &[Value], name: &str) -> Value {
    let (what, with) = match name {
        "replace_all" => {
            return Value { start: None, ..values.first().cloned().unwrap_or_default().derived() };
        }
        _ => (values.first(), values.get(1)),
    };
    let mut value = receiver.derived();
    if let Some(with) = with {
        value.traits |= with.traits.without(Traits::CONSTANT | Traits::LOOKS_LIKE_HTML);
    }
    if receiver.is_constant() && with.is_some_and(|with| !with.is_constant()) {
        value.traits |= Traits::BUILT;
        if receiver.start.as_deref().is_some_and(super::value::names_web) {
            value.traits |= Traits::IN_ADDRESS;
        }
    }
    value.traits |= receiver.traits.only(Traits::LOOKS_LIKE_SQL);
    let gone = match what.and_then(Value::whole_text) {
        Some("\n" | "\r" | "\r\n") => Traits::LOG,
        // Without the sign, the rest can still end an attribute.
        Some("<") if with.and_then(Value::whole_text).is_some_and(|with| with.starts_with('&')) => {
            Traits::HTML
        }
        Some("'") => Traits::SQL,
        // A name in quotes ends where they are doubled no more.
        Some(quote @ ("\"" | "`" | "]"))
            if with.and_then(Value::whole_text).is_some_and(|it| it == quote.repeat(2)) =>
        {
            Traits::SQL
        }
        Some("..") => Traits::NONE,
        Some("/") => Traits::PATH,
        _ => Traits::NONE,
    };
    value.traits = value.traits.without(gone);
    value
}

/// `if address.ip().is_loopback() { return .. }`
fn refuses_addresses(body: &syn::Block) -> bool {
    body.stmts.iter().any(|stmt| match stmt {
        syn::Stmt::Expr(Expr::If(branch), _) => {
            let asked = quote::ToTokens::to_token_stream(&branch.cond).to_string();
            ["is_private", "is_loopback", "is_global", "is_public", "is_internal"]
                .iter()
                .any(|word| asked.contains(word))
        }
        _ => false,
    })
}

/// The addresses of a host: what is found out about them holds for the host.
fn resolved(host: &Value, place: Option<String>) -> Value {
    let whole = host.field("0").unwrap_or(host);
    let alias = whole.alias.clone().or_else(|| place.map(|place| place.as_str().into()));
    Value { alias, ..Value::of(whole.traits.only(Traits::URL | Traits::ORIGINS)) }
}

/// `request.uri().path()`, `uri.path()`
fn is_request(expr: &Expr) -> bool {
    matches!(names_of(expr).rsplit(['.', '_']).next(), Some("uri" | "url" | "req" | "request" | "parts"))
}

/// `base_url.join(..)`, `Url::parse("https://example.org/")?.join(..)`.
fn is_url(expr: &Expr, value: &Value) -> bool {
    let names = names_of(expr);
    let last = names.rsplit(['.', '_']).next().unwrap_or_default();
    value.start.as_deref().is_some_and(|start| start.contains("://"))
        || value.structure.as_deref() == Some("Url")
        || matches!(last, "url" | "uri")
}

/// `*request.uri_mut() = uri`
fn written_through(target: &Expr) -> Option<&ExprMethodCall> {
    let Expr::Unary(syn::ExprUnary { op: UnOp::Deref(_), expr, .. }) = target else { return None };
    match unwrapped(expr) {
        Expr::MethodCall(call) if call.args.is_empty() && word(&call.method).ends_with("_mut") => Some(call),
        _ => None,
    }
}

/// What certainly begins like a path leads to no other host.
fn stays_below(text: &Value) -> bool {
    let start = text.start.as_deref().unwrap_or_default();
    !start.is_empty() && !start.starts_with("//") && !start.starts_with("http")
}

/// What the parameters of a closure are, that is given to this method.
fn closure_inputs(method: &str, receiver: &Value) -> Vec<Value> {
    match method {
        "map_err" | "unwrap_or_else" | "or_else" | "inspect_err" => {
            vec![Value::of(Traits::ERROR)]
        }
        "map_or_else" => vec![Value::of(Traits::ERROR)],
        "query_row" | "query_map" | "query_and_then" | "query_row_and_then" | "exec_map" => {
            vec![Value::of(table::STORED)]
        }
        "fold" | "try_fold" => vec![Value::default(), receiver.derived()],
        "reveal" | "reveal_previous" | "reveal_both" | "with_secret" => {
            vec![Value::of(Traits::SECRET | Traits::REVEALED)]
        }
        _ => {
            let mut element = receiver.element();
            element.made_by.clone_from(&receiver.made_by);
            // `uri.path_and_query().map(|it| it.as_str())`
            if method == "map" && receiver.start.as_deref() == Some("/") && !receiver.is_constant() {
                element.start.clone_from(&receiver.start);
            }
            vec![element]
        }
    }
}

fn named_unless_number(value: Value, name: &str) -> Value {
    let is_number = value.traits.has(Traits::AMOUNT) && !value.traits.has_any(Traits::TEXT);
    if is_number { value } else { named(value, name) }
}

fn member(member: &syn::Member) -> Word {
    match member {
        syn::Member::Named(ident) => word(ident),
        syn::Member::Unnamed(index) => word(&index.index),
    }
}

/// The names in an expression: `self.pool.acquire` of `self.pool.acquire().await?`; of a long chain, the last ones.
pub(super) fn names_of(expr: &Expr) -> String {
    let mut names = String::new();
    write_names(expr, LONGEST_CHAIN, &mut names);
    names
}

fn write_names(expr: &Expr, depth: usize, names: &mut String) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match expr {
        Expr::Path(path) => {
            if let Some(last) = path.path.segments.last() {
                push_word(names, &last.ident);
            }
        }
        Expr::Field(field) => {
            write_names(&field.base, depth, names);
            match &field.member {
                syn::Member::Named(name) => add_name(names, name),
                syn::Member::Unnamed(index) => add_name(names, &index.index),
            }
        }
        Expr::MethodCall(call) => {
            write_names(&call.receiver, depth, names);
            add_name(names, &call.method);
        }
        // `u64::from(amount)` is what it is made of.
        Expr::Call(call) => write_names(converted(call).unwrap_or(&call.func), depth, names),
        Expr::Cast(inner) => write_names(&inner.expr, depth, names),
        Expr::Reference(inner) => write_names(&inner.expr, depth, names),
        Expr::Paren(inner) => write_names(&inner.expr, depth, names),
        Expr::Group(inner) => write_names(&inner.expr, depth, names),
        Expr::Await(inner) => write_names(&inner.base, depth, names),
        Expr::Try(inner) => write_names(&inner.expr, depth, names),
        Expr::Unary(inner) => write_names(&inner.expr, depth, names),
        Expr::Index(inner) => write_names(&inner.expr, depth, names),
        _ => {}
    }
}

/// `amount` of `u64::from(amount)`.
fn converted(call: &ExprCall) -> Option<&Expr> {
    let argument = call.args.first().filter(|_| call.args.len() == 1)?;
    is_number_type(&call_type(call)?).then_some(argument)
}

fn add_name(names: &mut String, last: &impl std::fmt::Display) {
    if !names.is_empty() {
        names.push('.');
    }
    push_word(names, last);
}

/// `file_path`, `entry.path`
/// Whether what a method gives back has the type of what it was called on, or leads to it as a lock does.
fn keeps_the_type(method: &str) -> bool {
    matches!(table::method(method), Some(Step::Same))
        || matches!(method, "lock" | "write" | "borrow" | "borrow_mut")
}

fn is_path_name(names: &str) -> bool {
    let last = names.rsplit('.').next().unwrap_or_default();
    ["path", "file", "dir", "folder", "name", "stem"].iter().any(|word| last.contains(word))
}

/// `MAX_LENGTH`, `N`.
fn is_constant_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// The last name of the type in `parse::<T>()`.
pub(super) fn turbofish(call: &ExprMethodCall) -> Option<Word> {
    let list = call.turbofish.as_ref()?;
    match list.args.first()? {
        syn::GenericArgument::Type(ty) => type_name(ty),
        _ => None,
    }
}

pub(super) fn type_name(ty: &syn::Type) -> Option<Word> {
    match ty {
        syn::Type::Path(path) => path.path.segments.last().map(|segment| word(&segment.ident)),
        _ => None,
    }
}

/// `u32` of `u32::from_str(x)`.
fn call_type(call: &ExprCall) -> Option<Word> {
    match unwrapped(&call.func) {
        Expr::Path(path) => path.path.segments.iter().rev().nth(1).map(|segment| word(&segment.ident)),
        _ => None,
    }
}

/// Whether a text that is parsed into this type is still a text.
pub(super) fn keeps_text(ty: &str) -> bool {
    matches!(
        ty,
        "String"
            | "PathBuf"
            | "Url"
            | "Uri"
            | "HeaderValue"
            | "HeaderName"
            | "OsString"
            | "Value"
            | "Document"
            | "Html"
            | "Utf8PathBuf"
            | "Bytes"
            | "CString"
            | "Regex"
            | "Str"
            | "_"
            | "Box"
            | "Cow"
            | "Arc"
            | "Rc"
            | "Vec"
            | "Table"
            | "Map"
            | "Yaml"
    )
}

fn is_number_type(ty: &str) -> bool {
    matches!(
        ty,
        "u8" | "u16"
            | "u32"
            | "u64"
            | "u128"
            | "usize"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "i128"
            | "isize"
            | "f32"
            | "f64"
    )
}

pub(super) fn is_path_type(ty: &syn::Type) -> bool {
    type_name(ty).is_some_and(|name| matches!(&*name, "Path" | "PathBuf" | "Url" | "Uri"))
        || matches!(ty, syn::Type::Reference(inner) if is_path_type(&inner.elem))
}

pub(super) fn is_address_type(ty: &syn::Type) -> bool {
    type_name(ty).is_some_and(|name| is_address(&name))
}

/// A type that is checked when it is made.
pub(super) fn is_ready_type(ty: &syn::Type) -> bool {
    type_name(ty).is_some_and(|name| {
        matches!(
            &*name,
            "RelativePath"
                | "PublicUrl"
                | "Slug"
                | "Email"
                | "Date"
                | "Money"
                | "Uuid"
                | "NaiveDate"
                | "DateTime"
                | "IpAddr"
                | "Ipv4Addr"
                | "Ipv6Addr"
                | "SocketAddr"
                | "bool"
                | "Ulid"
        )
    })
}

/// `Args::parse()`, `Cli::parse()`.
fn is_command_line(name: &Name, last: &str) -> bool {
    let text = name.own_path().map_or_else(|| name.to_string(), str::to_owned);
    let of = text.rsplit("::").nth(1).unwrap_or_default();
    last == "parse"
        && ["Args", "Cli", "Opt", "Opts", "Options", "Arguments"].iter().any(|end| of.ends_with(end))
}

/// What a text can no longer do once it lost the characters that are named here.
fn gone_characters(call: &ExprMethodCall, name: &str) -> Traits {
    let Some(chosen) = call.args.first() else { return Traits::NONE };
    let of_characters = match unwrapped(&call.receiver) {
        Expr::MethodCall(inner) => matches!(&*word(&inner.method), "chars" | "bytes"),
        _ => false,
    };
    if name == "filter" && !of_characters {
        return Traits::NONE;
    }
    let written = quote::ToTokens::to_token_stream(chosen).to_string();
    let kept = name == "filter";
    let says = |word: &str| written.contains(word);
    if (says("alphanumeric") || says("alphabetic") || says("digit")) && kept != says("!") {
        Traits::DANGERS
    } else if !kept && says("'/'") {
        Traits::PATH
    } else if (says("control") && kept == says("!")) || (!kept && says("'\\n'")) {
        Traits::LOG
    } else if !kept && says("'<'") {
        Traits::HTML
    } else {
        Traits::NONE
    }
}

/// `String::new()`, `PathBuf::new()`.
fn is_empty_text(name: &Name, last: &str) -> bool {
    matches!(last, "new" | "with_capacity")
        && ["std::string::String", "std::path::PathBuf"].iter().any(|module| name.may_be_in(module))
}

/// The types of addresses.
pub(super) fn is_address(ty: &str) -> bool {
    matches!(ty, "IpAddr" | "Ipv4Addr" | "Ipv6Addr" | "SocketAddr" | "SocketAddrV4" | "SocketAddrV6")
}

/// Whether what is bound is the outcome of `text.parse()`.
pub(super) fn is_parsed(expr: &Expr) -> bool {
    match unwrapped(expr) {
        Expr::Try(inner) => is_parsed(&inner.expr),
        Expr::MethodCall(call) => match &*word(&call.method) {
            "parse" => call.turbofish.is_none(),
            "map_err" | "unwrap" | "expect" | "context" | "with_context" | "unwrap_or_default" | "ok"
            | "ok_or" | "ok_or_else" | "unwrap_or" => is_parsed(&call.receiver),
            _ => false,
        },
        _ => false,
    }
}

/// The text that is parsed into a type which is none.
pub(super) fn parsed_into(text: &Value, ty: &syn::Type) -> Option<Value> {
    let ty = type_name(ty)?;
    (!keeps_text(&ty)).then(|| number_of(text, &ty))
}

/// A function of this name makes something on which others are called.
fn is_maker(name: &str) -> bool {
    matches!(
        name,
        "builder"
            | "default"
            | "open"
            | "create"
            | "create_new"
            | "sql_query"
            | "connect"
            | "options"
            | "get"
            | "post"
            | "put"
            | "client"
            | "build"
            | "text"
            | "stdin"
            | "stdout"
            | "stderr"
            | "cmd"
            | "pipe"
            | "delete"
            | "buffered"
            | "md5"
            | "sha1"
    ) || name.starts_with("new")
        || name.starts_with("from")
        || name.starts_with("with_")
        || name.starts_with("build")
        || name.starts_with("query")
        || name.starts_with("insert_")
        || name == "update"
        || name == "replace_into"
        || name.starts_with(|c: char| c.is_ascii_uppercase())
}

/// A function that nobody knows, whose name says that it hands on what it is given.
fn transforms(name: &str) -> bool {
    const WORDS: Stems = Stems::new(&[
        "to_",
        "into_",
        "decode",
        "unescape",
        "normali",
        "trim",
        "lower",
        "upper",
        "format",
        "build",
        "make",
        "concat",
        "join",
        "strip",
        "render",
        "compose",
        "unquote",
        "expand",
        "wrap",
        "prefix",
        "suffix",
        "append",
        "interpolate",
        "identity",
    ]);
    WORDS.are_in_as_written(name)
}

/// A method that nobody knows, whose name says that it answers yes or no, or with a number.
fn answers(name: &str) -> bool {
    name.starts_with("is_")
        || name.starts_with("has_")
        || name.starts_with("contains")
        || name.ends_with("_count")
        || name.ends_with("_len")
        || name.ends_with("_affected")
        || name.ends_with("_size")
}

fn is_the_end(name: &Name, last: &str) -> bool {
    matches!(last, "exit" | "abort") && (name.may_be_in("std::process") || name.is_in("std::process"))
}

fn is_assignment(op: &BinOp) -> bool {
    matches!(
        op,
        BinOp::SubAssign(_)
            | BinOp::MulAssign(_)
            | BinOp::DivAssign(_)
            | BinOp::RemAssign(_)
            | BinOp::BitOrAssign(_)
            | BinOp::BitAndAssign(_)
            | BinOp::BitXorAssign(_)
            | BinOp::ShlAssign(_)
            | BinOp::ShrAssign(_)
    )
}

/// Macros that write to a log, with fields beside the text.
pub(crate) fn is_log(name: &str) -> bool {
    matches!(
        name,
        "trace"
            | "debug"
            | "info"
            | "warn"
            | "error"
            | "log"
            | "event"
            | "span"
            | "info_span"
            | "debug_span"
            | "error_span"
            | "warn_span"
            | "trace_span"
            | "slog_info"
            | "slog_warn"
            | "slog_error"
            | "slog_debug"
            | "crit"
            | "o"
            | "slog_o"
            | "instrument"
    )
}

/// Macros that format a text.
pub(crate) fn is_format(name: &str) -> bool {
    matches!(
        name,
        "format"
            | "print"
            | "println"
            | "eprint"
            | "eprintln"
            | "write"
            | "writeln"
            | "format_args"
            | "panic"
            | "bail"
            | "anyhow"
            | "eyre"
            | "todo"
            | "unreachable"
            | "unimplemented"
            | "dbg"
            | "format_compact"
            | "ensure"
            | "assert"
            | "assert_eq"
            | "assert_ne"
            | "debug_assert"
            | "debug_assert_eq"
            | "debug_assert_ne"
    )
}

fn expressions(tokens: &TokenStream) -> Option<Rc<Arguments>> {
    syn::parse::Parser::parse2(Arguments::parse_terminated, tokens.clone()).ok().map(Rc::new)
}

/// `&mut x`, `&mut x[..]`, `x.as_mut_slice()`.
fn is_lent(expr: &Expr) -> bool {
    match expr {
        Expr::Reference(reference) => reference.mutability.is_some(),
        Expr::MethodCall(call) => word(&call.method).starts_with("as_mut"),
        Expr::Paren(inner) => is_lent(&inner.expr),
        _ => false,
    }
}

/// The variable or field that is lent with it.
fn lent_place(expr: &Expr) -> Option<String> {
    match unwrapped(expr) {
        Expr::Index(index) => place_of(&index.expr),
        Expr::MethodCall(call) if call.args.is_empty() && word(&call.method).contains("_mut") => {
            lent_place(&call.receiver)
        }
        Expr::Unary(unary) => lent_place(&unary.expr),
        other => place_of(other),
    }
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

/// What stands between two commas in the brackets of a macro.
enum Part<'g> {
    /// Parsed by the reader of facts.
    Given(&'g Expr),
    /// A closure's parameters and generics have commas as well; those pieces do not parse and are read as brackets.
    Tokens(Vec<TokenTree>),
}

fn parts<'g>(given: Option<&'g Arguments>, tokens: &TokenStream, is_log: bool) -> Vec<Part<'g>> {
    match given {
        Some(list) => list.iter().map(Part::Given).collect(),
        None if is_log => split_fields(tokens).into_iter().map(Part::Tokens).collect(),
        None => split_at(tokens, is_comma).into_iter().map(Part::Tokens).collect(),
    }
}

impl Part<'_> {
    /// See [`labelled`].
    fn labelled(&self) -> (Option<String>, Result<Cow<'_, Expr>, &[TokenTree]>) {
        match self {
            Self::Given(Expr::Assign(assign)) if let Some(label) = label_of(&assign.left) => {
                (Some(label), Ok(Cow::Borrowed(&assign.right)))
            }
            Self::Given(expr) => (None, Ok(Cow::Borrowed(expr))),
            Self::Tokens(tokens) => {
                let (label, expr) = labelled(tokens);
                (label, expr.map(Cow::Owned).ok_or(tokens))
            }
        }
    }

    /// Whether a field of a log is written by `Debug`: no expression is.
    fn is_debugged(&self) -> bool {
        matches!(self, Self::Tokens(tokens) if is_debugged(tokens))
    }

    fn begins_with_literal(&self) -> bool {
        match self {
            Self::Given(Expr::Assign(assign)) => matches!(*assign.left, Expr::Lit(_)),
            Self::Given(expr) => matches!(expr, Expr::Lit(_)),
            Self::Tokens(tokens) => matches!(tokens.first(), Some(TokenTree::Literal(_))),
        }
    }
}

/// `a.b` of `a.b = ..`.
fn label_of(target: &Expr) -> Option<String> {
    match target {
        Expr::Path(path) => path.path.get_ident().map(plain),
        Expr::Lit(literal) => {
            let text = quote::ToTokens::to_token_stream(&literal.lit).to_string();
            Some(text.trim_matches('"').to_owned())
        }
        Expr::Field(syn::ExprField { base, member: syn::Member::Named(name), .. }) => {
            let mut label = label_of(base)?;
            add_name(&mut label, name);
            Some(label)
        }
        _ => None,
    }
}

/// The pieces of a log, where `;` stands between fields and text.
fn split_fields(tokens: &TokenStream) -> Vec<Vec<TokenTree>> {
    split_at(tokens, |token| {
        is_comma(token) || matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';')
    })
}

fn split_at(tokens: &TokenStream, is_end: impl Fn(&TokenTree) -> bool) -> Vec<Vec<TokenTree>> {
    let mut pieces = vec![Vec::new()];
    for token in tokens.clone() {
        if is_end(&token) {
            pieces.push(Vec::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(token);
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// `label = %expr`, `target: "x"`, `"label" => expr`, `?expr`, `expr`.
fn labelled(tokens: &[TokenTree]) -> (Option<String>, Option<Expr>) {
    let mut label = String::new();
    let mut at = 0;
    // `a.b = ..`
    loop {
        match tokens.get(at) {
            Some(TokenTree::Ident(ident)) => label.push_str(&word(ident)),
            Some(TokenTree::Literal(literal)) if at == 0 => {
                label.push_str(literal.to_string().trim_matches('"'))
            }
            _ => break,
        }
        match tokens.get(at + 1) {
            Some(TokenTree::Punct(punct)) if punct.as_char() == '.' => {
                label.push('.');
                at += 2;
            }
            Some(TokenTree::Punct(punct)) if matches!(punct.as_char(), '=' | ':') => {
                let next = tokens.get(at + 2);
                let doubled = matches!(next, Some(TokenTree::Punct(next)) if next.as_char() == punct.as_char() || next.as_char() == '>');
                if doubled && punct.spacing() == proc_macro2::Spacing::Joint {
                    let is_arrow = matches!(next, Some(TokenTree::Punct(next)) if next.as_char() == '>');
                    if is_arrow && matches!(tokens.first(), Some(TokenTree::Literal(_))) {
                        return (Some(label), sigil(tokens.get(at + 3..).unwrap_or_default()));
                    }
                    break;
                }
                let rest = tokens.get(at + 2..).unwrap_or_default();
                return (Some(label), sigil(rest));
            }
            _ => break,
        }
    }
    (None, sigil(tokens))
}

/// `%expr` and `?expr` of tracing's fields.
fn sigil(tokens: &[TokenTree]) -> Option<Expr> {
    let tokens = match tokens {
        [TokenTree::Punct(punct), rest @ ..] if matches!(punct.as_char(), '%' | '?') => rest,
        [TokenTree::Punct(hash), TokenTree::Punct(punct), rest @ ..]
            if hash.as_char() == '#' && matches!(punct.as_char(), '%' | '?') =>
        {
            rest
        }
        all => all,
    };
    if let [token] = tokens
        && let Some(expr) = single(token)
    {
        return Some(expr);
    }
    // Tokens that begin a long row of brackets are left to who reads them as such.
    syn::parse2(tokens.iter().cloned().collect()).ok()
}

/// What needs no parser: most arguments of a log are a variable or a text.
fn single(token: &TokenTree) -> Option<Expr> {
    match token {
        TokenTree::Literal(literal) => {
            Some(Expr::Lit(syn::ExprLit { attrs: Vec::new(), lit: Lit::new(literal.clone()) }))
        }
        TokenTree::Ident(ident) if !is_keyword(ident) => {
            let path = syn::Path::from(ident.clone());
            Some(Expr::Path(syn::ExprPath { attrs: Vec::new(), qself: None, path }))
        }
        _ => None,
    }
}

/// Whether a word has a meaning of its own in the language, in one of its editions.
fn is_keyword(ident: &proc_macro2::Ident) -> bool {
    #[rustfmt::skip]
    const KEYWORDS: [&str; 53] = [
        "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
        "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
        "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "Self", "static", "struct",
        "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    KEYWORDS.iter().any(|word| ident == word)
}
