// What `ambient_process` finds, and what it leaves alone.

#[capability(read)] fn f() { subprocess::Popen::create(&args, config); } //~ P602
