//! Puts the built pages into the binary, and builds it again when the example organisation changes.

fn main() {
    let dist = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web-client/dist");
    assert!(
        std::path::Path::new(dist).join("index.html").exists(),
        "The pages are not built yet (web-client/dist/index.html is missing). Run `make pages` first."
    );
    println!("cargo::rerun-if-changed=../../deploy/organisation");
    memory_serve::load_directory("../../web-client/dist");
}
