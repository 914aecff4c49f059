//! A path of the checker, told so that a person can follow it.

use luwte_desk::{Effect, SocketId};
use luwte_wire::FromServer;

use crate::action::Action;
use crate::helpline::{Helpline, VISITORS};
use crate::line::{LINES, Said};
use crate::node::Entry;

const PAGES: [&str; 4] = ["the first visitor", "the second visitor", "Noor", "Sam"];

/// Where an evening begins.
#[must_use]
pub fn beginning(helpline: &Helpline) -> String {
    let on = |line: &crate::line::Line| format!("{} on node {}", PAGES[line.page], line.node);
    let lines: Vec<String> = helpline.lines.iter().map(on).collect();
    match lines.is_empty() {
        true => "Nobody is there.".into(),
        false => lines.join(", "),
    }
}

/// One step.
#[must_use]
pub fn step(helpline: &Helpline, action: Action) -> String {
    match action {
        Action::Connects { page, node } => format!("{} opens a line to node {node}", PAGES[page]),
        Action::Writes { socket } => {
            let line = helpline.lines.iter().find(|line| line.socket == socket);
            let said = line.and_then(|line| Some((line.node, *line.up.front()?)));
            said.map_or_else(String::new, |(node, said)| {
                format!(
                    "node {node} writes {} of {}",
                    words(said),
                    owner(helpline, socket)
                )
            })
        }
        Action::Notices { socket } => {
            format!("the line of {} is closed at its node", owner(helpline, socket))
        }
        Action::Reads { node } => reads(helpline, node),
        Action::Begins { node } => format!("node {node} writes BEGIN"),
        Action::Starts { node } => format!("node {node} starts again"),
        Action::Takes { console } => format!("{} sends TAKE_NEXT", PAGES[VISITORS + console]),
        Action::Says { visitor } => format!("{} says something", PAGES[visitor]),
        Action::Leaves { visitor } => format!("{} leaves", PAGES[visitor]),
        Action::Ends { console, .. } => format!("{} ends a conversation", PAGES[VISITORS + console]),
        Action::LosesLine { page } => format!("{} loses the line", PAGES[page]),
        Action::Dies { node } => format!("node {node} dies"),
        Action::RedisDies => "Redis dies, and is back, empty".into(),
        Action::LosesTouch { node } => format!("node {node} loses touch with Redis"),
        Action::ClaimsAreLate => "the patience with unanswered claims runs out".into(),
        Action::NodeIsMissed => "the patience with a silent node runs out".into(),
    }
}

fn reads(helpline: &Helpline, node: usize) -> String {
    let state = &helpline.nodes[node];
    let record = state.next.and_then(|next| helpline.log.get(next));
    let Some(record) = record else {
        return String::new();
    };
    let what = match &record.entry {
        Entry::Begin => "BEGIN".into(),
        Entry::Line(socket, said) => format!("{} of {}", words(*said), owner(helpline, *socket)),
        Entry::Sweeps { .. } => "that time has passed".into(),
    };
    let mine = |socket: &SocketId| {
        let line = helpline.lines.iter().find(|line| line.socket == *socket);
        line.filter(|line| line.node == node).is_some()
    };
    let effects = state.replica.as_ref().map(|replica| replica.read(record).1);
    let told: Vec<String> = effects
        .unwrap_or_default()
        .iter()
        .filter_map(|effect| match effect {
            Effect::Send(to, frame) if mine(to) => {
                Some(format!("{} to {}", frame_name(frame), owner(helpline, *to)))
            }
            Effect::EndWithTicket { socket, reason, .. } if mine(socket) => Some(format!(
                "ENDED {reason:?} and a new ticket to {}",
                owner(helpline, *socket)
            )),
            Effect::Close(socket, reason) if mine(socket) => Some(format!(
                "the line of {} is closed as {}",
                owner(helpline, *socket),
                reason.name()
            )),
            _ => None,
        })
        .collect();
    let then = if told.is_empty() { "" } else { ": " };
    format!("node {node} reads {what}{then}{}", told.join(", "))
}

/// Whose line it is, and which of hers.
fn owner(helpline: &Helpline, socket: SocketId) -> String {
    let number = socket.0 as u32;
    let page = number as usize / LINES as usize;
    let who = PAGES.get(page).copied().unwrap_or("nobody");
    let older = helpline.line_of(page) != Some(socket);
    format!("{who}{}", if older { " (an older line)" } else { "" })
}

fn words(said: Said) -> String {
    match said {
        Said::Arrived(_) => "ARRIVE".into(),
        Said::Returned(claims, _) => format!("RETURN with {claims:?}"),
        Said::Reported(_) => "REPORT".into(),
        Said::Wait(_) => "WAIT".into(),
        Said::Take => "TAKE_NEXT".into(),
        Said::Answer(keys) => format!("ANSWER {}", keys.serial),
        Said::Resume(claims) => format!("RESUME with {claims:?}"),
        Said::Leave(_, reason) => format!("LEAVE {reason:?}"),
        Said::Envelope(_) => "ENVELOPE".into(),
        Said::Closed => "the end".into(),
    }
}

fn frame_name(frame: &FromServer) -> String {
    match frame {
        FromServer::Ended { reason, .. } => format!("ENDED {reason:?}"),
        FromServer::Presence(_, presence) => format!("PRESENCE {presence:?}"),
        FromServer::NotTaken(why) => format!("NOT_TAKEN {why:?}"),
        other => {
            let debug = format!("{other:?}");
            let name = debug
                .split(|c: char| !c.is_alphanumeric())
                .next()
                .unwrap_or_default();
            name.to_uppercase()
        }
    }
}
