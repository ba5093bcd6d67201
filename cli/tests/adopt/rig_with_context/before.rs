use std::sync::Mutex;

use rig::tool::{Tool, ToolContext};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
pub struct SaveArgs {
    path: String,
    lines: Vec<u64>,
}

#[derive(Serialize)]
pub struct Saved {
    path: String,
    count: usize,
}

#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    #[error("nothing is to be saved")]
    Nothing,
    #[error("the store is broken: {0}")]
    Broken(#[from] std::num::TryFromIntError),
}

#[derive(Default)]
pub struct SaveTool {
    saved: Mutex<Vec<u64>>,
}

impl Tool for SaveTool {
    const NAME: &'static str = "save-lines";
    type Args = SaveArgs;
    type Output = Saved;
    type Error = SaveError;

    fn description(&self) -> String {
        "Saves lines.".into()
    }

    fn parameters(&self) -> serde_json::Value {
        serde_json::json!({})
    }

    async fn call(&self, _context: &mut ToolContext, args: SaveArgs) -> Result<Saved, SaveError> {
        if args.lines.is_empty() {
            return Err(SaveError::Nothing);
        }
        let count = args.lines.len();
        if let Ok(mut saved) = self.saved.lock() {
            saved.extend(args.lines);
        }
        Ok(Saved { path: args.path, count })
    }
}
