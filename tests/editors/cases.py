"""The broken states: what each is called, and what in `notes.rs` is replaced by what, line for line."""

READ = "let read = «goto»folder.«goto»«hover»read(&«goto»path, 0, «goto»«hover»most)?;"
MOST = "#[validate(range(min = 1, max = 4096))] «hover»most: usize,"
KEEP = "self, call: &Call, #[validate(length(min = 1, max = 40))] name: String)"

CASES = [
    ("a body: a method is being typed", READ, "let read = folder.«»"),
    ("a body: a call is being typed", READ, "let read = folder.read(&pa«»"),
    ("a body: what a rule refuses", "«goto»call.«goto»checkpoint()?;", 'let _ = std::fs::read("notes.txt");'),
    ("a body: an unknown variable", READ, "let read = folder.read(&pat, 0, most)?;"),
    ("arguments: a unit that is none", 'timeout = "2s"', 'timeout = "5 parsecs"'),
    ("arguments: misspelt", 'timeout = "2s"', 'timout = "2s"'),
    ("arguments: being typed", 'read, timeout = "2s"', "read, timeout ="),
    ("arguments: no effect", 'read, timeout = "2s"', 'timeout = "2s"'),
    ("a signature: no doc comment", "/// Reads the beginning of a note.", "// Reads the beginning of a note."),
    ("a signature: no bound", MOST, MOST.replace(",\n", "") + " text: String,"),
    ("a signature: borrowed", MOST, MOST + " text: &str,"),
    ("a signature: `impl Trait`", MOST, MOST + " text: impl ToString,"),
    ("a signature: a check that is none", "range(min = 1, max = 4096)", "rang(min = 1, max = 4096)"),
    ("a signature: a type that is none", "«hover»path: RelativePath", "«hover»path: RelativePat"),
    ("a signature: being typed", MOST, MOST + " text:"),
    ("a signature: generic", "fn read_note(", "fn read_note<T>("),
    ("a plugin: what a rule refuses", "«goto»call.checkpoint()?;\n        «self.»", 'let _ = std::fs::read("notes.txt");\n        «self.»'),
    ("a plugin: a method is being typed", "«goto»call.checkpoint()?;\n        «self.»", "call.«»\n        «self.»"),
    ("a plugin: a unit that is none", 'timeout = "1s"', 'timeout = "1 fortnight"'),
    ("a plugin: no bound", KEEP, "self, call: &Call, name: String)"),
    ("a plugin: a receiver that is none", "(&" + KEEP, "(&mut " + KEEP),
    ("a plugin: a helper that is being typed", "let _ = &self.«goto»names;", "let _ = &self.«»"),
    ("a plugin: a version that is none", 'version = "1.0.0"', 'version = "one"'),
    ("a plugin: an argument that is none", 'version = "1.0.0"', 'versoin = "1.0.0"'),
    ("a policy: an unknown name", "permit operator on reading", "permit operater on reading"),
    ("a policy: an unknown capability", "on «goto»Notebook::keep;", "on Notebook::kept;"),
    ("a policy: being typed", "on «goto»Notebook::keep;", "on Notebook::«»;"),
    ("a policy: an expectation that fails", "expect permit", "expect forbid"),
    ("data: a check that is none", "#[validate(length(max = 100))]", "#[validate(lenght(max = 100))]"),
    ("data: no bound", "#[validate(length(max = 100))]", ""),
    ("data: a field that is being typed", "pub word: String,", "pub word: Str«»"),
    ("data: an argument that is none", "#[data(input)]", "#[data(inpot)]"),
    ("a failure: no public text", '#[public("the note cannot be read")]', ""),
]
