//! An evening in virtual time, from one seed: visitors, counsellors, a network that loses, repeats and reorders, and one
//! server that dies, or two nodes on a log, each of which dies or is cut off from the others. What the people say and
//! hear is compared at the end. The same seed gives the same evening.

mod agenda;
mod board;
mod book;
mod check;
mod evening;
mod line;
mod log;
mod network;
mod node;
mod person;

pub use book::Figures;
pub use evening::play;
