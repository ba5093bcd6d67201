use std::fs;
use std::process::Command;

use super::{Checked, Folder, TOKEN};

/// A repository, and how many commits it has: they are a day apart.
struct Repository {
    folder: Folder,
    commits: u32,
}

impl Repository {
    fn new() -> Self {
        let repository = Self { folder: Folder::new(), commits: 0 };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    fn git(&self, arguments: &[&str]) -> String {
        let date = format!("2024-01-{:02}T12:00:00Z", self.commits);
        let mut git = Command::new("git");
        git.current_dir(self.folder.path("")).args(arguments);
        for (name, value) in [
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_AUTHOR_NAME", "Ada"),
            ("GIT_AUTHOR_EMAIL", "ada@orders.example"),
            ("GIT_COMMITTER_NAME", "Ada"),
            ("GIT_COMMITTER_EMAIL", "ada@orders.example"),
            ("GIT_AUTHOR_DATE", &date),
            ("GIT_COMMITTER_DATE", &date),
        ] {
            git.env(name, value);
        }
        let output = git.output().expect("git runs");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Commits all files, and says what the commit is called.
    fn commit(&mut self) -> String {
        self.commits += 1;
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "changes"]);
        self.git(&["rev-parse", "HEAD"])
    }

    fn write(&self, path: &str, template: &str) {
        self.folder.write(path, template);
    }

    fn search(&self) -> Checked {
        self.folder.check(&["--history", "--format", "json"])
    }

    /// Path, line, commit, day, and whether it still stands in the working tree.
    fn found(&self) -> Vec<(String, u64, String, String, Option<bool>)> {
        let text = |it: &serde_json::Value| it.as_str().unwrap_or_default().to_owned();
        let objects = self.search().objects();
        let found = objects.iter().map(|it| {
            let day = text(&it["date"]).get(..10).unwrap_or_default().to_owned();
            let line = it["line"].as_u64().unwrap_or_default();
            (text(&it["file"]), line, text(&it["commit"]), day, it["in_working_tree"].as_bool())
        });
        found.collect()
    }
}

fn expected(
    path: &str,
    line: u64,
    commit: &str,
    day: &str,
    still: Option<bool>,
) -> (String, u64, String, String, Option<bool>) {
    (path.to_owned(), line, commit.to_owned(), day.to_owned(), still)
}

#[test]
fn what_was_added_and_taken_away_is_found_with_the_commit_that_added_it() {
    let mut repository = Repository::new();
    repository.write("config/a.env", "a = 1\n");
    repository.commit();
    repository.write("config/a.env", &format!("a = 1\nb = {TOKEN}\n"));
    let commit = repository.commit();
    repository.write("config/a.env", "a = 1\n");
    repository.commit();
    assert_eq!(repository.found(), [expected("config/a.env", 2, &commit, "2024-01-02", Some(false))]);
    let checked = repository.folder.check(&["--history"]);
    assert_eq!(checked.status(), Some(1));
    assert_eq!(checked.stderr(), "checked 2 versions of files: 1 error\n");
    let start = format!(
        "error[P305]: commit {} of 2024-01-02 brought a GitHub token, which is gone from the working tree\n --> config/a.env:2:5\n",
        &commit[..12]
    );
    assert!(checked.stdout().starts_with(&start), "{}", checked.stdout());
    assert!(!checked.stdout().contains(&portcullis_ui_tests::credentials::fill(TOKEN)));
}

#[test]
fn a_credential_that_still_stands_somewhere_is_said_to() {
    let mut repository = Repository::new();
    repository.write("a.txt", TOKEN);
    let commit = repository.commit();
    fs::remove_file(repository.folder.path("a.txt")).expect("it is there");
    repository.write("not/committed.txt", &format!("a = '{TOKEN}'"));
    assert_eq!(repository.found(), [expected("a.txt", 1, &commit, "2024-01-01", Some(true))]);
}

