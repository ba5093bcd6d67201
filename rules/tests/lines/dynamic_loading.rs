// What `dynamic_loading` finds, and what it leaves alone.

fn f() { abi_stable::library::lib_header_from_path(path); shop::lib_header_from_path(path); } //~ P708
fn f() { LoadLibraryA(name); LoadLibraryW(name); LoadLibraryExW(name, a, b); } //~ P708 P708 P708
fn f() { dlopen(name, 1); libc::dlopen(name, 1); } //~ P708
include!("C:\\x.rs"); //~ P708
