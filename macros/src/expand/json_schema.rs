//! `impl JsonSchema`: what callers and models plan with, put together from the parts of `__private::schema`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprLit, ExprUnary, GenericParam, Lit, LitFloat, LitInt, UnOp};

use super::data::Header;
use super::flatten;
use super::proof::field_type;
use crate::args::field::Format;
use crate::model::data::{Content, Data, Shape, Tagging, Variant};
use crate::model::documentation::Documentation;
use crate::model::field::{Direction, Field};
use crate::model::limits::Check;

pub fn implementations(data: &Data) -> TokenStream {
    let bound = match data.direction.is_input() {
        true => quote!(__private::schemars::JsonSchema + __private::serde::de::DeserializeOwned),
        false => quote!(__private::schemars::JsonSchema),
    };
    let header = Header::new(data, &bound);
    let implement = header.implement(data, &quote!(__private::schemars::JsonSchema));
    let flatten = flatten::implementation(data, &header);
    let apart = flatten::assertions(data);
    let name = name(data);
    let whole = match &data.shape {
        Shape::Struct(content) => content_part(content, data),
        Shape::Enum(tagging, variants) => one_of(variants, tagging, data),
    };
    let Written { statements, value } = whole.documented(&data.documentation);
    quote! {
        #implement {
            fn schema_name() -> __private::Cow<'static, str> {
                #name
            }

            fn schema_id() -> __private::Cow<'static, str> {
                __private::schema::id::<Self>(::core::file!(), ::core::line!(), ::core::column!())
            }

            fn json_schema(generator: &mut __private::schemars::SchemaGenerator) -> __private::schemars::Schema {
                #statements
                #value.into_schema()
            }
        }
        #flatten
        #apart
    }
}

