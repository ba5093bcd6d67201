use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, BufRead};

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel::{PgConnection, RunQueryDsl, sql_query};
use mysql::prelude::Queryable;
use postgres::{Client, NoTls};
use rusqlite::{Connection, params, params_from_iter};

pub struct Ledger {
    conn: Connection,
    table_prefix: &'static str,
}

#[derive(Debug, Clone)]
pub struct Filter {
    pub owner: String,
    pub status: String,
    pub limit: usize,
}

#[derive(QueryableByName)]
pub struct Total {
    #[diesel(sql_type = BigInt)]
    pub total: i64,
}

impl Ledger {
    //# bad
    pub fn entries_of(&self, owner: &str) -> rusqlite::Result<Vec<String>> {
        let sql = format!("SELECT memo FROM entries WHERE owner = '{}'", owner);
        let mut stmt = self.conn.prepare(&sql)?;
        let rows = stmt.query_map([], |row| row.get::<_, String>(0))?;
        rows.collect()
    }

    //# good
    pub fn memos_of(&self, owner: &str) -> rusqlite::Result<Vec<String>> {
        let mut stmt = self.conn.prepare("SELECT memo FROM entries WHERE owner = ?1")?;
        let rows = stmt.query_map([owner], |row| row.get::<_, String>(0))?;
        rows.collect()
    }

    //# bad
    pub fn count(&self, filter: &Filter) -> rusqlite::Result<i64> {
        let mut clause = String::new();
        write!(clause, "owner = '{}'", filter.owner).unwrap();
        if !filter.status.is_empty() {
            write!(&mut clause, " AND status = '{}'", filter.status).unwrap();
        }
        let query = "SELECT COUNT(*) FROM entries WHERE ".to_string() + &clause;
        self.conn.query_row(&query, [], |r| r.get(0))
    }

    //# good
    pub fn count_with(&self, filter: &Filter) -> rusqlite::Result<i64> {
        let mut sql = String::from("SELECT COUNT(*) FROM entries WHERE owner = :owner");
        if !filter.status.is_empty() {
            sql.push_str(" AND status = :status");
        } else {
            sql.push_str(" AND :status = ''");
        }
        self.conn.query_row(
            &sql,
            rusqlite::named_params! { ":owner": filter.owner, ":status": filter.status },
            |r| r.get(0),
        )
    }

    //# bad
    pub fn purge(&mut self, table: String, days: u32) -> rusqlite::Result<()> {
        let tx = self.conn.transaction()?;
        tx.execute_batch(&format!(
            "DELETE FROM {table} WHERE created < date('now', '-{days} days');
             VACUUM;"
        ))?;
        tx.commit()
    }

    //# good
    pub fn purge_old(&mut self, days: u32) -> rusqlite::Result<usize> {
        let offset = format!("-{days} days");
        self.conn.execute("DELETE FROM entries WHERE created < date('now', ?1)", params![offset])
    }

    //# good
    pub fn load(&self, ids: &[i64]) -> rusqlite::Result<Vec<String>> {
        let holes = std::iter::repeat_n("?", ids.len()).collect::<Vec<_>>().join(",");
        let sql = format!("SELECT memo FROM entries WHERE id IN ({holes})");
        let mut stmt = self.conn.prepare_cached(&sql)?;
        let rows = stmt.query_map(params_from_iter(ids.iter()), |r| r.get(0))?;
        rows.collect()
    }

    //# good
    pub fn create_tables(&self, note: &str) -> rusqlite::Result<()> {
        const VERSION: u32 = 7;
        self.conn.execute_batch(&format!("PRAGMA user_version = {VERSION}; PRAGMA foreign_keys = ON;"))?;
        self.conn.execute("INSERT INTO migrations (note) VALUES (?)", [note])?;
        Ok(())
    }
}

//# bad
pub fn import_customers(url: &str, reader: impl BufRead) -> Result<usize, Box<dyn std::error::Error>> {
    let mut client = Client::connect(url, NoTls)?;
    let mut imported = 0;
    for line in reader.lines() {
        let line = line?;
        let Some((name, city)) = line.split_once(';') else { continue };
        client.batch_execute(&format!("INSERT INTO customers (name, city) VALUES ('{name}', '{city}')"))?;
        imported += 1;
    }
    Ok(imported)
}

