# 布局与组件的文字。

skip-to-content = 跳到正文
navigation = 导航
list-pane = 列表
context-pane = 详情
menu-open = 打开导航
menu-close = 关闭导航
context-open = 显示详情
context-close = 关闭详情
back = 返回
close = 关闭
busy = 处理中…
copy = 复制
copied = 已复制
request-failed = 操作未成功，请检查网络后重试。
breadcrumb = 当前位置
tabs = 本页各部分
field-optional = 选填
form-refused = 请检查填写的内容
filter-label = 筛选此列表
filter-placeholder = 筛选，如 status:open priority:<=2
filter-clear = 清除筛选
row-select = 选择“{ $title }”
row-unread = 有新消息
pagination = 分页
pagination-first = 第一页
pagination-next = 下一页

# 偏好
theme = 主题
theme-system = 跟随设备
theme-light = 浅色
theme-dark = 深色
density = 密度
density-comfortable = 宽松
density-compact = 紧凑
language = 语言
sign-out = 退出登录
role-admin = 管理员
role-agent = 客服
role-viewer = 只读成员
role-customer = 客户

# 优先级
priority-1 = P1，紧急
priority-2 = P2，高
priority-3 = P3，普通
priority-4 = P4，低

# 消息与编辑框
message-by = { $author } 的消息
message-internal = 内部
message-to = 收件人
message-cc = 抄送
composer-mode = 撰写类型
composer-reply = 回复
composer-note = 内部备注
composer-note-hint = 仅团队成员可见
composer-to = 收件人
composer-cc = 抄送
composer-body = 正文
composer-attach = 添加附件
composer-send = 发送
composer-add-note = 添加备注

# 键盘
shortcuts-title = 键盘快捷键
shortcut-move = 下一行与上一行
shortcut-open = 打开该行
shortcut-send = 发送
shortcut-help = 显示此帮助

# 时间
time-now = 刚刚
time-minutes-ago = { $count } 分钟前
time-hours-ago = { $count } 小时前
time-days-ago = { $count } 天前
time-in-minutes = { $count } 分钟后
time-in-hours = { $count } 小时后
time-in-days = { $count } 天后
time-short-now = 刚刚
time-short-minutes = { $count }分
time-short-hours = { $count }时
time-short-days = { $count }天
time-day = { $month }{ $day }日
time-date = { $year }年{ $month }{ $day }日
time-date-and-time = { $date } { $time }
time-title = { $date } { $weekday } { $time } { $zone }
time-month = { $number }月
time-weekday = { $number ->
    [1] 周一
    [2] 周二
    [3] 周三
    [4] 周四
    [5] 周五
    [6] 周六
   *[7] 周日
 }
