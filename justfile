# The recipes, by name.
default:
    @just --list

# Starts the server; without configuration on the loopback address with an SQLite file.
run *arguments:
    cargo run --locked -- {{ arguments }}

# Runs every test on SQLite and PostgreSQL.
test *arguments:
    cargo test --locked {{ arguments }}

# Tests the page in Chromium and the client in Node.js, or those files alone.
page *files:
    tests/browser/run {{ files }}

# Runs the Postman collection on SQLite and PostgreSQL.
postman:
    postman/run

# Runs the examples, or those alone.
examples *names:
    examples/run {{ names }}

# Checks format, lints and documentation.
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --locked -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked

# Sends the unmodified Better Auth client through all it can do.
journey:
    tests/journey/run

# Makes attacks of a running server.
attacks:
    tests/attacks/run

# Gives each fuzz target made-up bytes for that many seconds (needs nightly and cargo-fuzz).
fuzz seconds="60" *targets:
    fuzz/run {{ seconds }} {{ targets }}

# Measures Ownly beside what people use today; `just compare --short` beside its own floor alone.
compare *arguments:
    benches/compare/run {{ arguments }}

# Measures whether requests cost more when there are more rows.
growth *arguments:
    benches/growth/run {{ arguments }}

# Formats the sources.
fmt:
    cargo fmt --all

# Checks dependencies: advisories, licences, sources, who may depend on what.
deny:
    tests/supply-chain/run

# Writes what the program is built of, in CycloneDX's form, for a release.
sbom *file:
    .ci/sbom {{ file }}

# Everything that must hold before a change lands.
ci:
    bash .ci/run
