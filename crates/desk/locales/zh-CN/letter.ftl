# 邮件 HTML 正文的独立框架。
letter-title = 邮件正文
letter-images-blocked = 已阻止 { $count } 张外部图片：加载它们会让发件人知道您已阅读。
letter-images-show = 显示图片
