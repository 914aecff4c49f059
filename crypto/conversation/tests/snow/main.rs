//! Snow, a foreign implementation of Noise, in either place of each of our handshakes.

mod ends;
mod guest;
mod hand_over;
mod noise;
