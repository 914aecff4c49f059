//! What is kept is called by these, wherever it is kept.

/// One thing that is kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Name {
    /// A folder, or an answer: nothing tells them apart.
    Folder([u8; 32]),
    /// The letterbox of the counsellor with this key.
    Letterbox([u8; 32]),
    /// Mail: for whom, and the name of the folder in which the answer will lie.
    Mail([u8; 32], [u8; 32]),
}

/// What belongs together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shelf {
    Folders,
    Letterboxes,
    /// The mail of one counsellor.
    Mail([u8; 32]),
}

impl Name {
    pub(crate) fn shelf(&self) -> Shelf {
        match self {
            Self::Folder(_) => Shelf::Folders,
            Self::Letterbox(_) => Shelf::Letterboxes,
            Self::Mail(to, _) => Shelf::Mail(*to),
        }
    }

    /// Its name on its shelf.
    pub(super) fn last(&self) -> String {
        match self {
            Self::Folder(name) | Self::Letterbox(name) | Self::Mail(_, name) => hex::encode(name),
        }
    }
}

impl Shelf {
    /// What this is called on the shelf, if it is something that can stand there.
    pub(super) fn name(self, last: &str) -> Option<Name> {
        let mut name = [0; 32];
        hex::decode_to_slice(last, &mut name).ok()?;
        Some(match self {
            Self::Folders => Name::Folder(name),
            Self::Letterboxes => Name::Letterbox(name),
            Self::Mail(to) => Name::Mail(to, name),
        })
    }

    /// The shelf as a path.
    pub(super) fn path(self) -> String {
        match self {
            Self::Folders => "folders".into(),
            Self::Letterboxes => "letterboxes".into(),
            Self::Mail(to) => format!("mail/{}", hex::encode(to)),
        }
    }
}
