//! What a user names: the server with its few options, how it is run, and why it may not run.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize};

use portcullis::{Caller, Gate, LedgerFailed};
use rmcp::model::{Implementation, ServerCapabilities, ServerConfig};
use rmcp::service::{ServerInitializeError, serve_server};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_util::sync::CancellationToken;

use crate::changes::{Room, Watch};
use crate::handler::Handler;
use crate::stdio;
use crate::tool::Tools;
use crate::transport::{Limits, Transport};
use crate::trusted::TrustedClient;

/// What a message may need beside its arguments: method, name, metadata.
const ENVELOPE: usize = 64 * 1024;

/// Requests that are read and not yet answered, unless told otherwise.
const MAX_IN_FLIGHT: usize = 64;

/// Adds MCP to a [`Gate`].
pub trait ServeMcp {
    /// A server with options.
    fn mcp(&self) -> McpServer;

    /// Serves on standard input and output, with no options: see [`McpServer::serve_stdio`].
    ///
    /// # Errors
    ///
    /// As of [`McpServer::serve_stdio`].
    fn serve_stdio(&self) -> impl Future<Output = Result<(), ServeError>> + Send {
        self.mcp().serve_stdio()
    }
}

impl ServeMcp for Gate {
    fn mcp(&self) -> McpServer {
        McpServer::new(self.clone())
    }
}

/// An MCP server in front of a gate.
///
/// ```
/// use portcullis::Gate;
/// use portcullis_mcp::{ServeError, ServeMcp};
///
/// async fn serve(gate: Gate) -> Result<(), ServeError> {
///     gate.mcp()
///         .name("orders")
///         .version(env!("CARGO_PKG_VERSION"))
///         .instructions("Dates are in UTC.")
///         .serve_stdio()
///         .await
/// }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a server serves when `serve_stdio()` or `serve(..)` is awaited"]
pub struct McpServer {
    gate: Gate,
    name: String,
    version: String,
    instructions: Option<String>,
    max_message: Option<usize>,
    max_in_flight: usize,
    trusted: Option<TrustedClient>,
}

impl McpServer {
    fn new(gate: Gate) -> Self {
        McpServer {
            gate,
            name: "portcullis".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            instructions: None,
            max_message: None,
            max_in_flight: MAX_IN_FLIGHT,
            trusted: None,
        }
    }

