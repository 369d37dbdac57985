//! Messages: order, first response, limits, files.

use base::Scope;
use work::{Author, Channel, Error, NewAttachment, NewMessage, Visibility, item, message};

use crate::house::{House, both};

fn public(house: &House, item: i64, text: &str) -> NewMessage {
    NewMessage::text(item, Author::person(house.agent, "Ana"), Visibility::Public, Channel::Mail, text)
}

fn add(house: &House, scope: &Scope, new: NewMessage) -> Result<work::Message, Error> {
    let scope = scope.clone();
    house.write(move |tx| message::add(tx, &scope, new))
}

#[test]
fn the_first_public_human_answer_of_staff_is_the_first_response() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Export hangs").id;
        let system = Scope::system("test");
        let first_response = || {
            let system = system.clone();
            house.read(move |tx| item::get(tx, &system, ticket)).unwrap().first_response_at
        };
        let asked = NewMessage { author: Author::person(house.kim, "Kim"), ..public(house, ticket, "It hangs") };
        add(house, &system, asked).unwrap();
        add(house, &house.agent(), NewMessage::note(ticket, Author::person(house.agent, "Ana"), "hm")).unwrap();
        add(house, &system, NewMessage { automatic: true, ..public(house, ticket, "We got it") }).unwrap();
        assert_eq!(first_response(), None);
        let answer = add(house, &house.agent(), public(house, ticket, "Try 4.2.1")).unwrap();
        assert_eq!(first_response(), Some(answer.created_at));
        add(house, &house.agent(), public(house, ticket, "Did it help?")).unwrap();
        assert_eq!(first_response(), Some(answer.created_at));
        let agent = house.agent();
        let messages = house.read(move |tx| message::list(tx, &agent, ticket)).unwrap();
        assert_eq!(messages.iter().map(|message| message.position).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        let item = house.read(move |tx| item::get(tx, &Scope::system("test"), ticket)).unwrap();
        assert_eq!((item.version, item.message_count), (6, 5));
    });
}

#[test]
fn a_reply_is_refused_when_somebody_else_was_faster() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Export hangs").id;
        add(house, &house.agent(), public(house, ticket, "One")).unwrap();
        let own = NewMessage { seen: Some(0), ..public(house, ticket, "Two") };
        add(house, &house.agent(), own).unwrap();
        let asked = NewMessage { author: Author::person(house.kim, "Kim"), ..public(house, ticket, "Wait") };
        add(house, &Scope::system("test"), asked).unwrap();
        let late = add(house, &house.agent(), NewMessage { seen: Some(2), ..public(house, ticket, "Three") });
        assert!(matches!(late, Err(Error::Stale { current: 4 })));
        add(house, &house.agent(), NewMessage { seen: Some(3), ..public(house, ticket, "Three") }).unwrap();
    });
}

#[test]
fn one_mail_makes_one_message() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Export hangs").id;
        let from_mail = NewMessage { source_mail: Some(77), ..public(house, ticket, "It hangs") };
        let made = add(house, &Scope::system("test"), from_mail.clone()).unwrap();
        assert!(add(house, &Scope::system("test"), from_mail).is_err());
        let found = house.read(|tx| message::by_source(tx, &Scope::system("test"), 77)).unwrap();
        assert_eq!(found.map(|message| message.id), Some(made.id));
        let item = house.read(move |tx| item::get(tx, &Scope::system("test"), ticket)).unwrap();
        assert_eq!(item.message_count, 1, "the refused message left nothing behind");
    });
}

#[test]
fn files_come_with_their_message() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Export hangs").id;
        let file = NewAttachment {
            digest: "a".repeat(64),
            name: "bild\0 schirm.png\r\n".into(),
            mime: "image/png".into(),
            size: 12,
            content_id: Some("x@y".into()),
            inline: true,
        };
        let new = NewMessage { attachments: vec![file], ..public(house, ticket, "") };
        let made = add(house, &house.agent(), new).unwrap();
        let agent = house.agent();
        let message = house.read(move |tx| message::get(tx, &agent, made.id)).unwrap();
        assert_eq!(message.attachments, made.attachments);
        assert_eq!(message.attachments[0].name, "bild schirm.png");
        let (kim, lee, file) = (house.kim(), house.lee(), message.attachments[0].id);
        assert!(house.read(move |tx| message::attachment(tx, &kim, file)).is_ok());
        assert!(matches!(house.read(move |tx| message::attachment(tx, &lee, file)), Err(Error::NotFound)));
    });
}

#[test]
fn what_is_too_large_is_refused() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Export hangs").id;
        let bad = [public(house, ticket, &"x".repeat(work::limits::BODY + 1)), public(house, ticket, " \n "), {
            let file = NewAttachment {
                digest: "a".repeat(64),
                name: "f".into(),
                mime: "text/plain".into(),
                size: 1,
                content_id: None,
                inline: false,
            };
            NewMessage { attachments: vec![file; 1_001], ..public(house, ticket, "many") }
        }];
        for new in bad {
            assert!(matches!(add(house, &house.agent(), new), Err(Error::Invalid { .. })));
        }
        let cleaned = add(house, &house.agent(), public(house, ticket, "a\0b <b>")).unwrap();
        assert_eq!((cleaned.text.as_str(), cleaned.html.as_str()), ("ab <b>", "<p>ab &lt;b&gt;</p>\n"));
    });
}
