//! Serving the shop on standard input and output. Standard output is for the protocol alone: whatever a person should read
//! goes to standard error.

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use portcullis::BuildError;
use portcullis::idempotency::{Results, ResultsError};
use portcullis::ledger::{Journal, JournalError};
use portcullis::secret::SecretError;
use portcullis_http::{Http, HttpError, HttpHost};
use portcullis_mcp::{ServeError, ServeMcp, TrustedClient};

use crate::key::{Key, Mount};
use crate::offer;
use crate::shop::OpenShop;

/// How often the file with the key is read again.
const WATCHED: Duration = Duration::from_secs(10);

/// Opens a shop, and serves it until the client goes away, with the ledger and the results in `folder`.
///
/// # Errors
///
/// [`ServeShopError`], which says how to mend it.
pub async fn serve(folder: &Path, trust_client: bool) -> Result<(), ServeShopError> {
    make(folder).map_err(|error| ServeShopError::Folder(folder.to_owned(), error))?;
    let ledger = folder.join("ledger");
    let journal = Journal::open(&ledger).map_err(|error| ServeShopError::Ledger(ledger.clone(), error))?;
    let results = folder.join("results");
    let results = Results::open(&results).map_err(|error| ServeShopError::Results(results, error))?;

    let mounted = tempfile::tempdir().map_err(ServeShopError::Shop)?;
    let key = Key::random().map_err(ServeShopError::Shop)?;
    let credential = Mount::new(mounted.path(), &key).map_err(ServeShopError::Shop)?.credential()?;
    let _watch = credential.watch(WATCHED).map_err(ServeShopError::Shop)?;
    let shop = OpenShop::open(key).await.map_err(ServeShopError::Shop)?;
    let asked = Http::to(&shop.origin())?.allow_loopback().bearer(credential);

    let client = TrustedClient::new();
    let (offered, asks) = match trust_client {
        true => (offer::capabilities(asked, client.clone()), "the client asks its user for approvals"),
        false => at_this_terminal(asked),
    };
    let gate = offered.results(results).ledger(journal).build()?;

    eprintln!("orders: serving a shop at {} as MCP on standard input and output", shop.origin());
    eprintln!("orders: the ledger is {}; {asks}", ledger.display());

    gate.mcp()
        .approvals_by(client)
        .name("orders")
        .version(env!("CARGO_PKG_VERSION"))
        .instructions("The orders of a shop. Begin with `find_orders` for a customer: ann, bob or cay.")
        .serve_stdio()
        .await?;
    Ok(())
}

#[cfg(unix)]
fn at_this_terminal(shop: HttpHost<crate::Shop>) -> (portcullis::GateBuilder, &'static str) {
    let supervisor = portcullis::approval::Terminal::new();
    (offer::capabilities(shop, supervisor), "approvals are asked for at this terminal")
}

/// There is no terminal to ask at: requests stay open until they expire.
#[cfg(not(unix))]
fn at_this_terminal(shop: HttpHost<crate::Shop>) -> (portcullis::GateBuilder, &'static str) {
    let nobody = |_: portcullis::approval::ApprovalRequest| ();
    (offer::capabilities(shop, nobody), "nobody is asked for approvals")
}

/// Makes the folder for its owner alone. One that exists stays as it is.
fn make(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Why the shop is not served.
#[derive(Debug, thiserror::Error)]
pub enum ServeShopError {
    /// There is no place for what must be kept.
    #[error("the folder `{folder}` cannot be made: {1}\nhelp: name another one", folder = .0.display())]
    Folder(PathBuf, #[source] io::Error),
    /// The ledger cannot be used.
    #[error("{folder}: {1}\nhelp: name another folder", folder = .0.display())]
    Ledger(PathBuf, #[source] JournalError),
    /// The results of earlier refunds cannot be used.
    #[error("{file}: {1}\nhelp: name another folder", file = .0.display())]
    Results(PathBuf, #[source] ResultsError),
    /// The shop cannot be opened, or its key not be made.
    #[error("the shop cannot be opened: {0}")]
    Shop(#[source] io::Error),
    /// The key cannot be read.
    #[error(transparent)]
    Key(#[from] SecretError),
    /// The shop cannot be granted.
    #[error(transparent)]
    Grant(#[from] HttpError),
    /// The gate cannot be built.
    #[error(transparent)]
    Gate(#[from] BuildError),
    /// The protocol has ended otherwise than it should.
    #[error(transparent)]
    Mcp(#[from] ServeError),
}
