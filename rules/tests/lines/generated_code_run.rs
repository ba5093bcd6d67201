// What `generated_code_run` finds, and what it leaves alone.

fn f(title: str) { liquid::object!({ "$where": title, "rows": rows }); } //~ P105
