//! Chats with models through async-openai, genai, ollama-rs and a plain HTTP client.

use std::collections::HashMap;
use std::fmt::Write;

use anyhow::{Context, Result, ensure};
use async_openai::Client;
use async_openai::config::OpenAIConfig;
use async_openai::types::{
    ChatCompletionRequestSystemMessageArgs, ChatCompletionRequestUserMessageArgs,
    CreateChatCompletionRequest, CreateChatCompletionRequestArgs,
};
use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use genai::chat::{ChatMessage, ChatRequest};
use ollama_rs::Ollama;
use ollama_rs::generation::completion::request::GenerationRequest;
use serde::{Deserialize, Serialize};
use serde_json::json;

const MODEL: &str = "small-model";
const HOUSE_RULES: &str = "Answer in one paragraph. Say so when you do not know.";

#[derive(Clone)]
pub struct App {
    chat: Client<OpenAIConfig>,
    http: reqwest::Client,
    models: genai::Client,
}

#[derive(Deserialize, Serialize)]
pub struct Question {
    persona: String,
    text: String,
    documents: Vec<Document>,
}

#[derive(Deserialize, Serialize)]
pub struct Document {
    title: String,
    body: String,
}

#[derive(Serialize)]
pub struct Message {
    role: &'static str,
    content: String,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    Plain,
    Formal,
}

//# bad
pub fn request_for(question: &Question) -> Result<CreateChatCompletionRequest> {
    let system = ChatCompletionRequestSystemMessageArgs::default()
        .content(format!("You are {}. {HOUSE_RULES}", question.persona))
        .build()?;
    let user = ChatCompletionRequestUserMessageArgs::default().content(question.text.as_str()).build()?;
    Ok(CreateChatCompletionRequestArgs::default()
        .model(MODEL)
        .messages([system.into(), user.into()])
        .build()?)
}

//# bad
pub async fn answer(State(app): State<App>, Json(question): Json<Question>) -> Result<String, StatusCode> {
    let mut instructions = HOUSE_RULES.to_owned();
    instructions.push_str("\nUse these documents:\n");
    for document in &question.documents {
        let _ = writeln!(instructions, "## {}\n{}", document.title, document.body);
    }
    let chat = ChatRequest::new(vec![ChatMessage::system(instructions), ChatMessage::user(question.text)]);
    let reply = app.models.exec_chat(MODEL, chat, None).await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    reply.first_text().map(str::to_owned).ok_or(StatusCode::BAD_GATEWAY)
}

//# bad
pub async fn translate(ollama: &Ollama, text: &str, language: Option<&str>) -> Result<String> {
    let language = language.unwrap_or("English");
    let prompt = "Translate into ".to_string() + language + ":\n\n" + text;
    let reply = ollama.generate(GenerationRequest::new(MODEL.to_owned(), prompt)).await?;
    Ok(reply.response)
}

//# bad
pub async fn summarise(http: &reqwest::Client, page: &str) -> Result<String> {
    const TEMPLATE: &str = "You summarise pages. The page is: {page}. Keep to its facts.";
    let system = TEMPLATE.replace("{page}", page.trim());
    let body = json!({
        "model": MODEL,
        "system": system,
        "messages": [{ "role": "user", "content": "Summarise." }],
    });
    let reply = http.post("https://models.example.com/v1/messages").json(&body).send().await?;
    Ok(reply.json::<serde_json::Value>().await?["text"].as_str().unwrap_or_default().to_owned())
}

//# bad
/// The customer's history stands in front of what the model is told to do.
pub fn conversation(question: &Question, history: &HashMap<String, String>) -> Vec<Message> {
    let known = history.iter().map(|(key, value)| format!("{key}: {value}")).collect::<Vec<_>>();
    let parts = [HOUSE_RULES, "What is known of the customer:", &known.join("\n")];
    let content = parts.join("\n\n");
    vec![Message { role: "system", content }, Message { role: "user", content: question.text.clone() }]
}

//# bad
pub async fn classify(
    State(app): State<App>,
    Query(mail): Query<HashMap<String, String>>,
) -> Result<String, StatusCode> {
    let Some(subject) = mail.get("subject").filter(|s| !s.is_empty()) else {
        return Err(StatusCode::BAD_REQUEST);
    };
    let content = ["Say `spam` or `mail`. The subject is: ", subject].concat();
    let message = ChatCompletionRequestUserMessageArgs::default()
        .content(content)
        .build()
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let request = CreateChatCompletionRequestArgs::default()
        .model(MODEL)
        .messages([message.into()])
        .build()
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let reply = app.chat.chat().create(request).await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    reply.choices.into_iter().next().and_then(|c| c.message.content).ok_or(StatusCode::BAD_GATEWAY)
}

//# good
pub fn fixed_request(question: &Question) -> Result<CreateChatCompletionRequest> {
    let system = ChatCompletionRequestSystemMessageArgs::default().content(HOUSE_RULES).build()?;
    let user = ChatCompletionRequestUserMessageArgs::default().content(question.text.clone()).build()?;
    Ok(CreateChatCompletionRequestArgs::default()
        .model(MODEL)
        .messages([system.into(), user.into()])
        .build()?)
}

//# good
pub async fn ask_in_tone(
    State(app): State<App>,
    Query(tone): Query<Tone>,
    text: String,
) -> Result<String, StatusCode> {
    let instructions = match tone {
        Tone::Plain => "Answer in plain words.",
        Tone::Formal => "Answer as one writes to an office.",
    };
    let chat = ChatRequest::new(vec![ChatMessage::system(instructions), ChatMessage::user(text)]);
    let reply = app.models.exec_chat(MODEL, chat, None).await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    reply.first_text().map(str::to_owned).ok_or(StatusCode::BAD_GATEWAY)
}

//# good
pub async fn rules_alone(ollama: &Ollama, topic: &str) -> Result<String> {
    let prompt = format!("{HOUSE_RULES}\n\nName three colours.");
    let reply = ollama.generate(GenerationRequest::new(MODEL.to_owned(), prompt)).await?;
    println!("{}", format!("prompted about {topic}"));
    Ok(reply.response)
}

//# good
/// The documents are messages of their own and no part of the instructions.
pub fn with_documents(question: Question) -> ChatRequest {
    let mut chat =
        ChatRequest::from_system("Answer from the documents that the user sends, and from nothing else.");
    for document in question.documents {
        chat = chat.append_message(ChatMessage::user(document.body));
    }
    chat.append_message(ChatMessage::user(question.text))
}

//# good
pub async fn embed(http: &reqwest::Client, document: &Document) -> Result<Vec<f32>> {
    let input = format!("{}\n{}", document.title, document.body);
    let body = json!({ "model": "embedder", "input": input });
    let reply = http.post("https://models.example.com/v1/embeddings").json(&body).send().await?;
    let vector: Vec<f32> = reply.error_for_status()?.json().await?;
    ensure!(!vector.is_empty(), "{} has no vector", document.title);
    Ok(vector)
}

//# good
pub async fn keep_prompt(app: &App, prompt: &str) -> Result<()> {
    let line = format!("{} prompt: {prompt}", MODEL);
    tokio::fs::write("prompts.log", line).await?;
    let reply = app.http.get("https://models.example.com/v1/models").send().await?;
    reply.error_for_status().context("the models cannot be listed")?;
    Ok(())
}
