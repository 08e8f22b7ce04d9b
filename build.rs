//! The migrations are compiled in by a macro, which cannot say that it read them.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
