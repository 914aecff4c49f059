use stateright::{Model, Property};

use crate::action::Action;
use crate::audit::{forgotten, is_quiet};
use crate::bounds::{Begins, Scenario};
use crate::fault::Fault;
use crate::helpline::{Helpline, VISITORS};
use crate::visitor::{Stage, Text};

/// All evenings of a scenario.
pub struct Evenings(pub Scenario);

impl Model for Evenings {
    type State = Helpline;
    type Action = Action;

    fn init_states(&self) -> Vec<Helpline> {
        crate::beginning::beginnings(self.0)
    }

    fn actions(&self, helpline: &Helpline, actions: &mut Vec<Action>) {
        helpline.actions(actions, self.0.visitors);
    }

    fn next_state(&self, helpline: &Helpline, action: Action) -> Option<Helpline> {
        let mut next = helpline.clone();
        next.happens(action);
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        let mut properties = vec![
            Property::always(
                "no page that keeps to the protocol is refused",
                |_, it: &Helpline| !matches!(it.fault, Some(Fault::Refused(_))),
            ),
            Property::always(
                "no page loses its newest line to an older one",
                |_, it: &Helpline| it.fault != Some(Fault::OlderLineWins),
            ),
            Property::always("whoever met her counsellor meets no other", |_, it: &Helpline| {
                it.fault != Some(Fault::MetAnother)
            }),
            Property::always("every answer is for her who gets it", |_, it: &Helpline| {
                it.fault != Some(Fault::StrangeAnswer)
            }),
            Property::always("whatever arrives can be opened", |_, it: &Helpline| {
                it.fault != Some(Fault::CannotOpen)
            }),
            Property::always(
                "nobody is told that it is over when nobody ended it",
                |_, it: &Helpline| !matches!(it.fault, Some(Fault::ToldOver(_))),
            ),
            Property::always("nobody loses her arrival", |_, it: &Helpline| {
                it.fault != Some(Fault::LostPlace)
            }),
            Property::always("no ticket is in two places at a desk", |_, it: &Helpline| {
                it.fault != Some(Fault::HeldTwice)
            }),
            Property::always("the line is in order of arrival", |_, it: &Helpline| {
                it.fault != Some(Fault::LineOutOfOrder)
            }),
            Property::always("replicas that read the same are the same", |_, it: &Helpline| {
                it.fault != Some(Fault::ReplicasDiffer)
            }),
            Property::always(
                "two counsellors have not met the same visitor",
                |_, it: &Helpline| {
                    let [one, other] = &it.consoles;
                    let met = |console: &crate::console::Console, ticket| {
                        console.held.get(ticket).is_some_and(|held| held.opened)
                    };
                    !one.held
                        .keys()
                        .any(|ticket| met(one, ticket) && met(other, ticket))
                },
            ),
            Property::always("when all is quiet nobody is forgotten", |_, it: &Helpline| {
                it.fault.is_some() || !is_quiet(it) || forgotten(it).is_none()
            }),
            Property::sometimes(
                "after all that went wrong it is quiet, and somebody has met",
                |model: &Evenings, it: &Helpline| {
                    let met = it
                        .visitors
                        .iter()
                        .any(|visitor| matches!(visitor.stage, Stage::Met(_)));
                    let over = it.visitors.iter().any(|visitor| visitor.stage == Stage::Over);
                    let went_wrong = Helpline::faults(it.left) == 0 || model.0.bounds == it.left;
                    went_wrong && (met || over) && is_quiet(it)
                },
            ),
        ];
        if self.0.bounds.says > 0 || self.0.begins == Begins::Talking {
            properties.push(Property::sometimes(
                "something said is delivered",
                |_, it: &Helpline| it.visitors.iter().any(|visitor| visitor.said == Text::Delivered),
            ));
        }
        if self.0.visitors == VISITORS {
            properties.push(Property::sometimes(
                "both visitors have met somebody",
                |_, it: &Helpline| {
                    it.visitors
                        .iter()
                        .all(|visitor| matches!(visitor.stage, Stage::Met(_)))
                },
            ));
        }
        properties
    }
}

impl Helpline {
    /// How much may still go wrong.
    fn faults(left: crate::bounds::Bounds) -> u8 {
        left.line_losses + left.node_deaths + left.redis_losses + left.lost_touch
    }
}
