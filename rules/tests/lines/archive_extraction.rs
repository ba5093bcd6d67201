// What `archive_extraction` finds, and what it leaves alone.

fn f(file: File) { let mut archive = zip::ZipArchive::new(file); for i in 0..9 { let entry = archive.by_index(i); if entry.size() > MOST { return; } let parts = entry.name().components(); std::fs::File::create(parts); } } //~ P601
fn f() { zip::ZipArchive::unpack(); for i in 0..9 { archive.by_index(i); entry.name(); std::fs::File::create(); } }
fn f() { let archive: ZipArchive<File> = made(); for i in 0..9 { archive.by_index(i); entry.name(); std::fs::File::create(); } }
fn f() { zip::ZipArchive::new(file); let entry = archive.by_index(i); std::fs::File::create(path); } //~ P213? P601
fn f(file: File) { let mut archive = zip::ZipArchive::new(file); let entry = archive.by_index(0); std::io::copy(&mut entry, &mut out); } //~ P213?
