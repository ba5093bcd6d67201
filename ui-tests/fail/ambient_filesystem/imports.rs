use portcullis::prelude::*;

/// Names them as the body says.
#[capability(read)]
fn imported(#[validate(length(max = 100))] name: String) -> Result<u64, Internal> {
    use std::fs as disk;
    let mut length = disk::read(&name)?.len(); //~ P601
    {
        use std::fs::read_to_string as slurp;
        length += slurp(&name)?.len(); //~ P601
    }
    {
        use std::fs::*;
        length += read(&name)?.len(); //~ P601
        remove_file(&name)?; //~ P601
    }
    {
        use std as standard;
        use standard::fs::File as Document;
        length += Document::open(&name)?.metadata()?.len() as usize; //~ P601
        type Sheet = standard::fs::File;
        length += Sheet::create(&name)?.metadata()?.len() as usize; //~ P601
    }
    extern crate std as library;
    length += library::fs::read(&name)?.len(); //~ P601
    ::std::os::unix::fs::symlink(&name, "link")?; //~ P601 P209
    Ok(length as u64)
}

fn main() {}
