//! What can happen to a frame, and when it arrives.

use luwte_test_people::Chance;
use rand::{Rng, RngExt};

/// A moment of the evening in milliseconds.
pub(crate) type Moment = u64;

/// How bad the network is this evening.
pub(crate) struct Weather {
    /// Longest time a frame is on its way.
    pub(crate) latency: u64,
    /// Of a thousand envelopes, how many are lost, come twice, or overtake.
    pub(crate) lost: u32,
    pub(crate) twice: u32,
    pub(crate) overtakes: u32,
}

impl Weather {
    pub(crate) fn draw(chance: &mut Chance) -> Self {
        let bad = chance.random_bool(0.5);
        let per_mille = |chance: &mut Chance, most: u32| if bad { chance.random_range(0..most) } else { 0 };
        Self {
            latency: chance.random_range(5..1_500),
            lost: per_mille(chance, 20),
            twice: per_mille(chance, 20),
            overtakes: per_mille(chance, 20),
        }
    }
}

/// One direction of a line: frames arrive in order, unless an envelope has bad luck.
#[derive(Default)]
pub(crate) struct Direction {
    last: Moment,
    /// No envelope overtakes a control frame: a line keeps its order, only what crosses a server may lose it.
    last_control: Moment,
}

impl Direction {
    /// When a frame that leaves now arrives: never, once, or twice. A control frame arrives in order or the line breaks.
    pub(crate) fn arrivals(
        &mut self,
        now: Moment,
        envelope: bool,
        weather: &Weather,
        chance: &mut Chance,
    ) -> Vec<Moment> {
        let mut latency = || 1 + chance.next_u64() % weather.latency;
        let (first, second) = (now + latency(), now + latency());
        let luck = chance.random_range(0..1_000);
        let in_order = self.last.max(first);
        if !envelope {
            self.last = in_order;
            self.last_control = in_order;
            return vec![in_order];
        }
        let (lost, twice) = (weather.lost, weather.lost + weather.twice);
        if luck < lost {
            Vec::new()
        } else if luck < twice {
            self.last = in_order;
            vec![in_order, in_order.max(second)]
        } else if luck < twice + weather.overtakes {
            vec![first.max(self.last_control)]
        } else {
            self.last = in_order;
            vec![in_order]
        }
    }
}
