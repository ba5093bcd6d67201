use axum::response::Html;
use handlebars::{Handlebars, no_escape};
use leptos::prelude::*;
use minijinja::{AutoEscape, Environment, Value, context};
use pulldown_cmark::{Options, Parser, html};
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{CallToolResult, Content};
use rmcp::{ErrorData as McpError, tool, tool_router};
use serde::Deserialize;
use serde_json::json;
use tera::{Context, Tera};
use web_sys::{Document, Element};
use yew::{AttrValue, Html as YewHtml, Properties, function_component, html as yew_html};

#[derive(Deserialize, schemars::JsonSchema, Clone)]
pub struct Article {
    pub title: String,
    pub markdown: String,
    pub tags: Vec<String>,
}

#[derive(Properties, PartialEq)]
pub struct NoteProps {
    pub text: String,
}

pub struct Publisher {
    pub client: reqwest::Client,
}

/// The five characters that matter in HTML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

//# bad
pub fn article_page(article: &Article) -> tera::Result<Html<String>> {
    let mut tera = Tera::default();
    tera.add_raw_template("article.html", "<h1>{{ title }}</h1>{{ markdown }}")?;
    tera.autoescape_on(vec![]);
    let mut context = Context::new();
    context.insert("title", &article.title);
    context.insert("markdown", &article.markdown);
    tera.render("article.html", &context).map(Html)
}

//# good
pub fn article_escaped(article: &Article) -> tera::Result<Html<String>> {
    let mut tera = Tera::default();
    tera.add_raw_template("article.html", "<h1>{{ title }}</h1>{{ markdown }}")?;
    let mut context = Context::new();
    context.insert("title", &article.title);
    context.insert("markdown", &article.markdown);
    tera.render("article.html", &context).map(Html)
}

//# bad
pub fn teaser(article: Article) -> tera::Result<Html<String>> {
    let mut context = Context::new();
    context.insert("title", &article.title);
    let page = Tera::one_off("<a href=\"/read\">{{ title }}</a>", &context, false)?;
    Ok(Html(page))
}

//# good
pub fn mail_subject(article: Article) -> tera::Result<String> {
    let mut context = Context::new();
    context.insert("title", &article.title);
    Tera::one_off("New article: {{ title }}", &context, false)
}

//# bad
pub fn tag_list(article: &Article) -> Result<Html<String>, handlebars::RenderError> {
    let mut engine = Handlebars::new();
    engine.register_escape_fn(no_escape);
    let data = json!({ "tags": article.tags });
    engine.render_template("<ul>{{#each tags}}<li>{{this}}</li>{{/each}}</ul>", &data).map(Html)
}

//# good
pub fn tag_list_escaped(article: &Article) -> Result<Html<String>, handlebars::RenderError> {
    let engine = Handlebars::new();
    let data = json!({ "tags": article.tags });
    engine.render_template("<ul>{{#each tags}}<li>{{this}}</li>{{/each}}</ul>", &data).map(Html)
}

//# bad
pub fn jinja_page(article: &Article) -> Result<Html<String>, minijinja::Error> {
    let mut env = Environment::new();
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.add_template("page.html", "<article>{{ body }}</article>")?;
    let body = article.markdown.lines().map(|l| format!("<p>{l}</p>")).collect::<Vec<_>>().join("\n");
    let page = env.get_template("page.html")?.render(context! { body => Value::from_safe_string(body) })?;
    Ok(Html(page))
}

//# good
pub fn jinja_lines(article: &Article) -> Result<Html<String>, minijinja::Error> {
    let mut env = Environment::new();
    env.add_template("page.html", "{% for l in lines %}<p>{{ l }}</p>{% endfor %}")?;
    let lines: Vec<&str> = article.markdown.lines().collect();
    Ok(Html(env.get_template("page.html")?.render(context! { lines })?))
}

//# bad
pub async fn rendered_markdown(axum::Json(article): axum::Json<Article>) -> Html<String> {
    let parser = Parser::new_ext(&article.markdown, Options::ENABLE_TABLES);
    let mut page = String::from("<main>");
    // Raw HTML in the text goes through the converter as it is.
    html::push_html(&mut page, parser);
    page.push_str("</main>");
    Html(page)
}

