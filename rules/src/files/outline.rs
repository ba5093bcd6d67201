//! What a file declares, as far as the other files of its crate can call it: functions, modules and what is imported.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use syn::{
    FnArg, GenericArgument, ImplItem, Item, PathArguments, ReturnType, Signature, TraitItem, Type, UseTree,
};

use super::test_modules::file_of;
use crate::facts::{LONGEST_PATH, attributes_of_item, is_test_code, plain};
use crate::flow::Structure;
use crate::flow::crossing::{Position, position_of};

/// The modules of a file, the file itself first.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) modules: Vec<Module>,
    pub(super) functions: Vec<Function>,
    /// Structs and enums by name.
    pub(super) structures: Vec<(String, Structure)>,
}

/// The file, or a `mod` with a body in it.
#[derive(Debug, Default)]
pub(super) struct Module {
    /// Its name; empty for the file itself.
    pub(super) name: String,
    /// The number of the module around, within the file.
    pub(super) around: Option<usize>,
    /// What is imported or renamed: the name, and the path that it stands for.
    pub(super) imports: Vec<(String, String)>,
    /// The modules that are imported with `*`.
    pub(super) globs: Vec<String>,
    /// The modules that stand in other files, by name; without `.rs`, unless an attribute says the whole path.
    pub(super) files: Vec<(String, PathBuf)>,
}

/// A function with a body.
#[derive(Debug)]
pub(super) struct Function {
    pub(super) name: String,
    /// The module that it stands in, by its number within the file.
    pub(super) module: usize,
    /// The type of the `impl` around, and its trait.
    pub(super) of: Option<String>,
    pub(super) of_trait: Option<String>,
    pub(super) position: Position,
    /// How many parameters it has beside `self`.
    pub(super) parameters: usize,
    pub(super) takes_self: bool,
    /// The type that it gives back, by its last name, whatever it is wrapped in.
    pub(super) gives: Option<Arc<str>>,
}

impl Outline {
    pub(super) fn of(path: &Path, file: &syn::File) -> Self {
        let mut outline = Self::default();
        if !is_test_code(&file.attrs) {
            outline.module(path, &file.items, &[], None);
        }
        outline
    }

    fn module(&mut self, file: &Path, items: &[Item], path: &[String], around: Option<usize>) {
        let number = self.modules.len();
        self.modules.push(Module {
            name: path.last().cloned().unwrap_or_default(),
            around,
            ..Module::default()
        });
        for item in items {
            if is_test_code(attributes_of_item(item)) {
                continue;
            }
            self.structures.extend(Structure::of(item));
            match item {
                Item::Fn(item) => self.function(&item.sig, number, None, None),
                Item::Impl(item) => {
                    let of = last_name(&item.self_ty).filter(|of| of.len() <= LONGEST_PATH);
                    let of_trait = item.trait_.as_ref().and_then(|(path, _)| path.segments.last());
                    let of_trait =
                        of_trait.map(|last| plain(&last.ident)).filter(|it| it.len() <= LONGEST_PATH);
                    for item in &item.items {
                        if let ImplItem::Fn(item) = item
                            && !is_test_code(&item.attrs)
                        {
                            self.function(&item.sig, number, of.clone(), of_trait.clone());
                        }
                    }
                }
                Item::Trait(item) => {
                    for inner in &item.items {
                        if let TraitItem::Fn(inner) = inner
                            && inner.default.is_some()
                        {
                            self.function(&inner.sig, number, Some(plain(&item.ident)), None);
                        }
                    }
                }
                Item::Mod(item) => {
                    let name = plain(&item.ident);
                    match &item.content {
                        Some((_, items)) => {
                            let path: Vec<String> = path.iter().cloned().chain([name]).collect();
                            self.module(file, items, &path, Some(number));
                        }
                        None => {
                            let at = file_of(file, path, item);
                            self.in_module(number, |module| module.files.push((name, at)));
                        }
                    }
                }
                Item::Use(item) => self.in_module(number, |module| module.import(String::new(), &item.tree)),
                Item::Type(item) => {
                    if let Some(of) = last_name(&item.ty) {
                        self.in_module(number, |module| module.imports.push((plain(&item.ident), of)));
                    }
                }
                _ => {}
            }
        }
    }

    fn in_module(&mut self, number: usize, change: impl FnOnce(&mut Module)) {
        if let Some(module) = self.modules.get_mut(number) {
            change(module);
        }
    }

    fn function(
        &mut self,
        signature: &Signature,
        module: usize,
        of: Option<String>,
        of_trait: Option<String>,
    ) {
        let takes_self = matches!(signature.inputs.first(), Some(FnArg::Receiver(_)));
        let gives = match &signature.output {
            ReturnType::Type(_, ty) => {
                given(ty).map(|name| if name == "Self" { of.clone() } else { Some(name) })
            }
            ReturnType::Default => None,
        };
        self.functions.push(Function {
            name: plain(&signature.ident),
            module,
            of,
            of_trait,
            position: position_of(signature),
            parameters: signature.inputs.len() - usize::from(takes_self),
            takes_self,
            gives: gives.flatten().map(Arc::from),
        });
    }
}

impl Module {
    fn import(&mut self, before: String, tree: &UseTree) {
        // Each name of a list would take as much once more.
        if before.len() > LONGEST_PATH {
            return;
        }
        let joined = |name: String| if before.is_empty() { name } else { format!("{before}::{name}") };
        match tree {
            UseTree::Path(tree) => self.import(joined(plain(&tree.ident)), &tree.tree),
            UseTree::Name(tree) => {
                let name = plain(&tree.ident);
                let path = if name == "self" { before } else { joined(name) };
                let last = path.rsplit("::").next().unwrap_or_default().to_owned();
                self.imports.push((last, path));
            }
            UseTree::Rename(tree) => {
                let name = plain(&tree.ident);
                let path = if name == "self" { before } else { joined(name) };
                self.imports.push((plain(&tree.rename), path));
            }
            UseTree::Glob(_) => self.globs.push(before),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(before.clone(), tree);
                }
            }
        }
    }
}

/// `Repository` of `Result<Arc<Repository>, Error>`.
fn given(ty: &Type) -> Option<String> {
    const AROUND: [&str; 9] =
        ["Result", "Option", "Arc", "Rc", "Box", "Mutex", "RwLock", "MutexGuard", "Ref"];
    let path = match ty {
        Type::Reference(ty) => return given(&ty.elem),
        Type::Path(ty) => &ty.path,
        _ => return None,
    };
    let last = path.segments.last()?;
    let name = plain(&last.ident);
    match &last.arguments {
        PathArguments::AngleBracketed(list) if AROUND.contains(&name.as_str()) => {
            list.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(given(ty)),
                _ => None,
            })?
        }
        _ => Some(name),
    }
}

/// `Repository` of `&mut store::Repository<T>`.
fn last_name(ty: &Type) -> Option<String> {
    match ty {
        Type::Reference(ty) => last_name(&ty.elem),
        Type::Path(ty) => ty.path.segments.last().map(|last| plain(&last.ident)),
        _ => None,
    }
}
