# 消息与邮件的去向：合并、移动、投递、隔离、收支。

## 合并
desk-merge = 合并
desk-merge-title = 合并工单
desk-merge-hint = 消息、人员、标签和关联会合到一起，原来的编号指向保留的工单。可以撤销。
desk-merge-others = { $count ->
   *[other] 此人还有 { $count } 个未结工单
}
desk-merge-choose = 同一个人的工单
desk-merge-key = 或另一个工单
desk-merge-key-hint = 填写编号，例如 SUP-12。
desk-merge-direction = 保留哪个工单
desk-merge-here = 保留 { $key }，其他工单并入它
desk-merge-away = 保留另一个，{ $key } 并入它
desk-merge-do = 合并工单
desk-merged = 并入的工单
desk-unmerge = 撤销 { $key } 的合并
desk-event-merged-here = { $actor } 把 { $to } 并入此工单
desk-event-merged-away = { $actor } 把此工单并入 { $to }
desk-event-unmerged-here = { $actor } 撤销了 { $to } 的合并
desk-event-unmerged-away = { $actor } 撤销了并入 { $to } 的合并
desk-event-unmerged-stayed = { $actor } 撤销了 { $to } 的合并；之后到达的消息留在这里：{ $from }
done-merged = 工单已合并。
done-unmerged = 合并已撤销。
done-unmerged-stayed = 合并已撤销。之后到达的消息留在这里。

## 移动消息
desk-move = 移到另一个工单
desk-move-title = 移动消息
desk-move-hint = 消息连同附件一起移动，之后回复它的邮件也会跟过去。可以撤销。
desk-move-to = 属于哪里
desk-move-new = 新工单
desk-move-do = 移动消息
desk-moved-from = 来自 { $key }
desk-move-back = 移回 { $key }
desk-event-message-came = { $actor } 从 { $to } 移来一条消息
desk-event-message-went = { $actor } 把一条消息移到 { $to }
done-message-moved = 消息已移动。
done-message-back = 消息已移回。

## 投递
desk-delivery = 投递
desk-delivery-canceled = 已撤回
desk-delivery-attempts = { $count ->
   *[other] 尝试 { $count } 次
}
desk-delivery-retry = 重新发送
desk-delivery-allow = 重新允许此地址并发送
desk-undelivered = 邮件未送达
desk-task-undelivered = 发往 { $address } 的邮件无法送达
desk-task-undelivered-body =
    发往 { $address } 的邮件无法送达：

    { $reason }

    发往此地址的后续邮件会被拦下。请设法联系此人、更正地址，或在工单上重新允许此地址。
done-delivery = 正在重新发送。
done-allowed = 此地址已重新允许，邮件正在发送。