//# good
pub async fn cleaned_markdown(axum::Json(article): axum::Json<Article>) -> Html<String> {
    let parser = Parser::new_ext(&article.markdown, Options::ENABLE_TABLES);
    let mut body = String::new();
    html::push_html(&mut body, parser);
    let body = ammonia::Builder::default().add_tags(["table", "tr", "td"]).clean(&body).to_string();
    Html(["<main>", &body, "</main>"].concat())
}

#[tool_router]
impl Publisher {
    //# bad
    #[tool(description = "Publishes a note on the board")]
    async fn publish(&self, Parameters(article): Parameters<Article>) -> Result<CallToolResult, McpError> {
        let Article { title, markdown, .. } = article;
        let section = format!("<section><h2>{title}</h2>{}</section>", markdown.trim());
        tokio::fs::write("public/board.html", section)
            .await
            .map_err(|_| McpError::internal_error("not written", None))?;
        Ok(CallToolResult::success(vec![Content::text("published")]))
    }

    //# good
    #[tool(description = "Publishes a note on the board, without markup")]
    async fn publish_text(
        &self,
        Parameters(article): Parameters<Article>,
    ) -> Result<CallToolResult, McpError> {
        let title = v_htmlescape::escape(&article.title).to_string();
        let tags = article.tags.len();
        let section = format!("<section><h2>{title}</h2><p>{tags} tags</p></section>");
        tokio::fs::write("public/board.html", section)
            .await
            .map_err(|_| McpError::internal_error("not written", None))?;
        Ok(CallToolResult::success(vec![Content::text(format!("<{}> is published", article.title))]))
    }
}

//# bad
pub fn show_message(document: &Document, message: &str) -> Option<Element> {
    let element = document.get_element_by_id("message")?;
    let markup = format!("<strong>{message}</strong>");
    element.set_inner_html(&markup);
    Some(element)
}

//# good
pub fn show_text(document: &Document, message: &str) -> Option<Element> {
    let element = document.get_element_by_id("message")?;
    element.set_inner_html("<strong></strong>");
    element.first_element_child()?.set_text_content(Some(message));
    Some(element)
}

//# bad
#[function_component(Note)]
pub fn note(props: &NoteProps) -> YewHtml {
    let markup: AttrValue = format!("<div class='note'>{}</div>", props.text).into();
    YewHtml::from_html_unchecked(markup)
}

//# good
#[function_component(PlainNote)]
pub fn plain_note(props: &NoteProps) -> YewHtml {
    let text = props.text.clone();
    yew_html! { <div class="note" title={text.clone()}>{ text }</div> }
}

//# bad
#[component]
pub fn Biography(text: String) -> impl IntoView {
    let paragraphs = text.split("\n\n").map(|p| format!("<p>{p}</p>")).collect::<String>();
    view! { <section inner_html=paragraphs></section> }
}

//# good
#[component]
pub fn BiographyText(text: String) -> impl IntoView {
    let paragraphs = text.split("\n\n").map(str::to_owned).collect::<Vec<_>>();
    view! { <section>{paragraphs.into_iter().map(|p| view! { <p>{p}</p> }).collect_view()}</section> }
}

//# good
pub fn figure(caption: &str, width: u16) -> Html<String> {
    let caption = caption
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#x27;");
    Html(format!("<figure style=\"width: {width}px\"><figcaption>{caption}</figcaption></figure>"))
}

//# good
pub fn link(article: &Article) -> Html<String> {
    let slug = urlencoding::encode(&article.title);
    let title = escape(&article.title);
    Html(format!("<a href=\"/articles/{slug}\">{title}</a>"))
}

//# bad
pub fn headline(feed: &str) -> Result<Html<String>, Box<ureq::Error>> {
    let text = ureq::get(feed).call()?.into_string().map_err(|e| Box::new(ureq::Error::from(e)))?;
    let first = text.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or("no news");
    let mut page = "<marquee>".to_string();
    page.extend([first, "</marquee>"]);
    Ok(Html(page))
}

//# good
pub fn mentions_tags(article: &Article) -> bool {
    let opening = format!("<{}>", article.title);
    let closing = format!("</{}>", article.title);
    article.markdown.contains(&opening) && article.markdown.contains(&closing)
}
