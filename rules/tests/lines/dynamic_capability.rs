// What `dynamic_capability` finds, and what it leaves alone.

async fn f(name: String) { ToolCall::named(name); CallToolRequestParam::of(name); CallToolRequestParam::builder(name); }