## 邮件为什么在这里
mail-title = 邮件 { $number }
mail-why = 为什么在这里
mail-place-continues = 它是此工单的后续
mail-place-new = 它开启了一个工单
mail-place-linked = 它开启了一个新工单，看起来像是对另一个工单的回复
mail-place-none = 未查找工单，直接归位
mail-because = 依据
mail-because-nothing = 其中没有任何内容指向工单。
mail-moved = 此后它的消息被移动，或工单被合并。
mail-sender-is-new = 发件人此前不在此工单上。
mail-forged = 它引用了一个并非由我们生成的 Message-ID。它没有重新打开工单，也没有带来任何人。
mail-evidence = 按顺序检查的依据
mail-evidence-kind = 依据
mail-evidence-detail = 内容
mail-evidence-ticket = 指向
mail-evidence-verdict = 结论
mail-kind-signed-address = 签名的回复地址
mail-kind-thread-headers = In-Reply-To 与 References
mail-kind-marker = 引文中我们的标记
mail-kind-subject-key = 主题中的编号
mail-kind-foreign-key = 合作方系统的编号
mail-verdict-joins = 采信：发件人属于此工单
mail-verdict-joins-marked = 采信：发件人可以加入此工单
mail-verdict-links = 不足：发件人与此工单无关
mail-verdict-leads-nowhere = 不指向任何已知工单
mail-verdict-forged = 伪造：并非由我们生成
mail-verdict-not-read = 本系统不采用此类依据
mail-envelope = 如何到达
mail-envelope-from = 信封发件人
mail-envelope-null = 空（报告或自动回复）
mail-recipients = 收件人
mail-recipient-ours = 我们的邮箱
mail-recipient-signed = 由我们签名
mail-recipient-copy = 仅在邮件中提到
mail-mailbox = 邮箱
mail-source = 途径
mail-source-smtp = SMTP
mail-source-imap = 通过 IMAP 收取
mail-source-pop3 = 通过 POP3 收取
mail-source-pipe = 命令行
mail-peer = 递交者
mail-date = 写于
mail-message-id = Message-ID
mail-reply-to = 回复到
mail-attempts = 尝试次数
mail-state = 处理结果
mail-state-received = 待处理
mail-state-ticketed = 新工单
mail-state-appended = 并入工单
mail-state-quarantined = 已隔离
mail-state-dropped = 已搁置
mail-sender = 发件人身份
mail-signs = 机器邮件的迹象
mail-signs-none = 无：由人撰写。
mail-sign-auto-submitted = Auto-Submitted
mail-sign-precedence = Precedence
mail-sign-response-suppressed = X-Auto-Response-Suppress
mail-sign-list = 邮件列表
mail-sign-loop = X-Loop
mail-sign-autoresponder = 自动回复
mail-sign-machine-generated = 机器生成
mail-sign-null-return-path = 空的返回路径
mail-sign-daemon = 由邮件系统发出
mail-sign-no-sender = 没有发件人
mail-sign-report = 投递报告
mail-sign-own-instance = 由本系统发出
mail-sign-own-message-id = 本系统的 Message-ID
mail-problems = 邮件的问题
mail-copies = 同一封邮件的其他副本
mail-text = 正文
mail-header = 邮件头
mail-source-view = 源码
mail-source-cut = 只显示开头部分。下载邮件可查看全部内容。
mail-download = 下载邮件
mail-page = 关于此邮件

## 隔离
admin-quarantine-choose = 选择邮件，然后决定如何处理。
admin-quarantine-select = 选择：{ $subject }
admin-quarantine-all = 所有原因
admin-quarantine-mailboxes = 所有邮箱
admin-quarantine-none-here = 没有符合此原因和邮箱的邮件
admin-quarantine-none-here-hint = 请选择其他原因或邮箱。
admin-show = 显示
admin-block = 屏蔽发件人
admin-block-and-discard = 屏蔽发件人并搁置
admin-release = 转为工单
admin-release-hint = 不论之前的原因，它都会成为此队列中的新工单。
admin-release-requester = 谁提出的
admin-release-requester-hint = 仅当邮件没有说明时填写。
admin-decide = 处理
admin-cause-blocked-sender = 已屏蔽的发件人
admin-cause-disproved-sender = 发件人可能是伪造的
done-quarantine = 已完成。
done-released = 邮件已转为工单。
done-blocked = 发件人已屏蔽，其邮件从现在起会被搁置。
done-unblocked = 此发件人的邮件会重新进入。

## 已屏蔽的发件人
admin-blocked = 已屏蔽的发件人
admin-blocked-hint = 他们的邮件会立即搁置，计入收支，并可重新收入。
admin-blocked-sender = 地址或域名
admin-blocked-sender-hint = 一个地址，或一个域名及其所有子域名：@example.com。
admin-blocked-reason = 原因
admin-blocked-since = 始于
admin-blocked-new = 屏蔽发件人
admin-blocked-none = 没有屏蔽任何人
admin-unblock = 取消屏蔽
admin-unblock-one = 取消屏蔽 { $sender }

## 邮件收支
admin-balance = 邮件收支
admin-balance-hint = 每封收到的邮件都有去处。每一行都通向其中的邮件。
admin-balance-holds = 收支相符：每封邮件都有去处。
admin-balance-period = 时间段
admin-balance-day = 24 小时
admin-balance-week = 7 天
admin-balance-month = 30 天
admin-balance-all = 全部
admin-balance-of = { $count } / { $all }
admin-balance-nothing = 此时间段内没有邮件
admin-balance-mails = 邮件
admin-balance-open = 显示收支

## 队列
admin-queue-edit = 修改 { $name }
admin-queue-keys-stay = 工单已有的编号保持不变。
admin-team = 团队
admin-no-team = 无
done-queue-changed = 队列已修改。
