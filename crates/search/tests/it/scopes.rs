//! A customer finds the public side of their own items, and learns nothing of the rest, not even by counting.

use query::{Field, Query};
use search::{Ask, Error};
use work::{Kind, NewItem, Visibility};

use crate::house::{ascending, both};

#[test]
fn internal_text_is_found_by_staff_alone() {
    both(async |house| {
        let id = house.ticket("Login", "cannot sign in").await;
        house.say(id, Visibility::Internal, "the customer is late with payments").await;
        house.catch_up().await;
        assert_eq!(house.ask(&house.agent(), "payments").await.ids, [id]);
        for text in ["payments", "\"late with\"", "sign payments", "printer or payments -login", "payments or nothing"]
        {
            let found = house.ask(&house.kim(), text).await;
            assert_eq!((found.ids, found.total), (vec![], 0), "{text}");
        }
        let found = house.ask(&house.kim(), "login -payments").await;
        assert_eq!(found.ids, [id], "a negation must not tell what the notes say");
        assert_eq!(house.ask(&house.kim(), "sign").await.ids, [id]);
    });
}

#[test]
fn customers_find_their_own_their_organizations_and_what_they_follow() {
    both(async |house| {
        let of_kim = house.ticket("Printer one", "printer").await;
        let new = |requester, title| NewItem { requester: Some(requester), ..NewItem::new(Kind::Ticket, title) };
        let of_lee = house.create(new(house.lee, "Printer two")).await.id;
        let hidden = NewItem { visibility: Some(Visibility::Internal), ..new(house.kim, "Printer three") };
        let hidden = house.create(hidden).await.id;
        let shared = NewItem { organization: Some(house.northwind), ..NewItem::new(Kind::Ticket, "Printer four") };
        let shared = house.create(shared).await.id;
        house.catch_up().await;
        assert_eq!(house.ids("printer").await, ascending([of_kim, of_lee, hidden, shared]));
        let of_northwind = house.ask(&house.kim(), "printer").await.ids;
        assert_eq!(ascending(of_northwind), ascending([of_kim, shared]));
        assert_eq!(house.ask(&house.lee(), "printer").await.ids, [of_lee]);

        let lee = house.lee;
        house.write(move |tx| work::item::watch(tx, &base::Scope::system("test"), of_kim, lee)).await;
        house.catch_up().await;
        let followed = house.ask(&house.lee(), "printer").await.ids;
        assert_eq!(ascending(followed), ascending([of_kim, of_lee]));
    });
}

#[test]
fn customers_cannot_ask_by_what_they_do_not_see() {
    both(async |house| {
        house.ticket("Login", "cannot sign in").await;
        house.catch_up().await;
        for (text, field) in
            [("login tag:vip", Field::Tag), ("login -tier:1", Field::Tier), ("a or queue:support", Field::Queue)]
        {
            let query = Query::parse(text).unwrap();
            let refused = house.index.find(&house.test.store, &house.kim(), &query, &Ask::default()).await;
            assert!(matches!(refused, Err(Error::Forbidden(found)) if found == field), "{text}");
        }
    });
}
