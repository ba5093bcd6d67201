#!/bin/sh
# Refuses a commit in which `cargo portcullis check` finds something.
#
#   cargo portcullis check --init hook > .git/hooks/pre-commit
#   chmod +x .git/hooks/pre-commit
#
# What is checked is what would be committed, and not what else is in the working tree. Findings that are listed in
# portcullis.baseline are let through.
set -eu

# Nothing that a rule reads is about to change.
if git diff --cached --quiet --diff-filter=ACMRT -- '*.rs' '*Cargo.toml' portcullis.baseline; then
    exit 0
fi

# Beside the repository, so that a dependency with `path = "../shared"` is found from there as well.
here=$(pwd)
tree=$(mktemp -d "$here/../.portcullis.XXXXXX" 2>/dev/null || mktemp -d)
trap 'rm -rf "$tree"' EXIT
trap 'exit 1' HUP INT TERM
git ls-files -z --cached -- '*.rs' '*Cargo.toml' 'rust-toolchain*' portcullis.baseline |
    git checkout-index -z --stdin --prefix="$tree/"
# Of a submodule the commit holds a number alone: it is taken as it stands.
git ls-files --stage | grep '^160000 ' | cut -f 2- | while IFS= read -r module; do
    mkdir -p "$tree/$(dirname "$module")"
    ln -s "$here/$module" "$tree/$module"
done

cd "$tree"
# From here on, git's own variables would lead back to the repository.
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE GIT_PREFIX
if [ -f Cargo.toml ]; then
    set -- --workspace
else
    set -- .
fi
if [ -f portcullis.baseline ]; then
    set -- "$@" --baseline portcullis.baseline
fi
if ! cargo portcullis check "$@"; then
    echo "portcullis: this commit is refused: mend what is found, or write an exception with its reason" >&2
    exit 1
fi
