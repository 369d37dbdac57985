//! What each verb does to an item, and that it tells it once.

use base::Scope;
use work::{
    Category, Error, Kind, LinkKind, NewItem, QueueData, Visibility, WaitingOn, item, link, list, priority, queue,
    status, tag, watch,
};

use crate::house::{House, both};

const SYSTEM: fn() -> Scope = || Scope::system("test");

#[test]
fn a_new_ticket_gets_the_next_key_of_its_queue() {
    both(|house| {
        let first = house.ticket(house.kim, "Export hangs at 97 %");
        let second = house.ticket(house.lee, "Invoice wrong");
        assert_eq!((first.key.as_str(), second.key.as_str()), ("SUP-1", "SUP-2"));
        assert_eq!((first.status.as_str(), first.category), ("new", Category::Triage));
        assert_eq!((first.organization, first.priority, first.version), (Some(house.northwind), 3, 1));
        assert_eq!(first.visibility, Visibility::Public);
        assert_eq!(house.events(first.id), ["item.created"]);
        let bug = house.create(NewItem::new(Kind::Bug, "Export loops"));
        assert_eq!((bug.key.as_str(), bug.visibility), ("BUG-1", Visibility::Internal));
    });
}

#[test]
fn a_solved_ticket_reopens_and_closes_with_its_instants() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Export hangs").id;
        let agent = house.agent();
        let set = |name: &'static str| {
            let agent = agent.clone();
            house.write(move |tx| item::set_status(tx, &agent, ticket, None, name, None))
        };
        let waiting = set("Waiting").unwrap();
        assert_eq!((waiting.category, waiting.waiting_on), (Category::Waiting, Some(WaitingOn::Customer)));
        let solved = set("solved").unwrap();
        assert!(solved.solved_at.is_some() && solved.closed_at.is_none() && solved.waiting_on.is_none());
        assert_eq!(set("solved").unwrap().version, solved.version, "nothing changed");
        let closed = set("closed").unwrap();
        assert_eq!(closed.solved_at, solved.solved_at);
        assert!(closed.closed_at > solved.solved_at);
        assert!(matches!(set("open"), Err(Error::Transition { .. })));
        let reopened = house.write(move |tx| item::reopen(tx, &SYSTEM(), ticket, None)).unwrap();
        assert_eq!((reopened.status.as_str(), reopened.solved_at, reopened.closed_at), ("open", None, None));
        let changes = house.events(ticket).into_iter().filter(|kind| kind == "item.status_changed").count();
        assert_eq!(changes, 4);
        assert!(matches!(set("nonsense"), Err(Error::Invalid { field: "status", .. })));
    });
}

/// The whole table of transitions, against the real verb.
#[test]
fn every_transition_is_as_the_table_says() {
    use Category::{Canceled, Closed, Doing, Resolved, Todo, Triage, Waiting};
    let allowed = |from, to| match from {
        Triage | Todo | Doing | Waiting => [Triage, Todo, Doing, Waiting, Resolved, Canceled].contains(&to),
        Resolved => [Todo, Doing, Waiting, Resolved, Closed].contains(&to),
        Closed => to == Closed,
        Canceled => to == Canceled,
    };
    let names = [
        (Triage, "new"),
        (Todo, "confirmed"),
        (Doing, "in progress"),
        (Waiting, "waiting"),
        (Resolved, "fixed"),
        (Closed, "closed"),
        (Canceled, "canceled"),
    ];
    both(|house| {
        for (from, name) in names {
            for (to, next) in names {
                let start = NewItem { status: Some(name.into()), ..NewItem::new(Kind::Bug, "A cause") };
                let bug = house.create(start).id;
                let result = house.write(move |tx| item::set_status(tx, &SYSTEM(), bug, None, next, None));
                assert_eq!(result.is_ok(), allowed(from, to), "from {from} to {to}");
                assert_eq!(from.may_become(to), allowed(from, to), "from {from} to {to}");
                if let Ok(bug) = result {
                    assert_eq!(bug.category, to);
                    assert_eq!(bug.closed_at.is_some(), matches!(to, Closed | Canceled));
                    assert_eq!(bug.solved_at.is_some(), matches!(to, Resolved | Closed));
                }
            }
            let start = NewItem { status: Some(name.into()), ..NewItem::new(Kind::Bug, "A cause") };
            let bug = house.create(start).id;
            let back = house.write(move |tx| item::reopen(tx, &SYSTEM(), bug, None)).unwrap();
            assert!(back.category.is_active() && back.category != Waiting && back.closed_at.is_none());
        }
    });
}

