use swiftide::{
    chat_completion::{ToolOutput, errors::ToolError},
    traits::AgentContext,
};

const GUESS: &str = "Guess a number";

#[swiftide::tool(description = GUESS, param(name = "number", description = "Number to guess"))]
pub async fn guess_a_number(_context: &dyn AgentContext, number: usize) -> Result<ToolOutput, ToolError> {
    if number == 42 {
        Ok("You guessed it!".into())
    } else if number > 100 {
        Err(ToolError::new("too large"))
    } else {
        Ok(ToolOutput::text("Try again!"))
    }
}