//# good
pub fn import_customers_bound(
    client: &mut Client,
    reader: impl BufRead,
) -> Result<u64, Box<dyn std::error::Error>> {
    let insert = client.prepare("INSERT INTO customers (name, city) VALUES ($1, $2)")?;
    let mut imported = 0;
    for line in reader.lines() {
        let line = line?;
        if let Some((name, city)) = line.split_once(';') {
            imported += client.execute(&insert, &[&name, &city])?;
        }
    }
    Ok(imported)
}

//# bad
pub fn total_for(conn: &mut PgConnection, region: &str) -> QueryResult<i64> {
    let region = region.replace('"', "");
    let text = format!("SELECT sum(amount)::bigint AS total FROM sales WHERE region = '{region}'");
    let found: Total = sql_query(text).get_result(conn)?;
    Ok(found.total)
}

//# good
pub fn total_in(conn: &mut PgConnection, region: &str) -> QueryResult<i64> {
    let found: Total = sql_query("SELECT sum(amount)::bigint AS total FROM sales WHERE region = $1")
        .bind::<Text, _>(region)
        .get_result(conn)?;
    Ok(found.total)
}

//# bad
pub fn sales_ordered(conn: &mut PgConnection, order: &str) -> QueryResult<Vec<(i64, String)>> {
    use crate::schema::sales::dsl::{id, region, sales};
    sales
        .select((id, region))
        .order(diesel::dsl::sql::<Text>(&format!("{order} NULLS LAST")))
        .limit(200)
        .load(conn)
}

//# good
pub fn sales_matching(conn: &mut PgConnection, fragment: &str) -> QueryResult<Vec<(i64, String)>> {
    use crate::schema::sales::dsl::{id, region, sales};
    sales.filter(region.like(format!("%{fragment}%"))).select((id, region)).limit(200).load(conn)
}

//# bad
pub fn grant_reader(pool: &mysql::Pool) -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (user, schema) = (args.next().ok_or("user")?, args.next().unwrap_or_else(|| "app".into()));
    let mut conn = pool.get_conn()?;
    let grant = format!("GRANT SELECT ON {}.* TO '{}'@'%'", schema, user);
    conn.query_drop(grant)?;
    Ok(())
}

//# good
pub fn set_quota(pool: &mysql::Pool) -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let user = args.next().ok_or("user")?;
    let quota: u32 = args.next().ok_or("quota")?.parse()?;
    let mut conn = pool.get_conn()?;
    conn.exec_drop("UPDATE users SET quota = :quota WHERE name = :user", mysql::params! { quota, user })?;
    Ok(())
}

//# bad
pub fn console(conn: &Connection) -> io::Result<()> {
    let mut line = String::new();
    while io::stdin().lock().read_line(&mut line)? > 0 {
        let condition = line.trim();
        let sql = ["SELECT rowid, memo FROM entries WHERE ", condition, " LIMIT 20"].join("");
        match conn.query_row(sql.as_ref(), [], |r| r.get::<_, String>(1)) {
            Ok(memo) => println!("{memo}"),
            Err(e) => println!("error: {e}"),
        }
        line.clear();
    }
    Ok(())
}

//# bad
pub fn insert_record(client: &mut Client, record: &BTreeMap<String, String>) -> Result<u64, postgres::Error> {
    let names = record.keys().cloned().collect::<Vec<_>>().join(", ");
    let values = record.values().fold(String::new(), |mut acc, v| {
        if !acc.is_empty() {
            acc.push_str(", ");
        }
        acc += "'";
        acc += v;
        acc += "'";
        acc
    });
    let statement = format!("INSERT INTO records ({names}) VALUES ({values})");
    client.execute(&*statement, &[])
}

//# good
pub fn insert_values(client: &mut Client, record: &BTreeMap<String, String>) -> Result<u64, postgres::Error> {
    let body = serde_json::to_value(record).unwrap_or_default();
    let label = format!("{} fields", record.len());
    client.execute("INSERT INTO records (label, body) VALUES ($1, $2)", &[&label, &body])
}

//# good
pub fn report_query(filter: &Filter) -> String {
    // Shown to the operator in the help screen, never sent to a database.
    let preview = format!("SELECT * FROM entries WHERE owner = '{}' LIMIT {}", filter.owner, filter.limit);
    println!("would select: {preview}");
    preview
}

pub struct SearchIndex {
    words: Vec<String>,
}

impl SearchIndex {
    fn query(&self, text: &str) -> Vec<&String> {
        self.words.iter().filter(|w| w.contains(text)).collect()
    }
}

//# good
pub fn suggest(index: &SearchIndex, typed: &str) -> Vec<String> {
    let text = format!("select {}", typed.to_lowercase());
    index.query(&text).into_iter().cloned().collect()
}
