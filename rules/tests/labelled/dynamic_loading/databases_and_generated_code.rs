//! Extensions of databases, generated code, and libraries made of paper.

use std::collections::BTreeMap;

use rusqlite::{Connection, LoadExtensionGuard};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Default)]
pub struct Library {
    city: String,
    shelves: BTreeMap<String, Vec<String>>,
}

impl Library {
    pub fn new(city: impl Into<String>) -> Self {
        Library { city: city.into(), ..Library::default() }
    }

    pub fn get(&self, shelf: &[u8]) -> Option<&Vec<String>> {
        self.shelves.get(std::str::from_utf8(shelf).ok()?)
    }

    pub fn open(&self, hour: u8) -> bool {
        (9..18).contains(&hour)
    }
}

//# good
pub fn found(city: &str, shelf: &str) -> (Library, bool) {
    let library = Library::new(city);
    let known = library.get(shelf.as_bytes()).is_some();
    let open = library.open(10);
    (library, known && open)
}

//# bad
pub fn with_extension(connection: &Connection, file: &str) -> rusqlite::Result<()> {
    unsafe {
        let _guard = LoadExtensionGuard::new(connection)?;
        connection.load_extension(file, None::<&str>)
    }
}

//# good
pub fn with_function(connection: &Connection) -> rusqlite::Result<()> {
    use rusqlite::functions::FunctionFlags;
    connection.create_scalar_function("double", 1, FunctionFlags::SQLITE_DETERMINISTIC, |context| {
        Ok(context.get::<i64>(0)? * 2)
    })
}

//# good
pub fn unit_of(code: u16) -> Option<&'static str> {
    // The build script writes this table.
    let table: &[(u16, &str)] = include!(concat!(env!("OUT_DIR"), "/units.rs"));
    table.iter().find(|(known, _)| *known == code).map(|(_, unit)| *unit)
}

//# bad
pub fn rates() -> Vec<(u16, f64)> {
    let table: &[(u16, f64)] = include!("/opt/rates/current.rs");
    table.to_vec()
}

//# bad
pub fn hooks() -> Vec<fn(u32) -> u32> {
    mod extra {
        include!(concat!(env!("PLUGIN_SOURCES"), "/hooks.rs"));
    }
    extra::all().into_iter().collect()
}

//# good
pub fn licence() -> String {
    let text = include_str!("../../LICENSE");
    let logo = include_bytes!("logo.png");
    format!("{text}\n({} bytes of logo)", logo.len())
}

//# bad
pub fn codec(version: u32) -> Option<u32> {
    use libloading as dynamic;
    type Decode = unsafe extern "C" fn(u32) -> u32;
    let candidates = [format!("libcodec.so.{version}"), "libcodec.so".to_owned()];
    let library = candidates.iter().find_map(|name| unsafe { dynamic::Library::new(name) }.ok())?;
    let decode = unsafe { library.get::<Decode>(b"decode\0") }.ok()?;
    Some(unsafe { decode(version) })
}

//# good
pub fn file_name_of(library: &str) -> String {
    let name = libloading::library_filename(library);
    format!("install {} and start again", name.to_string_lossy())
}

//# good
pub async fn allow_extensions(pool: &sqlx::PgPool) -> sqlx::Result<bool> {
    let dynamic_library_path: (String,) = sqlx::query_as("SHOW dynamic_library_path").fetch_one(pool).await?;
    Ok(dynamic_library_path.0 == "$libdir")
}
