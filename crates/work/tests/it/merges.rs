//! Two items become one and two again; a message finds the item it belongs to. Nothing is lost and nobody sees more.

use base::{Scope, Timestamp};
use work::{
    Author, Channel, Error, Item, Kind, LinkKind, Message, NewItem, NewMessage, Visibility, item, link, list, message,
    tag, watch,
};

use crate::house::{House, both};

const SYSTEM: fn() -> Scope = || Scope::system("test");

fn say(house: &House, item: i64, person: i64, text: &str) -> Message {
    let new = NewMessage::text(item, Author::person(person, "Somebody"), Visibility::Public, Channel::Mail, text);
    house.write(move |tx| message::add(tx, &SYSTEM(), new)).unwrap()
}

fn texts(house: &House, item: i64) -> Vec<String> {
    let messages = house.read(move |tx| message::list(tx, &SYSTEM(), item)).unwrap();
    messages.into_iter().map(|message| message.text).collect()
}

fn found(house: &House, scope: &Scope, key: &str) -> Result<Item, Error> {
    let (scope, key) = (scope.clone(), key.to_owned());
    house.read(move |tx| item::find(tx, &scope, &key))
}

fn merge(house: &House, scope: &Scope, source: i64, target: i64) -> Result<Item, Error> {
    let scope = scope.clone();
    house.write(move |tx| item::merge(tx, &scope, (source, None), (target, None)))
}

fn unmerge(house: &House, source: i64) -> Result<item::Unmerged, Error> {
    let scope = house.agent();
    house.write(move |tx| item::unmerge(tx, &scope, source, None))
}

fn move_to(house: &House, scope: &Scope, message: i64, target: i64) -> Result<Message, Error> {
    let scope = scope.clone();
    house.write(move |tx| message::move_to(tx, &scope, message, target))
}

fn refused(result: Result<impl std::fmt::Debug, Error>) -> String {
    match result {
        Err(Error::Invalid { message, .. }) => message,
        other => panic!("{other:?} instead of a refusal"),
    }
}

/// Kim's ticket and Mona's, of the same organisation, each with what it can have.
fn pair(house: &House) -> (Item, Item) {
    let (one, other) = (house.ticket(house.kim, "Export hangs"), house.ticket(house.mona, "Export hangs too"));
    say(house, one.id, house.kim, "It hangs");
    say(house, other.id, house.mona, "Here too");
    say(house, other.id, house.agent, "We look at it");
    let (source, agent) = (other.id, house.agent);
    let bug = house.create(NewItem::new(Kind::Bug, "A cause")).id;
    house
        .write(move |tx| {
            item::tag(tx, &SYSTEM(), source, None, &["export".to_owned()])?;
            watch::watch(tx, &SYSTEM(), source, agent)?;
            item::set_due(tx, &SYSTEM(), source, None, Some(Timestamp::from_seconds(2_000_000_000)))?;
            link::link(tx, &SYSTEM(), source, LinkKind::About, bug)
        })
        .unwrap();
    (house.read(move |tx| item::get(tx, &SYSTEM(), one.id)).unwrap(), other)
}

#[test]
fn a_merged_item_gives_everything_and_its_key_leads_on() {
    both(|house| {
        let (target, source) = pair(house);
        let merged = merge(house, &house.agent(), source.id, target.id).unwrap();
        assert_eq!(texts(house, target.id), ["It hangs", "Here too", "We look at it"]);
        assert_eq!((found(house, &house.agent(), &source.key).unwrap().id, merged.message_count), (target.id, 3));
        assert!(merged.first_response_at.is_some() && merged.due_at.is_some(), "the clocks' instants came along");
        let (watchers, tags, links) = house
            .read(move |tx| {
                let scope = SYSTEM();
                let watchers = watch::list(tx, &scope, target.id)?;
                Ok((watchers, tag::list(tx, &scope, target.id)?, link::list(tx, &scope, target.id)?))
            })
            .unwrap();
        assert_eq!((watchers, tags), (vec![house.agent, house.mona], vec!["export".to_owned()]));
        assert_eq!((links.len(), links[0].link), (1, LinkKind::About));
        assert!(found(house, &house.mona(), &source.key).is_ok(), "whoever asked still sees it by the key they know");
        let query = query::Query::parse("kind:ticket").unwrap();
        let rows = house.read(move |tx| list::items(tx, &SYSTEM(), &query, &list::Ask::default())).unwrap().items;
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [target.id], "lists show one item");
        let bin = house.read(|tx| list::recycle_bin(tx, &SYSTEM(), &list::Ask::default())).unwrap().items;
        assert!(bin.is_empty(), "it is no rubbish");
        let source = source.id;
        refused(house.write(move |tx| item::restore(tx, &SYSTEM(), source, None)));
        assert!(house.events(source).contains(&"item.merged".to_owned()));
        assert!(house.events(target.id).contains(&"item.merged".to_owned()));
    });
}