#[test]
fn a_stale_version_is_refused_with_the_current_one() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Export hangs");
        let (id, agent) = (ticket.id, house.agent());
        let scope = agent.clone();
        let changed = house.write(move |tx| item::set_title(tx, &scope, id, Some(1), "Export hangs at 97 %")).unwrap();
        assert_eq!(changed.version, 2);
        assert!(changed.updated_at > ticket.updated_at);
        let refused = house.write(move |tx| item::set_title(tx, &agent, id, Some(1), "Something else"));
        assert!(matches!(refused, Err(Error::Stale { current: 2 })));
        assert_eq!(house.events(id), ["item.created", "item.field_changed"]);
    });
}

#[test]
fn only_agents_and_administrators_own_items() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Export hangs").id;
        let (agent, viewer, kim) = (house.agent, house.viewer, house.kim);
        let assigned = house.write(move |tx| item::assign(tx, &SYSTEM(), ticket, None, Some(agent))).unwrap();
        assert_eq!(assigned.assignee, Some(agent));
        for other in [viewer, kim, 987_654] {
            let refused = house.write(move |tx| item::assign(tx, &SYSTEM(), ticket, None, Some(other)));
            assert!(matches!(refused, Err(Error::Invalid { field: "assignee", .. })));
        }
        let viewers = Scope::staff(viewer, base::Role::Viewer);
        let refused = house.write(move |tx| item::assign(tx, &viewers, ticket, None, None));
        assert!(matches!(refused, Err(Error::Forbidden)));
        house.write(move |tx| item::assign(tx, &SYSTEM(), ticket, None, None)).unwrap();
        assert_eq!(house.events(ticket), ["item.created", "item.assigned", "item.assigned"]);
    });
}

#[test]
fn priority_follows_impact_and_urgency_until_overridden() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Export hangs").id;
        for (impact, row) in (1..).zip(priority::FIRST_MATRIX) {
            for (urgency, expected) in (1..).zip(row) {
                let rated = house.write(move |tx| item::rate(tx, &SYSTEM(), ticket, None, (impact, urgency))).unwrap();
                assert_eq!(rated.priority, expected, "impact {impact}, urgency {urgency}");
            }
        }
        let set =
            house.write(move |tx| item::set_priority(tx, &SYSTEM(), ticket, None, 1, Some("fair next week"))).unwrap();
        assert_eq!(set.priority, 1);
        assert!(house.write(move |tx| item::set_priority(tx, &SYSTEM(), ticket, None, 5, None)).is_err());
        let matrix = [[1, 1, 1, 1], [2, 2, 2, 2], [3, 3, 3, 4]];
        house.write(move |tx| priority::set_matrix(tx, &SYSTEM(), &matrix)).unwrap();
        assert_eq!(house.read(move |tx| priority::matrix(tx, &SYSTEM())).unwrap(), matrix);
        let rated = house.write(move |tx| item::rate(tx, &SYSTEM(), ticket, None, (2, 4))).unwrap();
        assert_eq!(rated.priority, 2);
    });
}

#[test]
fn tags_have_one_spelling_and_one_event_per_change() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Export hangs").id;
        let texts = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let (first, second, third) =
            (texts(&["VIP", "export", "vip"]), texts(&["vip", "数据"]), texts(&["EXPORT", "none"]));
        house.write(move |tx| item::tag(tx, &SYSTEM(), ticket, None, &first)).unwrap();
        house.write(move |tx| item::tag(tx, &SYSTEM(), ticket, None, &second)).unwrap();
        house.write(move |tx| item::untag(tx, &SYSTEM(), ticket, None, &third)).unwrap();
        let tags = house.read(move |tx| tag::list(tx, &SYSTEM(), ticket)).unwrap();
        assert_eq!(tags, texts(&["VIP", "数据"]));
        let only = texts(&["later"]);
        house.write(move |tx| item::set_tags(tx, &SYSTEM(), ticket, None, &only)).unwrap();
        assert_eq!(house.read(move |tx| tag::list(tx, &SYSTEM(), ticket)).unwrap(), texts(&["later"]));
        assert_eq!(house.read(move |tx| tag::suggest(tx, &SYSTEM(), "Vi")).unwrap(), texts(&["VIP"]));
        assert_eq!(house.events(ticket).iter().filter(|kind| *kind == "item.tagged").count(), 4);
    });
}

