//! The explicit list of everything that belongs to the product: foundation parts and contexts.

use store::{Migration, Part, Statement};
use web::Module;

/// Tables of the foundation in the order in which they refer to each other.
fn foundation() -> Vec<Part> {
    vec![store::part(), jobs::part(), people::part(), work::part(), mail::part(), search::part(), web::part()]
}

/// The contexts.
#[must_use]
pub fn contexts() -> Vec<Module> {
    vec![desk::module()]
}

fn parts() -> impl Iterator<Item = Part> {
    foundation().into_iter().chain(contexts().into_iter().map(|module| module.part))
}

/// Every migration in order.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    parts().flat_map(|part| part.migrations).collect()
}

/// Every statement, for the test that prepares them on both engines.
#[must_use]
pub fn statements() -> Vec<Statement> {
    parts().flat_map(|part| part.statements).collect()
}
