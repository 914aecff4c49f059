/// How much may happen in one evening. What is zero does not happen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// How often a page loses its line, all pages together. The node may notice much later.
    pub line_losses: u8,
    /// How often a node dies with all its sockets.
    pub node_deaths: u8,
    /// How often Redis dies with the log.
    pub redis_losses: u8,
    /// How often one node loses touch with a Redis that lives on.
    pub lost_touch: u8,
    /// How often claims are not answered in time.
    pub late_claims: u8,
    /// How often the nodes find out that another one sweeps no more.
    pub node_patience: u8,
    /// How often a visitor leaves.
    pub leaves: u8,
    /// How often a counsellor ends a conversation.
    pub ends: u8,
    /// How many visitors say something once they have met.
    pub says: u8,
}

/// Where an evening begins, and what may happen in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Scenario {
    /// Its name, for the figures.
    pub name: &'static str,
    /// Where it begins.
    pub begins: Begins,
    /// How many visitors come.
    pub visitors: usize,
    /// What may go wrong.
    pub bounds: Bounds,
}

/// Where an evening begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Begins {
    /// Nobody is there.
    Empty,
    /// Everybody has a line: visitors wait, counsellors are on duty.
    Waiting,
    /// The first visitor talks with the first counsellor and has said something; the second waits.
    Talking,
}

impl Bounds {
    /// The bound with this name.
    pub fn named(&mut self, name: &str) -> Option<&mut u8> {
        Some(match name {
            "line_losses" => &mut self.line_losses,
            "node_deaths" => &mut self.node_deaths,
            "redis_losses" => &mut self.redis_losses,
            "lost_touch" => &mut self.lost_touch,
            "late_claims" => &mut self.late_claims,
            "node_patience" => &mut self.node_patience,
            "leaves" => &mut self.leaves,
            "ends" => &mut self.ends,
            "says" => &mut self.says,
            _ => return None,
        })
    }
}

/// What `make model` checks.
pub const SCENARIOS: [Scenario; 11] = [
    Scenario {
        name: "nothing goes wrong",
        begins: Begins::Empty,
        visitors: 2,
        bounds: NONE,
    },
    waiting(
        "a line is lost",
        2,
        Bounds {
            line_losses: 1,
            ..NONE
        },
    ),
    waiting(
        "claims come too late",
        2,
        Bounds {
            late_claims: 2,
            ..NONE
        },
    ),
    waiting(
        "people leave and end it",
        2,
        Bounds {
            leaves: 1,
            ends: 1,
            ..NONE
        },
    ),
    Scenario {
        name: "a line is lost while they talk",
        begins: Begins::Talking,
        visitors: 2,
        bounds: Bounds {
            line_losses: 1,
            ..NONE
        },
    },
    waiting(
        "a node loses touch with Redis",
        2,
        Bounds {
            lost_touch: 1,
            ..NONE
        },
    ),
    waiting(
        "Redis dies",
        1,
        Bounds {
            redis_losses: 1,
            ..NONE
        },
    ),
    waiting(
        "a node dies",
        1,
        Bounds {
            node_deaths: 1,
            node_patience: 1,
            ..NONE
        },
    ),
    waiting(
        "two lines are lost",
        1,
        Bounds {
            line_losses: 2,
            ..NONE
        },
    ),
    waiting(
        "a node loses touch with Redis, and a claim comes too late",
        1,
        Bounds {
            lost_touch: 1,
            late_claims: 1,
            ..NONE
        },
    ),
    waiting(
        "a line is lost, and Redis dies",
        1,
        Bounds {
            line_losses: 1,
            redis_losses: 1,
            ..NONE
        },
    ),
];

const fn waiting(name: &'static str, visitors: usize, bounds: Bounds) -> Scenario {
    Scenario {
        name,
        begins: Begins::Waiting,
        visitors,
        bounds,
    }
}

const NONE: Bounds = Bounds {
    line_losses: 0,
    node_deaths: 0,
    redis_losses: 0,
    lost_touch: 0,
    late_claims: 0,
    node_patience: 0,
    leaves: 0,
    ends: 0,
    says: 0,
};
