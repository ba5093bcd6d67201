use std::ffi::{CStr, CString, c_char, c_void};
use std::fs::File;
use std::mem::{self, ManuallyDrop};
use std::os::fd::{AsRawFd, FromRawFd, IntoRawFd, OwnedFd, RawFd};
use std::sync::Arc;

use libloading::Library;

struct Callback {
    name: String,
    calls: u64,
}

struct Pool {
    free: Vec<Vec<u8>>,
    size: usize,
}

struct Pipe {
    sensors: Vec<f64>,
}

impl Pipe {
    fn leak(&self) -> Option<usize> {
        self.sensors.iter().position(|pressure| *pressure < 1.0)
    }
}

unsafe extern "C" {
    fn register(name: *mut c_char, data: *mut c_void);
}

//# bad
fn register_callback(name: String) -> u64 {
    let callback = Box::new(Callback { name: name.clone(), calls: 0 });
    let data = Box::into_raw(callback);
    let text = CString::new(name).unwrap_or_default();
    unsafe {
        register(text.as_ptr().cast_mut(), data.cast());
        (*data).calls
    }
}

//# good
fn describe_callback(callback: Box<Callback>) -> String {
    let Callback { name, calls } = *callback;
    format!("{name} was called {calls} times")
}

//# bad
fn c_name(name: &str) -> *mut c_char {
    match CString::new(name) {
        Ok(text) => text.into_raw(),
        Err(_) => std::ptr::null_mut(),
    }
}

//# good
fn name_length(name: &str) -> usize {
    let text = CString::new(name).unwrap_or_default();
    let borrowed: &CStr = text.as_c_str();
    borrowed.to_bytes().len()
}

//# bad
fn keep_plugin(path: &str) -> Result<usize, libloading::Error> {
    let library = unsafe { Library::new(path)? };
    let count = unsafe { *library.get::<*const usize>(b"plugin_count")?.cast_const() };
    mem::forget(library);
    Ok(count)
}

//# good
fn plugin_count(library: Library) -> usize {
    let found = unsafe { library.get::<*const usize>(b"plugin_count").is_ok() };
    mem::drop(library);
    usize::from(found)
}

impl Pool {
    //# bad
    fn bytes(&mut self, text: &str) -> &'static [u8] {
        let mut buffer = self.free.pop().unwrap_or_default();
        buffer.clear();
        buffer.extend_from_slice(text.as_bytes());
        self.size += buffer.len();
        Box::leak(buffer.into_boxed_slice())
    }

    //# good
    fn give_back(&mut self, buffer: &mut Vec<u8>) -> usize {
        let taken = mem::take(buffer);
        let old = mem::replace(&mut self.size, taken.len());
        self.free.push(taken);
        old
    }
}

//# bad
fn descriptor_of(path: &str) -> std::io::Result<RawFd> {
    let file = File::open(path)?;
    let fd = file.into_raw_fd();
    tracing::debug!(fd, "opened");
    Ok(fd)
}

//# good
fn size_of(file: &File) -> std::io::Result<(RawFd, u64)> {
    let fd = file.as_raw_fd();
    Ok((fd, file.metadata()?.len()))
}

//# good
fn adopt(fd: RawFd) -> File {
    let owned = unsafe { OwnedFd::from_raw_fd(fd) };
    File::from(owned)
}

//# bad
fn parts(data: Vec<u8>) -> (*mut u8, usize) {
    let mut data = ManuallyDrop::new(data);
    data.shrink_to_fit();
    let (start, len) = (data.as_mut_ptr(), data.len());
    (start, len)
}

//# bad
fn share(callbacks: Vec<Arc<Callback>>) -> Vec<usize> {
    callbacks
        .into_iter()
        .filter(|c| !c.name.is_empty())
        .map(Arc::into_raw)
        .map(|pointer| pointer as usize)
        .collect()
}

//# good
fn share_names(callbacks: &[Arc<Callback>]) -> Vec<(String, usize)> {
    callbacks.iter().map(|c| (c.name.clone(), Arc::strong_count(c))).collect()
}

//# good
fn inspect(pipe: &Pipe) -> String {
    match pipe.leak() {
        Some(place) => format!("leak at sensor {place}"),
        None => "no leak".to_owned(),
    }
}
