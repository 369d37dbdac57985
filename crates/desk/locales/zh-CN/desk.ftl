# 服务台：列表、工单、客户门户、管理。

## 列表
desk-nav-tickets = 工单
desk-views = 视图
desk-view-unassigned = 未分配
desk-view-mine = 我的
desk-view-open = 处理中
desk-view-waiting = 等待中
desk-view-urgent = 紧急
desk-view-solved = 已解决
desk-view-all = 全部
desk-list = 事项
desk-found = 找到 { $count } 条
desk-new = 新建工单
desk-nothing = 这里没有内容
desk-nothing-hint = 请修改查询或选择其他视图。
desk-refused = 无法识别此查询
desk-refused-hint = 字段写法如 status:open、priority:<=2、assignee:me 或 tag:invoice；其余内容按全文搜索。
desk-index-incomplete = 搜索索引正在建立，较早的事项可能暂时搜不到。

## 工单
desk-more = 更多
desk-delete = 移到回收站
desk-restore = 从回收站恢复
desk-in-bin = 此事项在回收站中。
desk-updated = 更新于
desk-thread-changed = 会话有更新
desk-follow = 关注
desk-unfollow = 取消关注
desk-unfollow-person = 取消 { $name } 的关注
desk-followers = 关注者
desk-all-of-requester = 此人的全部工单
desk-event-status = { $actor } 将状态从“{ $from }”改为“{ $to }”
desk-event-assigned = { $actor } 将其分配给 { $to }
desk-event-taken = { $actor } 接手了此事项
desk-event-unassigned = { $actor } 取消了分配
desk-event-priority = { $actor } 将优先级从 { $from } 改为 { $to }
desk-event-tagged = { $actor } 添加了标签 { $to }
desk-event-untagged = { $actor } 移除了标签 { $from }
desk-event-tags = { $actor } 添加了标签 { $to }，移除了 { $from }
desk-event-converted = { $actor } 将其从 { $from } 转为 { $to }
desk-event-queue = { $actor } 将其移到“{ $to }”
desk-event-queue-none = { $actor } 将其移出队列
desk-event-title = { $actor } 将主题改为“{ $to }”
desk-event-requester = { $actor } 更改了请求人
desk-event-organization = { $actor } 更改了组织
desk-event-team = { $actor } 更改了团队
desk-event-tier = { $actor } 将级别改为 L{ $to }
desk-event-due = { $actor } 更改了截止时间
desk-event-visibility = { $actor } 更改了可见范围
desk-event-deleted = { $actor } 将其移到回收站
desk-event-restored = { $actor } 将其从回收站恢复
desk-delivery-queued = 发送中
desk-delivery-delayed = 已延迟
desk-delivery-failed-soft = 稍后重试
desk-delivery-failed-hard = 未送达
desk-delivery-complained = 被拒收
desk-delivery-accepted = 已送达
desk-delivery-suppressed = 未发送
desk-status-name-new = 新建
desk-status-name-open = 处理中
desk-status-name-in-progress = 进行中
desk-status-name-waiting = 等待中
desk-status-name-solved = 已解决
desk-status-name-closed = 已关闭
desk-status-name-canceled = 已取消
desk-status-name-investigating = 调查中
desk-status-name-mitigating = 缓解中
desk-status-name-monitoring = 观察中
desk-status-name-resolved = 已恢复
desk-status-name-confirmed = 已确认
desk-status-name-fixed = 已修复
desk-status-name-proposed = 已提出
desk-status-name-planned = 已计划
desk-status-name-draft = 草稿
desk-status-name-implemented = 已实施
desk-status-name-to-do = 待办
desk-status-name-done = 已完成
desk-channel-mail = 邮件
desk-channel-portal = 门户
desk-channel-api = 编程接口
desk-channel-chat = 聊天
desk-channel-phone = 电话
desk-channel-note = 工作台
desk-channel-system = Aftercare
desk-automatic = 自动
desk-quoted = 引用内容
desk-send-and-solve = 发送并解决
desk-stale = 您打开此页后有人发了新消息。请先阅读上方的新消息，再发送。
desk-fields = 字段
desk-apply = 应用：{ $field }
desk-status = 状态
desk-priority = 优先级
desk-priority-usual = 默认
desk-assignee = 处理人
desk-nobody = 无
desk-queue = 队列
desk-no-queue = 无队列
desk-tags = 标签
desk-tags-hint = 添加标签，用逗号分隔
desk-requester = 请求人
desk-organization = 组织
desk-channel = 渠道
desk-created = 创建于
desk-others = 其他未完成工单
desk-links = 关联
desk-link-about = 关于
desk-link-caused_by = 起因
desk-link-actions = 行动
desk-link-duplicates = 重复
desk-link-blocks = 阻塞
desk-link-relates = 相关

