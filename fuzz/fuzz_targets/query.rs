//! Any text is a query that prints to the same tree again, or an error with a place inside the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use query::Query;

fuzz_target!(|text: &str| {
    match Query::parse(text) {
        Ok(query) => {
            let printed = query.to_string();
            if printed.chars().count() <= query::MAX_LENGTH {
                assert_eq!(Query::parse(&printed), Ok(query), "{printed}");
            }
        }
        Err(error) => assert!(error.position <= text.chars().count()),
    }
});
