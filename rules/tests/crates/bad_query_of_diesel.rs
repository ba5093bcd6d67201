// A raw query of diesel in a nested module, reached by a glob of the parent that hands it on.
//@ src/main.rs
mod database;
mod handlers;

use rocket::{launch, routes};

#[launch]
fn rocket() -> _ {
    rocket::build().mount("/members", routes![handlers::remove])
}

//@ src/database/mod.rs
mod connection;
mod members;

pub(crate) use connection::connect;
pub(crate) use members::*;

//@ src/database/connection.rs
use diesel::prelude::*;
use diesel::sqlite::SqliteConnection;

pub(crate) fn connect() -> ConnectionResult<SqliteConnection> {
    SqliteConnection::establish("members.db")
}

//@ src/database/members.rs
use diesel::prelude::*;
use diesel::sqlite::SqliteConnection;

pub(crate) fn remove_member(connection: &mut SqliteConnection, name: &str) -> QueryResult<usize> {
    let sql = format!("DELETE FROM members WHERE name = '{}'", name.trim());
    diesel::sql_query(sql).execute(connection) //~ P207
}

//@ src/handlers.rs
use rocket::delete;
use rocket::http::Status;

use crate::database::{connect, remove_member};

#[delete("/<name>")]
pub fn remove(name: &str) -> Status {
    let Ok(mut connection) = connect() else { return Status::ServiceUnavailable };
    match remove_member(&mut connection, name) {
        Ok(0) => Status::NotFound,
        Ok(_) => Status::NoContent,
        Err(_) => Status::InternalServerError,
    }
}
