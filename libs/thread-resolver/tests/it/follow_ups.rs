//! The window in which a reply reopens a ticket.

use std::time::Duration;

use thread_resolver::{FollowUp, State, follow_up};

#[test]
fn the_table_of_states_and_ages() {
    const DAY: Duration = Duration::from_secs(86_400);
    let window = DAY * 14;
    #[rustfmt::skip]
    let table = [
        // the ticket                  may reopen   what the reply does
        (State::Active,                true,        FollowUp::Add),
        (State::Waiting,               true,        FollowUp::Reopen),
        (State::Ended(Duration::ZERO), true,        FollowUp::Reopen),
        (State::Ended(window),         true,        FollowUp::Reopen),
        (State::Ended(window + DAY),   true,        FollowUp::NewTicket),
        // machine mail and forged headers are added and change nothing, however late they come
        (State::Active,                false,       FollowUp::Add),
        (State::Waiting,               false,       FollowUp::Add),
        (State::Ended(Duration::ZERO), false,       FollowUp::Add),
        (State::Ended(window + DAY),   false,       FollowUp::Add),
    ];
    for (state, may_reopen, expected) in table {
        assert_eq!(follow_up(state, window, may_reopen), expected, "{state:?} {may_reopen}");
    }
    assert_eq!(follow_up(State::Ended(DAY), Duration::ZERO, true), FollowUp::NewTicket, "a queue may have no window");
}
