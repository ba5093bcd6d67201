//! Reports for the warehouse: actix-web handlers over diesel, and workers over other clients.

use actix_web::{HttpRequest, HttpResponse, web};
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, Pool};
use diesel::sql_types::{BigInt, Text};
use diesel::{PgConnection, sql_query as raw};
use mysql_async::prelude::Queryable;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use serde::{Deserialize, Serialize};
use tokio_postgres::Client;

type Db = Pool<ConnectionManager<PgConnection>>;

#[derive(QueryableByName, Serialize)]
pub struct Stock {
    #[diesel(sql_type = Text)]
    sku: String,
    #[diesel(sql_type = BigInt)]
    pieces: i64,
}

#[derive(Deserialize)]
pub struct Report {
    site: String,
    from: String,
    until: String,
    group: Grouping,
}

#[derive(Deserialize, Clone, Copy)]
pub enum Grouping {
    Day,
    Week,
}

#[derive(Deserialize)]
pub struct Event {
    tenant: String,
    kind: String,
    body: String,
}

//# bad
pub async fn stock(db: web::Data<Db>, report: web::Query<Report>) -> actix_web::Result<HttpResponse> {
    let Report { site, from, .. } = report.into_inner();
    let rows = web::block(move || {
        let mut conn = db.get().expect("a connection");
        raw(format!("SELECT sku, pieces FROM stock WHERE site = '{site}' AND at >= '{from}'"))
            .load::<Stock>(&mut conn)
    })
    .await?
    .map_err(actix_web::error::ErrorInternalServerError)?;
    Ok(HttpResponse::Ok().json(rows))
}

//# bad
pub async fn export(req: HttpRequest, client: web::Data<Client>) -> actix_web::Result<HttpResponse> {
    let table = req.match_info().get("table").unwrap_or("moves").to_owned();
    let copy = format!("COPY (SELECT * FROM {}) TO STDOUT WITH CSV", table);
    let stream = client.copy_out(copy.as_str()).await.map_err(actix_web::error::ErrorBadRequest)?;
    Ok(HttpResponse::Ok().content_type("text/csv").streaming(stream))
}

//# bad
/// Stores each event in the schema of its tenant.
pub async fn drain(client: &Client, mut events: tokio::sync::mpsc::Receiver<Event>) -> anyhow::Result<()> {
    while let Some(event) = events.recv().await {
        let schema = match event.tenant.split_once(':') {
            Some((_, name)) => name,
            None => event.tenant.as_str(),
        };
        let target = ["tenant_", schema, ".events"].join("");
        let insert = format!("INSERT INTO {target} (kind, body) VALUES ($1, $2)");
        let statement = client.prepare(&insert).await?;
        client.execute(&statement, &[&event.kind, &event.body]).await?;
    }
    Ok(())
}

//# bad
pub async fn raise_price(conn: &mut mysql_async::Conn, sku: &str, cents: i64) -> mysql_async::Result<()> {
    let escaped = sku.replace('"', "");
    let update = format!("UPDATE prices SET cents = {cents} WHERE sku = \"{escaped}\"");
    conn.query_drop(update).await
}

//# bad
pub async fn totals(db: &DatabaseConnection, filter: Option<String>) -> Result<usize, sea_orm::DbErr> {
    let clause = filter.map(|f| format!(" WHERE {f}")).unwrap_or_default();
    let sql = format!("SELECT site, count(*) FROM moves{clause} GROUP BY site");
    let statement = Statement::from_string(DbBackend::Postgres, sql);
    Ok(db.query_all(statement).await?.len())
}

//# bad
pub fn newest(conn: &mut PgConnection, order: &str) -> QueryResult<Vec<(String, i64)>> {
    use crate::schema::moves::dsl::*;
    let by = diesel::dsl::sql::<Text>(&(order.to_owned() + " DESC NULLS LAST"));
    moves.select((sku, pieces)).order(by).limit(10).load(conn)
}

//# good
pub async fn stock_of_site(db: web::Data<Db>, report: web::Query<Report>) -> actix_web::Result<HttpResponse> {
    let report = report.into_inner();
    let rows = web::block(move || {
        let mut conn = db.get().expect("a connection");
        raw("SELECT sku, sum(pieces) AS pieces FROM moves WHERE site = $1 AND at < $2 GROUP BY sku")
            .bind::<Text, _>(report.site)
            .bind::<Text, _>(report.until)
            .load::<Stock>(&mut conn)
    })
    .await?
    .map_err(actix_web::error::ErrorInternalServerError)?;
    Ok(HttpResponse::Ok().json(rows))
}

//# good
pub async fn per_period(client: &Client, report: &Report) -> Result<Vec<i64>, tokio_postgres::Error> {
    let unit = match report.group {
        Grouping::Day => "day",
        Grouping::Week => "week",
    };
    let sql = format!("SELECT count(*) FROM moves WHERE site = $1 GROUP BY date_trunc('{unit}', at)");
    let rows = client.query(&sql, &[&report.site]).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

//# good
pub async fn order_lines(http: &reqwest::Client, order: &str) -> reqwest::Result<String> {
    let text = format!("select lines from order {order}");
    http.get("https://search.example.com/v1").query(&[("q", text)]).send().await?.text().await
}

//# good
pub async fn forecast(db: &DatabaseConnection, site: String) -> Result<usize, sea_orm::DbErr> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT * FROM forecasts WHERE site = $1",
        [site.into()],
    );
    Ok(db.query_all(statement).await?.len())
}

//# good
pub fn matching(conn: &mut PgConnection, part: &str) -> QueryResult<Vec<(String, i64)>> {
    use crate::schema::moves::dsl::*;
    let pattern = format!("%{}%", part.replace('%', "\\%"));
    moves.select((sku, pieces)).filter(sku.like(pattern)).order(sku.asc()).load(conn)
}

pub struct Shelf {
    entries: Vec<String>,
}

impl Shelf {
    fn query(&self, words: &str) -> Option<&String> {
        self.entries.iter().find(|entry| entry.contains(words))
    }

    //# good
    pub fn entry_of(&self, sku: &str, site: &str) -> Option<&String> {
        self.query(&format!("{sku} from {site}"))
    }
}