## 新建工单
desk-requester-email = 请求人邮箱
desk-requester-name = 请求人姓名
desk-title = 主题
desk-body = 问题描述
desk-attachments = 附件
desk-create = 创建工单
desk-cancel = 取消

## 自动发送的邮件
desk-acknowledge-body =
    感谢您的来信。您的请求已登记为 { $key }：

    { $title }

    我们会尽快答复。再次来信时请在主题中保留 [{ $key }]。

## 操作结果
done-sent = 已发送。
done-status = 状态已更改。
done-priority = 优先级已更改。
done-assigned = 处理人已更改。
done-moved = 工单已移动。
done-tagged = 标签已更改。
done-follows = 已关注此工单。
done-unfollows = 已取消关注此工单。
done-deleted = 已移到回收站。
done-restored = 已恢复。
done-created = 工单已创建。
done-asked = 谢谢。我们已收到您的请求，会在这里并通过邮件答复。
done-solved = 谢谢。工单已标记为已解决。
done-person = 已添加人员。
done-access = 访问权限已更改。
done-role = 角色已更改。
done-organization = 已添加组织。
done-queue = 已添加队列。
done-mailbox = 已添加邮箱。
done-retried = 正在重试。
done-discarded = 已搁置。

## 客户门户
portal-tickets = 我的工单
portal-new = 请求帮助
portal-new-hint = 我们会在这里并通过邮件答复。
portal-active = 进行中
portal-done = 已解决
portal-all = 全部
portal-search = 搜索我的工单
portal-unreadable = 无法识别此搜索，请使用普通词语。
portal-nothing = 这里没有工单
portal-nothing-hint = 您的请求和我们的答复会显示在这里。
portal-state-triage = 已收到
portal-state-todo = 已计划
portal-state-doing = 处理中
portal-state-waiting = 等待您回复
portal-state-resolved = 已解决
portal-state-closed = 已关闭
portal-state-canceled = 已取消
portal-reply = 您的回复
portal-reply-reopens = 此工单已解决，回复会重新打开它。
portal-send = 发送
portal-solve = 问题已解决
portal-title = 主题
portal-body = 发生了什么？
portal-body-hint = 您做了什么，期望什么结果，实际发生了什么？

