//! What is found, by whom, in which order, and that the index always comes to say what the database says.

mod fields;
mod following;
mod house;
mod ordering;
mod scale;
mod scopes;
mod texts;