#[test]
fn links_join_what_they_may_and_are_seen_from_both_ends() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Export hangs").id;
        let bug = house.create(NewItem::new(Kind::Bug, "Export loops")).id;
        assert!(house.write(move |tx| link::link(tx, &SYSTEM(), ticket, LinkKind::About, bug)).unwrap());
        assert!(!house.write(move |tx| link::link(tx, &SYSTEM(), ticket, LinkKind::About, bug)).unwrap());
        assert!(house.write(move |tx| link::link(tx, &SYSTEM(), bug, LinkKind::About, ticket)).is_err());
        assert!(house.write(move |tx| link::link(tx, &SYSTEM(), bug, LinkKind::Relates, bug)).is_err());
        assert!(house.write(move |tx| link::link(tx, &SYSTEM(), bug, LinkKind::Relates, ticket)).unwrap());
        assert!(!house.write(move |tx| link::link(tx, &SYSTEM(), ticket, LinkKind::Relates, bug)).unwrap());
        let seen = house.read(move |tx| link::list(tx, &SYSTEM(), bug)).unwrap();
        assert!(seen.iter().any(|link| link.link == LinkKind::About && !link.outgoing && link.item == ticket));
        assert_eq!(seen.len(), 2);
        assert!(house.write(move |tx| link::unlink(tx, &SYSTEM(), ticket, LinkKind::About, bug)).unwrap());
        assert_eq!(house.read(move |tx| link::list(tx, &SYSTEM(), ticket)).unwrap().len(), 1);
    });
}

#[test]
fn conversion_keeps_key_and_id() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Please add dark mode");
        let id = ticket.id;
        let feature = house.write(move |tx| item::convert_kind(tx, &SYSTEM(), id, Some(1), Kind::Feature)).unwrap();
        assert_eq!((feature.id, feature.key, feature.status.as_str()), (id, ticket.key, "proposed"));
        let task = house.write(move |tx| item::convert_kind(tx, &SYSTEM(), id, None, Kind::Task)).unwrap();
        assert_eq!((task.status.as_str(), task.category), ("to do", Category::Todo));
        assert_eq!(house.events(id), ["item.created", "item.converted", "item.converted"]);
    });
}

#[test]
fn an_imported_key_resolves_for_ever_and_is_never_given_again() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Export hangs");
        let id = ticket.id;
        house.write(move |tx| item::add_key(tx, &SYSTEM(), id, None, "rt-4711")).unwrap();
        house.write(move |tx| item::add_key(tx, &SYSTEM(), id, None, "SUP-3")).unwrap();
        let other = house.ticket(house.lee, "Invoice wrong");
        assert_eq!(other.key, "SUP-4");
        for key in ["RT-4711", "sup-3", "SUP-1", &id.to_string()] {
            let key = key.to_owned();
            assert_eq!(house.read(move |tx| item::find(tx, &SYSTEM(), &key)).unwrap().id, id);
        }
        let taken = house.write(move |tx| item::add_key(tx, &SYSTEM(), other.id, None, "RT-4711"));
        assert!(matches!(taken, Err(Error::Invalid { field: "key", .. })));
        assert!(matches!(house.read(|tx| item::find(tx, &SYSTEM(), "NO-1")), Err(Error::NotFound)));
    });
}

#[test]
fn the_recycle_bin_keeps_everything() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Export hangs").id;
        house.write(move |tx| item::delete(tx, &SYSTEM(), ticket, None)).unwrap();
        let all = |house: &House| {
            house
                .read(|tx| list::items(tx, &SYSTEM(), &query::Query::all(), &list::Ask::default()))
                .unwrap()
                .items
                .len()
        };
        assert_eq!(all(house), 0);
        let bin = house.read(|tx| list::recycle_bin(tx, &SYSTEM(), &list::Ask::default())).unwrap();
        assert_eq!(bin.items.len(), 1);
        assert!(matches!(house.write(move |tx| item::reopen(tx, &SYSTEM(), ticket, None)), Err(Error::NotFound)));
        let kim = house.kim();
        assert!(matches!(house.read(move |tx| item::get(tx, &kim, ticket)), Err(Error::NotFound)));
        let back = house.write(move |tx| item::restore(tx, &SYSTEM(), ticket, None)).unwrap();
        assert!(back.is_active());
        assert_eq!(all(house), 1);
        assert_eq!(house.events(ticket), ["item.created", "item.deleted", "item.restored"]);
    });
}

#[test]
fn escalation_needs_a_note_and_frees_the_owner() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Export hangs").id;
        let (agent, scope) = (house.agent, house.agent());
        house.write(move |tx| item::assign(tx, &SYSTEM(), ticket, None, Some(agent))).unwrap();
        let refused = {
            let scope = scope.clone();
            house.write(move |tx| item::set_tier(tx, &scope, ticket, None, 2, "  "))
        };
        assert!(matches!(refused, Err(Error::Invalid { field: "note", .. })));
        let up = house.write(move |tx| item::set_tier(tx, &scope, ticket, None, 2, "Looks like the driver")).unwrap();
        assert_eq!((up.tier, up.assignee, up.message_count), (Some(2), None, 1));
        assert_eq!(house.events(ticket)[2..], ["item.field_changed", "item.assigned", "message.added"]);
    });
}

