// A filter of LDAP out of words: an iterator with a closure makes it in one file, the connection takes it in another.
//@ src/main.rs
mod directory;
mod filter;
mod people;

use poem::listener::TcpListener;
use poem::{get, EndpointExt, Route, Server};

#[tokio::main]
async fn main() -> Result<(), std::io::Error> {
    let directory = directory::Directory::new("ldaps://directory.example.org");
    let app = Route::new().at("/people", get(people::find)).data(directory);
    Server::new(TcpListener::bind("127.0.0.1:3001")).run(app).await
}

//@ src/people.rs
use poem::error::InternalServerError;
use poem::handler;
use poem::web::{Data, Json, Query};
use serde::Deserialize;

use crate::directory::Directory;

#[derive(Deserialize)]
struct Search {
    q: String,
}

#[handler]
pub async fn find(
    Query(Search { q }): Query<Search>,
    directory: Data<&Directory>,
) -> poem::Result<Json<Vec<String>>> {
    let words: Vec<&str> = q.split_whitespace().take(4).collect();
    let names = directory.find(&words).await.map_err(InternalServerError)?;
    Ok(Json(names))
}

//@ src/filter.rs
/// People of whom some name begins with each of the words.
pub fn people(words: &[&str]) -> String {
    let parts: String = words.iter().map(|word| format!("(|(cn={word}*)(sn={word}*))")).collect();
    format!("(&(objectClass=person){parts})")
}

//@ src/directory.rs
use ldap3::{LdapConnAsync, LdapError, Scope, SearchEntry};

use crate::filter;

#[derive(Clone)]
pub struct Directory {
    url: String,
}

impl Directory {
    pub fn new(url: &str) -> Self {
        Self { url: url.to_owned() }
    }

    pub async fn find(&self, words: &[&str]) -> Result<Vec<String>, LdapError> {
        let (connection, mut ldap) = LdapConnAsync::new(&self.url).await?;
        ldap3::drive!(connection);
        let filter = filter::people(words);
        let (entries, _) =
            ldap.search("ou=people,dc=example,dc=org", Scope::OneLevel, &filter, vec!["cn"]).await?.success()?; //~ P211
        ldap.unbind().await?;
        Ok(entries.into_iter().map(|entry| SearchEntry::construct(entry).dn).collect())
    }
}
