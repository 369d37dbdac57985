//! The ids by which our mail is found.

use bounce_classifier::{Mail, Part, PartKind, classify};

const FAILED: &str = "Final-Recipient: rfc822;ann@customer.example\nAction: failed\nStatus: 5.1.1\n";

fn ids(parts: &[(PartKind, &str)], text: &str, fields: &[(&str, String)]) -> Vec<String> {
    let parts: Vec<Part> = std::iter::once(&(PartKind::DeliveryStatus, FAILED))
        .chain(parts)
        .map(|(kind, text)| Part { kind: *kind, text: (*text).to_owned() })
        .collect();
    classify(&Mail { is_report: true, text, fields, parts: &parts, ..Mail::default() }).unwrap().returned_ids
}

#[test]
fn ids_are_found_wherever_systems_put_them() {
    let header = "Subject: x\r\nMessage-ID: <1@desk.example>\r\n\r\nbody";
    let field = |name: &'static str| [(name, "<1@desk.example>".to_owned())];
    let table: [(&str, Vec<String>); 9] = [
        ("returned mail", ids(&[(PartKind::Returned, header)], "", &[])),
        ("folded", ids(&[(PartKind::Returned, "Subject: x\nMessage-Id:\n <1@desk.example>\n\nbody")], "", &[])),
        ("without brackets", ids(&[(PartKind::Returned, "MESSAGE-ID: 1@desk.example\n\nbody")], "", &[])),
        ("copy in the text", ids(&[], "--- Below this line is a copy\n\nMessage-ID: <1@desk.example>\n", &[])),
        ("quoted copy in the text", ids(&[], "> Message-ID: <1@desk.example>\n", &[])),
        (
            "another text",
            ids(&[(PartKind::Text, "Original message headers:\nMessage-ID: <1@desk.example>\n")], "", &[]),
        ),
        ("In-Reply-To", ids(&[], "", &field("In-Reply-To"))),
        ("References", ids(&[], "", &field("References"))),
        ("Exchange", ids(&[], "", &field("X-MS-Exchange-Original-Message-ID"))),
    ];
    for (name, found) in table {
        assert_eq!(found, ["1@desk.example"], "{name}");
    }
}

#[test]
fn the_copy_comes_before_the_header() {
    let fields = [("References", "<0@desk.example> <1@desk.example>".to_owned())];
    let found = ids(&[(PartKind::Returned, "Message-ID: <1@desk.example>\n\n")], "", &fields);
    assert_eq!(found, ["1@desk.example", "0@desk.example"]);
}
