//! Eight clients at once: no key twice, no change lost, no state entered twice.

use std::{collections::HashSet, sync::Mutex, thread};

use base::Scope;
use work::{Author, Channel, Error, Kind, NewItem, NewMessage, Visibility, item, message};

use crate::house::{House, both};

const CLIENTS: i64 = 8;
const ROUNDS: i64 = 20;

const SYSTEM: fn() -> Scope = || Scope::system("test");

fn in_parallel(work: impl Fn(i64) + Send + Sync) {
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            let work = &work;
            scope.spawn(move || work(client));
        }
    });
}

fn current(house: &House, id: i64) -> work::Item {
    house.read(move |tx| item::get(tx, &SYSTEM(), id)).unwrap()
}

#[test]
fn no_key_is_given_twice() {
    both(|house| {
        let keys = Mutex::new(HashSet::new());
        in_parallel(|client| {
            for round in 0..ROUNDS {
                let ticket = house.ticket(house.kim, &format!("{client} {round}"));
                assert!(keys.lock().unwrap().insert(ticket.key.clone()), "{} twice", ticket.key);
            }
        });
        let last = house.ticket(house.kim, "the last one");
        assert_eq!(last.key, format!("SUP-{}", CLIENTS * ROUNDS + 1), "no number was lost either");
    });
}

#[test]
fn of_eight_changes_to_one_version_one_wins() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Export hangs").id;
        for round in 0..ROUNDS {
            let version = current(house, ticket).version;
            let won = Mutex::new(0);
            in_parallel(|client| {
                let title = format!("title {round} of {client}");
                match house.write(move |tx| item::set_title(tx, &SYSTEM(), ticket, Some(version), &title)) {
                    Ok(_) => *won.lock().unwrap() += 1,
                    Err(Error::Stale { current }) => assert_eq!(current, version + 1),
                    Err(other) => panic!("{other}"),
                }
            });
            assert_eq!(won.into_inner().unwrap(), 1);
        }
        assert_eq!(current(house, ticket).version, 1 + ROUNDS);
        assert_eq!(house.events(ticket).len(), usize::try_from(1 + ROUNDS).unwrap());
    });
}

#[test]
fn one_of_eight_reopens() {
    both(|house| {
        for _ in 0..ROUNDS {
            let solved = NewItem { status: Some("solved".into()), ..NewItem::new(Kind::Ticket, "Export hangs") };
            let ticket = house.create(solved).id;
            in_parallel(|_| {
                house.write(move |tx| item::reopen(tx, &SYSTEM(), ticket, None)).unwrap();
            });
            assert_eq!(house.events(ticket), ["item.created", "item.status_changed"]);
        }
    });
}

#[test]
fn messages_of_eight_clients_have_places_of_their_own() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Export hangs").id;
        in_parallel(|client| {
            for round in 0..ROUNDS {
                let text = format!("{client} {round}");
                let author = Author::person(house.agent, "Ana");
                let new = NewMessage::text(ticket, author, Visibility::Public, Channel::Chat, text);
                house.write(move |tx| message::add(tx, &SYSTEM(), new)).unwrap();
            }
        });
        let messages = house.read(move |tx| message::list(tx, &SYSTEM(), ticket)).unwrap();
        let positions: Vec<i64> = messages.iter().map(|message| message.position).collect();
        assert_eq!(positions, (1..=CLIENTS * ROUNDS).collect::<Vec<_>>());
        let item = current(house, ticket);
        assert_eq!((item.message_count, item.version), (CLIENTS * ROUNDS, 1 + CLIENTS * ROUNDS));
    });
}

#[test]
fn tags_of_eight_clients_all_stay() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Export hangs").id;
        in_parallel(|client| {
            for name in ["one".to_owned(), format!("own {client}")] {
                house.write(move |tx| item::tag(tx, &SYSTEM(), ticket, None, &[name])).unwrap();
            }
        });
        let tags = house.read(move |tx| work::tag::list(tx, &SYSTEM(), ticket)).unwrap();
        assert_eq!(tags.len(), usize::try_from(CLIENTS).unwrap() + 1);
    });
}
