//! Where evenings begin: a moment that the model itself has come to, on the straight way.

use crate::action::Action;
use crate::bounds::{Begins, Bounds, Scenario};
use crate::helpline::{Helpline, VISITORS};

/// Every way to spread the pages over the nodes, but for the names of the nodes.
pub(crate) fn beginnings(scenario: Scenario) -> Vec<Helpline> {
    let empty = Helpline::empty(scenario.bounds);
    if scenario.begins == Begins::Empty {
        return vec![empty];
    }
    let pages: Vec<usize> = (0..scenario.visitors).chain(VISITORS..4).collect();
    (0..1_usize << (pages.len() - 1))
        .map(|spread| {
            let mut helpline = Helpline::empty(Bounds {
                says: 1,
                ..Bounds::default()
            });
            for (place, page) in pages.iter().enumerate() {
                let node = (spread >> place) & 1;
                helpline.happens(Action::Connects { page: *page, node });
                calm(&mut helpline);
            }
            if scenario.begins == Begins::Talking {
                helpline.happens(Action::Takes { console: 0 });
                calm(&mut helpline);
                helpline.happens(Action::Says { visitor: 0 });
                calm(&mut helpline);
            }
            helpline.left = scenario.bounds;
            helpline
        })
        .collect()
}

/// All that was said is written and read.
fn calm(helpline: &mut Helpline) {
    loop {
        let mut actions = Vec::new();
        helpline.actions(&mut actions, VISITORS);
        let next = |action: &Action| matches!(action, Action::Writes { .. } | Action::Reads { .. });
        let Some(action) = actions.into_iter().find(next) else {
            return;
        };
        helpline.happens(action);
    }
}
