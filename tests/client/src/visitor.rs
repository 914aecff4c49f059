use luwte_certificates::OrganisationRoot;
use luwte_test_people::{Form, VisitorPage};
use luwte_wire::{FromPage, FromServer, TicketId, Token};
use tokio::time::timeout;

use crate::{Helpline, PATIENCE, Page, SEND_AGAIN, chance, now_seconds};

/// A visitor without a browser.
pub struct Visitor {
    /// Her socket.
    pub page: Page,
    /// What her page knows.
    pub state: VisitorPage,
    heard: usize,
}

impl Visitor {
    /// Arrives and begins to wait.
    pub async fn arrive(helpline: &Helpline, root: OrganisationRoot) -> Self {
        Self::arrive_with(helpline, VisitorPage::new(root, chance())).await
    }

    /// The same, with a page that makes no effort.
    pub async fn arrive_idle(helpline: &Helpline, root: OrganisationRoot) -> Self {
        let mut state = VisitorPage::new(root, chance());
        state.makes_efforts = false;
        Self::arrive_with(helpline, state).await
    }

    async fn arrive_with(helpline: &Helpline, state: VisitorPage) -> Self {
        let mut visitor = Self {
            page: Page::open(helpline).await,
            state,
            heard: 0,
        };
        visitor.hello().await;
        visitor.until(|page| page.ahead.is_some()).await;
        visitor
    }

    /// Comes back on a new socket, and hears how it stands.
    pub async fn come_back(&mut self, helpline: &Helpline) {
        self.lose_line(helpline).await;
        self.hello().await;
        self.until(|page| page.up || page.ahead.is_some() || page.ending.is_some())
            .await;
    }

    /// Her line is gone and another one is open; she has not said who she is.
    pub async fn lose_line(&mut self, helpline: &Helpline) {
        self.state.lost();
        self.page = Page::open(helpline).await;
    }

    /// ARRIVE or RETURN on the present socket.
    pub async fn hello(&mut self) {
        let frames = self.state.opened();
        self.send(frames).await;
    }

    /// What she holds at this moment.
    #[must_use]
    pub fn token(&self) -> Token {
        self.state.token.expect("she has a token")
    }

    /// Her ticket, which is also her conversation.
    #[must_use]
    pub fn ticket(&self) -> TicketId {
        self.state.ticket().expect("she has a ticket")
    }

    /// Waits for the counsellor's answer, verifies it, and returns the counsellor's name.
    pub async fn meet(&mut self) -> String {
        self.until(|page| page.counsellor.is_some()).await;
        self.state.counsellor.clone().unwrap_or_default()
    }

    /// Waits again, because the desk began anew, until she hears her place.
    pub async fn wait_again(&mut self) -> u32 {
        self.state.ahead = None;
        self.until(|page| page.ahead.is_some()).await;
        self.state.ahead.unwrap_or_default()
    }

    /// Fills in the form, or changes it.
    pub async fn fills_in(&mut self, form: Form) {
        let frames = self.state.fills_in(form, now_seconds());
        self.send(frames).await;
    }

    /// Says a text.
    pub async fn say(&mut self, text: &str) {
        let frames = self.state.say(text);
        self.send(frames).await;
    }

    /// She was handed over: what she heard from the first counsellor counts no more.
    pub fn forgets_what_she_heard(&mut self) {
        self.heard = 0;
    }

    /// The next text of the counsellor.
    pub async fn hear(&mut self) -> String {
        let next = self.heard;
        self.until(|page| page.heard().len() > next).await;
        self.heard += 1;
        self.state.heard()[next].clone()
    }

    /// Listens until everything she said is acknowledged by the counsellor.
    pub async fn delivers(&mut self) {
        self.until(|page| page.talk().is_some_and(|talk| talk.undelivered() == 0))
            .await;
    }

    /// Listens until her page has sealed the form to so many shifts.
    pub async fn tells(&mut self, shifts: usize) {
        self.until(|page| page.told() >= shifts).await;
    }

    /// Listens until her page knows what the test waits for.
    pub async fn until(&mut self, wanted: impl Fn(&VisitorPage) -> bool) {
        let listening = async {
            while !wanted(&self.state) {
                match timeout(SEND_AGAIN, self.page.hear()).await {
                    Ok(frame) => self.take(frame).await,
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

    async fn take(&mut self, frame: FromServer) {
        let frames = self.state.hear(frame, now_seconds());
        self.send(frames).await;
    }

    async fn send(&mut self, frames: Vec<FromPage>) {
        for frame in frames {
            self.page.say(frame).await;
        }
    }
}
