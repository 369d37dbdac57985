## 查询语句的问题
query-refused = { $problem }（第 { $position } 个字符）
query-too-long = 查询超过 { $limit } 个字符，请缩短。
query-too-deep = 查询嵌套超过 { $limit } 层，请减少括号。
query-too-many-terms = 查询超过 { $limit } 个条件，请减少条件。
query-control-character = 无法搜索控制字符，请将其删除。
query-unclosed-quote = 此引号没有闭合，请补上右引号。
query-empty-quote = 引号之间没有内容。
query-unclosed-parenthesis = 此括号没有闭合，请补上 `)`。
query-unopened-parenthesis = 此括号没有对应的左括号，请将其删除。
query-empty-parentheses = 括号之间没有内容。
query-lonely-word = `{ $word }` { $place ->
        [after] 后面
       *[around] 两边
    }需要有条件；如要搜索这个词，请加上引号。
query-unknown-field = 没有名为 `{ $field }` 的字段；如要搜索这段文字，请加上引号。
query-missing-value = `{ $field }:` 的冒号后面需要紧跟一个值。
query-wrong-choice = `{ $value }` 不是 `{ $field }` 的值，可用的值有：{ $choices }。
query-wrong-name = `{ $value }` 不是 `{ $field }` 的值，应为名称{ $optional ->
        [true] {" "}或 none
       *[other] {""}
    }。
query-wrong-person = `{ $value }` 不是 `{ $field }` 的值，应为姓名或邮箱地址、me 或 none。
query-wrong-words = `{ $value }` 不是 `{ $field }` 的值，应为文字。
query-wrong-number = `{ $value }` 不是 `{ $field }` 的值，应为 { $least } 到 { $most } 之间的数字{ $optional ->
        [true] {" "}或 none
       *[other] {""}
    }。
query-wrong-time = `{ $value }` 不是 `{ $field }` 的值，应为时长（90min、4h、2d、3w）、日期（2026-11-01）、时刻（2026-11-01T08:00:00Z）{ $optional ->
        [true] {" "}或 none
       *[other] {""}
    }。
query-no-order = `{ $field }` 没有大小顺序，不能使用 `<`、`>` 和 `..`。
query-not-comparable = `<` 和 `>` 不能与 `{ $value }` 一起使用。
query-bare-distance = 请用 `{ $field }:<{ $value }` 表示少于，或用 `{ $field }:>{ $value }` 表示多于。
query-sort-twice = 一个查询只能有一种排序，请删除此 `sort:`。
query-sort-inside = `sort:` 作用于整个查询，请将其移到括号外，并去掉前面的 `-`。
query-unknown-sort = 列表不能按 `{ $value }` 排序，可用的有：{ $choices }。
