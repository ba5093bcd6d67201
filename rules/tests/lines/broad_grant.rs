// What `broad_grant` finds, and what it leaves alone.

fn f() { x.with("*", "*"); }