#[test]
fn plain_fields_change_and_are_told_with_before_and_after() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Export hangs").id;
        let (lee, contoso, team, northwind) = (house.lee, house.contoso, house.team, house.northwind);
        let moved = house.write(move |tx| item::set_requester(tx, &SYSTEM(), ticket, None, lee)).unwrap();
        assert_eq!((moved.requester, moved.organization), (Some(lee), Some(contoso)));
        house.write(move |tx| item::set_organization(tx, &SYSTEM(), ticket, None, Some(northwind))).unwrap();
        house.write(move |tx| item::set_team(tx, &SYSTEM(), ticket, None, Some(team))).unwrap();
        let missing = house.write(move |tx| item::set_team(tx, &SYSTEM(), ticket, None, Some(lee)));
        assert!(missing.is_err());
        let due = base::Timestamp::parse("2026-03-03T12:00:00Z").unwrap();
        assert_eq!(
            house.write(move |tx| item::set_due(tx, &SYSTEM(), ticket, None, Some(due))).unwrap().due_at,
            Some(due)
        );
        let data = QueueData { team: Some(team), ..QueueData::new("Second line", "L2") };
        let second = house.write(move |tx| queue::create(tx, &SYSTEM(), data)).unwrap().id;
        let moved = house.write(move |tx| item::move_queue(tx, &SYSTEM(), ticket, None, Some(second))).unwrap();
        assert_eq!((moved.queue, moved.team, moved.key.as_str()), (Some(second), Some(team), "SUP-1"));
        let hidden =
            house.write(move |tx| item::set_visibility(tx, &SYSTEM(), ticket, None, Visibility::Internal)).unwrap();
        assert_eq!(hidden.visibility, Visibility::Internal);
        assert_eq!(house.events(ticket).iter().filter(|kind| *kind == "item.field_changed").count(), 7);
    });
}

#[test]
fn queues_and_statuses_belong_to_administrators() {
    both(|house| {
        let agent = house.agent();
        let refused = house.write(move |tx| queue::create(tx, &agent, QueueData::new("Mine", "MY")));
        assert!(matches!(refused, Err(Error::Forbidden)));
        let admin = Scope::staff(house.admin, base::Role::Admin);
        let scope = admin.clone();
        let twice = house.write(move |tx| queue::create(tx, &scope, QueueData::new(" SUPPORT ", "SU")));
        assert!(matches!(twice, Err(Error::Invalid { field: "name", .. })));
        for prefix in ["", "1A", "A-B", "ABCDEFGHIJK", "Ä"] {
            let (scope, prefix) = (admin.clone(), prefix.to_owned());
            let bad = house.write(move |tx| queue::create(tx, &scope, QueueData::new("Other", prefix)));
            assert!(matches!(bad, Err(Error::Invalid { field: "key_prefix", .. })));
        }
        let scope = admin.clone();
        let added = house.write(move |tx| status::add(tx, &scope, Kind::Ticket, "Planned", Category::Todo)).unwrap();
        assert_eq!(added.position, 7);
        assert!(house.write(move |tx| status::add(tx, &admin, Kind::Ticket, "planned", Category::Doing)).is_err());
        let ticket = house.ticket(house.kim, "Export hangs").id;
        let planned = house.write(move |tx| item::set_status(tx, &SYSTEM(), ticket, None, "planned", None)).unwrap();
        assert_eq!((planned.status.as_str(), planned.category), ("Planned", Category::Todo));
    });
}

#[test]
fn watchers_are_counted_once() {
    both(|house| {
        let ticket = house.ticket(house.kim, "Export hangs").id;
        let lee = house.lee;
        assert!(house.write(move |tx| watch::watch(tx, &SYSTEM(), ticket, lee)).unwrap());
        assert!(!house.write(move |tx| watch::watch(tx, &SYSTEM(), ticket, lee)).unwrap());
        assert_eq!(house.read(move |tx| watch::list(tx, &SYSTEM(), ticket)).unwrap(), [lee]);
        assert!(house.write(move |tx| watch::unwatch(tx, &SYSTEM(), ticket, lee)).unwrap());
        assert!(!house.write(move |tx| watch::unwatch(tx, &SYSTEM(), ticket, lee)).unwrap());
        assert!(house.write(move |tx| watch::watch(tx, &SYSTEM(), ticket, 987_654)).is_err());
        assert_eq!(house.events(ticket), ["item.created", "item.watched", "item.watched"]);
    });
}
