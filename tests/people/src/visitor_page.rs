use bytes::Bytes;
use luwte_certificates::{OrganisationRoot, Revocations};
use luwte_conversation::{Body, Context, Form, HandOverStage, Intake, VisitorHandshake};
use luwte_wire::{
    Claims, EffortNonce, EndReason, Envelope, FromPage, FromServer, MessageOne, Place, Presence, ShiftId,
    ShiftKeys, TicketId, Token,
};

use crate::{Chance, Delivery, effort_bits, make_effort};

/// A visitor's page.
pub struct VisitorPage {
    root: OrganisationRoot,
    chance: Chance,
    stage: Stage,
    /// What she holds: her ticket, and from the answer on her right.
    pub token: Option<Token>,
    /// People before her, as she was last told.
    pub ahead: Option<u32>,
    /// The name of her counsellor, once verified.
    pub counsellor: Option<String>,
    /// Who handed her over, and what she had heard from each.
    pub before: Vec<(String, Vec<String>)>,
    /// Whether she goes along when a counsellor asks to hand her over.
    pub goes_along: bool,
    /// Whether the server has spoken about her conversation on this line.
    pub up: bool,
    /// Whether her line and the counsellor's were up when last heard of.
    pub both_here: bool,
    /// How it ended.
    pub ending: Option<Ending>,
    /// What she says beforehand.
    form: Form,
    /// The same under its key, for one ticket, and the shifts it may be sealed to.
    intake: Option<(TicketId, Intake)>,
    shifts: Vec<ShiftKeys>,
    /// The effort that she has made, and for which ticket.
    effort: Option<(TicketId, EffortNonce)>,
    /// Whether her page makes an effort when it is asked.
    pub makes_efforts: bool,
    /// What effort she was asked for on this line, in bits.
    pub asked: Option<u8>,
    /// How many efforts it has made.
    pub efforts: u32,
    /// How often her keys were replaced.
    pub rejoins: u32,
    /// How many sockets she has opened.
    sockets: u32,
}

enum Stage {
    Waiting(Option<Box<Handshake>>),
    Talking(Box<Delivery>),
    Over,
}

struct Handshake {
    ticket: TicketId,
    handshake: VisitorHandshake,
    message_one: MessageOne,
}

/// Why it is over, as her page sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The server said so.
    Told(EndReason),
    /// Her page refused what came.
    Stopped(EndReason),
}

impl VisitorPage {
    /// A page that was just opened.
    #[must_use]
    pub fn new(root: OrganisationRoot, chance: Chance) -> Self {
        Self {
            root,
            chance,
            stage: Stage::Waiting(None),
            token: None,
            ahead: None,
            counsellor: None,
            before: Vec::new(),
            goes_along: true,
            up: false,
            both_here: false,
            ending: None,
            form: Form::default(),
            intake: None,
            shifts: Vec::new(),
            effort: None,
            makes_efforts: true,
            asked: None,
            efforts: 0,
            rejoins: 0,
            sockets: 0,
        }
    }

    /// Her ticket, which is also her conversation.
    #[must_use]
    pub fn ticket(&self) -> Option<TicketId> {
        match self.token?.claims()? {
            Claims::Ticket { ticket, .. }
            | Claims::VisitorRight { ticket, .. }
            | Claims::CounsellorRight { ticket, .. } => Some(ticket),
            Claims::Invitation { .. } => None,
        }
    }

    /// Her conversation, once she is in one.
    #[must_use]
    pub fn talk(&self) -> Option<&Delivery> {
        match &self.stage {
            Stage::Talking(delivery) => Some(delivery),
            _ => None,
        }
    }

    /// Whether she has agreed to go on with a colleague who has not answered yet.
    #[must_use]
    pub fn has_agreed(&self) -> bool {
        self.talk()
            .is_some_and(|talk| talk.session.hand_over() == HandOverStage::Agreed)
    }

    /// What she has heard so far.
    #[must_use]
    pub fn heard(&self) -> &[String] {
        self.talk().map_or(&[], |delivery| &delivery.heard)
    }

    /// Her line is open: the hello.
    pub fn opened(&mut self) -> Vec<FromPage> {
        if self.ending.is_some() {
            return Vec::new();
        }
        let nth = self.sockets;
        self.sockets += 1;
        vec![
            self.token
                .map_or(FromPage::Arrive, |token| FromPage::Return(token, nth)),
        ]
    }

    /// Her line is lost.
    pub fn lost(&mut self) {
        self.up = false;
        self.both_here = false;
        self.ahead = None;
        self.asked = None;
    }

    /// She fills in the form, or changes it.
    pub fn fills_in(&mut self, form: Form, now: u64) -> Vec<FromPage> {
        self.form = form;
        self.intake = None;
        let shifts = std::mem::take(&mut self.shifts);
        shifts
            .into_iter()
            .flat_map(|keys| self.seal_for(keys, now))
            .collect()
    }

    /// To how many shifts the form is sealed.
    #[must_use]
    pub fn told(&self) -> usize {
        self.shifts.len()
    }

