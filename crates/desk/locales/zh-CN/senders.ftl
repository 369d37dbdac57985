## 邮件来自谁
admin-senders = 发件人身份
admin-senders-hint = 为我们的邮件签名的密钥，以及每个邮箱对外来邮件的信任方式。
admin-dkim-keys = 为我们的邮件签名的密钥
admin-dkim-record = DNS 记录名称
admin-dkim-value = 记录内容（TXT）
admin-dkim-whole = 完整内容
admin-dkim-state = 状态
admin-dkim-signs = 签名始于
admin-dkim-lost = DNS 中已找不到
admin-dkim-missing = DNS 中未找到
admin-dkim-new = 尚未查询
admin-dkim-check = 查询 DNS
admin-dkim-remove = 移除 { $name }
admin-dkim-none = 邮件尚未签名
admin-dkim-none-hint = 签名的邮件才会被相信出自您。请为邮箱所在的域名创建密钥并发布其记录。
admin-dkim-add = 为一个域名的邮件签名
admin-dkim-domain = 域名
admin-dkim-selector = 密钥名称
admin-dkim-selector-hint = 字母、数字和连字符。更换密钥时，第二对需要另一个名称。
admin-trust = { $address }：外来邮件
admin-trust-server = 其结果受信任的邮件服务器
admin-trust-server-hint = 用于收取的邮件：其 Authentication-Results 字段开头的名称，例如 mx.google.com。该服务器必须移除伪造的字段，大型服务商都会这样做。
admin-trust-disproved = 被发件域名否认的邮件
admin-trust-mark = 接收并标记
admin-trust-quarantine = 放入隔离区
admin-save = 保存
done-dkim-added = 密钥已创建。请发布其记录，然后查询 DNS。
done-dkim-checked = 已查询 DNS。
done-dkim-removed = 该密钥不再签名。请让其 DNS 记录再保留一周。
done-trust = 邮箱的信任设置已保存。

## 一条消息来自谁
desk-sender-from = 来自 { $address }
desk-sender-proven = 发件人已证实
desk-sender-proven-hint = 域名 { $domain } 为此邮件作保。
desk-sender-unproven = 发件人未证实
desk-sender-unproven-hint = 没有证据表明此邮件来自 { $domain }，也没有相反的证据。
desk-sender-disproved = 发件人很可能是伪造的
desk-sender-disproved-hint = 域名 { $domain } 声明此类邮件并非出自它。此邮件未凭猜测并入工单，也未收到自动答复。
desk-sender-claims-staff = 自称来自同事
desk-sender-claims-staff-hint = 发件地址属于一位同事，但没有证据表明是其本人所写。此邮件作为备注保存。
desk-sender-reply-to = 答复将寄往别处
desk-sender-reply-to-hint = 发件人要求把答复寄到 { $address }。从这里发出的答复仍寄给提问者。

## 等待发送的答复
desk-held-refused = 此答复未发送：期间有人写了新消息，或者您已无权在此答复。
desk-held = 将于此时发出
desk-held-take-back = 撤回
desk-held-taken-back = 答复已撤回。
