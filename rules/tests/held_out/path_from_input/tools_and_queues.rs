use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use cap_std::fs::Dir;
use portcullis::{RelativePath, capability, data};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{ErrorData as McpError, tool, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;
use std::fs as stdfs;

#[derive(Deserialize, JsonSchema)]
pub struct ReadInput {
    pub path: String,
    pub max_bytes: u64,
}

#[derive(Deserialize)]
pub struct ExportJob {
    pub customer: String,
    pub kind: ExportKind,
    pub output: String,
    pub rows: Vec<String>,
}

#[derive(Deserialize, Clone, Copy)]
pub enum ExportKind {
    Invoices,
    Orders,
}

#[data]
pub struct NoteInput {
    #[validate(length(max = 80))]
    pub title: String,
    pub place: RelativePath,
}

pub struct Workspace {
    root: PathBuf,
}

fn denied<E>(_: E) -> McpError {
    McpError::invalid_params("the file cannot be read", None)
}

#[tool_router]
impl Workspace {
    //# bad
    #[tool(description = "Reads a file of the workspace")]
    async fn read_file(&self, Parameters(input): Parameters<ReadInput>) -> Result<String, McpError> {
        let full = self.root.join(&input.path);
        let text = tokio::fs::read_to_string(&full).await.map_err(denied)?;
        Ok(text.chars().take(input.max_bytes as usize).collect())
    }

    //# good
    #[tool(description = "Reads a file below the workspace")]
    async fn read_inside(&self, Parameters(input): Parameters<ReadInput>) -> Result<String, McpError> {
        let root = self.root.canonicalize().map_err(denied)?;
        let full = root.join(&input.path).canonicalize().map_err(denied)?;
        if full.strip_prefix(&root).is_err() {
            return Err(McpError::invalid_params("outside of the workspace", None));
        }
        tokio::fs::read_to_string(full).await.map_err(denied)
    }

    //# bad
    #[tool(description = "Lists a folder")]
    async fn list(
        &self,
        Parameters(ReadInput { path, .. }): Parameters<ReadInput>,
    ) -> Result<String, McpError> {
        let folder = if path.is_empty() { self.root.clone() } else { PathBuf::from(path) };
        // Looks right, but a path that begins with the root may still climb out of it.
        if !folder.starts_with(&self.root) {
            return Err(McpError::invalid_params("outside of the workspace", None));
        }
        let entries = std::fs::read_dir(folder).map_err(denied)?;
        let names: Vec<_> = entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        Ok(names.join("\n"))
    }

    //# good
    #[tool(description = "Guesses the media type of a name")]
    async fn media_type(&self, Parameters(input): Parameters<ReadInput>) -> String {
        match input.path.rsplit_once('.').map(|(_, ext)| ext) {
            Some("png") => "image/png".into(),
            Some("txt" | "md") => "text/plain".into(),
            _ => format!("unknown type: {}", input.path),
        }
    }
}

//# bad
pub fn export(job: &ExportJob) -> Result<()> {
    let folder = Path::new("/srv/exports").join(&job.customer);
    stdfs::create_dir_all(&folder)?;
    let mut out = File::create(folder.join("rows.csv"))?;
    for row in &job.rows {
        writeln!(out, "{row}")?;
    }
    Ok(())
}

//# good
pub fn export_by_kind(job: &ExportJob) -> Result<()> {
    let name = match job.kind {
        ExportKind::Invoices => "invoices.csv",
        ExportKind::Orders => "orders.csv",
    };
    let body = job.rows.join("/");
    let mut out = OpenOptions::new().append(true).create(true).open(Path::new("/srv/exports").join(name))?;
    writeln!(out, "{},{}", job.customer, body)?;
    Ok(())
}

//# bad
pub fn handle_message(payload: &[u8]) -> Result<u64> {
    let job: ExportJob = serde_json::from_slice(payload).context("a job in JSON")?;
    let target = {
        let mut name = job.output;
        if !name.ends_with(".csv") {
            name.push_str(".csv");
        }
        name
    };
    let mut source = File::open("/srv/data/export.csv")?;
    let mut sink = OpenOptions::new().write(true).create_new(true).open(target)?;
    Ok(io::copy(&mut source, &mut sink)?)
}

//# good
pub fn keep_payload(payload: &[u8]) -> Result<PathBuf> {
    let job: ExportJob = serde_json::from_slice(payload)?;
    let stem: String =
        job.output.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(40).collect();
    ensure!(!stem.is_empty(), "no usable name in the job of {}", job.customer);
    let target = Path::new("/srv/exports").join(stem + ".csv");
    stdfs::write(&target, payload)?;
    Ok(target)
}

//# good
pub fn keep_sanitised(name: &str, content: &[u8]) -> io::Result<()> {
    let name = sanitize_filename::sanitize(name);
    stdfs::write(Path::new("/srv/attachments").join(name), content)
}

//# bad
#[capability(write)]
pub fn save_note(input: NoteInput) -> Result<(), io::Error> {
    let NoteInput { title, .. } = input;
    let slug = title.to_lowercase().replace(' ', "-");
    let file = Path::new("notes").join(format!("{slug}.md"));
    std::fs::write(file, "")
}

//# good
#[capability(write)]
pub fn touch_note(input: NoteInput, dir: &Dir) -> Result<(), io::Error> {
    let mut file = dir.create(input.place.as_str())?;
    writeln!(file, "# {}", input.title)
}

//# bad
pub fn serve_one(mut stream: TcpStream) -> io::Result<()> {
    let mut request = String::new();
    io::BufReader::new(&stream).read_line(&mut request)?;
    let target = request.split_whitespace().nth(1).unwrap_or("/");
    let local = ["./htdocs", target].concat();
    let body = match stdfs::read(&local) {
        Ok(body) => body,
        Err(_) => stdfs::read("./htdocs/404.html")?,
    };
    write!(stream, "HTTP/1.0 200 OK\r\nContent-Length: {}\r\n\r\n", body.len())?;
    stream.write_all(&body)
}

//# good
pub fn serve_fixed(mut stream: TcpStream) -> io::Result<()> {
    let mut request = String::new();
    io::BufReader::new(&stream).read_line(&mut request)?;
    let target = request.split_whitespace().nth(1).unwrap_or("/");
    let local = if target == "/" { "./htdocs/index.html" } else { "./htdocs/404.html" };
    let body = stdfs::read(local)?;
    write!(stream, "HTTP/1.0 200 OK\r\nX-Path: {}\r\n\r\n", target.len())?;
    stream.write_all(&body)
}

//# bad
pub fn mirror(index_url: &str, into: &Path) -> Result<usize> {
    let names: Vec<String> = ureq::get(index_url).call()?.into_json()?;
    let mut kept = 0;
    for name in names.iter().filter(|n| !n.starts_with('.')) {
        let answer = ureq::get(&format!("{index_url}/{name}")).call()?;
        let mut file = File::create(into.join(name))?;
        kept += io::copy(&mut answer.into_reader().take(1 << 20), &mut file)? as usize;
    }
    Ok(kept)
}

//# good
pub fn mirror_numbered(index_url: &str, into: &Path) -> Result<usize> {
    let names: Vec<String> = ureq::get(index_url).call()?.into_json()?;
    for (number, name) in names.iter().enumerate() {
        let mut file = File::create(into.join(format!("{number:04}.bin")))?;
        writeln!(file, "{name}")?;
    }
    Ok(names.len())
}

//# bad
pub fn theme_css(conn: &rusqlite::Connection, user_id: i64) -> Result<String> {
    let theme: Option<String> =
        conn.query_row("SELECT theme FROM users WHERE id = ?1", [user_id], |r| r.get(0))?;
    let path = theme.as_deref().map(|t| PathBuf::from(format!("themes/{t}.css")));
    match path {
        Some(path) => Ok(stdfs::read_to_string(path)?),
        None => Ok(String::new()),
    }
}

//# good
pub fn theme_of(conn: &rusqlite::Connection, user_id: i64) -> Result<String> {
    const THEMES: [&str; 3] = ["light", "dark", "contrast"];
    let theme: String = conn.query_row("SELECT theme FROM users WHERE id = ?1", [user_id], |r| r.get(0))?;
    if !THEMES.contains(&theme.as_str()) {
        bail!("unknown theme {theme:?}");
    }
    Ok(stdfs::read_to_string(format!("themes/{theme}.css"))?)
}

//# bad
pub fn rotate(prefix: String) -> io::Result<()> {
    let name = move |n: u32| format!("/var/log/app/{prefix}.{n}");
    for n in (1..5).rev() {
        stdfs::rename(name(n), name(n + 1))?;
    }
    stdfs::copy("/var/log/app/current", name(1)).map(drop)
}

//# good
pub fn rotate_default(prefix: String) -> io::Result<()> {
    println!("rotating for {prefix}");
    let prefix = "app";
    for n in (1..5u32).rev() {
        stdfs::rename(format!("/var/log/app/{prefix}.{n}"), format!("/var/log/app/{prefix}.{}", n + 1))?;
    }
    Ok(())
}

//# bad
pub fn preview(pieces: Vec<String>) -> Result<Vec<u8>> {
    let joined = pieces.iter().map(|p| p.trim()).collect::<Vec<_>>().join("/");
    let base: &Path = "/srv/previews".as_ref();
    let mut bytes = Vec::new();
    File::open(base.join(joined))?.take(4096).read_to_end(&mut bytes)?;
    Ok(bytes)
}

//# good
pub fn breadcrumb(pieces: Vec<String>, base: &url::Url) -> Result<String> {
    let joined = pieces.iter().map(|p| p.trim()).collect::<Vec<_>>().join(" / ");
    let link = base.join(&urlencoding::encode(&joined))?;
    let worker = std::thread::spawn(move || joined.len());
    let length = worker.join().unwrap_or(0);
    Ok(format!("{link} ({length})"))
}