fn name(data: &Data) -> TokenStream {
    let base = &data.name;
    let parameters = data.generics.params.iter().filter_map(|parameter| match parameter {
        GenericParam::Lifetime(_) => None,
        GenericParam::Type(parameter) => {
            let name = &parameter.ident;
            Some(quote!(&<#name as __private::schemars::JsonSchema>::schema_name()))
        }
        GenericParam::Const(parameter) => {
            let name = &parameter.ident;
            Some(quote!(&__private::schema::constant(&#name)))
        }
    });
    quote!(__private::schema::name(#base, &[#(#parameters),*]))
}

fn one_of(variants: &[Variant], tagging: &Tagging, data: &Data) -> Written {
    let forms = variants.iter().map(|variant| {
        let cfg = &variant.cfg;
        let form = variant_part(variant, tagging, data).documented(&variant.documentation);
        let statement = quote! { #(#cfg)* forms.push(#form); };
        in_contract(!variant.serde.skip_reading, !variant.serde.skip_writing, data, statement)
    });
    Written {
        statements: quote! {
            let mut forms = __private::schema::Parts::new();
            #(#forms)*
        },
        value: quote!(forms.one_of(generator)),
    }
}

fn variant_part(variant: &Variant, tagging: &Tagging, data: &Data) -> Written {
    let json = &variant.json;
    let word = quote!(__private::schema::word(generator, #json));
    match (tagging, &variant.content) {
        (Tagging::External, Content::Unit) => Written::value(word),
        (Tagging::External, content) => {
            let content = content_part(content, data);
            object([quote!(__private::schema::Object::insert(&mut object, #json, #content);)])
        }
        (Tagging::Internal(tag), content) => {
            let fields = match content {
                Content::Newtype(field) => {
                    let fields = fields_of(field, data);
                    vec![quote!(object.flatten(#fields);)]
                }
                content => content.fields().iter().map(|field| insert(field, data)).collect(),
            };
            object(
                [quote!(__private::schema::Object::insert(&mut object, #tag, #word);)]
                    .into_iter()
                    .chain(fields),
            )
        }
        (Tagging::Adjacent(tag, _), Content::Unit) => {
            object([quote!(__private::schema::Object::insert(&mut object, #tag, #word);)])
        }
        (Tagging::Adjacent(tag, key), content) => {
            let content = content_part(content, data);
            object([
                quote!(__private::schema::Object::insert(&mut object, #tag, #word);),
                quote!(__private::schema::Object::insert(&mut object, #key, #content);),
            ])
        }
    }
}

fn content_part(content: &Content, data: &Data) -> Written {
    match content {
        Content::Unit => Written::value(quote!(__private::schema::null(generator))),
        Content::Newtype(field) => Written::value(part(field, data)),
        Content::Tuple(fields) => {
            let elements = fields.iter().map(|field| {
                let (cfg, part) = (&field.cfg, part(field, data));
                let statement = quote! { #(#cfg)* elements.push(#part); };
                in_contract(field.is_read(), field.is_written(), data, statement)
            });
            Written {
                statements: quote! {
                    let mut elements = __private::schema::Parts::new();
                    #(#elements)*
                },
                value: quote!(elements.list(generator)),
            }
        }
        Content::Named(fields) => object(fields.iter().map(|field| insert(field, data))),
    }
}

fn object(statements: impl IntoIterator<Item = TokenStream>) -> Written {
    let statements = statements.into_iter();
    Written {
        statements: quote! {
            let mut object = __private::schema::Object::new();
            #(#statements)*
        },
        value: quote!(object.finish(generator)),
    }
}

fn insert(field: &Field, data: &Data) -> TokenStream {
    let (cfg, json) = (&field.cfg, &field.json);
    let statement = match field.serde.flatten {
        Some(_) => {
            let fields = fields_of(field, data);
            quote! { #(#cfg)* object.flatten(#fields); }
        }
        None => {
            let part = part(field, data);
            quote! { #(#cfg)* __private::schema::Object::insert(&mut object, #json, #part); }
        }
    };
    in_contract(field.is_read(), field.is_written(), data, statement)
}

/// The statement in the directions in which it holds.
fn in_contract(is_read: bool, is_written: bool, data: &Data, statement: TokenStream) -> TokenStream {
    let holds = match data.direction {
        Direction::Input => (is_read, is_read),
        Direction::Output => (is_written, is_written),
        Direction::Both => (is_read, is_written),
    };
    match holds {
        (true, true) => statement,
        (true, false) => quote! { if generator.contract().is_deserialize() { #statement } },
        (false, true) => quote! { if generator.contract().is_serialize() { #statement } },
        (false, false) => TokenStream::new(),
    }
}

fn fields_of(field: &Field, data: &Data) -> TokenStream {
    let ty = field_type(field, data);
    quote_spanned!(field.ty.span()=> <#ty as __private::schema::Flatten>::fields(generator))
}

/// The schema of one field with all that its attributes say.
fn part(field: &Field, data: &Data) -> TokenStream {
    let ty = field_type(field, data);
    let mut part = match (field.is_opaque(), data.direction.is_input() && field.is_read()) {
        (true, _) => quote!(__private::schema::anything(generator)),
        (false, true) => quote_spanned!(field.ty.span()=> __private::schema::of_input::<#ty>(generator)),
        (false, false) => quote_spanned!(field.ty.span()=> __private::schema::of::<#ty>(generator)),
    };
    for check in &field.checks {
        part.extend(keywords(check));
    }
    if field.serde.default.is_some() || data.default.is_some() {
        part.extend(quote!(.optional()));
    }
    if field.serde.skip_writing_if.is_some() {
        part.extend(quote!(.omittable()));
    }
    Written::value(part).documented(&field.documentation).value
}

/// An expression, and the statements before it.
struct Written {
    statements: TokenStream,
    value: TokenStream,
}

impl Written {
    fn value(value: TokenStream) -> Self {
        Written { statements: TokenStream::new(), value }
    }

    fn documented(mut self, documentation: &Documentation) -> Self {
        if let Some(title) = &documentation.title {
            self.value.extend(quote!(.title(#title)));
        }
        if let Some(description) = &documentation.description {
            self.value.extend(quote!(.describe(#description)));
        }
        self
    }
}

/// As one expression.
impl ToTokens for Written {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Written { statements, value } = self;
        tokens.extend(match statements.is_empty() {
            true => quote!(#value),
            false => quote!({ #statements #value }),
        });
    }
}

fn keywords(check: &Check) -> TokenStream {
    match check {
        Check::Length { min, max, equal } => {
            let min = min.as_ref().or(equal.as_ref()).map(|min| quote!(.min_length(#min)));
            let max = max.as_ref().or(equal.as_ref()).map(|max| quote!(.max_length(#max)));
            quote!(#min #max)
        }
        Check::Range { min, max, exclusive_min, exclusive_max } => {
            let min = min.as_deref().map(number).map(|min| quote!(.minimum(#min)));
            let max = max.as_deref().map(number).map(|max| quote!(.maximum(#max)));
            let above = exclusive_min.as_deref().map(number).map(|min| quote!(.exclusive_minimum(#min)));
            let below = exclusive_max.as_deref().map(number).map(|max| quote!(.exclusive_maximum(#max)));
            quote!(#min #max #above #below)
        }
        Check::Format(format) => {
            let format = match format {
                Format::Email => "email",
                Format::Url => "uri",
                Format::Ip => "ip",
                Format::Ipv4 => "ipv4",
                Format::Ipv6 => "ipv6",
            };
            quote!(.format(#format))
        }
        Check::Pattern(pattern) => quote!(.pattern(#pattern)),
        Check::Contains(text) => quote!(.contains(#text)),
        Check::DoesNotContain(text) => quote!(.does_not_contain(#text)),
        Check::Required => quote!(.required()),
        // What the author's code decides, a schema cannot say.
        Check::Regex(_) | Check::MustMatch(_) | Check::Custom(_) | Check::NonControlCharacter => {
            TokenStream::new()
        }
    }
}

/// A literal gets the widest type of its kind, since nothing else in the schema tells its type.
fn number(expression: &Expr) -> TokenStream {
    match expression {
        Expr::Unary(ExprUnary { op: UnOp::Neg(minus), expr, .. }) => {
            let positive = number(expr);
            quote!(#minus #positive)
        }
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => {
            let suffix = if number.base10_parse::<i64>().is_ok() { "i64" } else { "u64" };
            let number = LitInt::new(&format!("{}_{suffix}", number.base10_digits()), number.span());
            quote!(#number)
        }
        Expr::Lit(ExprLit { lit: Lit::Float(number), .. }) => {
            let number = LitFloat::new(&format!("{}_f64", number.base10_digits()), number.span());
            quote!(#number)
        }
        other => quote!(#other),
    }
}
