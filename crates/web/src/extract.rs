//! Extractors: a handler's arguments say who may call it.

mod admin;
mod agent;
mod anyone;
mod api_caller;
mod customer;
mod signed_in;
mod staff;

pub use admin::Admin;
pub use agent::Agent;
pub use anyone::Anyone;
pub use api_caller::ApiCaller;
pub use customer::Customer;
pub use signed_in::SignedIn;
pub use staff::Staff;

/// Declares an extractor that demands a permission; it dereferences to its [`crate::Visit`].
macro_rules! extractor {
    ($(#[$note:meta])* $name:ident, $permission:expr) => {
        $(#[$note])*
        #[derive(Clone)]
        pub struct $name {
            visit: crate::Visit,
            caller: std::sync::Arc<crate::Caller>,
        }

        impl $name {
            /// What the caller may see and do.
            #[must_use]
            pub fn scope(&self) -> &base::Scope {
                &self.caller.scope
            }

            /// The person who asks.
            #[must_use]
            pub fn person(&self) -> &people::Person {
                &self.caller.person
            }

            /// The person with what they were recognised by.
            #[must_use]
            pub fn caller(&self) -> &crate::Caller {
                &self.caller
            }
        }

        impl std::ops::Deref for $name {
            type Target = crate::Visit;

            fn deref(&self) -> &crate::Visit {
                &self.visit
            }
        }

        impl axum::extract::FromRequestParts<crate::State> for $name {
            type Rejection = crate::Error;

            async fn from_request_parts(
                parts: &mut http::request::Parts,
                _state: &crate::State,
            ) -> Result<Self, crate::Error> {
                let visit = crate::Visit::in_extensions(&parts.extensions)?;
                $permission.check(visit.scope())?;
                let caller = visit.caller().cloned().ok_or_else(crate::Error::unauthorized)?;
                Ok(Self { visit, caller })
            }
        }
    };
}

pub(crate) use extractor;
