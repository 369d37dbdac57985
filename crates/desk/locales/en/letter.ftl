# The HTML of a mail in its frame.
letter-title = Message
letter-images-blocked = { $count ->
    [one] One picture from elsewhere is blocked: loading it would tell the sender that you read this.
   *[other] { $count } pictures from elsewhere are blocked: loading them would tell the sender that you read this.
}
letter-images-show = Show pictures
