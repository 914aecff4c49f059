//! Puts the built pages into the binary.

fn main() {
    let dist = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web-client/dist");
    assert!(
        std::path::Path::new(dist).join("index.html").exists(),
        "The pages are not built yet (web-client/dist/index.html is missing). Run `make pages` first."
    );
    memory_serve::load_directory("../../web-client/dist");
}
