use portcullis::prelude::*;
use std::ffi::CString;
use std::os::fd::IntoRawFd;
use std::rc::Rc;
use std::sync::Arc;

/// Leaves an address, and nobody to free it.
#[capability(read)]
fn addresses(number: u32) -> Result<u32, Internal> {
    let boxed = Box::into_raw(Box::new(number)); //~ P509
    let shared = Arc::into_raw(Arc::new(number)); //~ P509
    let counted = Rc::into_raw(Rc::new(number)); //~ P509
    let text = CString::new("text")?.into_raw(); //~ P509
    let (reader, _writer) = std::io::pipe()?;
    let handle = reader.into_raw_fd(); //~ P509
    let all = usize::from(boxed.is_null()) + usize::from(shared.is_null()) + usize::from(counted.is_null());
    Ok(all as u32 + u32::from(text.is_null()) + handle as u32)
}

fn main() {}
