//! A million items: how long searches take, how long the building, how much memory.
//!
//! Run by hand: `cargo test -p search --release -- --ignored --nocapture`.

use base::{Limit, Scope, World};
use query::Query;
use search::{Ask, Index};
use store::{Error, OpenOptions, Store, Tx, params};
use tokio::time::Instant;

const ITEMS: i64 = 1_000_000;
const SEARCHES: usize = 60;

/// Words as they fall in real text: the first ones in nearly every message, the last ones rarely.
const VOCABULARY: u64 = 60_000;

const QUERIES: [&str; 12] = [
    "w0",
    "w3 w5",
    "w40 w90",
    "w900",
    "w40 or w41 or w42",
    "\"w3 w5\"",
    "w3 is:open sort:-updated",
    "w2 -w1 priority:1",
    "数据库",
    "登录失败 连接",
    "w12 updated:<2d",
    "title:w77 w3",
];

const CHINESE: [&str; 6] = ["数据库", "连接", "登录失败", "打印机", "防火墙", "超时"];

struct Words(u64);

impl Words {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// Zipf's law by dividing twice.
    fn word(&mut self) -> String {
        let place = VOCABULARY / (1 + self.next() % VOCABULARY) * (1 + self.next() % 3) / 2;
        let place = if self.next().is_multiple_of(2) { self.next() % (place + 1) } else { self.next() % VOCABULARY };
        format!("w{place}")
    }

    fn text(&mut self, words: usize) -> String {
        let mut text: Vec<String> = (0..words).map(|_| self.word()).collect();
        if self.next().is_multiple_of(10) {
            let place = usize::try_from(self.next()).unwrap() % CHINESE.len();
            text.push(format!("用户{}问题", CHINESE[place]));
        }
        text.join(" ")
    }
}

fn fill(tx: &mut Tx<'_>, from: i64, to: i64) -> Result<(), Error> {
    let mut words = Words(u64::try_from(from).unwrap() + 1);
    for id in from..to {
        let title = words.text(6);
        let active = words.next().is_multiple_of(4);
        tx.execute(
            "INSERT INTO work_item (id, key, kind, title, title_fold, status, status_fold, category, active, priority,
                visibility, channel, version, message_count, created_at, updated_at, data)
             VALUES ($1, $2, 'ticket', $3, $3, 'open', 'open', 'doing', $4, $5, 'public', 'mail', 1, 2, $6, $6, '{}')",
            params![
                id,
                format!("SUP-{id}"),
                title,
                active,
                1 + id % 4,
                tx.now().minus(std::time::Duration::from_secs(u64::try_from(ITEMS - id).unwrap() * 30))
            ],
        )?;
        for position in 1..=2_i64 {
            tx.execute(
                "INSERT INTO work_message (id, item, position, author_name, by_staff, visibility, channel, format,
                    text, html, automatic, created_at)
                 VALUES ($1, $2, $3, 'x', FALSE, $4, 'mail', 'text', $5, '', FALSE, 0)",
                params![
                    ITEMS + id * 2 + position,
                    id,
                    position,
                    if words.next().is_multiple_of(5) { "internal" } else { "public" },
                    words.text(60)
                ],
            )?;
        }
    }
    Ok(())
}

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let wanted = |line: &&str| ["VmHWM", "VmRSS", "RssAnon", "RssFile"].iter().any(|name| line.starts_with(name));
    status
        .lines()
        .filter(wanted)
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join(", ")
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement"]
async fn measure_a_million_items() {
    let folder = tempfile::tempdir_in(".").unwrap();
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    let migrations =
        [store::part(), people::part(), work::part()].into_iter().flat_map(|part| part.migrations).collect();
    let options = OpenOptions { url, world: World::system(), readers: 2, migrations };
    let store = tokio::task::block_in_place(|| Store::open(&options)).unwrap();
    let started = Instant::now();
    for from in (1..=ITEMS).step_by(10_000) {
        store.write(move |tx| fill(tx, from, from + 10_000)).await.unwrap();
    }
    println!("{ITEMS} items written in {:?}; {}", started.elapsed(), memory());

    let index = Index::open(folder.path().join("search")).unwrap();
    let started = Instant::now();
    index.catch_up(&store).await.unwrap();
    println!("{} items indexed in {:?}; {}", index.documents(), started.elapsed(), memory());
    index.rest(std::time::Duration::ZERO).await;
    println!("after rest: {}", memory());

    for (name, scope) in [("staff", Scope::system("test")), ("customer", Scope::customer(1, vec![1]))] {
        for text in QUERIES {
            let query = Query::parse(text).unwrap();
            let ask = Ask { limit: Limit::default(), cursor: None };
            let mut times = Vec::new();
            let mut total = 0;
            for _ in 0..SEARCHES {
                let started = Instant::now();
                total = index.find(&store, &scope, &query, &ask).await.unwrap().total;
                times.push(started.elapsed());
            }
            times.sort_unstable();
            let at = |share: usize| times[(times.len() - 1) * share / 100];
            println!("{name:9} {text:28} {total:>8} found, p50 {:?}, p95 {:?}, most {:?}", at(50), at(95), at(100));
        }
    }
    println!("after searching: {}", memory());
}
