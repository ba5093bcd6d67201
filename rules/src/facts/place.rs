//! Where an expression begins and ends, without writing its tokens down: that would cost more than reading it.

use syn::spanned::Spanned;
use syn::{Block, Expr, MacroDelimiter, Member, PathArguments, RangeLimits, Type};

use crate::diagnostics::Place;

/// From the first token of an expression to its last. Attributes are left out where that is simple.
pub(crate) fn place_of(expr: &Expr) -> Place {
    match expr {
        Expr::Lit(literal) => literal.lit.span().into(),
        Expr::Path(path) => match (&path.qself, path.path.segments.first(), path.path.segments.last()) {
            (None, Some(first), Some(last)) if path.path.leading_colon.is_none() => {
                let end = match &last.arguments {
                    PathArguments::None => last.ident.span(),
                    PathArguments::AngleBracketed(list) => list.gt_token.span,
                    PathArguments::Parenthesized(_) => Place::from(expr).end,
                };
                Place { start: first.ident.span(), end }
            }
            _ => Place::from(expr),
        },
        Expr::Reference(expr) => Place { start: expr.and_token.span, end: place_of(&expr.expr).end },
        Expr::MethodCall(call) => {
            Place { start: place_of(&call.receiver).start, end: call.paren_token.span.close() }
        }
        Expr::Call(call) => Place { start: place_of(&call.func).start, end: call.paren_token.span.close() },
        Expr::Field(field) => {
            let end = match &field.member {
                Member::Named(name) => name.span(),
                Member::Unnamed(index) => index.span,
            };
            Place { start: place_of(&field.base).start, end }
        }
        Expr::Macro(expr) => {
            let end = match &expr.mac.delimiter {
                MacroDelimiter::Paren(paren) => paren.span.close(),
                MacroDelimiter::Brace(brace) => brace.span.close(),
                MacroDelimiter::Bracket(bracket) => bracket.span.close(),
            };
            let first = expr.mac.path.segments.first();
            Place { start: first.map_or(end, |first| first.ident.span()), end }
        }
        Expr::Closure(closure) => {
            let asyncness = closure.asyncness.map(|token| token.span);
            let capture = closure.capture.map(|token| token.span);
            let start = asyncness.or(capture).unwrap_or(closure.inputs_begin.span);
            Place { start, end: place_of(&closure.body).end }
        }
        Expr::Binary(expr) => Place { start: place_of(&expr.left).start, end: place_of(&expr.right).end },
        Expr::Index(expr) => {
            Place { start: place_of(&expr.expr).start, end: expr.bracket_token.span.close() }
        }
        Expr::Try(expr) => Place { start: place_of(&expr.expr).start, end: expr.question_token.span },
        Expr::Await(expr) => Place { start: place_of(&expr.base).start, end: expr.await_token.span },
        Expr::Unary(unary) => Place { start: unary.op.span(), end: place_of(&unary.expr).end },
        Expr::Paren(expr) => whole(expr.paren_token.span),
        Expr::Tuple(expr) => whole(expr.paren_token.span),
        Expr::Array(expr) => whole(expr.bracket_token.span),
        Expr::Repeat(expr) => whole(expr.bracket_token.span),
        Expr::Struct(expr) => {
            let end = expr.brace_token.span.close();
            let first = expr.path.segments.first();
            Place { start: first.map_or(end, |first| first.ident.span()), end }
        }
        Expr::Block(expr) if expr.label.is_none() => whole(expr.block.brace_token.span),
        Expr::Async(expr) => Place { start: expr.async_token.span, end: end_of(&expr.block) },
        Expr::Unsafe(expr) => Place { start: expr.unsafe_token.span, end: end_of(&expr.block) },
        Expr::Match(expr) => Place { start: expr.match_token.span, end: expr.brace_token.span.close() },
        Expr::If(expr) => {
            let end = expr.else_branch.as_ref().map(|(_, otherwise)| place_of(otherwise).end);
            Place { start: expr.if_token.span, end: end.unwrap_or_else(|| end_of(&expr.then_branch)) }
        }
        Expr::Assign(expr) => Place { start: place_of(&expr.left).start, end: place_of(&expr.right).end },
        Expr::Cast(cast) => {
            let end = match &*cast.ty {
                Type::Path(ty) if ty.qself.is_none() => match ty.path.segments.last() {
                    Some(last) if last.arguments.is_none() => last.ident.span(),
                    _ => Place::from(&cast.ty).end,
                },
                ty => Place::from(ty).end,
            };
            Place { start: place_of(&cast.expr).start, end }
        }
        Expr::Range(range) => {
            let dots = match &range.limits {
                RangeLimits::HalfOpen(dots) => [dots.spans[0], dots.spans[1]],
                RangeLimits::Closed(dots) => [dots.spans[0], dots.spans[2]],
            };
            let start = range.start.as_ref().map_or(dots[0], |start| place_of(start).start);
            Place { start, end: range.end.as_ref().map_or(dots[1], |end| place_of(end).end) }
        }
        Expr::Return(expr) => {
            let start = expr.return_token.span;
            Place { start, end: expr.expr.as_ref().map_or(start, |value| place_of(value).end) }
        }
        Expr::Let(expr) => Place { start: expr.let_token.span, end: place_of(&expr.expr).end },
        Expr::Loop(expr) if expr.label.is_none() => {
            Place { start: expr.loop_token.span, end: end_of(&expr.body) }
        }
        Expr::While(expr) if expr.label.is_none() => {
            Place { start: expr.while_token.span, end: end_of(&expr.body) }
        }
        Expr::ForLoop(expr) if expr.label.is_none() => {
            Place { start: expr.for_token.span, end: end_of(&expr.body) }
        }
        other => Place::from(other),
    }
}

fn whole(span: proc_macro2::extra::DelimSpan) -> Place {
    Place { start: span.open(), end: span.close() }
}

fn end_of(block: &Block) -> proc_macro2::Span {
    block.brace_token.span.close()
}
