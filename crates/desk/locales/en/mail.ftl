# What happens to messages and mails: merging, moving, delivery, quarantine, the balance.

## Merging
desk-merge = Merge
desk-merge-title = Merge tickets
desk-merge-hint = Messages, people, tags and links come together, and the old keys lead to the ticket that stays. It can be undone.
desk-merge-others = { $count ->
    [one] This person has { $count } other open ticket
   *[other] This person has { $count } other open tickets
}
desk-merge-choose = Tickets of the same person
desk-merge-key = Or another ticket
desk-merge-key-hint = Its key, such as SUP-12.
desk-merge-direction = Which ticket stays
desk-merge-here = { $key } stays; the others become a part of it
desk-merge-away = The other stays; { $key } becomes a part of it
desk-merge-do = Merge tickets
desk-merged = Parts of this ticket
desk-unmerge = Undo the merge of { $key }
desk-event-merged-here = { $actor } merged { $to } into this
desk-event-merged-away = { $actor } merged this into { $to }
desk-event-unmerged-here = { $actor } undid the merge of { $to }
desk-event-unmerged-away = { $actor } undid the merge into { $to }
desk-event-unmerged-stayed = { $actor } undid the merge of { $to }; messages that came after it stay here: { $from }
done-merged = The tickets are merged.
done-unmerged = The merge is undone.
done-unmerged-stayed = The merge is undone. Messages that came after it stay here.

## Moving a message
desk-move = Move to another ticket
desk-move-title = Move a message
desk-move-hint = The message goes with its files. Later mails that answer it follow. It can be undone.
desk-move-to = Where it belongs
desk-move-new = A new ticket
desk-move-do = Move the message
desk-moved-from = Moved from { $key }
desk-move-back = Move back to { $key }
desk-event-message-came = { $actor } moved a message here from { $to }
desk-event-message-went = { $actor } moved a message to { $to }
done-message-moved = The message is moved.
done-message-back = The message is back.

## Delivery
desk-delivery = Delivery
desk-delivery-canceled = Taken back
desk-delivery-attempts = { $count ->
    [one] { $count } attempt
   *[other] { $count } attempts
}
desk-delivery-retry = Send again
desk-delivery-allow = Allow this address again and send
desk-undelivered = Mail not delivered
desk-task-undelivered = Mail to { $address } does not arrive
desk-task-undelivered-body =
    Mail to { $address } does not arrive:

    { $reason }

    Further mail to this address is held back. Find out how to reach the person, correct the address, or allow it again on the ticket.
done-delivery = It is sent again.
done-allowed = The address is allowed again, and the mail is sent.

