//! What links what: the arrows of ARCHITECTURE.md as facts of the build.

use std::collections::BTreeSet;

use cargo_metadata::{DependencyKind, MetadataCommand, PackageId};

/// Every package that ends up in the build of `name`, dev-dependencies left out.
fn links(name: &str) -> BTreeSet<String> {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml");
    let metadata = MetadataCommand::new()
        .manifest_path(manifest)
        // Of this platform alone: crates for others may never have been downloaded.
        .other_options(["--offline", "--filter-platform", "host-tuple"].map(String::from))
        .exec()
        .unwrap();
    let graph = metadata.resolve.as_ref().unwrap();
    let root = metadata
        .workspace_packages()
        .into_iter()
        .find(|package| package.name.as_str() == name)
        .unwrap();
    let mut seen: BTreeSet<PackageId> = BTreeSet::new();
    let mut todo = vec![root.id.clone()];
    while let Some(id) = todo.pop() {
        if seen.insert(id.clone()) {
            let node = graph.nodes.iter().find(|node| node.id == id).unwrap();
            let linked = |dependency: &&cargo_metadata::NodeDep| {
                dependency
                    .dep_kinds
                    .iter()
                    .any(|kind| kind.kind != DependencyKind::Development)
            };
            todo.extend(
                node.deps
                    .iter()
                    .filter(linked)
                    .map(|dependency| dependency.pkg.clone()),
            );
        }
    }
    seen.into_iter()
        .map(|id| metadata[&id].name.to_string())
        .collect()
}

#[test]
fn the_server_cannot_read_a_conversation_because_it_does_not_link_the_code_that_can() {
    let server = links("luwte");
    assert!(server.contains("luwte-desk") && server.contains("luwte-certificates"));
    for absent in ["luwte-conversation", "snow", "ml-kem", "x25519-dalek"] {
        assert!(!server.contains(absent), "the server links {absent}");
    }
}

#[test]
fn the_pure_crates_do_no_io_because_they_link_nothing_that_can() {
    for pure in [
        "luwte-wire",
        "luwte-counts",
        "luwte-desk",
        "luwte-certificates",
        "luwte-conversation",
    ] {
        for absent in [
            "tokio",
            "axum",
            "hyper",
            "redis",
            "redb",
            "rand",
            "getrandom",
            "mio",
        ] {
            assert!(!links(pure).contains(absent), "{pure} links {absent}");
        }
    }
}

#[test]
fn the_arrows_between_our_own_rooms_point_one_way() {
    let ours = |name| {
        links(name)
            .into_iter()
            .filter(|n| n.starts_with("luwte"))
            .collect::<Vec<_>>()
    };
    assert_eq!(ours("luwte-wire"), ["luwte-wire"]);
    assert_eq!(ours("luwte-counts"), ["luwte-counts"]);
    assert_eq!(ours("luwte-desk"), ["luwte-counts", "luwte-desk", "luwte-wire"]);
    assert_eq!(ours("luwte-certificates"), ["luwte-certificates"]);
    assert_eq!(
        ours("luwte-conversation"),
        ["luwte-certificates", "luwte-conversation"]
    );
    assert_eq!(
        ours("luwte"),
        [
            "luwte",
            "luwte-certificates",
            "luwte-counts",
            "luwte-desk",
            "luwte-wire"
        ]
    );
}