## 管理
admin-nav = 管理
admin-health = 运行状况
admin-health-hint = 收到了什么，什么在等待，安装是否正常。
admin-people = 人员
admin-people-hint = 员工和客户、角色与访问权限。
admin-organizations = 组织
admin-organizations-hint = 客户组织，按邮件域名识别。
admin-mailboxes = 邮箱
admin-mailboxes-hint = 我们的地址以及邮件进入的队列。
admin-queues = 队列
admin-queues-hint = 工单等待团队处理的地方。
admin-quarantine = 隔离区
admin-quarantine-hint = 无法处理的邮件。不会丢失：可以重试或搁置。
admin-jobs = 任务
admin-jobs-hint = 已放弃的任务在这里等待处理。
admin-audit = 审计
admin-audit-hint = 所有更改，最新的在前。
admin-unsound = 提交时磁盘出错。请重启服务器；未确认的内容会重新执行。
admin-mail-balance = 邮件收支
admin-balance-broken = 收支不平衡。请连同日志一起报告。
admin-mail-received = 已收到
admin-mail-ticketed = 新工单
admin-mail-appended = 续接工单
admin-mail-quarantined = 隔离中
admin-mail-dropped = 已搁置
admin-mail-pending = 待处理
admin-lanes = 进行中的任务
admin-lane = 通道
admin-lane-pending = 待执行
admin-lane-running = 执行中
admin-lane-dead = 已放弃
admin-index = 搜索索引
admin-index-progress = 已索引
admin-index-rebuilt = { $done } / { $all }
admin-index-complete = 已是最新
admin-index-behind = 还有 { $count } 项更改待索引
admin-version = 安装信息
admin-database = 数据库
admin-people-search = 姓名或邮箱
admin-person-new = 添加人员
admin-person-new-hint = 客户通过发送到邮箱的链接登录；员工会收到邀请邮件以设置密码。
admin-name = 名称
admin-address = 邮箱地址
admin-role = 角色
admin-role-of = { $name } 的角色
admin-organization = 组织
admin-no-organization = 无
admin-actions = 操作
admin-disabled = 已停用
admin-shut-out = 停用
admin-let-in = 启用
admin-nobody = 没有找到人员
admin-add = 添加
admin-domains = 邮件域名
admin-domains-hint = 用逗号分隔，例如 example.com。从这些域名来信的人属于该组织。
admin-shares = 同事可以看到彼此的工单
admin-shares-hint = 否则每人只能看到自己的工单。
admin-no-organizations = 还没有组织
admin-organization-new = 添加组织
admin-fetch = 接收方式
admin-fetch-failed = 失败
admin-fetch-well = 已收取
admin-fetch-smtp = 通过 SMTP
admin-no-mailboxes = 还没有邮箱
admin-no-mailboxes-hint = 请在下方添加第一个邮箱，发到该邮箱的邮件会成为工单。
admin-mailbox-new = 添加邮箱
admin-mailbox-name = 显示给客户的名称
admin-acknowledges = 立即用编号答复新工单
admin-acknowledges-hint = 机器和邮件列表不会收到这种答复。
admin-signature = 答复下方的签名
admin-prefix = 编号字母
admin-prefix-hint = 新工单编号以此开头，例如 SUP-12。
admin-reopen-days = 回复可重新打开的天数
admin-reopen-days-hint = 超过后，回复会建立一个关联的新工单。
admin-no-queues = 还没有队列
admin-queue-new = 添加队列
admin-subject = 主题
admin-no-subject = （无主题）
admin-from = 发件人
admin-cause = 原因
admin-cause-loop = 循环投递
admin-cause-unknown-recipient = 未知收件人
admin-cause-too-large = 邮件过大
admin-cause-no-sender = 没有发件人
admin-cause-duplicate = 重复邮件
admin-cause-reused-id = 与另一封邮件的 Message-ID 相同
admin-cause-own-mail = 本系统的邮件
admin-cause-read-receipt = 已读回执
admin-cause-report = 投递报告
admin-cause-report-about-nothing-of-ours = 无关的投递报告
admin-cause-discarded = 手动搁置
admin-arrived = 到达时间
admin-size = 大小
admin-retry = 重试
admin-discard = 搁置
admin-quarantine-empty = 没有等待的邮件
admin-quarantine-empty-hint = 所有收到的邮件都已归位。
admin-job = 任务
admin-job-error = 失败原因
admin-job-attempts = 尝试次数
admin-job-finished = 放弃时间
admin-jobs-empty = 没有放弃的任务
admin-jobs-empty-hint = 所有任务都已完成或正在进行。
admin-number = 序号
admin-when = 时间
admin-who = 执行者
admin-what = 内容
admin-subject-of = 对象
admin-data = 数据
admin-audit-empty = 还没有发生任何事

## 简短回答
desk-yes = 是
desk-no = 否

## 登录链接
desk-link-sign-in-subject = 登录 { $brand } 的链接
desk-link-sign-in-body =
    请打开此链接登录。链接仅可使用一次，十五分钟内有效：

    { $url }

    如果不是您本人请求，请忽略此邮件。
desk-link-invite-subject = 邀请您使用 { $brand }
desk-link-invite-body =
    请打开此链接设置密码并登录。链接仅可使用一次，三天内有效：

    { $url }
desk-link-reset-subject = 为 { $brand } 设置新密码
desk-link-reset-body =
    请打开此链接设置新密码。链接仅可使用一次，三十分钟内有效：

    { $url }

    如果不是您本人请求，请忽略此邮件，您的密码保持不变。