#[test]
fn later_versions_and_unchanged_renames_are_not_told_again() {
    let mut repository = Repository::new();
    repository.write("a.txt", &format!("{TOKEN}\n"));
    let first = repository.commit();
    for number in 0..5 {
        repository.write("a.txt", &format!("{number}\n{TOKEN}\n"));
        repository.commit();
    }
    repository.git(&["mv", "a.txt", "b.txt"]);
    repository.commit();
    assert_eq!(repository.found(), [expected("a.txt", 1, &first, "2024-01-01", Some(true))]);
    // With another content it is another text, in another place.
    repository.git(&["mv", "b.txt", "c.txt"]);
    repository.write("c.txt", &format!("\n\n{TOKEN}\n"));
    let last = repository.commit();
    let found = [
        expected("a.txt", 1, &first, "2024-01-01", Some(true)),
        expected("c.txt", 3, &last, "2024-01-08", Some(true)),
    ];
    assert_eq!(repository.found(), found);
}

#[test]
fn what_a_branch_brought_is_its_commits_and_what_a_merge_brought_is_the_merges() {
    let mut repository = Repository::new();
    repository.write("a.txt", "a\n");
    repository.commit();
    repository.git(&["checkout", "--quiet", "-b", "side"]);
    repository.write("side.txt", TOKEN);
    let side = repository.commit();
    repository.git(&["checkout", "--quiet", "main"]);
    repository.write("main.txt", "b\n");
    repository.commit();
    repository.git(&["merge", "--quiet", "--no-commit", "side"]);
    repository.write("merge.txt", "{{aws_access_key}}");
    repository.write("main.txt", "{{stripe_live_key}}");
    let merge = repository.commit();
    let found = [
        expected("main.txt", 1, &merge, "2024-01-04", Some(true)),
        expected("merge.txt", 1, &merge, "2024-01-04", Some(true)),
        expected("side.txt", 1, &side, "2024-01-02", Some(true)),
    ];
    assert_eq!(repository.found(), found);
}

#[test]
fn what_only_a_tag_or_a_stash_leads_to_is_searched() {
    let mut repository = Repository::new();
    repository.write("a.txt", "a\n");
    repository.commit();
    repository.git(&["checkout", "--quiet", "--detach"]);
    repository.write("b.txt", TOKEN);
    let tagged = repository.commit();
    repository.git(&["tag", "--annotate", "--message", "old", "v1"]);
    repository.git(&["checkout", "--quiet", "main"]);
    repository.write("a.txt", "{{aws_access_key}}\n");
    repository.git(&["stash"]);
    let stashed = repository.git(&["rev-parse", "stash"]);
    repository.write("c.txt", "{{stripe_live_key}}");
    let blob = repository.git(&["hash-object", "-w", "c.txt"]);
    repository.git(&["tag", "of-a-blob", &blob]);
    fs::remove_file(repository.folder.path("c.txt")).expect("it is there");
    let found = repository.found();
    let paths: Vec<&str> = found.iter().map(|(path, ..)| path.as_str()).collect();
    let mut sorted = [blob.as_str(), "a.txt", "b.txt"];
    sorted.sort_unstable();
    assert_eq!(paths, sorted);
    assert!(found.contains(&expected("b.txt", 1, &tagged, "2024-01-02", Some(false))), "{found:?}");
    let (_, _, commit, ..) = &found[paths.iter().position(|path| *path == "a.txt").expect("it was found")];
    assert!(stashed == *commit || repository.git(&["rev-parse", "stash^2"]) == *commit, "{found:?}");
    let messages: Vec<_> = repository.search().objects().iter().map(|it| it["message"].clone()).collect();
    assert!(
        messages.contains(&"this object, of which no commit is known, holds a Stripe key".into()),
        "{messages:?}"
    );
}

#[test]
fn paths_are_told_from_the_folder_in_which_it_is_asked() {
    let mut repository = Repository::new();
    repository.write("a/\u{e9} b\n.txt", TOKEN);
    repository.write("a/c/d.txt", "nothing");
    repository.commit();
    let path = |arguments: &[&str], folder: &str| {
        let mut command =
            repository.folder.command(&[&["--history", "--format", "json"], arguments].concat());
        let output = command.current_dir(repository.folder.path(folder)).output().expect("the binary runs");
        Checked(output).objects()[0]["file"].clone()
    };
    assert_eq!(path(&[], ""), "a/\u{e9} b\n.txt");
    assert_eq!(path(&["a/c", "."], ""), "a/c/../../a/\u{e9} b\n.txt");
    assert_eq!(path(&[], "a/c"), "../../a/\u{e9} b\n.txt");
}

