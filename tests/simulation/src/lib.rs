//! An evening in virtual time, from one seed: visitors, counsellors, a network that loses, repeats and reorders, and a
//! server that dies. What the people say and hear is compared at the end. The same seed gives the same evening.

mod check;
mod evening;
mod network;
mod person;
mod server;

pub use check::Figures;
pub use evening::play;
