//! A comparison of texts or bytes, in a time that does not depend on them.

use syn::{BinOp, Expr, ExprBinary, Fields, Item, Member, Type};

use super::finder::Around;
use super::{Draft, Need, range_of};
use crate::facts::place_of;

/// What gives the bytes of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bytes {
    /// It is `&[u8]`.
    Itself,
    /// `&..[..]`, of what is a slice or an array.
    OfEither,
    /// `.as_bytes()`, of a text.
    OfText,
    /// `.as_slice()`, of a list.
    OfList,
}

/// `a == b` becomes `bool::from(subtle::ConstantTimeEq::ct_eq(a.as_bytes(), b.as_bytes()))`, where both types are in sight.
pub(super) fn mend(around: &Around<'_>, expr: &ExprBinary) -> Option<Draft> {
    let (left, right) = (bytes_of(around, &expr.left)?, bytes_of(around, &expr.right)?);
    let equal = match expr.op {
        BinOp::Eq(_) => "",
        _ => "!",
    };
    let (first, second) = (range_of(place_of(&expr.left)), range_of(place_of(&expr.right)));
    let prefix = |bytes| if bytes == Bytes::OfEither { "&" } else { "" };
    let suffix = |bytes| match bytes {
        Bytes::Itself => "",
        Bytes::OfEither => "[..]",
        Bytes::OfText => ".as_bytes()",
        Bytes::OfList => ".as_slice()",
    };
    let draft = Draft::certain("compare in a time that tells nothing").needs(Need::Dependency("subtle"));
    Some(
        draft
            .before(&first, format!("{equal}bool::from(subtle::ConstantTimeEq::ct_eq({}", prefix(left)))
            .replace(first.end..second.start, format!("{}, {}", suffix(left), prefix(right)))
            .after(&second, format!("{}))", suffix(right))),
    )
}

fn bytes_of(around: &Around<'_>, expr: &Expr) -> Option<Bytes> {
    match expr {
        Expr::MethodCall(call) if call.args.is_empty() => match call.method.to_string().as_str() {
            // Of a text they are a slice; of something else they may be an array.
            "as_bytes" if bytes_of(around, &call.receiver) == Some(Bytes::OfText) => Some(Bytes::Itself),
            "as_bytes" => Some(Bytes::OfEither),
            "as_str" => Some(Bytes::OfText),
            _ => None,
        },
        Expr::Path(path) => {
            let name = path.path.get_ident()?.to_string();
            of_type(around.parameter(&name, range_of(place_of(expr)).start)?)
        }
        Expr::Field(field) => {
            let Member::Named(name) = &field.member else { return None };
            // Whose field it is, nobody knows; but if all of that name are alike, it does not matter.
            let mut types = around.file.items.iter().filter_map(|item| match item {
                Item::Struct(item) => Some(&item.fields),
                _ => None,
            });
            let mut found = None;
            types.by_ref().for_each(|fields: &Fields| {
                for field in fields {
                    if field.ident.as_ref() == Some(name) {
                        found = Some(match found {
                            None => of_type(&field.ty),
                            Some(before) if before == of_type(&field.ty) => before,
                            Some(_) => None,
                        });
                    }
                }
            });
            found?
        }
        _ => None,
    }
}

fn of_type(ty: &Type) -> Option<Bytes> {
    match ty {
        Type::Reference(ty) => match &*ty.elem {
            Type::Slice(slice) if is_named(&slice.elem, "u8") => Some(Bytes::Itself),
            inner => of_type(inner),
        },
        ty if is_named(ty, "String") || is_named(ty, "str") => Some(Bytes::OfText),
        Type::Array(array) if is_named(&array.elem, "u8") => Some(Bytes::OfList),
        Type::Path(path) if path.qself.is_none() => {
            let last = path.path.segments.last()?;
            match &last.arguments {
                syn::PathArguments::AngleBracketed(list) if last.ident == "Vec" && list.args.len() == 1 => {
                    match list.args.first()? {
                        syn::GenericArgument::Type(ty) if is_named(ty, "u8") => Some(Bytes::OfList),
                        _ => None,
                    }
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn is_named(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Path(path) if path.qself.is_none() && path.path.is_ident(name))
}
