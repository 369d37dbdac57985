//! The design system as its users meet it: whole pages in every language and state.

mod kit;
mod layouts;
mod translations;
