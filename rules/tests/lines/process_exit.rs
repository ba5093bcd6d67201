// What `process_exit` finds, and what it leaves alone.

use shelf::panic; fn f() { panic::take_hook(); panic::set_hook(x); }
