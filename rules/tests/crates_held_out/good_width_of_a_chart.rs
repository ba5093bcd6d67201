// A library and a program: the width of a query becomes a type of the library, which holds 200 columns at most.
//@ Cargo.toml
[package]
name = "charts"
version = "0.1.0"
edition = "2021"

//@ src/lib.rs
//! Charts in plain text.
mod bar;
mod width;

pub use crate::bar::{Bar, Chart};
pub use crate::width::Width;

//@ src/width.rs
/// How many columns a chart has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Width(usize);

impl Width {
    /// What a terminal shows.
    pub const DEFAULT: Self = Self(80);
    const MAX: usize = 200;

    /// As many columns as are asked for, and not more than 200.
    pub fn new(columns: usize) -> Self {
        Self(columns.clamp(1, Self::MAX))
    }

    pub(crate) fn columns(self) -> usize {
        self.0
    }
}

//@ src/bar.rs
use crate::width::Width;

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

    /// The chart as text.
    pub fn draw(&self, width: Width) -> String {
        let rule = "=".repeat(width.columns());
        let lines = self.bars.iter().map(|bar| format!("{:<12}{:>4}", bar.label, bar.share));
        std::iter::once(rule).chain(lines).collect::<Vec<_>>().join("\n")
    }
}

//@ src/bin/server.rs
use axum::extract::Query;
use axum::routing::get;
use axum::Router;
use charts::{Bar, Chart, Width};
use serde::Deserialize;

#[derive(Deserialize)]
struct Size {
    width: Option<usize>,
}

async fn load(Query(size): Query<Size>) -> String {
    let chart = Chart::new(vec![Bar { label: "cpu", share: 40 }, Bar { label: "memory", share: 70 }]);
    chart.draw(size.width.map_or(Width::DEFAULT, Width::new))
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = Router::new().route("/load", get(load));
    axum::serve(tokio::net::TcpListener::bind("127.0.0.1:7000").await?, app).await
}