    /// What the server calls itself; `portcullis` unless told otherwise.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// The version that the server says it has.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = version.into();
        self
    }

    /// What a model should know before it uses the tools.
    pub fn instructions(mut self, instructions: impl Into<String>) -> Self {
        self.instructions = Some(instructions.into());
        self
    }

    /// The longest message that is read, in bytes: 4 KiB to 32 MiB. Unless told otherwise, the largest `max_input`
    /// among what the caller may call, and 64 KiB more, so that a somewhat too large input
    /// reaches the gate and is refused and recorded there. A longer message gets a protocol error, and is not
    /// kept in memory.
    pub fn max_message(mut self, bytes: usize) -> Self {
        self.max_message = Some(bytes.clamp(4 * 1024, 32 * 1024 * 1024));
        self
    }

    /// How many requests may be read and not yet answered, 1 to 4,096; 64 unless told otherwise. One more gets a
    /// protocol error at once.
    pub fn max_in_flight(mut self, requests: usize) -> Self {
        self.max_in_flight = requests.clamp(1, 4096);
        self
    }

    /// Asks the user of this client for the approvals that its own calls need; the gate must have the same
    /// [`TrustedClient`] as an approver. Only the client of [`Caller::local`] is ever asked.
    pub fn approvals_by(mut self, client: TrustedClient) -> Self {
        self.trusted = Some(client);
        self
    }

    /// Serves whoever started this process, on its standard input and output, as [`Caller::local`], until the
    /// client closes the input.
    ///
    /// On Unix, the process's own standard output leads to its standard error from now on, and its standard input
    /// is empty, so that no `println!` of a library and no child process can break into the protocol. This stays so
    /// after the end. Elsewhere nothing is redirected: print nothing there.
    ///
    /// # Errors
    ///
    /// [`ServeError::StdioTaken`] the second time in a process, [`ServeError::Stdio`] if the streams cannot be taken
    /// over; otherwise as of [`serve`](McpServer::serve).
    pub async fn serve_stdio(self) -> Result<(), ServeError> {
        let caller = Caller::local();
        let tools = Tools::of(&self.gate, &caller)?;
        let (read, write, written) = stdio::take()?;
        let served = self.run(tools, read, write, caller).await;
        written.wait().await;
        served
    }

    /// Serves one client over any pair of streams, one line a message. Who the client is, is for you to say.
    ///
    /// It returns when the client closes its side: its calls are cancelled, replies that were ready are written, and
    /// the ledger has all records. Dropping the future cancels them as well.
    ///
    /// # Errors
    ///
    /// [`ServeError`].
    ///
    /// ```
    /// use portcullis::{Caller, Gate};
    /// use portcullis_mcp::{ServeError, ServeMcp};
    ///
    /// async fn serve(gate: Gate) -> Result<(), ServeError> {
    ///     let (client, server) = tokio::io::duplex(64 * 1024);
    ///     drop(client);
    ///     let (read, write) = tokio::io::split(server);
    ///     gate.mcp().serve(read, write, Caller::local()).await
    /// }
    /// ```
    pub async fn serve<R, W>(self, read: R, write: W, caller: Caller) -> Result<(), ServeError>
    where
        R: AsyncRead + Unpin + Send + 'static,
        W: AsyncWrite + Unpin + Send + 'static,
    {
        let tools = Tools::of(&self.gate, &caller)?;
        self.run(tools, read, write, caller).await
    }

    async fn run<R, W>(self, tools: Tools, read: R, write: W, caller: Caller) -> Result<(), ServeError>
    where
        R: AsyncRead + Unpin + Send + 'static,
        W: AsyncWrite + Unpin + Send + 'static,
    {
        let max_message =
            Arc::new(AtomicUsize::new(self.max_message.unwrap_or(tools.max_input() + ENVELOPE)));
        let limits = Limits { max_message: max_message.clone(), max_in_flight: self.max_in_flight };
        let config = self.config();
        let gone = CancellationToken::new();
        let room = self.max_message.is_none().then_some(Room { max_message, envelope: ENVELOPE });
        if room.is_some() {
            tokio::spawn(Watch::new(&self.gate, &caller, &gone, room.clone()).watch_until_gone());
        }
        let _cancels_all_calls_when_dropped = gone.clone().drop_guard();
        let transport = Transport::new(read, write, limits, gone.clone());
        let trusted = self.trusted.filter(|_| caller == Caller::local());
        let handler = Handler {
            gate: self.gate.clone(),
            caller,
            tools,
            config,
            trusted,
            room,
            tells: AtomicBool::new(false),
            gone,
        };
        let served = match serve_server(handler, transport).await {
            Ok(running) => running.waiting().await.map(|_| ()).map_err(|_| ServeError::Interrupted),
            Err(ServerInitializeError::ConnectionClosed(_)) => Ok(()),
            // What the error holds may be the client's, and is therefore not passed on.
            Err(_) => Err(ServeError::Handshake),
        };
        let flushed = self.gate.flush().await;
        served?;
        Ok(flushed?)
    }

    fn config(&self) -> ServerConfig {
        let mut config = ServerConfig::new(
            ServerCapabilities::builder().enable_tools().enable_tool_list_changed().build(),
        )
        .with_server_info(Implementation::new(&self.name, &self.version));
        config.instructions.clone_from(&self.instructions);
        config
    }
}

/// Why a gate is not served, or no longer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// MCP wants an object as arguments, and this capability takes something else.
    #[error(
        "`{capability}` cannot be an MCP tool, since its input is no JSON object: take parameters, or a struct as `#[input]`"
    )]
    InputIsNoObject {
        /// The capability's name.
        capability: &'static str,
    },
    /// Standard input and output are served already, or were.
    #[error("standard input and output have been taken by another `serve_stdio()` of this process")]
    StdioTaken,
    /// Standard input and output cannot be taken over.
    #[error("standard input and output cannot be taken over")]
    Stdio(#[source] std::io::Error),
    /// The client and this server could not agree on how to begin.
    #[error("the client did not begin as the protocol says")]
    Handshake,
    /// The runtime ended while the client was being served.
    #[error("the runtime ended while the client was being served")]
    Interrupted,
    /// The ledger failed; records may be missing from it.
    #[error(transparent)]
    Ledger(#[from] LedgerFailed),
}
