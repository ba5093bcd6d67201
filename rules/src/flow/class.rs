//! What a type says of a value that comes from outside: a number does no harm in a text, a folder is no text at all.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use foldhash::fast::RandomState;
use syn::{Fields, GenericArgument, Item, ItemEnum, ItemStruct, PathArguments, Type, TypeParamBound};

use super::crossing::Elsewhere;
use super::number::Number;
use super::value::{Traits, Value};
use crate::facts::{plain, word};

/// The structs and enums of a file, as far as their fields say what an input of that type is.
#[derive(Default)]
pub(super) struct Structures<'e> {
    /// Those of the other files.
    elsewhere: Option<&'e dyn Elsewhere>,
    known: HashMap<String, Structure, RandomState>,
    /// The texts of constants.
    constants: HashMap<String, Rc<str>, RandomState>,
    /// Types of the file's own that are called as a part of a request is: `enum Message { Stop }`.
    own: Vec<(String, Class)>,
}

#[derive(Debug)]
pub(crate) enum Structure {
    /// The fields with what they are; `is_input` if it is made of what somebody sends: `derive(Deserialize)`.
    Struct {
        fields: Vec<(String, Class)>,
        is_input: bool,
        /// What becomes public with it when it is written as a whole, by `Debug` or `Serialize`.
        shows: Traits,
    },
    /// Variants without fields: somebody may choose one of them, and nothing else.
    Choice,
}

/// What a value of a type can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Nothing that could do harm: a flag, a handle, a date.
    Harmless,
    /// A number, with its type.
    Number(Option<Number>),
    Text,
    /// A path or a URL that is checked for nothing: the calling code's own, unless a request is made of it.
    Location,
    /// Bytes are a text, and each of them is a number.
    Bytes,
    /// What bytes are read from.
    Reader,
    Tuple(Vec<Class>),
    /// A type of which only the name is known.
    Named(Arc<str>),
    /// The same, but nobody sends it: `State<App>`, `Arc<App>`.
    Held(Arc<str>),
    /// A type that does not show what it holds: `SecretString`, `Personal<Email>`.
    Sealed,
    /// Wrapped in what takes it out of a request: `Query<T>`.
    Extracted(Box<Class>),
}

impl<'e> Structures<'e> {
    /// The structs and enums of a file are declared one by one; those of the others are asked for.
    pub(super) fn among(elsewhere: Option<&'e dyn Elsewhere>) -> Self {
        Self { elsewhere, ..Self::default() }
    }

    pub(super) fn declare(&mut self, item: &Item) {
        if let Item::Struct(ItemStruct { ident, attrs, .. }) | Item::Enum(ItemEnum { ident, attrs, .. }) =
            item
        {
            let name = plain(ident);
            if REQUESTS.contains(&name.as_str()) && !is_input(attrs) {
                self.own.push((name.clone(), Class::Named(name.as_str().into())));
            }
        }
        if let Some((name, structure)) = Structure::of(item) {
            self.known.insert(name, structure);
        }
        if let Item::Const(item) = item
            && let syn::Expr::Lit(lit) = &*item.expr
            && let syn::Lit::Str(text) = &lit.lit
        {
            self.constants.insert(plain(&item.ident), text.value().as_str().into());
        }
    }

    /// A struct or an enum of this file, or of another one of the crate.
    fn find(&self, name: &str) -> Option<&Structure> {
        self.known.get(name).or_else(|| self.elsewhere?.structure(name))
    }

    /// The value of an input of this class. `by_attribute` if an attribute says that every parameter is input.
    pub(super) fn input(&self, class: &Class, origin: Traits, by_attribute: bool) -> Value {
        match class {
            Class::Harmless => Value::default(),
            Class::Sealed => Value::of(Traits::SEALED),
            Class::Held(name) => self.held(name),
            Class::Number(number) => Value { number: *number, ..Value::of(Traits::AMOUNT | origin) },
            Class::Text => Value::of(Traits::TEXT | Traits::AMOUNT | Traits::WRITTEN | origin),
            Class::Location if by_attribute => Value::of(Traits::TEXT | origin),
            Class::Location => Value::default(),
            Class::Bytes => {
                Value { number: Number::of_type("u8"), ..Value::of(Traits::TEXT | Traits::AMOUNT | origin) }
            }
            Class::Reader => Value { structure: Some("Read".into()), ..Value::default() },
            Class::Tuple(classes) => {
                let part = |(index, class): (usize, &Class)| {
                    (index.to_string(), self.input(class, origin, by_attribute))
                };
                let parts: Vec<(String, Value)> = classes.iter().enumerate().map(part).collect();
                let of_fields = parts.iter().fold(Traits::NONE, |all, (_, part)| all | part.traits);
                Value { of_fields, parts: Some(Rc::new(parts)), ..Value::default() }
            }
            Class::Extracted(inner) => {
                let remote = origin.without(Traits::PARAMETER) | Traits::REMOTE;
                self.input(inner, remote, true)
            }
            Class::Named(name) => self.named(name, origin, by_attribute),
        }
    }

