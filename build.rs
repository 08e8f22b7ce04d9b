//! The migrations and the page are compiled in by macros, which cannot say that they read them.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=web");
}
