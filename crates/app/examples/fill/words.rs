//! Text with the statistics of real text: few words are frequent, most are rare, some occur once.

/// A fixed sequence that looks random, one for each ticket.
pub(crate) struct Words(u64);

/// Words that follow one another in this order of frequency; behind them come made-up ones.
const FREQUENT: [&str; 64] = [
    "the",
    "to",
    "and",
    "we",
    "is",
    "of",
    "in",
    "it",
    "that",
    "for",
    "you",
    "not",
    "on",
    "with",
    "error",
    "this",
    "our",
    "have",
    "when",
    "server",
    "from",
    "after",
    "please",
    "update",
    "customer",
    "printer",
    "can",
    "but",
    "login",
    "invoice",
    "since",
    "report",
    "file",
    "export",
    "version",
    "database",
    "problem",
    "password",
    "message",
    "network",
    "again",
    "yesterday",
    "screen",
    "order",
    "backup",
    "licence",
    "browser",
    "connection",
    "account",
    "start",
    "shows",
    "open",
    "import",
    "slow",
    "stopped",
    "user",
    "system",
    "mail",
    "certificate",
    "thank",
    "calendar",
    "installed",
    "crash",
    "warehouse",
];

const CHINESE: [&str; 24] = [
    "我们",
    "打印机",
    "无法",
    "连接",
    "服务器",
    "登录",
    "数据库",
    "更新",
    "之后",
    "出现",
    "错误",
    "请",
    "帮助",
    "发票",
    "导出",
    "报表",
    "文件",
    "客户",
    "系统",
    "网络",
    "密码",
    "谢谢",
    "问题",
    "备份",
];

/// How many made-up words there are.
const INVENTED: usize = 60_000;
/// Of Chinese phrases and English words in a message.
const LENGTH: usize = 70;

impl Words {
    /// The sequence of the ticket at this place.
    pub(crate) const fn of(place: usize) -> Self {
        Self((place as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    /// A number below `limit`, all equally likely.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        // Knuth's MMIX constants; the upper bits are the random ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit.max(1)
    }

    /// A number below `limit`; small ones are much likelier.
    pub(crate) fn skewed(&mut self, limit: usize) -> usize {
        let first = self.below(limit) + 1;
        self.below(first)
    }

    /// A title with the ticket's own number.
    pub(crate) fn title(&mut self, place: usize, chinese: bool) -> String {
        let words: Vec<String> = (0..5).map(|_| self.word(chinese)).collect();
        format!("{} {place}", words.join(if chinese { "" } else { " " }))
    }

    /// About 450 bytes; names a reference that no other ticket has.
    pub(crate) fn message(&mut self, place: usize, chinese: bool) -> String {
        let mut text = String::with_capacity(512);
        for at in 0..LENGTH {
            text.push_str(&self.word(chinese));
            text.push_str(match (at % 12, chinese) {
                (11, false) => ".\n",
                (11, true) => "。\n",
                (_, false) => " ",
                (_, true) => "",
            });
        }
        text.push_str(&format!("\nReference R{place}x{}", place % 97));
        text
    }

    fn word(&mut self, chinese: bool) -> String {
        if chinese {
            let place = self.skewed(CHINESE.len());
            return CHINESE.get(place).copied().unwrap_or("请").to_owned();
        }
        if self.below(5) == 0 {
            return invented(self.skewed(INVENTED));
        }
        let place = self.skewed(FREQUENT.len());
        FREQUENT.get(place).copied().unwrap_or("the").to_owned()
    }
}

/// A pronounceable word for every number.
fn invented(mut number: usize) -> String {
    const SYLLABLES: [&str; 32] = [
        "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "qui", "ro", "su", "ta", "ve", "wi",
        "xo", "zu", "bre", "cla", "dro", "fli", "gra", "pli", "sta", "tre", "vla", "kno", "sho", "thu",
    ];
    let mut word = String::new();
    for _ in 0..4 {
        word.push_str(SYLLABLES.get(number % SYLLABLES.len()).copied().unwrap_or("a"));
        number /= SYLLABLES.len();
    }
    word
}
