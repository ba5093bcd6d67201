// What `template_from_input` finds, and what it leaves alone.

fn f(message: &str) { self.render_template(message); } //~ P211?
fn f(words: &[String]) { regex::RegexSet::new(words.join("|")); } //~ P211?
