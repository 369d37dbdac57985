//! Relevance, sorting, paging, totals.

use work::{Kind, NewItem};

use crate::house::both;

#[test]
fn the_title_counts_more_and_sorting_by_change_is_exact() {
    both(async |house| {
        let deep =
            house.ticket("Question", "we had a timeout, and much else happened after it that is told here").await;
        let title = house.ticket("Timeout", "see above").await;
        let late = house.ticket("Other", "another timeout of the many things that can happen to somebody").await;
        house.catch_up().await;
        assert_eq!(house.ask(&house.agent(), "timeout").await.ids.first(), Some(&title));
        assert_eq!(house.ask(&house.agent(), "timeout sort:-updated").await.ids, [late, title, deep]);
        assert_eq!(house.ask(&house.agent(), "timeout sort:updated").await.ids, [deep, title, late]);
    });
}

#[test]
fn pages_hold_every_match_once_in_order() {
    both(async |house| {
        let mut created = Vec::new();
        for number in 0..23_u32 {
            let priority = Some(i64::from(number % 4) + 1);
            let new = NewItem {
                priority,
                ..NewItem::new(Kind::Ticket, format!("page {}", char::from(b'a' + u8::try_from(number).unwrap())))
            };
            created.push(house.create(new).await.id);
            if number % 7 == 0 {
                house.catch_up().await;
            }
        }
        house.catch_up().await;
        let mut ascending = created.clone();
        ascending.sort_unstable();
        let newest: Vec<i64> = created.iter().rev().copied().collect();
        for rows in [1, 5, 22, 23, 50] {
            assert_eq!(house.pages("page sort:-updated", rows).await, newest, "{rows} rows");
            assert_eq!(house.pages("page sort:created", rows).await, created, "{rows} rows");
            assert_eq!(house.pages("page sort:title", rows).await, created, "{rows} rows");
            let mut by_relevance = house.pages("page", rows).await;
            by_relevance.sort_unstable();
            assert_eq!(by_relevance, ascending, "{rows} rows");
        }
        let by_priority = house.pages("page sort:priority", 5).await;
        let place = |id: &i64| created.iter().position(|one| one == id).unwrap();
        assert!(by_priority.is_sorted_by_key(|id| (place(id) % 4, std::cmp::Reverse(place(id)))));
        assert_eq!(house.ask(&house.agent(), "page").await.total, 23);
    });
}

#[test]
fn items_without_the_sort_value_come_last_in_either_direction() {
    both(async |house| {
        let never = house.ticket("due one", "x").await;
        let mut due = Vec::new();
        for hours in [5, 3] {
            let id = house.ticket("due more", "x").await;
            house
                .write(move |tx| {
                    let at = tx.now().plus(std::time::Duration::from_secs(hours * 3_600));
                    work::item::set_due(tx, &base::Scope::system("test"), id, None, Some(at))
                })
                .await;
            due.push(id);
        }
        house.catch_up().await;
        for rows in [1, 10] {
            assert_eq!(house.pages("due sort:due", rows).await, [due[1], due[0], never]);
            assert_eq!(house.pages("due sort:-due", rows).await, [due[0], due[1], never]);
        }
    });
}

#[test]
fn of_very_many_matches_the_latest_are_ranked_first_and_none_is_left_out() {
    both(async |mut house| {
        house.index = house.index.ranking_first(1_100);
        let mut tickets = Vec::new();
        for number in 0..2_300 {
            // Earlier tickets match better, and yet come after the latest.
            let title = if number < 20 { "Common common common" } else { "Something common among much else" };
            tickets.push(house.create(NewItem::new(Kind::Ticket, title)).await.id);
        }
        house.catch_up().await;
        let found = house.ask(&house.agent(), "common").await;
        assert_eq!(found.total, 1_100);
        assert!(found.ids.iter().all(|id| tickets[1_200..].contains(id)));
        let mut all = house.pages("common", 200).await;
        assert!(all[..1_100].iter().all(|id| tickets[1_200..].contains(id)));
        assert!(all[1_100..1_120].iter().all(|id| tickets[..20].contains(id)));
        all.sort_unstable();
        tickets.sort_unstable();
        assert!(all == tickets, "every match is found once");
    });
}