#[test]
fn undoing_a_merge_restores_both_and_what_came_later_stays() {
    both(|house| {
        let (target, source) = pair(house);
        merge(house, &house.agent(), source.id, target.id).unwrap();
        say(house, target.id, house.mona, "Later");
        let undone = unmerge(house, source.id).unwrap();
        assert_eq!((undone.stayed, undone.source.merged_into, undone.source.deleted_at), (1, None, None));
        assert_eq!(texts(house, target.id), ["It hangs", "Later"]);
        assert_eq!(texts(house, source.id), ["Here too", "We look at it"]);
        assert_eq!(found(house, &house.agent(), &source.key).unwrap().id, source.id);
        let after = undone.target;
        assert_eq!((after.first_response_at, after.due_at), (target.first_response_at, target.due_at));
        let left = house
            .read(move |tx| {
                let scope = SYSTEM();
                let watchers = watch::list(tx, &scope, after.id)?.len();
                Ok(watchers + tag::list(tx, &scope, after.id)?.len() + link::list(tx, &scope, after.id)?.len())
            })
            .unwrap();
        assert_eq!(left, 0, "watchers, tags and links are back too");
        assert!(found(house, &house.mona(), &target.key).is_err());
        refused(unmerge(house, source.id));
        merge(house, &house.agent(), source.id, target.id).unwrap();
        assert_eq!(texts(house, target.id), ["It hangs", "Later", "Here too", "We look at it"], "and once more");
    });
}

#[test]
fn merges_of_merged_items_are_undone_in_turn() {
    both(|house| {
        let [one, two, three] = ["one", "two", "three"].map(|title| house.ticket(house.kim, title));
        for (item, text) in [(&one, "1"), (&two, "2"), (&three, "3")] {
            say(house, item.id, house.kim, text);
        }
        merge(house, &house.agent(), one.id, two.id).unwrap();
        merge(house, &house.agent(), two.id, three.id).unwrap();
        assert_eq!(found(house, &house.kim(), &one.key).unwrap().id, three.id);
        assert_eq!(texts(house, three.id), ["3", "2", "1"]);
        assert!(refused(unmerge(house, one.id)).contains("undo that first"));
        unmerge(house, two.id).unwrap();
        assert_eq!((texts(house, three.id), texts(house, two.id)), (vec!["3".into()], vec!["2".into(), "1".into()]));
        unmerge(house, one.id).unwrap();
        assert_eq!((texts(house, two.id), texts(house, one.id)), (vec!["2".into()], vec!["1".into()]));
    });
}

#[test]
fn attack_a_merge_shows_nobody_what_they_may_not_see() {
    both(|house| {
        let (target, source) = pair(house);
        let lees = house.ticket(house.lee, "Lee asks");
        let hidden = house.create(NewItem {
            requester: Some(house.kim),
            visibility: Some(Visibility::Internal),
            ..NewItem::new(Kind::Ticket, "Hidden")
        });
        let viewer = Scope::staff(house.viewer, base::Role::Viewer);
        for scope in [house.kim(), house.mona(), viewer] {
            assert!(matches!(merge(house, &scope, source.id, target.id), Err(Error::Forbidden)));
            let own = scope.clone();
            let undoing = house.write(move |tx| item::unmerge(tx, &own, source.id, None));
            assert!(matches!(undoing, Err(Error::NotFound | Error::Forbidden)));
        }
        assert!(refused(merge(house, &house.agent(), lees.id, target.id)).contains("different customers"));
        assert!(refused(merge(house, &house.agent(), hidden.id, target.id)).contains("customers may see only one"));
        assert!(refused(merge(house, &house.agent(), target.id, hidden.id)).contains("customers may see only one"));
        refused(merge(house, &house.agent(), target.id, target.id));
        let bug = house.create(NewItem { organization: Some(house.northwind), ..NewItem::new(Kind::Bug, "A cause") });
        assert!(refused(merge(house, &house.agent(), target.id, bug.id)).contains("convert"));
        let solved = target.id;
        house.write(move |tx| item::set_status(tx, &SYSTEM(), solved, None, "solved", None)).unwrap();
        assert!(refused(merge(house, &house.agent(), source.id, solved)).contains("reopen it first"));
        assert_eq!((texts(house, target.id).len(), texts(house, lees.id).len()), (1, 0));
        let stale = house.write(move |tx| item::merge(tx, &SYSTEM(), (target.id, Some(1)), (source.id, None)));
        assert!(matches!(stale, Err(Error::Stale { .. })));
    });
}