    fn named(&self, name: &Arc<str>, origin: Traits, by_attribute: bool) -> Value {
        match self.find(name) {
            Some(Structure::Choice) => Value::default(),
            Some(Structure::Struct { fields, is_input, shows }) if *is_input || by_attribute => {
                let part = |(field, class): &(String, Class)| {
                    // A struct in itself would go on for ever.
                    let value = match class {
                        Class::Named(_) => Value { of_fields: Traits::DANGERS | origin, ..Value::default() },
                        class => self.input(class, origin, by_attribute),
                    };
                    (field.clone(), value)
                };
                let parts: Vec<(String, Value)> = fields.iter().map(part).collect();
                let of_fields = parts
                    .iter()
                    .fold(Traits::NONE, |all, (_, part)| all | part.traits | part.of_fields)
                    .without(Traits::SEALED)
                    | *shows;
                Value {
                    of_fields,
                    parts: Some(Rc::new(parts)),
                    structure: Some(name.clone()),
                    ..Value::default()
                }
            }
            // The texts of a struct that the calling code has filled are its own, but where they become code.
            Some(Structure::Struct { fields, .. })
                if origin.has(Traits::PARAMETER) && fields.iter().any(|(_, class)| *class == Class::Text) =>
            {
                let held = self.held(name);
                let of_code = Traits::SQL | Traits::COMMAND | Traits::HTML | Traits::PATTERN;
                let part = |(field, class): &(String, Class)| {
                    let is_text = *class == Class::Text;
                    (is_text).then(|| {
                        (field.clone(), Value::of((of_code | origin).without(super::table::meant_as(field))))
                    })
                };
                let parts = fields.iter().filter_map(part).collect();
                Value { parts: Some(Rc::new(parts)), ..held }
            }
            None if by_attribute => Value {
                of_fields: Traits::DANGERS | origin,
                structure: Some(name.clone()),
                ..Value::default()
            },
            _ => self.held(name),
        }
    }

    /// A value that is no input: what its fields say by their names is known all the same.
    pub(super) fn held(&self, name: &Arc<str>) -> Value {
        let of_fields = match self.find(name) {
            Some(Structure::Struct { shows, .. }) => *shows,
            _ => Traits::NONE,
        };
        Value { structure: Some(name.clone()), of_fields, ..Value::default() }
    }

    /// A field of a struct that is in sight, as far as its type says more than where the whole comes from.
    pub(super) fn typed(&self, structure: &str, field: &str, mut value: Value) -> Value {
        let Some(class) = self.field(structure, field) else { return value };
        match class {
            Class::Number(number) => {
                value.traits = value.traits.without(Traits::TEXT);
                value.number = value.number.or(*number);
            }
            Class::Harmless => value.traits = value.traits.without(Traits::DANGERS),
            Class::Named(name) if matches!(self.find(name), Some(Structure::Choice)) => {
                value.traits = value.traits.without(Traits::DANGERS);
            }
            Class::Named(name) if value.structure.is_none() => value.structure = Some(name.clone()),
            Class::Text => value.traits |= Traits::WRITTEN,
            _ => {}
        }
        value
    }

    /// The type parameters of a function, and the types that are not what their name says elsewhere.
    pub(super) fn generics_of(&self, signature: &syn::Signature) -> Vec<(String, Class)> {
        let mut generics = generics_of(signature);
        generics.extend(self.own.iter().cloned());
        generics
    }

    /// Whether a struct of this name is declared here.
    pub(super) fn declares(&self, name: &str) -> bool {
        self.known.contains_key(name)
    }

    /// The text of a constant that stands beside the function.
    pub(super) fn constant(&self, name: &str) -> Option<&str> {
        self.constants.get(name).map(|text| &**text)
    }

    /// Whether this is a struct in sight that has named fields: what it shows is what they say, whatever it is called itself.
    pub(super) fn is_record(&self, name: &str) -> bool {
        let is_named = |(name, _): &(String, Class)| !name.starts_with(|c: char| c.is_ascii_digit());
        matches!(self.find(name), Some(Structure::Struct { fields, .. }) if fields.first().is_some_and(is_named))
    }