#[test]
fn a_repository_without_files_is_searched() {
    let mut repository = Repository::new();
    repository.write("a.txt", TOKEN);
    let commit = repository.commit();
    repository.git(&["clone", "--quiet", "--bare", ".", "bare.git"]);
    let checked = repository.folder.check(&["--history", "--format", "json", "bare.git"]);
    assert_eq!((checked.status(), checked.stderr().as_str()), (Some(1), ""));
    let found = checked.objects();
    assert_eq!((&found[0]["file"], &found[0]["commit"]), (&"bare.git/a.txt".into(), &commit.into()));
    assert_eq!(found[0].get("in_working_tree"), None);
}

#[test]
fn a_shallow_clone_is_searched_as_far_as_it_goes_and_fails() {
    let mut repository = Repository::new();
    repository.write("a.txt", TOKEN);
    repository.commit();
    repository.write("a.txt", "{{aws_access_key}}");
    repository.commit();
    let from = format!("file://{}", repository.folder.path("").display());
    repository.git(&["clone", "--quiet", "--depth=1", &from, "shallow"]);
    let checked = repository.folder.check(&["--history", "--format", "json", "shallow"]);
    assert_eq!((checked.status(), checked.objects().len()), (Some(2), 1));
    let why = "this clone is shallow, and what came before was not searched: `git fetch --unshallow` gets it";
    assert_eq!(checked.stderr(), format!("error: shallow: {why}\n"));
}

#[test]
fn where_no_repository_or_no_git_is_that_is_said() {
    let folder = Folder::new();
    let mut command = folder.command(&["--history"]);
    command.env("GIT_CEILING_DIRECTORIES", folder.path("..")).env("GIT_DIR", "elsewhere");
    let checked = Checked(command.output().expect("the binary runs"));
    assert_eq!(checked.status(), Some(2));
    let why = "error: .: not a git repository (or any of the parent directories): .git\n";
    assert!(checked.stderr().starts_with(why), "{}", checked.stderr());

    folder.write("a.txt", "nothing");
    let checked = folder.check(&["--history", "a.txt", "missing"]);
    assert_eq!(checked.status(), Some(2));
    assert!(checked.stderr().contains("error: a.txt: this is no folder"), "{}", checked.stderr());
    assert!(checked.stderr().contains("error: missing: No such file"), "{}", checked.stderr());

    let mut command = folder.command(&["--history"]);
    let checked = Checked(command.env("PATH", folder.path("nothing")).output().expect("the binary runs"));
    assert_eq!(checked.status(), Some(2));
    let why = "error: .: the history is read by `git`, which is not installed\n";
    assert!(checked.stderr().starts_with(why), "{}", checked.stderr());
}

#[test]
fn a_broken_object_is_named_and_the_rest_is_searched() {
    let mut repository = Repository::new();
    for number in 0..100 {
        repository.write(&format!("{number}.txt"), &format!("a = {TOKEN}\nnumber {number}\n"));
    }
    repository.commit();
    let mut names = Vec::new();
    for (path, keep) in [("7.txt", 30), ("50.txt", 0), ("63.txt", usize::MAX)] {
        let name = repository.git(&["rev-parse", &format!("HEAD:{path}")]);
        let file = repository.folder.path(&format!(".git/objects/{}/{}", &name[..2], &name[2..]));
        let bytes = fs::read(&file).expect("it is there");
        fs::remove_file(&file).expect("it can be removed");
        if keep < bytes.len() {
            // Cut off after the header, or with nothing that could be read.
            let kept = if keep == 0 { b"nothing".to_vec() } else { bytes[..keep].to_vec() };
            fs::write(&file, kept).expect("it can be written");
            names.push(name);
        }
    }
    let checked = repository.search();
    assert_eq!((checked.status(), checked.objects().len()), (Some(2), 97), "{}", checked.stderr());
    for name in names {
        let why = format!("error: .: object {name} is broken: `git fsck` says more\n");
        assert!(checked.stderr().contains(&why), "{}", checked.stderr());
    }
    let why = "error: .: 1 object is not in this clone: see `git fetch --refetch`\n";
    assert!(checked.stderr().contains(why), "{}", checked.stderr());
}

