use luwte_desk::SocketId;
use luwte_wire::{Claims, EndReason, FromServer, Presence, TicketId};

use crate::fault::Fault;
use crate::keys::{Keys, draw};
use crate::line::Said;

/// A visitor's page, without her texts: the state machine of `tests/people`, `VisitorPage`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Visitor {
    /// Her line of this moment.
    pub line: Option<SocketId>,
    /// Her ticket, and from the answer on her right.
    pub token: Option<Claims>,
    /// How far she is.
    pub stage: Stage,
    /// What became of the one thing she says.
    pub said: Text,
    /// How many tickets were drawn for her.
    drawn: u8,
}

/// How far a visitor is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Her page was not opened yet.
    #[default]
    Outside,
    /// She waits, or comes to wait, with a message one for this ticket.
    Waiting(Option<TicketId>),
    /// She has opened an answer.
    Met(Keys),
    /// She left, or her counsellor ended it.
    Over,
}

/// One text on its way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Text {
    /// Nothing was said.
    #[default]
    None,
    /// It is sent again until it was acknowledged.
    Underway,
    /// The counsellor has opened it.
    Delivered,
}

impl Visitor {
    /// A new ticket for her.
    pub(crate) fn draw(&mut self, visitor: usize) -> TicketId {
        self.drawn += 1;
        draw(visitor, self.drawn)
    }

    /// Her ticket, and when she arrived.
    #[must_use]
    pub fn place(&self) -> Option<(u64, TicketId)> {
        match self.token? {
            Claims::Ticket { ticket, arrived, .. }
            | Claims::VisitorRight { ticket, arrived, .. }
            | Claims::CounsellorRight { ticket, arrived, .. } => Some((arrived, ticket)),
            Claims::Invitation { .. } => None,
        }
    }

    /// Her line is open: the hello.
    pub(crate) fn opened(&mut self, visitor: usize) -> Said {
        if self.stage == Stage::Outside {
            self.stage = Stage::Waiting(None);
        }
        match self.token {
            Some(claims) => Said::Returned(claims, true),
            None => Said::Arrived(self.draw(visitor)),
        }
    }

    /// She says something.
    pub(crate) fn says(&mut self) -> Option<Said> {
        self.said = Text::Underway;
        self.again()
    }

    /// What is not acknowledged.
    fn again(&self) -> Option<Said> {
        match self.stage {
            Stage::Met(keys) if self.said == Text::Underway => Some(Said::Envelope(keys)),
            _ => None,
        }
    }

    /// A frame comes. `ended` says whether her counsellor ended this conversation.
    pub(crate) fn hear(
        &mut self,
        frame: &FromServer,
        ended: impl Fn(TicketId) -> bool,
    ) -> Result<Option<Said>, Fault> {
        match frame {
            FromServer::Ticket(token) => {
                let Some(Claims::Ticket { ticket, .. }) = token.claims() else {
                    return Err(Fault::StrangeAnswer);
                };
                let Stage::Waiting(_) = self.stage else {
                    return Err(Fault::MetAnother);
                };
                self.holds(token.claims())?;
                self.stage = Stage::Waiting(Some(ticket));
                Ok(Some(Said::Wait(ticket)))
            }
            FromServer::Answered(ticket, answer, right) => {
                let keys = Keys::read(answer.as_bytes()).ok_or(Fault::StrangeAnswer)?;
                self.answered(*ticket, keys, right.claims())
            }
            FromServer::Presence(_, Presence::Here) => Ok(self.again()),
            FromServer::Envelope(_, envelope) => {
                let Stage::Met(keys) = self.stage else {
                    return Ok(None);
                };
                if Keys::read(envelope.as_bytes()) != Some(keys) {
                    return Err(Fault::CannotOpen);
                }
                self.said = Text::Delivered;
                Ok(None)
            }
            FromServer::Ended { next: Some(next), .. } => {
                self.holds(next.claims())?;
                self.stage = Stage::Waiting(None);
                self.said = Text::None;
                Ok(None)
            }
            FromServer::Ended {
                conversation, reason, ..
            } => self.told_over(*reason, ended(*conversation)),
            _ => Ok(None),
        }
    }

    fn answered(
        &mut self,
        ticket: TicketId,
        keys: Keys,
        right: Option<Claims>,
    ) -> Result<Option<Said>, Fault> {
        match self.stage {
            Stage::Waiting(Some(own)) if own == ticket && keys.ticket == ticket => {}
            Stage::Met(known) if known == keys => return Ok(self.again()),
            Stage::Met(_) => return Err(Fault::MetAnother),
            _ => return Err(Fault::StrangeAnswer),
        }
        match right {
            Some(Claims::VisitorRight { shift, .. }) if shift == crate::keys::shift(keys.console) => {}
            _ => return Err(Fault::StrangeAnswer),
        }
        self.holds(right)?;
        self.stage = Stage::Met(keys);
        Ok(None)
    }

    fn told_over(&mut self, reason: EndReason, by_her_counsellor: bool) -> Result<Option<Said>, Fault> {
        if !by_her_counsellor {
            return Err(Fault::ToldOver(reason));
        }
        self.stage = Stage::Over;
        Ok(None)
    }

    /// A token comes in the place of the one she held.
    fn holds(&mut self, token: Option<Claims>) -> Result<(), Fault> {
        let before = self.place();
        self.token = token;
        match (before, self.place()) {
            (Some((old, _)), Some((new, _))) if new > old => Err(Fault::LostPlace),
            _ => Ok(()),
        }
    }
}
