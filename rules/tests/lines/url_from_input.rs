// What `url_from_input` finds, and what it leaves alone.

fn f() { let base = std::env::var("BASE"); client.post(base + "/done"); } //~ P307 P210?
