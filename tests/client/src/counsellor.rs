use luwte_certificates::{OrganisationRoot, identity_file};
use luwte_test_people::{Console, HandOverSecret, OnDuty, Organisation};
use luwte_wire::{FromPage, FromServer, TicketId};
use tokio::time::timeout;

use crate::{Helpline, PATIENCE, Page, SEND_AGAIN, chance, now_seconds};

/// Conversations at once, on the shift's certificate.
const CAPACITY: u8 = 2;

/// A counsellor without a browser. What is said and heard is in the conversation taken last.
pub struct Counsellor {
    /// The console's socket.
    pub page: Page,
    /// What the console knows.
    pub state: Console,
    conversation: Option<TicketId>,
    heard: usize,
}

impl Counsellor {
    /// Goes on duty.
    pub async fn report(helpline: &Helpline, organisation: &Organisation, name: &str) -> Self {
        let mut counsellor = Self::with_shift_of(helpline, organisation, organisation.root(), name).await;
        counsellor.hello().await;
        counsellor.until(|console| console.accepted).await;
        counsellor
    }

    /// The coordinator goes on duty.
    pub async fn coordinator(helpline: &Helpline, organisation: &Organisation) -> Self {
        let shift = organisation.coordinators_shift(CAPACITY, &mut chance());
        let mut coordinator = Self::with(helpline, organisation.root(), shift).await;
        coordinator.hello().await;
        coordinator.until(|console| console.accepted).await;
        coordinator
    }

    /// A console with a shift of one organisation, for the helpline of another.
    pub async fn with_shift_of(
        helpline: &Helpline,
        theirs: &Organisation,
        root: OrganisationRoot,
        name: &str,
    ) -> Self {
        Self::with(helpline, root, theirs.shift(name, CAPACITY, &mut chance())).await
    }

    /// A console with this identity file, opened with its passphrase.
    pub async fn with_identity(
        helpline: &Helpline,
        root: OrganisationRoot,
        file: &str,
        passphrase: &str,
    ) -> Self {
        let opened = identity_file::open(file, passphrase).unwrap();
        let certificates = [&opened.coordinator, &opened.counsellor];
        let shift = OnDuty::begin(
            &opened.secret,
            certificates,
            CAPACITY,
            now_seconds(),
            &mut chance(),
        );
        Self::with(helpline, root, shift).await
    }

    async fn with(helpline: &Helpline, root: OrganisationRoot, shift: OnDuty) -> Self {
        Self {
            page: Page::open(helpline).await,
            state: Console::new(root, shift, chance()),
            conversation: None,
            heard: 0,
        }
    }

    /// REPORT on the present socket.
    pub async fn hello(&mut self) {
        let frames = self.state.opened();
        self.send(frames).await;
    }

    /// Answers the challenge of the server, without waiting for what it thinks of it.
    pub async fn prove(&mut self) {
        self.hello().await;
        let frame = self.page.hear().await;
        self.take_frame(frame).await;
    }

    /// Comes back on a new socket, and has every conversation back.
    pub async fn come_back(&mut self, helpline: &Helpline) {
        self.state.lost();
        self.page = Page::open(helpline).await;
        self.hello().await;
        self.until(|console| console.accepted && console.held.values().all(|held| held.named()))
            .await;
    }

    /// Takes who is next and answers her. Presses again when the desk began anew meanwhile, as anybody would whose button
    /// comes back.
    pub async fn take(&mut self) -> TicketId {
        let before: Vec<TicketId> = self.state.held.keys().copied().collect();
        while self.state.held.len() <= before.len() {
            let begun = self.state.begun;
            self.page.say(FromPage::TakeNext).await;
            self.until(|console| {
                // What a desk said that has begun anew since says nothing any more: she is asked again.
                let again = console.begun > begun;
                assert!(again || console.not_taken.is_none(), "nobody was taken");
                console.held.len() > before.len() || again
            })
            .await;
        }
        let mut held = self.state.held.keys();
        let taken = held.find(|ticket| !before.contains(ticket)).copied();
        self.conversation = taken;
        self.heard = 0;
        taken.expect("somebody was taken")
    }

    /// Takes who is next, and then falls silent.
    pub async fn takes_and_does_not_answer(&mut self) {
        self.page.say(FromPage::TakeNext).await;
        self.page
            .hear_until(|frame| matches!(frame, FromServer::Taken { .. }).then_some(()))
            .await;
    }

    /// Asks the visitor to go on with a colleague, who is told beforehand what a letter would tell him.
    pub async fn hands_over_to(&mut self, colleague: &mut Self) {
        let ticket = self.conversation.expect("a conversation");
        let secret = HandOverSecret::generate(&mut chance());
        let expected = (secret.clone(), self.state.counsellor_key());
        colleague.state.expected.insert(ticket, expected);
        colleague.conversation = Some(ticket);
        colleague.heard = 0;
        let frames = self.state.asks(ticket, &secret, colleague.state.chain());
        assert!(!frames.is_empty(), "they have not met, or one of them is away");
        self.send(frames).await;
    }

    /// Says a text.
    pub async fn say(&mut self, text: &str) {
        let ticket = self.conversation.expect("a conversation");
        let frames = self.state.say(ticket, text);
        self.send(frames).await;
    }

    /// The next text of the visitor.
    pub async fn hear(&mut self) -> String {
        let (ticket, next) = (self.conversation.expect("a conversation"), self.heard);
        let heard = |console: &Console| console.held.get(&ticket)?.talk.heard.get(next).cloned();
        self.until(|console| heard(console).is_some()).await;
        self.heard += 1;
        heard(&self.state).unwrap_or_default()
    }

    /// Listens until everything said is acknowledged by the visitors.
    pub async fn delivers(&mut self) {
        self.until(|console| console.held.values().all(|held| held.talk.undelivered() == 0))
            .await;
    }

    /// Listens until the console knows what the test waits for.
    pub async fn until(&mut self, wanted: impl Fn(&Console) -> bool) {
        let listening = async {
            while !wanted(&self.state) {
                match timeout(SEND_AGAIN, self.page.hear()).await {
                    Ok(frame) => self.take_frame(frame).await,
                    Err(_) => {
                        let frames = self.state.again();
                        self.send(frames).await;
                    }
                }
            }
        };
        timeout(PATIENCE, listening)
            .await
            .expect("what the test waits for did not come");
    }

    async fn take_frame(&mut self, frame: FromServer) {
        let frames = self.state.hear(frame);
        self.send(frames).await;
    }

    async fn send(&mut self, frames: Vec<FromPage>) {
        for frame in frames {
            self.page.say(frame).await;
        }
    }
}
