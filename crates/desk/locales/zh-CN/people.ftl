## 受邀人员
people-invited = 已邀请，尚未登录
people-uninvited = 尚未设置密码
people-invited-until = 邀请失效时间
people-invite = 发送邀请
people-invite-again = 重新发送邀请
done-person-invited = 已添加人员，邀请邮件正在发送。
done-person-uninvited = 已添加人员。请先添加邮箱，然后发送邀请。
done-invited = 邀请邮件正在发送。
done-uninvited = 没有可用于发送的邮箱，请先添加邮箱。