#[test]
fn a_folder_or_a_commit_that_is_not_there_or_broken_fails() {
    let why = "error: .: 1 object is not in this clone: see `git fetch --refetch`\n";
    for object in ["HEAD:sub", "HEAD~1"] {
        for is_broken in [false, true] {
            let mut repository = Repository::new();
            repository.write("sub/a.txt", TOKEN);
            repository.commit();
            repository.write("b.txt", "{{aws_access_key}}");
            repository.commit();
            let name = repository.git(&["rev-parse", object]);
            let file = repository.folder.path(&format!(".git/objects/{}/{}", &name[..2], &name[2..]));
            fs::remove_file(&file).expect("it is there");
            if is_broken {
                fs::write(&file, "nothing").expect("it can be written");
            }
            let checked = repository.search();
            assert_eq!(checked.status(), Some(2), "{object}: {}", checked.stderr());
            if !is_broken {
                assert!(checked.stderr().contains(why), "{object}: {}", checked.stderr());
            }
        }
    }
}

#[test]
fn working_trees_of_one_repository_have_one_history() {
    let mut repository = Repository::new();
    repository.write("a.txt", TOKEN);
    repository.commit();
    repository.git(&["worktree", "add", "--quiet", "other"]);
    assert_eq!(repository.folder.places(&["--history", ".", "other"]), ["a.txt:1:1"]);
    assert_eq!(repository.folder.places(&["--history", "other"]), ["other/a.txt:1:1"]);
}

#[test]
fn a_repository_without_commits_has_nothing() {
    let checked = Repository::new().search();
    assert_eq!((checked.status(), checked.stdout().as_str(), checked.stderr().as_str()), (Some(0), "", ""));
}

#[test]
fn names_of_objects_may_be_of_sha_256() {
    let mut repository = Repository { folder: Folder::new(), commits: 0 };
    repository.git(&["init", "--quiet", "--object-format=sha256"]);
    repository.write("a.txt", TOKEN);
    let commit = repository.commit();
    assert_eq!(repository.found(), [expected("a.txt", 1, &commit, "2024-01-01", Some(true))]);
}

#[test]
fn what_a_partial_clone_left_where_it_was_is_counted_and_not_fetched() {
    let mut repository = Repository::new();
    repository.write("a.txt", TOKEN);
    repository.commit();
    repository.write("a.txt", "nothing");
    repository.commit();
    repository.git(&["config", "uploadpack.allowFilter", "true"]);
    let from = format!("file://{}", repository.folder.path("").display());
    repository.git(&["clone", "--quiet", "--filter=blob:none", &from, "partial"]);
    for _ in 0..2 {
        let checked = repository.folder.check(&["--history", "partial"]);
        assert_eq!((checked.status(), checked.stdout().as_str()), (Some(2), ""));
        let why = "error: partial: 1 object is not in this clone: see `git fetch --refetch`\n";
        assert!(checked.stderr().starts_with(why), "{}", checked.stderr());
    }
}

#[test]
fn two_searches_say_the_same_in_the_same_order() {
    let mut repository = Repository::new();
    for number in 0..200 {
        repository.write(&format!("{}/{number}.txt", number % 7), &format!("a = {TOKEN}\nnumber {number}\n"));
        if number % 20 == 0 {
            repository.commit();
        }
    }
    repository.commit();
    let one = repository.search().stdout();
    assert_eq!(one.lines().count(), 200);
    assert!(one == repository.search().stdout());
}

#[test]
fn large_and_binary_versions_are_read_as_they_come() {
    let mut repository = Repository::new();
    repository.write("large.txt", &format!("{}{TOKEN}\n", "some words\n".repeat(300_000)));
    repository.folder.write_bytes("binary", &[b"\0".as_slice(), &[b'a'; 3_000_000]].concat());
    repository.write("small.txt", TOKEN);
    repository.commit();
    let checked = repository.folder.check(&["--history"]);
    assert_eq!(checked.stderr(), "checked 2 versions of files, 1 binary left out: 2 errors\n");
    assert_eq!(repository.search().places(), ["large.txt:300001:1", "small.txt:1:1"]);
}
