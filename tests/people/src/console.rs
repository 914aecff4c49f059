use std::collections::BTreeMap;

use bytes::Bytes;
use luwte_certificates::OrganisationRoot;
use luwte_conversation::{
    Body, Context, Form, HandOverSecret, HandOverStage, Session, answer, answer_hand_over, open_intake,
};
use luwte_wire::{
    Answer, Chain, DutyProof, EndReason, Envelope, FromPage, FromServer, Intake, IntakeKey, MessageOne,
    NotTaken, Presence, ShiftId, TakenHow, TicketId, Token,
};

use crate::{Chance, Delivery, OnDuty};

/// Where the counsellor's own key, and the signing key of the shift, are in a chain.
const SUBJECT: std::ops::Range<usize> = 164..196;
const SIGNING_KEY: std::ops::Range<usize> = 318..350;

/// A counsellor's console.
pub struct Console {
    root: OrganisationRoot,
    shift: OnDuty,
    chance: Chance,
    /// How many sockets were opened.
    sockets: u32,
    /// Whether the server has accepted the shift on the line of this moment.
    pub accepted: bool,
    /// How often the desk has begun for this shift. What was asked of it before may never have reached it.
    pub begun: u32,
    /// The conversations of this shift.
    pub held: BTreeMap<TicketId, Held>,
    /// Who is to be handed over to this console: the secret, and the key of the counsellor who does. It comes in a letter.
    pub expected: BTreeMap<TicketId, (HandOverSecret, [u8; 32])>,
    /// How conversations ended, with what was heard in them.
    pub over: Vec<(TicketId, EndReason, Vec<String>)>,
    /// What visitors said beforehand.
    pub forms: BTreeMap<TicketId, Form>,
    /// How many wait, as last told.
    pub waiting: u32,
    /// Who waits, as far as it is shown.
    pub line: Vec<TicketId>,
    /// Why nobody was taken, if so.
    pub not_taken: Option<NotTaken>,
}

/// A conversation as its console holds it.
pub struct Held {
    /// Keys, and what was said.
    pub talk: Delivery,
    /// Whether the visitor is here.
    pub here: bool,
    right: Token,
    message_one: MessageOne,
    /// To whom she is to be handed over, and her message one for that, once she has agreed.
    to: Option<ShiftId>,
    agreed: Option<MessageOne>,
    /// Until something of hers was opened.
    answer: Option<Answer>,
    /// Whether the server spoke of it since the line came back.
    named: bool,
}

impl Held {
    /// Whether the server has spoken of it since the line came back.
    #[must_use]
    pub fn named(&self) -> bool {
        self.named
    }

    /// Its right to the conversation.
    #[must_use]
    pub fn right(&self) -> Token {
        self.right
    }

    /// Takes back what was asked of her.
    fn withdraw(&mut self) -> Vec<Envelope> {
        (self.to, self.agreed) = (None, None);
        let withdrawn = self.talk.session.withdraw_hand_over();
        withdrawn.iter().map(|step| self.talk.keep(step)).collect()
    }
}

impl Console {
    /// A console whose shift was just made.
    #[must_use]
    pub fn new(root: OrganisationRoot, shift: OnDuty, chance: Chance) -> Self {
        Self {
            root,
            shift,
            chance,
            sockets: 0,
            accepted: false,
            begun: 0,
            held: BTreeMap::new(),
            expected: BTreeMap::new(),
            over: Vec::new(),
            forms: BTreeMap::new(),
            waiting: 0,
            line: Vec::new(),
            not_taken: None,
        }
    }

    /// The signing key of its shift, by which the server knows it.
    #[must_use]
    pub fn signing_key(&self) -> [u8; 32] {
        self.shift.signer.public()
    }

    /// What it shows: coordinator, counsellor and shift certificate.
    #[must_use]
    pub fn chain(&self) -> &[u8; 494] {
        &self.shift.chain
    }

    /// The line is open: the hello.
    pub fn opened(&mut self) -> Vec<FromPage> {
        self.sockets += 1;
        vec![FromPage::Report]
    }

    /// The line is lost.
    pub fn lost(&mut self) {
        self.accepted = false;
        for held in self.held.values_mut() {
            held.here = false;
            held.named = false;
        }
    }

    /// Says something to a visitor. It leaves once the server has named the conversation on this line.
    pub fn say(&mut self, ticket: TicketId, text: &str) -> Vec<FromPage> {
        let held = self.held.get_mut(&ticket).expect("a conversation of this shift");
        let envelopes = held.talk.say(text);
        if held.named {
            frames(ticket, envelopes)
        } else {
            Vec::new()
        }
    }

    /// Sends again what is not acknowledged, to everybody who is here.
    pub fn again(&mut self) -> Vec<FromPage> {
        let again = |(ticket, held): (&TicketId, &Held)| frames(*ticket, held.talk.again());
        self.held
            .iter()
            .filter(|(_, held)| held.named && held.here && held.talk.waits())
            .flat_map(again)
            .collect()
    }

