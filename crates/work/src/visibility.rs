//! Who may see an item or a message: never ambiguous, and internal never reaches a customer.

use crate::words::words;

words! {
    /// Who may see it.
    Visibility, "visibility" {
        /// The customers it concerns, and staff.
        Public = "public",
        /// Staff only.
        Internal = "internal",
    }
}

words! {
    /// The way by which something came in or went out.
    Channel, "channel" {
        /// A mail.
        Mail = "mail",
        /// The customer portal.
        Portal = "portal",
        /// The programming interface.
        Api = "api",
        /// A chat.
        Chat = "chat",
        /// A telephone call, written down.
        Phone = "phone",
        /// Written by staff in the workspace.
        Note = "note",
        /// Written by the product itself.
        System = "system",
    }
}

words! {
    /// In which form an author wrote a message.
    Format, "format" {
        /// Plain text.
        Text = "text",
        /// Markdown.
        Markdown = "markdown",
        /// HTML.
        Html = "html",
    }
}

impl Visibility {
    /// The visibility of an event about something with this visibility.
    #[must_use]
    pub const fn of_events(self) -> events::Visibility {
        match self {
            Self::Public => events::Visibility::Public,
            Self::Internal => events::Visibility::Internal,
        }
    }
}
