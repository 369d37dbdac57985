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
composer-bcc = 密送
composer-marks = 格式
composer-mark-bold = 加粗
composer-mark-italic = 斜体
composer-mark-link = 链接
composer-mark-list = 列表
composer-mark-numbers = 编号列表
composer-mark-quote = 引用
composer-mark-code = 代码
composer-menu = 建议
composer-preview = 预览
composer-later = 稍后发送
composer-uploading = 还有文件正在上传。
composer-missing-file = 正文提到了文件，但没有添加附件。
composer-gap = { $gaps } 尚未填写。
composer-send-anyway = 确认无误请再次发送。
draft-saved = { $time } 已保存
draft-saving = 保存中…
draft-offline = 尚未保存，暂存在此浏览器
draft-elsewhere = 已在另一窗口修改，请重新加载
draft-restored = 已从此浏览器恢复
composer-body = 正文
composer-attach = 添加附件
composer-send = 发送
composer-add-note = 添加备注

# 键盘
shortcuts-title = 键盘快捷键
shortcuts-here = 本页
shortcuts-lists = 列表
shortcuts-writing = 撰写
shortcuts-everywhere = 全局
shortcut-open = 打开该行
shortcut-send = 发送
shortcut-send-then = 发送并解决
shortcut-snippet = 插入常用语
shortcut-mention = 提及同事
shortcut-marks = 加粗、斜体、代码
key-next = 下一行
key-previous = 上一行
key-select = 选择该行
key-select-range = 选择到此行
key-undo = 撤销上一步
key-palette = 搜索与操作
key-help = 显示键盘快捷键
keys-single = 单键快捷键
keys-single-hint = 未在输入时，字母键即可操作。如使用语音输入或容易误按，请关闭。
keys-hint = 进入输入框后按下想要的键，连按两个键即为序列。按退格键则不设快捷键。
keys-save = 保存快捷键
keys-reset = 恢复默认快捷键
keys-saved = 此浏览器已记住您的快捷键
keys-taken = 与“{ $action }”相同

# 命令面板
palette-title = 搜索与操作
palette-open = 搜索或操作…
palette-placeholder = 输入操作、去处或编号，如 SUP-12
palette-actions = 本页操作
palette-places = 前往
palette-search = 搜索“{ $text }”
palette-nothing = 没有匹配项，请少输入几个字。

# 提示与确认
toasts = 提示
toast-close = 关闭此提示
undo = 撤销
cancel = 取消

# 窗格
split-nav = 导航宽度
split-list = 列表宽度
split-context = 详情宽度

# 看板
board-move = 移动“{ $title }”
board-moved = “{ $card }”已移至{ $column }
board-empty = 暂无内容
board-more = 显示全部

# 选择
selection = 所选项
selection-page = 选择本页全部
selection-count = 已选 { $count } 项
selection-all = 全部 { $total } 个匹配项
selection-none = 取消选择
selection-working = 处理中…

# 图表
chart-table = 以表格显示
chart-when = 时间

# 在场
presence-viewing = { $count ->
   *[other] { $names } 正在查看
 }
presence-typing = { $count ->
   *[other] { $names } 正在输入
 }

# 地址与文件
chips-remove = 移除 { $name }
chips-wrong = 地址不完整
chips-suggestions = 建议
files-hint = 选择、拖到此处或粘贴
files-list = 文件
files-remove = 移除 { $name }
files-failed = 未能保存
files-too-large = { $name } 超过 { $most }
files-drop = 松开即可添加

# 将来的时间
when = 时间
when-other = 其他时间
when-apply = 设定
when-zone = 按您的时区 { $zone }

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
