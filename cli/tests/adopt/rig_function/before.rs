use rig::tool::ToolExecutionError;
use rig_derive::rig_tool;

/// Adds.
#[rig_tool(
    description = "Add integers",
    params(a = "First operand", b = "Second operand"),
    required(a, b)
)]
fn add(a: i32, b: i32) -> Result<i64, ToolExecutionError> {
    Ok(i64::from(a) + i64::from(b))
}

#[rig_tool(description = "Joins words.\nWith blanks.")]
pub async fn join(words: Vec<String>, separator: Option<String>) -> Result<String, ToolExecutionError> {
    if words.is_empty() {
        return Err(ToolExecutionError::from_error(std::fmt::Error));
    }
    let separator = separator.unwrap_or_else(|| " ".to_owned());
    let words: Vec<&str> = words.iter().map(|word| word.as_str()).collect();
    Ok(words.join(&separator))
}