#[test]
fn a_message_goes_to_another_item_and_back() {
    both(|house| {
        let (kims, lees) = (house.ticket(house.kim, "Kim asks"), house.ticket(house.lee, "Lee asks"));
        say(house, kims.id, house.kim, "Mine");
        let wrong = say(house, kims.id, house.lee, "I am Lee");
        say(house, kims.id, house.agent, "Hello Kim");
        let moved = move_to(house, &house.agent(), wrong.id, lees.id).unwrap();
        assert_eq!((moved.item, moved.position), (lees.id, 1));
        assert_eq!(
            (texts(house, kims.id), texts(house, lees.id)),
            (vec!["Mine".into(), "Hello Kim".into()], vec!["I am Lee".into()])
        );
        assert!(house.events(kims.id).contains(&"message.moved".to_owned()));
        assert!(house.events(lees.id).contains(&"message.moved".to_owned()));
        let (kim, lee) = (house.kim(), house.lee());
        assert!(house.read(move |tx| message::get(tx, &kim, wrong.id)).is_err(), "Kim no longer reads it");
        assert!(house.read(move |tx| message::get(tx, &lee, wrong.id)).is_ok());
        let agent = house.agent();
        let back = house.write(move |tx| message::move_back(tx, &agent, wrong.id)).unwrap();
        assert_eq!(back.id, kims.id);
        assert_eq!(texts(house, kims.id), ["Mine", "I am Lee", "Hello Kim"], "at the place it had");
        let lees = lees.id;
        let left = house.read(move |tx| item::get(tx, &SYSTEM(), lees)).unwrap();
        assert!(left.deleted_at.is_some(), "an item without any message is of no use");
        let agent = house.agent();
        refused(house.write(move |tx| message::move_back(tx, &agent, wrong.id)));
    });
}

#[test]
fn attack_a_message_is_moved_only_by_staff_and_never_out_of_an_internal_item() {
    both(|house| {
        let (kims, other) = (house.ticket(house.kim, "Kim asks"), house.ticket(house.kim, "Kim asks again"));
        let bug = house.create(NewItem::new(Kind::Bug, "A cause"));
        let mine = say(house, kims.id, house.kim, "Mine");
        let secret = say(house, bug.id, house.agent, "The cause is us");
        let viewer = Scope::staff(house.viewer, base::Role::Viewer);
        for scope in [house.kim(), viewer] {
            assert!(matches!(move_to(house, &scope, mine.id, other.id), Err(Error::Forbidden)));
        }
        assert!(matches!(move_to(house, &house.lee(), mine.id, other.id), Err(Error::NotFound)));
        assert!(refused(move_to(house, &house.agent(), secret.id, kims.id)).contains("internal"));
        refused(move_to(house, &house.agent(), mine.id, kims.id));
        move_to(house, &house.agent(), mine.id, bug.id).unwrap();
        let kim = house.kim();
        assert!(house.read(move |tx| message::get(tx, &kim, mine.id)).is_err());
    });
}

#[test]
fn the_first_response_follows_the_message_that_it_was() {
    both(|house| {
        let (one, other) = (house.ticket(house.kim, "One"), house.ticket(house.kim, "Other"));
        let answer = say(house, one.id, house.agent, "Hello");
        let responded = |item: i64| house.read(move |tx| item::get(tx, &SYSTEM(), item)).unwrap().first_response_at;
        assert_eq!(responded(one.id), Some(answer.created_at));
        move_to(house, &house.agent(), answer.id, other.id).unwrap();
        assert_eq!((responded(one.id), responded(other.id)), (None, Some(answer.created_at)));
    });
}
