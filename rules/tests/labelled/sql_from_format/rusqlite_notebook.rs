//! A notebook on the command line that keeps its notes in SQLite.

use std::io::{self, BufRead};

use anyhow::{Context, Result, bail};
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

const TABLES: &[&str] = &["notes", "tags", "links"];
const SCHEMA_VERSION: u32 = 7;

pub struct Notebook {
    db: Connection,
    table: String,
}

pub struct Note {
    pub id: i64,
    pub title: String,
}

impl Notebook {
    //# bad
    pub fn titled(&self, title: &str) -> Result<Option<i64>> {
        let id = self
            .db
            .query_row(&format!("SELECT id FROM notes WHERE title = '{}'", title.trim()), [], |row| {
                row.get(0)
            })
            .optional()?;
        Ok(id)
    }

    //# bad
    pub fn tagged(&self, tags: &[String], archived: bool) -> Result<Vec<Note>> {
        let list = tags.iter().map(|t| format!("'{t}'")).collect::<Vec<_>>().join(",");
        let mut text =
            "SELECT n.id, n.title FROM notes n JOIN tags t ON t.note = n.id WHERE t.name IN (".to_string();
        text += &list;
        text += ")";
        if !archived {
            text += " AND n.archived = 0";
        }
        let mut statement = self.db.prepare_cached(text.as_str())?;
        let notes = statement.query_map([], |row| Ok(Note { id: row.get(0)?, title: row.get(1)? }))?;
        notes.collect::<Result<_, _>>().context("reading the notes")
    }

    //# bad
    /// Reads `column=value` lines and sets each on the note.
    pub fn edit(&mut self, note: i64) -> Result<()> {
        let tx = self.db.transaction()?;
        for line in io::stdin().lock().lines() {
            let line = line?;
            let Some((column, value)) = line.split_once('=') else { bail!("no `=` in {line:?}") };
            let statement = format!("UPDATE notes SET {column} = ?1 WHERE id = ?2");
            tx.execute(&statement, params![value, note])?;
        }
        tx.commit()?;
        Ok(())
    }

    //# good
    pub fn rename(&self, note: i64, title: &str) -> Result<()> {
        let changed = self.db.execute("UPDATE notes SET title = ?1 WHERE id = ?2", params![title, note])?;
        if changed == 0 {
            bail!("UPDATE of note {note} to '{title}' changed nothing");
        }
        Ok(())
    }

    //# good
    pub fn with_tags(&self, tags: &[String]) -> Result<usize> {
        let marks = vec!["?"; tags.len()].join(",");
        let sql = format!("SELECT count(*) FROM tags WHERE name IN ({marks})");
        let count = self.db.query_row(&sql, params_from_iter(tags), |row| row.get(0))?;
        Ok(count)
    }

    //# good
    pub fn count(&self, table: &str) -> Result<i64> {
        let Some(known) = TABLES.iter().find(|known| **known == table) else {
            bail!("there is no table {table}");
        };
        let sql = format!("SELECT count(*) FROM {known}");
        self.db.query_row(&sql, [], |row| row.get(0)).context("counting")
    }

    //# good
    pub fn columns(&self, name: &str) -> Result<Vec<String>> {
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            bail!("{name:?} is no table's name");
        }
        let mut statement = self.db.prepare(&format!("SELECT * FROM {name} LIMIT 0"))?;
        statement.query([])?;
        Ok(statement.column_names().into_iter().map(str::to_owned).collect())
    }

    //# good
    pub fn migrate(&self) -> Result<()> {
        for table in TABLES {
            self.db.execute_batch(&format!(
                "ALTER TABLE {table} ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;"
            ))?;
        }
        self.db.execute_batch(&format!("PRAGMA user_version = {SCHEMA_VERSION};"))?;
        Ok(())
    }
}

//# bad
pub fn attach(db: &Connection) -> Result<()> {
    let file = std::env::args().nth(1).context("no file was named")?;
    let name = std::env::var("NOTEBOOK_ALIAS").unwrap_or_else(|_| "other".into());
    let attach = "ATTACH DATABASE '".to_string() + &file + "' AS " + &name;
    db.execute_batch(&attach)?;
    Ok(())
}

//# good
pub fn prune(db: &Connection) -> Result<usize> {
    let days: u32 = std::env::args().nth(1).context("no age was given")?.parse()?;
    let sql = format!("DELETE FROM notes WHERE touched < datetime('now', '-{days} days')");
    Ok(db.execute(&sql, [])?)
}
