use rig_derive::rig_tool;
use rig::tool::ToolExecutionError;

// Somebody's comment.
#[rig_tool(description = "Halves")] // stays
fn halve(number: u32) -> Result<u32, ToolExecutionError> {
    // Half of it.
    Ok(number / 2) /* done */
}

// The end, without a line break