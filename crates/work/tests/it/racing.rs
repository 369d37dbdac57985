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

#[test]
fn of_eight_agents_who_merge_the_same_ticket_one_does() {
    both(|house| {
        for _ in 0..ROUNDS {
            let source = house.ticket(house.kim, "Export hangs again").id;
            let targets: Vec<i64> = (0..CLIENTS).map(|_| house.ticket(house.kim, "Export hangs").id).collect();
            let text =
                NewMessage::text(source, Author::person(house.kim, "Kim"), Visibility::Public, Channel::Mail, "x");
            house.write(move |tx| message::add(tx, &SYSTEM(), text)).unwrap();
            let won = Mutex::new(Vec::new());
            in_parallel(|client| {
                let target = targets[usize::try_from(client).unwrap()];
                match house.write(move |tx| item::merge(tx, &SYSTEM(), (source, None), (target, None))) {
                    Ok(_) => won.lock().unwrap().push(target),
                    Err(Error::NotFound) => {}
                    Err(other) => panic!("{other}"),
                }
            });
            let won = won.into_inner().unwrap();
            assert_eq!(won.len(), 1);
            let messages: usize = targets
                .iter()
                .copied()
                .map(|id| house.read(move |tx| message::list(tx, &SYSTEM(), id)).unwrap().len())
                .sum();
            assert_eq!(messages, 1, "the message is in one place");
            assert_eq!(house.read(move |tx| item::current(tx, &SYSTEM(), source)).unwrap().id, won[0]);
        }
    });
}

#[test]
fn two_tickets_that_are_merged_into_each_other_become_one() {
    both(|house| {
        for _ in 0..ROUNDS {
            let pair = [house.ticket(house.kim, "One").id, house.ticket(house.kim, "Other").id];
            let won = Mutex::new(0);
            in_parallel(|client| {
                let [one, other] = pair;
                let (source, target) = if client % 2 == 0 { (one, other) } else { (other, one) };
                match house.write(move |tx| item::merge(tx, &SYSTEM(), (source, None), (target, None))) {
                    Ok(_) => *won.lock().unwrap() += 1,
                    Err(Error::NotFound) => {}
                    Err(other) => panic!("{other}"),
                }
            });
            assert_eq!(won.into_inner().unwrap(), 1);
        }
    });
}

#[test]
fn no_message_is_lost_between_a_merge_and_its_undoing() {
    both(|house| {
        let (source, target) = (house.ticket(house.kim, "One").id, house.ticket(house.kim, "Other").id);
        in_parallel(|client| {
            for round in 0..ROUNDS {
                if client == 0 {
                    let _ = house.write(move |tx| item::merge(tx, &SYSTEM(), (source, None), (target, None)));
                    let _ = house.write(move |tx| item::unmerge(tx, &SYSTEM(), source, None).map(drop));
                    continue;
                }
                let text = format!("{client} {round}");
                let added = house.write(move |tx| {
                    let item = item::current(tx, &SYSTEM(), source)?.id;
                    let new = NewMessage::text(item, Author::system(), Visibility::Public, Channel::Chat, text);
                    message::add(tx, &SYSTEM(), new)
                });
                // On PostgreSQL the merge may happen between the two steps; whoever writes tries again then.
                assert!(matches!(added, Ok(_) | Err(Error::NotFound)), "{added:?}");
            }
        });
        let count = |id| house.read(move |tx| message::list(tx, &SYSTEM(), id)).unwrap().len();
        let written =
            house.events(source).iter().chain(&house.events(target)).filter(|kind| *kind == "message.added").count();
        assert_eq!(count(source) + count(target), written);
    });
}