    /// She says something. What cannot leave now leaves later.
    pub fn say(&mut self, text: &str) -> Vec<FromPage> {
        match &mut self.stage {
            Stage::Talking(delivery) => {
                let envelopes = delivery.say(text);
                if self.up {
                    self.frames(envelopes)
                } else {
                    Vec::new()
                }
            }
            _ => panic!("she has nobody to talk with yet"),
        }
    }

    /// Her page sends again what is not acknowledged, if both are here.
    pub fn again(&mut self) -> Vec<FromPage> {
        match &self.stage {
            Stage::Talking(delivery) if self.both_here && delivery.waits() => self.frames(delivery.again()),
            _ => Vec::new(),
        }
    }

    /// She ends it.
    pub fn leave(&mut self, reason: EndReason) -> Vec<FromPage> {
        let leave = self.ticket().map(|ticket| FromPage::Leave(ticket, reason));
        self.stage = Stage::Over;
        self.ending = Some(Ending::Stopped(reason));
        leave.into_iter().collect()
    }

    /// A frame comes, at `now` in seconds since 1970. What she sends because of it is returned.
    pub fn hear(&mut self, frame: FromServer, now: u64) -> Vec<FromPage> {
        match frame {
            FromServer::Heartbeat => vec![FromPage::Heartbeat],
            FromServer::Ticket(token) => self.wait(token),
            FromServer::Place(Place { ahead, .. }) => {
                self.ahead = Some(ahead);
                Vec::new()
            }
            FromServer::Shift(keys) => self.seal_for(keys, now),
            FromServer::EffortWanted(bits) => self.effort(bits),
            FromServer::Answered(ticket, answer, right) => self.answered(ticket, &answer, right, now),
            FromServer::Presence(_, presence) => self.presence(presence),
            FromServer::Envelope(_, envelope) => self.envelope(&envelope, now),
            FromServer::Ended { reason, next, .. } => {
                self.ended(reason, next);
                Vec::new()
            }
            FromServer::Full(_) => Vec::new(),
            other => panic!("no visitor hears {other:?}"),
        }
    }

    fn wait(&mut self, token: Token) -> Vec<FromPage> {
        let Stage::Waiting(handshake) = &mut self.stage else {
            panic!("a ticket for somebody who has met her counsellor");
        };
        self.token = Some(token);
        self.ahead = None;
        self.shifts.clear();
        let Some(Claims::Ticket { ticket, .. }) = token.claims() else {
            panic!("a ticket that is none");
        };
        let same = handshake.as_ref().is_some_and(|known| known.ticket == ticket);
        if !same {
            let context = Context::first(self.root, ticket.0);
            let (begun, message_one) = VisitorHandshake::begin(context, &mut self.chance);
            *handshake = Some(Box::new(Handshake {
                ticket,
                handshake: begun,
                message_one: MessageOne::new(Bytes::copy_from_slice(&message_one)).unwrap(),
            }));
        }
        let message_one = handshake.as_ref().map(|known| known.message_one.clone());
        message_one.map(FromPage::Wait).into_iter().collect()
    }

    /// Whoever waits makes the effort that is asked, once for a ticket.
    fn effort(&mut self, bits: u8) -> Vec<FromPage> {
        self.asked = Some(bits);
        let (Stage::Waiting(_), Some(ticket), true) = (&self.stage, self.ticket(), self.makes_efforts) else {
            return Vec::new();
        };
        let root = self.root;
        let held = self
            .effort
            .filter(|(made_for, nonce)| *made_for == ticket && effort_bits(&root, ticket, *nonce) >= bits);
        let (_, nonce) = *self.effort.insert(match held {
            Some(made) => made,
            None => {
                self.efforts += 1;
                (ticket, make_effort(&root, ticket, bits))
            }
        });
        vec![FromPage::Effort(nonce)]
    }

    /// Who waits tells a shift what she has to say, or that it is nothing. One that does not hold hears nothing.
    fn seal_for(&mut self, keys: ShiftKeys, now: u64) -> Vec<FromPage> {
        let (Stage::Waiting(_), Some(ticket)) = (&self.stage, self.ticket()) else {
            return Vec::new();
        };
        if self.intake.as_ref().is_none_or(|(sealed, _)| *sealed != ticket) {
            let sealed = Intake::seal(self.root, ticket.0, &self.form, &mut self.chance).unwrap();
            self.intake = Some((ticket, sealed));
        }
        let (Some((_, intake)), (chain, key)) = (&self.intake, keys.parts()) else {
            return Vec::new();
        };
        let key = key.try_into().unwrap();
        let sealed = intake.seal_for(chain, key, now, &Revocations::default(), &mut self.chance);
        let Ok(sealed) = sealed else {
            return Vec::new();
        };
        if !self.shifts.contains(&keys) {
            self.shifts.push(keys);
        }
        let parts = [sealed.slot.as_slice(), intake.sealed_form()].concat();
        let parts = luwte_wire::Intake::new(parts.into()).unwrap();
        vec![FromPage::Intake(ShiftId(sealed.shift), parts)]
    }