    /// The class of a field of a struct that is in sight.
    pub(super) fn field(&self, structure: &str, field: &str) -> Option<&Class> {
        match self.find(structure)? {
            Structure::Struct { fields, .. } => {
                fields.iter().find(|(name, _)| name == field).map(|(_, class)| class)
            }
            Structure::Choice => None,
        }
    }
}

impl Structure {
    pub(crate) fn of(item: &Item) -> Option<(String, Self)> {
        match item {
            Item::Struct(item) => {
                let is_input = is_input(&item.attrs);
                let field = |(index, field): (usize, &syn::Field)| {
                    let name = field.ident.as_ref().map_or_else(|| index.to_string(), plain);
                    (name, class_of(&field.ty, &[]))
                };
                let fields: Vec<(String, Class)> = item.fields.iter().enumerate().map(field).collect();
                let shows = shown(&item.attrs, &fields);
                Some((plain(&item.ident), Self::Struct { fields, is_input, shows }))
            }
            Item::Enum(item) if item.variants.iter().all(|it| matches!(it.fields, Fields::Unit)) => {
                Some((plain(&item.ident), Self::Choice))
            }
            _ => None,
        }
    }
}

/// Whether a type is made of what somebody sends.
fn is_input(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let path = attribute.path();
        let marks = ["data", "derive"].iter().any(|name| path.is_ident(name));
        marks && {
            let tokens = quote::ToTokens::to_token_stream(&attribute.meta).to_string();
            path.is_ident("data")
                || [
                    "Deserialize",
                    "FromForm",
                    "JsonSchema",
                    "FromRow",
                    "Validate",
                    "Object",
                    "Multipart",
                    "Parser",
                    "Args",
                ]
                .iter()
                .any(|name| tokens.contains(name))
        }
    })
}

/// What a derived `Debug` or `Serialize` writes that nobody else should read.
fn shown(attributes: &[syn::Attribute], fields: &[(String, Class)]) -> Traits {
    let writes = attributes.iter().any(|attribute| {
        attribute.path().is_ident("derive") && {
            let tokens = quote::ToTokens::to_token_stream(&attribute.meta).to_string();
            ["Debug", "Serialize", "Insertable", "AsChangeset", "BorshSerialize", "Encode"]
                .iter()
                .any(|name| tokens.split(|c: char| !c.is_alphanumeric()).any(|derived| derived == *name))
        }
    });
    if !writes {
        return Traits::NONE;
    }
    let texts = fields.iter().filter(|(_, class)| *class == Class::Text);
    texts.fold(Traits::NONE, |all, (name, _)| all | super::state::said_by(name))
}

/// Types that do not show what they hold.
pub(super) fn is_sealed(name: &str) -> bool {
    SEALED.contains(&name)
}

const SEALED: &[&str] = &[
    "Secret",
    "SecretString",
    "SecretStr",
    "SecretBox",
    "SecretVec",
    "SecretSlice",
    "SecretRef",
    "SecretBytes",
    "SecretUtf8",
    "SecUtf8",
    "SecStr",
    "SecVec",
    "Protected",
    "ProtectedString",
    "Hidden",
    "Redacted",
    "Sensitive",
    "SecretKeyRef",
    "Credential",
    "Personal",
    "SecretFile",
    "Masked",
];

const NUMBERS: &[&str] = &[
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "f32",
    "f64",
    "NonZeroU32",
    "NonZeroU64",
    "NonZeroUsize",
];

const TEXTS: &[&str] = &[
    "str",
    "String",
    "OsStr",
    "OsString",
    "CStr",
    "CString",
    "Bytes",
    "BytesMut",
    "Value",
    "RawStr",
    "ByteString",
    "BoundedString",
    "Text",
    "JsonObject",
];

/// What takes something out of a request.
const EXTRACTORS: &[&str] =
    &["Query", "Json", "Form", "Parameters", "TypedHeader", "TypedBody", "Multipart", "Bytes", "LambdaEvent"];

/// A request as a whole, and what is a text in it whatever its fields are.
const REQUESTS: &[&str] = &[
    "Request",
    "HttpRequest",
    "ServiceRequest",
    "HeaderMap",
    "Uri",
    "Multipart",
    "RawQuery",
    "CookieJar",
    "Payload",
    "Headers",
    "RequestParts",
    "Parts",
    "OriginalUri",
    "RawForm",
    "WebSocket",
    "Message",
    "CallToolRequestParam",
    "CallToolRequestParams",
    "Consumer",
    "StreamConsumer",
    "Subscriber",
    "Delivery",
    "BorrowedMessage",
    "OwnedMessage",
];