    /// Asks a visitor whether she goes on with a colleague. Nothing is asked while something of before is under way, and
    /// nobody is before she has said something.
    pub fn asks(&mut self, ticket: TicketId, secret: &HandOverSecret, to: &[u8; 494]) -> Vec<FromPage> {
        let held = self.held.get_mut(&ticket).expect("a conversation of this shift");
        if held.answer.is_some() || !held.named || !held.here {
            return Vec::new();
        }
        let Ok(asked) = held.talk.session.ask_hand_over(secret, to) else {
            return Vec::new();
        };
        held.to = Some(ShiftId(to[SIGNING_KEY].try_into().unwrap()));
        frames(ticket, vec![held.talk.keep(&asked)])
    }

    /// The counsellor's own key, by which the visitor knows her.
    #[must_use]
    pub fn counsellor_key(&self) -> [u8; 32] {
        self.shift.chain[SUBJECT].try_into().unwrap()
    }

    /// Ends a conversation.
    pub fn end(&mut self, ticket: TicketId) -> Vec<FromPage> {
        self.close(ticket, EndReason::SaidGoodbye);
        vec![FromPage::Leave(ticket, EndReason::SaidGoodbye)]
    }

    /// A frame comes. What the console sends because of it is returned.
    pub fn hear(&mut self, frame: FromServer) -> Vec<FromPage> {
        match frame {
            FromServer::Heartbeat => vec![FromPage::Heartbeat],
            FromServer::Challenge(nonce) => {
                let proof = DutyProof(self.shift.signer.prove_duty(&nonce.0, &self.root));
                let nth = self.sockets.saturating_sub(1);
                let key = self.shift.intake.encapsulation_key();
                let key = IntakeKey::new(Bytes::copy_from_slice(&key)).unwrap();
                vec![FromPage::Duty(Box::new(Chain(self.shift.chain)), proof, nth, key)]
            }
            FromServer::OnDuty => {
                self.accepted = true;
                self.begun += 1;
                // The desk may have begun anew although the line was not lost.
                for held in self.held.values_mut() {
                    held.named = false;
                }
                Vec::new()
            }
            FromServer::Queue { waiting, entries, .. } => {
                self.waiting = waiting;
                self.line = entries.iter().map(|entry| entry.ticket).collect();
                self.resume_what_was_not_named()
            }
            FromServer::NotTaken(why) => {
                self.not_taken = Some(why);
                Vec::new()
            }
            FromServer::Taken {
                conversation,
                how: TakenHow::Called,
                ..
            } => vec![FromPage::Leave(conversation, EndReason::Refused)],
            FromServer::Taken {
                conversation,
                message_one,
                right,
                how,
                ..
            } => self.taken(conversation, message_one, right, how == TakenHow::HandedOver),
            FromServer::IntakeFor(ticket, intake) => {
                self.reads(ticket, &intake);
                Vec::new()
            }
            FromServer::Presence(ticket, presence) => self.presence(ticket, presence),
            FromServer::Envelope(ticket, envelope) => self.envelope(ticket, &envelope),
            FromServer::Ended {
                conversation, reason, ..
            } => {
                self.close(conversation, reason);
                Vec::new()
            }
            FromServer::NotThere(to) => self.stays(to),
            FromServer::Full(_) | FromServer::Colleagues(_) | FromServer::Colleague(_) => Vec::new(),
            other => panic!("no counsellor hears {other:?}"),
        }
    }

    /// By now the server has named every conversation that it knows.
    fn resume_what_was_not_named(&mut self) -> Vec<FromPage> {
        let not_named = self.held.values().filter(|held| !held.named);
        not_named.map(|held| FromPage::Resume(held.right)).collect()
    }

    fn taken(
        &mut self,
        ticket: TicketId,
        message_one: MessageOne,
        right: Token,
        handed_over: bool,
    ) -> Vec<FromPage> {
        if let Some(held) = self.held.get_mut(&ticket)
            && held.message_one == message_one
            && let Some(answer) = &held.answer
        {
            // Our answer was lost on the way. A second one would make a second key for the same conversation.
            held.named = true;
            return vec![FromPage::Answer(ticket, answer.clone())];
        }
        let Some((reply, session)) = self.answers(ticket, &message_one, handed_over) else {
            return vec![FromPage::Leave(ticket, EndReason::Refused)];
        };
        let reply = Answer::new(Bytes::copy_from_slice(&reply)).unwrap();
        let held = Held {
            talk: Delivery::new(session),
            here: true,
            right,
            message_one,
            to: None,
            agreed: None,
            answer: Some(reply.clone()),
            named: true,
        };
        self.held.insert(ticket, held);
        vec![FromPage::Answer(ticket, reply)]
    }

