// What `prompt_from_format` finds, and what it leaves alone.

async fn f(Json(text): Json<String>) { PromptMessage::new_text(Role::User, format!("Say {text}")); Label::new_text(Role::User, format!("Say {text}")); } //~ P101
fn f() { syn::Error::new(span, format_args!("only `{}` enums", name)); }
async fn f(Json(text): Json<String>) { let c = ChatRequest::new(); c.system(format!("Say {text}")); } //~ P101
async fn f(Json(text): Json<String>) { let a = GroqModel::new(); a.chat(format!("Say {text}")).await; } //~ P101
fn f(team: &str) { let readme = std::env::var("README"); let instructions = readme + team; ServerInfo { instructions, ..x }; } //~ P307 P101
fn f(language: String) { let prompt = "Translate into " + language; GenerationRequest::new(MODEL, prompt); } //~ P101?
fn f() { let mut instructions = start(); instructions.push_str("x"); Prompt { instructions }; }