/// Whose content is what it holds.
const HOLDERS: &[&str] = &[
    "Option",
    "Vec",
    "Box",
    "Cow",
    "HashSet",
    "BTreeSet",
    "VecDeque",
    "BoundedVec",
    "Result",
    "LinkedList",
    "Receiver",
    "UnboundedReceiver",
    "Peekable",
];

const MAPS: &[&str] = &["HashMap", "BTreeMap", "BoundedMap", "IndexMap", "Map"];

/// Ready types, each of which is checked when it is made; and handles that nobody sends.
const HARMLESS: &[&str] = &[
    "bool",
    "char",
    "RelativePath",
    "PublicUrl",
    "Email",
    "Slug",
    "Date",
    "Money",
    "Uuid",
    "NaiveDate",
    "NaiveDateTime",
    "DateTime",
    "Duration",
    "Ipv4Addr",
    "Ipv6Addr",
    "IpAddr",
    "SocketAddr",
    "Instant",
    "SystemTime",
    "Ulid",
    "ObjectId",
    "Method",
    "StatusCode",
    "Decimal",
    "BigDecimal",
];

/// Whether it is a `HeaderMap`, or a name or a value of it: none of them holds a line break.
pub(super) fn is_of_headers(ty: &Type) -> bool {
    match ty {
        Type::Reference(ty) => is_of_headers(&ty.elem),
        Type::Path(ty) => ty.path.segments.last().is_some_and(|last| {
            ["HeaderMap", "HeaderName", "HeaderValue"].iter().any(|name| last.ident == name)
        }),
        _ => false,
    }
}

/// The class of a type in a signature or a struct. `generics` are the parameters of the function with their bounds.
pub(super) fn class_of(ty: &Type, generics: &[(String, Class)]) -> Class {
    match ty {
        Type::Reference(ty) => match &*ty.elem {
            // What is written to is no input, but for buffers somebody else has filled.
            Type::Path(_) if ty.mutability.is_some() => match class_of(&ty.elem, generics) {
                class @ (Class::Named(_) | Class::Reader | Class::Extracted(_)) => class,
                _ => Class::Harmless,
            },
            elem => class_of(elem, generics),
        },
        Type::Paren(ty) => class_of(&ty.elem, generics),
        Type::Group(ty) => class_of(&ty.elem, generics),
        Type::Slice(ty) => of_elements(class_of(&ty.elem, generics), &ty.elem),
        Type::Array(ty) => of_elements(class_of(&ty.elem, generics), &ty.elem),
        Type::Tuple(ty) => Class::Tuple(ty.elems.iter().map(|elem| class_of(elem, generics)).collect()),
        Type::ImplTrait(ty) => of_bounds(&ty.bounds, generics),
        Type::TraitObject(ty) => match of_bounds(&ty.bounds, generics) {
            Class::Harmless => held_by_trait(&ty.bounds),
            class => class,
        },
        Type::Path(ty) => of_path(&ty.path, generics),
        _ => Class::Harmless,
    }
}

/// `dyn Store`: whatever it is, its methods are those of the trait.
fn held_by_trait<'a>(bounds: impl IntoIterator<Item = &'a TypeParamBound>) -> Class {
    let named = bounds.into_iter().find_map(|bound| match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last(),
        _ => None,
    });
    named.map_or(Class::Harmless, |last| Class::Held(plain(&last.ident).into()))
}

/// What a program holds itself: of a struct the name is known, all else is harmless.
fn held(class: Class) -> Class {
    match class {
        Class::Named(name) | Class::Held(name) => Class::Held(name),
        Class::Sealed => Class::Sealed,
        _ => Class::Harmless,
    }
}

/// Bytes are a text; other numbers in a row are numbers.
fn of_elements(class: Class, elem: &Type) -> Class {
    let is_byte = matches!(elem, Type::Path(path) if path.path.is_ident("u8"));
    if is_byte { Class::Bytes } else { class }
}