    fn answers(
        &mut self,
        ticket: TicketId,
        message_one: &MessageOne,
        handed_over: bool,
    ) -> Option<([u8; Answer::LENGTH], Session)> {
        let (agreement, chain) = (&self.shift.agreement, &self.shift.chain);
        let (message_one, chance) = (message_one.as_bytes(), &mut self.chance);
        if !handed_over {
            let context = Context::first(self.root, ticket.0);
            return answer(&context, agreement, chain, message_one, chance).ok();
        }
        let (secret, from) = self.expected.remove(&ticket)?;
        let context = Context::hand_over(self.root, ticket.0, from);
        answer_hand_over(&context, &secret, agreement, chain, message_one, chance).ok()
    }

    /// The colleague is not there: whoever was to go to her stays.
    fn stays(&mut self, colleague: ShiftId) -> Vec<FromPage> {
        let mut send = Vec::new();
        for (ticket, held) in &mut self.held {
            if held.to == Some(colleague) && held.agreed.is_some() {
                send.extend(frames(*ticket, held.withdraw()));
            }
        }
        send
    }

    /// One that cannot be read is as good as none.
    fn reads(&mut self, ticket: TicketId, intake: &Intake) {
        let (slot, sealed_form) = intake.parts();
        let opened = open_intake(
            &self.root,
            &ticket.0,
            &self.shift.signer.public(),
            (&self.shift.agreement, &self.shift.intake),
            slot,
            sealed_form,
        );
        match opened {
            Ok(form) => self.forms.insert(ticket, form),
            Err(_) => self.forms.remove(&ticket),
        };
    }

    fn presence(&mut self, ticket: TicketId, presence: Presence) -> Vec<FromPage> {
        let Some(held) = self.held.get_mut(&ticket) else {
            // Somebody whose keys this console does not have: she must not wait for nobody.
            let over = self.over.iter().rev().find(|(over, ..)| *over == ticket);
            let reason = match over {
                Some((_, reason @ (EndReason::SaidGoodbye | EndReason::Damaged), _)) => *reason,
                _ => EndReason::Unknown,
            };
            return vec![FromPage::Leave(ticket, reason)];
        };
        held.here = presence == Presence::Here;
        // The first the server says of it since the line came back: it may have lost our answer, or never had it.
        let named_before = std::mem::replace(&mut held.named, true);
        let answer = held.answer.clone().filter(|_| !named_before);
        let mut send: Vec<FromPage> = answer
            .map(|answer| FromPage::Answer(ticket, answer))
            .into_iter()
            .collect();
        // Whether the hand-over came through is not known: she is with this counsellor, so it did not.
        if !named_before && held.agreed.is_some() {
            held.withdraw();
        }
        if held.here {
            send.extend(frames(ticket, held.talk.again()));
        }
        send
    }

    fn envelope(&mut self, ticket: TicketId, envelope: &Envelope) -> Vec<FromPage> {
        let Some(held) = self.held.get_mut(&ticket) else {
            return Vec::new();
        };
        let before = held.talk.session.received();
        let Ok(came) = held.talk.open(envelope) else {
            self.close(ticket, EndReason::Damaged);
            return vec![FromPage::Leave(ticket, EndReason::Damaged)];
        };
        if held.talk.session.received() > before {
            held.answer = None;
        }
        let mut send = came.send;
        if let Some(Body::Rejoin(message_one)) = &came.step {
            let (secret, chain) = (&self.shift.agreement, &self.shift.chain);
            match held
                .talk
                .session
                .answer_rejoin(message_one, secret, chain, &mut self.chance)
            {
                Ok(answered) => send.push(held.talk.keep(&answered)),
                Err(_) => {
                    self.close(ticket, EndReason::Damaged);
                    return vec![FromPage::Leave(ticket, EndReason::Damaged)];
                }
            }
        }
        let mut send = frames(ticket, send);
        if let (Some(Body::HandOverAgreed(message_one)), Some(to)) = (came.step, held.to)
            && held.talk.session.hand_over() == HandOverStage::Agreed
        {
            let message_one = MessageOne::new(Bytes::copy_from_slice(message_one.as_slice())).unwrap();
            held.agreed = Some(message_one.clone());
            send.push(FromPage::HandOver(ticket, to, message_one));
        }
        send
    }

    fn close(&mut self, ticket: TicketId, reason: EndReason) {
        if let Some(held) = self.held.remove(&ticket) {
            self.over.push((ticket, reason, held.talk.heard));
        }
    }
}

fn frames(ticket: TicketId, envelopes: Vec<Envelope>) -> Vec<FromPage> {
    let frame = |envelope| FromPage::Envelope(ticket, envelope);
    envelopes.into_iter().map(frame).collect()
}