    fn answered(
        &mut self,
        ticket: TicketId,
        answer: &luwte_wire::Answer,
        right: Token,
        now: u64,
    ) -> Vec<FromPage> {
        let held = self.token.and_then(shift_in);
        let handshake = match &mut self.stage {
            Stage::Waiting(handshake) => handshake.take().unwrap(),
            Stage::Talking(delivery) if delivery.session.hand_over() == HandOverStage::Agreed => {
                return self.goes_on(answer, right, now);
            }
            // It comes again while nothing of hers has arrived: the counsellor is here.
            // It comes again while nothing of hers has arrived: the counsellor is here.
            Stage::Talking(_) if shift_in(right) == held => {
                let again = self.presence(Presence::Here);
                return [FromPage::Accept(ticket)].into_iter().chain(again).collect();
            }
            // Of somebody to whom she is not handed over, or not any more.
            Stage::Talking(_) | Stage::Over => return self.leave(EndReason::Refused),
        };
        assert_eq!(handshake.ticket, ticket, "an answer for somebody else");
        match handshake
            .handshake
            .finish(answer.as_bytes(), now, &Revocations::default())
        {
            Ok((session, chain)) => {
                self.token = Some(right);
                self.counsellor = Some(chain.counsellor_name);
                self.up = true;
                self.both_here = true;
                self.stage = Stage::Talking(Box::new(Delivery::new(session)));
                Vec::new()
            }
            Err(_) => self.leave(EndReason::Refused),
        }
    }

    /// The answer of the counsellor to whom she was handed over.
    fn goes_on(&mut self, answer: &luwte_wire::Answer, right: Token, now: u64) -> Vec<FromPage> {
        let Some(ticket) = self.ticket() else {
            return Vec::new();
        };
        let Stage::Talking(delivery) = &mut self.stage else {
            return Vec::new();
        };
        let finished = delivery
            .session
            .finish_hand_over(answer.as_bytes(), now, &Revocations::default());
        let Ok(chain) = finished else {
            return self.leave(EndReason::Refused);
        };
        let (heard, again) = delivery.begins_anew();
        let before = self.counsellor.replace(chain.counsellor_name);
        self.before.push((before.unwrap_or_default(), heard));
        self.token = Some(right);
        (self.up, self.both_here) = (true, true);
        let again = self.frames(again);
        [FromPage::Accept(ticket)].into_iter().chain(again).collect()
    }

    fn presence(&mut self, presence: Presence) -> Vec<FromPage> {
        let here = presence == Presence::Here;
        let came_back = here && !self.both_here;
        self.up = true;
        self.both_here = here;
        let Stage::Talking(delivery) = &mut self.stage else {
            return Vec::new();
        };
        if !here {
            return Vec::new();
        }
        let mut envelopes = delivery.again();
        if came_back && let Some(begun) = delivery.session.begin_rejoin(&mut self.chance).unwrap() {
            envelopes.push(delivery.keep(&begun));
        }
        self.frames(envelopes)
    }

    fn envelope(&mut self, envelope: &Envelope, now: u64) -> Vec<FromPage> {
        let Stage::Talking(delivery) = &mut self.stage else {
            return Vec::new();
        };
        let Ok(came) = delivery.open(envelope) else {
            return self.leave(EndReason::Damaged);
        };
        let mut send = came.send;
        if let Some(Body::RejoinAnswer(answer)) = &came.step {
            match delivery
                .session
                .finish_rejoin(answer, now, &Revocations::default())
            {
                Ok(done) => {
                    self.rejoins += 1;
                    send.push(delivery.keep(&done));
                }
                Err(_) => return self.leave(EndReason::Damaged),
            }
        }
        match came.step {
            Some(Body::HandOverAsked { .. }) => {
                let session = &mut delivery.session;
                let agreed = match self.goes_along {
                    true => session.agree_hand_over(now, &Revocations::default(), &mut self.chance),
                    false => session.refuse_hand_over(),
                };
                let Ok(answer) = agreed else {
                    return self.leave(EndReason::Damaged);
                };
                send.push(delivery.keep(&answer));
                delivery.is_quiet(self.goes_along);
            }
            Some(Body::HandOverWithdrawn) => send.extend(delivery.is_quiet(false)),
            _ => {}
        }
        self.frames(send)
    }

    /// It is over; with a new ticket she waits again, once her line is open again.
    fn ended(&mut self, reason: EndReason, next: Option<Token>) {
        self.counsellor = None;
        match next {
            Some(_) => {
                self.token = next;
                self.stage = Stage::Waiting(None);
            }
            None => {
                self.stage = Stage::Over;
                self.ending = Some(Ending::Told(reason));
            }
        }
    }

    fn frames(&self, envelopes: Vec<Envelope>) -> Vec<FromPage> {
        let ticket = self.ticket().unwrap();
        envelopes
            .into_iter()
            .map(|envelope| FromPage::Envelope(ticket, envelope))
            .collect()
    }
}

/// Whose the visitor is by this right.
fn shift_in(right: Token) -> Option<ShiftId> {
    match right.claims()? {
        Claims::VisitorRight { shift, .. } => Some(shift),
        _ => None,
    }
}