fn of_path(path: &syn::Path, generics: &[(String, Class)]) -> Class {
    let Some(last) = path.segments.last() else { return Class::Harmless };
    let name = plain(&last.ident);
    if let Some((_, class)) =
        generics.iter().find(|(generic, _)| path.segments.len() == 1 && *generic == name)
    {
        return class.clone();
    }
    let arguments: Vec<&Type> = match &last.arguments {
        PathArguments::AngleBracketed(list) => list
            .args
            .iter()
            .filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    let is = |names: &[&str]| names.contains(&name.as_str());
    let of_web = path.segments.len() > 1;
    let first = arguments.first();
    match (name.as_str(), first) {
        _ if is_sealed(&name) => Class::Sealed,
        ("char", _) => Class::Number(Number::of_type("char")),
        _ if is(HARMLESS) => Class::Harmless,
        _ if is(NUMBERS) => Class::Number(Number::of_type(&name)),
        // `Path<T>` takes from the request; `Path` alone is `std::path::Path`.
        ("Path" | "AxumPath" | "WebPath" | "UrlPath" | "PoemPath", Some(inner)) => {
            Class::Extracted(Box::new(class_of(inner, generics)))
        }
        ("Data" | "State" | "Extension", Some(inner)) => held(class_of(inner, generics)),
        ("Data" | "State" | "Extension", None) => Class::Harmless,
        // `use poem::web::Query as PoemQuery`.
        _ if EXTRACTORS.iter().any(|extractor| name.ends_with(extractor))
            && let Some(inner) = first =>
        {
            Class::Extracted(Box::new(class_of(inner, generics)))
        }
        ("TcpStream" | "UnixStream" | "TlsStream" | "UdpSocket", _) => Class::Named(name.into()),
        _ if name.ends_with("Decoder") => Class::Named(name.into()),
        _ if is(REQUESTS) => Class::Extracted(Box::new(Class::Text)),
        _ if is(TEXTS) => Class::Text,
        _ if is(HOLDERS)
            && let Some(inner) = first =>
        {
            let class = class_of(inner, generics);
            // Several bytes are a text, and one that may be missing is a number.
            if is(&["Option", "Box", "Result", "Cow"]) { class } else { of_elements(class, inner) }
        }
        ("Arc" | "Rc", Some(Type::Path(inner))) if inner.path.is_ident("str") => Class::Text,
        ("Arc" | "Rc" | "Mutex" | "RwLock" | "RefCell", Some(inner)) => held(class_of(inner, generics)),
        _ if is(MAPS)
            && let [_, value, ..] = arguments.as_slice() =>
        {
            class_of(value, generics)
        }
        _ if is(MAPS) => Class::Text,
        ("PathBuf" | "Utf8PathBuf" | "Url", _) => Class::Location,
        ("Self" | "Call" | "Path", _) => Class::Harmless,
        _ if !arguments.is_empty() => Class::Harmless,
        _ if of_web && path.segments.len() > 2 => Class::Harmless,
        _ => Class::Named(name.into()),
    }
}

fn of_bounds<'a>(
    bounds: impl IntoIterator<Item = &'a TypeParamBound>,
    generics: &[(String, Class)],
) -> Class {
    for bound in bounds {
        let TypeParamBound::Trait(bound) = bound else { continue };
        let Some(last) = bound.path.segments.last() else { continue };
        match &*word(&last.ident) {
            "AsRef" | "Into" | "Borrow" | "IntoIterator" | "Iterator" => {
                if let PathArguments::AngleBracketed(list) = &last.arguments {
                    for argument in &list.args {
                        match argument {
                            GenericArgument::Type(ty) => return class_of(ty, generics),
                            GenericArgument::AssocType(of) => return class_of(&of.ty, generics),
                            _ => {}
                        }
                    }
                }
            }
            "ToString" | "Display" => return Class::Text,
            "Read" | "AsyncRead" | "AsyncReadExt" | "BufRead" | "AsyncBufRead" | "Buf" => {
                return Class::Reader;
            }
            _ => {}
        }
    }
    Class::Harmless
}

/// The type parameters of a function, as far as their bounds say what they are.
fn generics_of(signature: &syn::Signature) -> Vec<(String, Class)> {
    let mut generics: Vec<(String, Class)> = signature
        .generics
        .type_params()
        .map(|parameter| (plain(&parameter.ident), of_bounds(&parameter.bounds, &[])))
        .collect();
    for predicate in signature.generics.where_clause.iter().flat_map(|clause| &clause.predicates) {
        if let syn::WherePredicate::Type(predicate) = predicate
            && let Type::Path(ty) = &predicate.bounded_ty
            && let Some(ident) = ty.path.get_ident()
            && let Some((_, class)) = generics.iter_mut().find(|(name, _)| **name == *word(ident))
        {
            *class = of_bounds(&predicate.bounds, &[]);
        }
    }
    generics
}
