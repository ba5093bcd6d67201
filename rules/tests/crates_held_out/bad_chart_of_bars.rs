// A library and a program: the program takes a width from a query, the library makes as many letters.
//@ Cargo.toml
[package]
name = "charts"
version = "0.1.0"
edition = "2021"

//@ src/lib.rs
//! Charts in plain text.
#![warn(missing_docs)]

mod bar;
mod scale;

pub use crate::bar::{Bar, Chart};

//@ src/scale.rs
/// A share of the width.
pub(crate) fn cells(share: u8, width: usize) -> usize {
    usize::from(share.min(100)) * width / 100
}

//@ src/bar.rs
use crate::scale::cells;

/// One line of a chart.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What stands before the bar.
    pub label: &'static str,
    /// From 0 to 100.
    pub share: u8,
}

/// Bars below each other.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    bars: Vec<Bar>,
}

impl Chart {
    /// A chart of these bars.
    pub fn new(bars: Vec<Bar>) -> Self {
        Self { bars }
    }

    /// The chart as text of that many columns.
    pub fn draw(&self, width: usize) -> String {
        let rule = "=".repeat(width); //~ P504
        let lines = self.bars.iter().map(|bar| format!("{:<12}{:>4}", bar.label, cells(bar.share, 100)));
        std::iter::once(rule).chain(lines).collect::<Vec<_>>().join("\n")
    }
}

//@ src/bin/server.rs
use axum::extract::Query;
use axum::routing::get;
use axum::Router;
use charts::{Bar, Chart};
use serde::Deserialize;

#[derive(Deserialize)]
struct Size {
    width: Option<usize>,
}

async fn load(Query(size): Query<Size>) -> String {
    let chart = Chart::new(vec![Bar { label: "cpu", share: 40 }, Bar { label: "memory", share: 70 }]);
    chart.draw(size.width.unwrap_or(80))
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/load", get(load));
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:7000").await?, app).await
}
