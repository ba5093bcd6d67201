// What `html_from_input` finds, and what it leaves alone.

async fn f(text: &str) { element.set_inner_html(text); } //~ P214?
fn f(text: String) { VNode::from_html_unchecked(text.into()); } //~ P214?
fn f(text: File) { let parts = text.split(); view! { <section inner_html=parts></section> } } //~ P214?