## Why a mail is where it is
mail-title = Mail { $number }
mail-why = Why it is here
mail-place-continues = It continues this ticket
mail-place-new = It started a ticket
mail-place-linked = It started a ticket that looks like a reply to another one
mail-place-none = It was placed without looking for a ticket
mail-because = Because of
mail-because-nothing = Nothing in it points to a ticket.
mail-moved = Its message was moved or its ticket merged since.
mail-sender-is-new = The sender was not on the ticket before.
mail-forged = It names a Message-ID of ours that we never made. It reopened nothing and brought nobody along.
mail-evidence = Evidence in the order in which it was tried
mail-evidence-kind = Evidence
mail-evidence-detail = What it says
mail-evidence-ticket = Points to
mail-evidence-verdict = Verdict
mail-kind-signed-address = Signed reply address
mail-kind-thread-headers = In-Reply-To and References
mail-kind-marker = Our marker in the quoted part
mail-kind-subject-key = Key in the subject
mail-kind-foreign-key = Key of the partner’s system
mail-verdict-joins = Accepted: the sender belongs to the ticket
mail-verdict-joins-marked = Accepted: the sender may join the ticket
mail-verdict-links = Not enough: the sender is a stranger to the ticket
mail-verdict-leads-nowhere = Leads to no ticket we know
mail-verdict-forged = Forged: not made by us
mail-verdict-not-read = Not read by this installation
mail-envelope = How it came in
mail-envelope-from = Envelope sender
mail-envelope-null = empty (a report or an automatic answer)
mail-recipients = Recipients
mail-recipient-ours = Ours
mail-recipient-signed = Signed by us
mail-recipient-copy = Named in the mail only
mail-mailbox = Mailbox
mail-source = Way
mail-source-smtp = SMTP
mail-source-imap = Fetched by IMAP
mail-source-pop3 = Fetched by POP3
mail-source-pipe = Command line
mail-peer = Handed over by
mail-date = Written
mail-message-id = Message-ID
mail-reply-to = Answers to
mail-attempts = Attempts
mail-state = What became of it
mail-state-received = Still to be decided
mail-state-ticketed = New ticket
mail-state-appended = Part of a ticket
mail-state-quarantined = In quarantine
mail-state-dropped = Put aside
mail-sender = Who it is from
mail-signs = Signs of a machine
mail-signs-none = None: a person wrote it.
mail-sign-auto-submitted = Auto-Submitted
mail-sign-precedence = Precedence
mail-sign-response-suppressed = X-Auto-Response-Suppress
mail-sign-list = Mailing list
mail-sign-loop = X-Loop
mail-sign-autoresponder = Automatic answer
mail-sign-machine-generated = Machine generated
mail-sign-null-return-path = Empty return path
mail-sign-daemon = Sent by a mail system
mail-sign-no-sender = No sender
mail-sign-report = Delivery report
mail-sign-own-instance = Sent by this installation
mail-sign-own-message-id = Message-ID of this installation
mail-problems = What was wrong with it
mail-copies = The same mail again
mail-text = Text
mail-header = Header fields
mail-source-view = Source
mail-source-cut = Only the beginning is shown. Download the mail to see all of it.
mail-download = Download the mail
mail-page = About this mail

## Quarantine
admin-quarantine-choose = Choose mails and say what to do with them.
admin-quarantine-select = Choose: { $subject }
admin-quarantine-all = All causes
admin-quarantine-mailboxes = All mailboxes
admin-quarantine-none-here = No mail with this cause and mailbox
admin-quarantine-none-here-hint = Choose another cause or mailbox.
admin-show = Show
admin-block = Block sender
admin-block-and-discard = Block sender and put aside
admin-release = Make a ticket of it
admin-release-hint = Whatever spoke against it, it becomes a new ticket in this queue.
admin-release-requester = Who asks
admin-release-requester-hint = Only when the mail does not say it.
admin-decide = Decide
admin-cause-blocked-sender = Blocked sender
admin-cause-disproved-sender = Sender probably forged
done-quarantine = Done.
done-released = The mail is a ticket now.
done-blocked = The sender is blocked. Their mail is put aside from now on.
done-unblocked = Mail of this sender comes in again.

## Blocked senders
admin-blocked = Blocked senders
admin-blocked-hint = Their mail is put aside at once. It is counted in the balance and can be taken in again.
admin-blocked-sender = Address or domain
admin-blocked-sender-hint = An address, or a domain and everything below it: @example.com.
admin-blocked-reason = Reason
admin-blocked-since = Since
admin-blocked-new = Block a sender
admin-blocked-none = Nobody is blocked
admin-unblock = Unblock
admin-unblock-one = Unblock { $sender }

## The balance of mail
admin-balance = Balance of mail
admin-balance-hint = Every mail that came in is somewhere. Each row leads to its mails.
admin-balance-holds = The balance holds: every mail is accounted for.
admin-balance-period = Period
admin-balance-day = 24 hours
admin-balance-week = 7 days
admin-balance-month = 30 days
admin-balance-all = Always
admin-balance-of = { $count } of { $all }
admin-balance-nothing = No mail in this period
admin-balance-mails = Mails
admin-balance-open = Show the balance

## Queues
admin-queue-edit = Change { $name }
admin-queue-keys-stay = Keys that tickets have already stay as they are.
admin-team = Team
admin-no-team = None
done-queue-changed = The queue is changed.
