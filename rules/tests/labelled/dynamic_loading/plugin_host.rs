//! Hosts of plugins.

use std::ffi::{CString, OsStr, c_void};
use std::path::{Path, PathBuf};

use abi_stable::library::{LibraryError, RootModule};
use dlopen2::wrapper::{Container, WrapperApi};
use libloading::os::unix::{Library as UnixLibrary, RTLD_NOW};
use libloading::{Library, Symbol};
use rhai::{AST, Engine};
use wasmtime::{Instance, Module, Store};

#[derive(WrapperApi)]
struct Filter {
    apply: unsafe extern "C" fn(input: u32) -> u32,
}

#[repr(C)]
#[derive(abi_stable::StableAbi)]
#[sabi(kind(Prefix(prefix_ref = FilterModuleRef)))]
pub struct FilterModule {
    pub apply: extern "C" fn(u32) -> u32,
}

unsafe extern "C" {
    fn filter_built_in(input: u32) -> u32;
}

pub trait Plugin: Send {
    fn run(&self, input: u32) -> u32;
}

//# bad
pub fn load(path: &Path, input: u32) -> Result<u32, libloading::Error> {
    unsafe {
        let library = Library::new(path)?;
        let apply: Symbol<unsafe extern "C" fn(u32) -> u32> = library.get(b"apply")?;
        Ok(apply(input))
    }
}

//# bad
pub fn load_all(folder: &Path) -> Vec<libloading::Library> {
    let Ok(entries) = folder.read_dir() else { return Vec::new() };
    entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension() == Some(OsStr::new("so")))
        .filter_map(|path| unsafe { libloading::Library::new(path) }.ok())
        .collect()
}

//# bad
pub fn load_now(name: &str) -> Option<UnixLibrary> {
    let file = PathBuf::from("/usr/lib/filters").join(format!("lib{name}.so"));
    let opened = unsafe { UnixLibrary::open(Some(file), RTLD_NOW) };
    opened.inspect_err(|error| tracing::warn!(%error, "no filter")).ok()
}

//# bad
pub fn load_wrapped(name: &str, input: u32) -> Result<u32, dlopen2::Error> {
    let container: Container<Filter> = unsafe { Container::load(name) }?;
    Ok(unsafe { container.apply(input) })
}

//# bad
pub fn load_stable(folder: &Path, input: u32) -> Result<u32, LibraryError> {
    let module = FilterModuleRef::load_from_directory(folder)?;
    Ok(module.apply()(input))
}

//# bad
pub fn symbol(name: &str) -> Option<*mut c_void> {
    let file = CString::new(std::env::var("FILTER_LIBRARY").ok()?).ok()?;
    let symbol = CString::new(name).ok()?;
    let handle = unsafe { libc::dlopen(file.as_ptr(), libc::RTLD_LAZY | libc::RTLD_LOCAL) };
    if handle.is_null() {
        return None;
    }
    let address = unsafe { libc::dlsym(handle, symbol.as_ptr()) };
    (!address.is_null()).then_some(address)
}

//# good
pub fn run_wasm(engine: &wasmtime::Engine, wasm: &[u8], input: u32) -> wasmtime::Result<u32> {
    let module = Module::new(engine, wasm)?;
    let mut store = Store::new(engine, ());
    store.set_fuel(1_000_000)?;
    let instance = Instance::new(&mut store, &module, &[])?;
    let apply = instance.get_typed_func::<u32, u32>(&mut store, "apply")?;
    apply.call(&mut store, input)
}

//# good
pub fn run_script(script: &AST, input: i64) -> Result<i64, Box<rhai::EvalAltResult>> {
    let mut engine = Engine::new_raw();
    engine.set_max_operations(100_000);
    engine.call_fn(&mut rhai::Scope::new(), script, "apply", (input,))
}

//# good
pub fn run_built_in(input: u32) -> u32 {
    // Linked statically: nothing is opened with dlopen.
    unsafe { filter_built_in(input) }
}

//# good
pub fn choose(name: &str, plugins: Vec<(&'static str, Box<dyn Plugin>)>) -> Option<Box<dyn Plugin>> {
    let library: Vec<_> = plugins.into_iter().filter(|(known, _)| *known == name).collect();
    library.into_iter().next().map(|(_, plugin)| plugin)
}

//# good
pub fn explain(error: &libloading::Error) -> String {
    match error {
        libloading::Error::DlOpen { .. } => "dlopen refused the file".to_owned(),
        libloading::Error::DlSym { .. } => "the library has no such symbol".to_owned(),
        other => format!("not loaded: {other}"),
    }
}
