//! No customer ever learns of another customer's items or of anything internal.

use base::Scope;
use query::Query;
use work::{
    Author, Channel, Error, Item, Kind, NewItem, NewMessage, Visibility, item, link, list, message, tag, watch,
};

use crate::house::{House, both};

fn listed(house: &House, scope: &Scope, query: &str) -> Vec<i64> {
    let (scope, query) = (scope.clone(), Query::parse(query).unwrap());
    let page = house.read(move |tx| list::items(tx, &scope, &query, &list::Ask::default())).unwrap();
    page.items.into_iter().map(|row| row.id).collect()
}

fn sees(house: &House, scope: &Scope, id: i64) -> bool {
    let (one, two, three, four) = (scope.clone(), scope.clone(), scope.clone(), scope.clone());
    let direct = house.read(move |tx| item::get(tx, &one, id)).is_ok();
    let messages = house.read(move |tx| message::list(tx, &two, id)).is_ok();
    let rows = house.read(move |tx| list::rows(tx, &three, &[id])).unwrap().len() == 1;
    let listed = listed(house, scope, "").contains(&id);
    let matching = house.read(move |tx| list::matching(tx, &four, &Query::all(), &[id])).unwrap() == [id];
    assert!([messages, rows, listed, matching].iter().all(|other| *other == direct), "the readers disagree");
    direct
}

#[test]
fn customers_see_their_own_their_organisations_and_what_they_watch() {
    both(|house| {
        let kims = house.ticket(house.kim, "Kim asks").id;
        let lees = house.ticket(house.lee, "Lee asks").id;
        let hidden = house.create(NewItem {
            requester: Some(house.kim),
            visibility: Some(Visibility::Internal),
            ..NewItem::new(Kind::Ticket, "Hidden")
        });
        let bug = house.create(NewItem { organization: Some(house.northwind), ..NewItem::new(Kind::Bug, "A cause") });
        assert!(sees(house, &house.kim(), kims) && sees(house, &house.lee(), lees));
        assert!(!sees(house, &house.kim(), lees) && !sees(house, &house.lee(), kims));
        assert!(!sees(house, &house.kim(), hidden.id) && !sees(house, &house.kim(), bug.id));
        assert!(!sees(house, &house.mona(), kims), "Mona sees no colleague's");
        let mona = house.mona;
        house.write(move |tx| watch::watch(tx, &Scope::system("test"), kims, mona)).unwrap();
        assert!(sees(house, &house.mona(), kims));
        let agent = house.agent();
        for id in [kims, lees, hidden.id, bug.id] {
            assert!(sees(house, &agent, id));
        }
    });
}

#[test]
fn customers_never_see_internal_messages_or_fields() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Kim asks").id;
        let bug = house.create(NewItem::new(Kind::Bug, "A cause")).id;
        let (agent, person, kim) = (house.agent(), house.agent, house.kim());
        let secret = house
            .write(move |tx| {
                let author = Author::person(person, "Ana");
                item::tag(tx, &agent, ticket, None, &["tagsecret".into()])?;
                item::set_tier(tx, &agent, ticket, None, 2, "notesecret")?;
                link::link(tx, &agent, ticket, work::LinkKind::About, bug)?;
                watch::watch(tx, &agent, ticket, person)?;
                message::add(tx, &agent, NewMessage::note(ticket, author.clone(), "notesecret"))?;
                let public = NewMessage::markdown(ticket, author, Visibility::Public, Channel::Mail, "hello");
                message::add(tx, &agent, public)?;
                message::list(tx, &agent, ticket)
            })
            .unwrap();
        assert_eq!(secret.len(), 3);
        let internal = secret.iter().find(|message| message.visibility == Visibility::Internal).unwrap().id;
        let scope = kim.clone();
        let (item, messages, rows, tags, links, watchers) = house
            .read(move |tx| {
                Ok((
                    item::get(tx, &scope, ticket)?,
                    message::list(tx, &scope, ticket)?,
                    list::rows(tx, &scope, &[ticket])?,
                    tag::list(tx, &scope, ticket)?,
                    link::list(tx, &scope, ticket)?,
                    watch::list(tx, &scope, ticket)?,
                ))
            })
            .unwrap();
        assert_eq!((item.tier, item.queue, item.team), (None, None, None));
        assert_eq!(messages.len(), 1);
        assert!(tags.is_empty() && links.is_empty() && watchers.is_empty());
        let written = serde_json::to_string(&(&item, &messages, &rows)).unwrap();
        assert!(!written.contains("secret"), "{written}");
        let scope = kim.clone();
        assert!(matches!(house.read(move |tx| message::get(tx, &scope, internal)), Err(Error::NotFound)));
        for query in
            ["tag:tagsecret", "tier:2", "queue:Support", "watcher:ana@provider.example", "-team:none", "waiting:vendor"]
        {
            let (scope, query) = (kim.clone(), Query::parse(query).unwrap());
            let asked = house.read(move |tx| list::count(tx, &scope, &query, 10));
            assert!(matches!(asked, Err(Error::Invalid { field: "q", .. })));
        }
    });
}

#[test]
fn customers_make_public_tickets_of_their_own_and_change_nothing_else() {
    both(|house| {
        let make = |scope: Scope, new: NewItem| house.write(move |tx| item::create(tx, &scope, new));
        let own =
            NewItem { requester: Some(house.kim), queue: Some(house.support), ..NewItem::new(Kind::Ticket, "Mine") };
        let ticket: Item = make(house.kim(), own.clone()).unwrap();
        assert_eq!(ticket.organization, Some(house.northwind));
        let refused = [
            NewItem { requester: Some(house.lee), ..own.clone() },
            NewItem { kind: Kind::Bug, ..own.clone() },
            NewItem { priority: Some(1), ..own.clone() },
            NewItem { assignee: Some(house.agent), ..own.clone() },
            NewItem { organization: Some(house.contoso), ..own.clone() },
            NewItem { tags: vec!["vip".into()], ..own.clone() },
        ];
        for new in refused {
            assert!(matches!(make(house.kim(), new), Err(Error::Forbidden)));
        }
        let (kim, lee, id) = (house.kim(), house.lee(), ticket.id);
        let scope = kim.clone();
        assert!(matches!(
            house.write(move |tx| item::set_priority(tx, &scope, id, None, 1, None)),
            Err(Error::Forbidden)
        ));
        assert!(matches!(house.write(move |tx| item::set_title(tx, &lee, id, None, "x")), Err(Error::NotFound)));
        let say = |author: i64, visibility| {
            NewMessage::text(id, Author::person(author, "Kim"), visibility, Channel::Portal, "more")
        };
        for (new, allowed) in [
            (say(house.kim, Visibility::Public), true),
            (say(house.kim, Visibility::Internal), false),
            (say(house.agent, Visibility::Public), false),
        ] {
            let scope = kim.clone();
            assert_eq!(house.write(move |tx| message::add(tx, &scope, new)).is_ok(), allowed);
        }
    });
}
