# The desk: lists, tickets, the customers' side, administration.

## Lists
desk-nav-tickets = Tickets
desk-views = Views
desk-view-unassigned = Unassigned
desk-view-mine = Mine
desk-view-open = Open
desk-view-waiting = Waiting
desk-view-urgent = Urgent
desk-view-solved = Solved
desk-view-all = Everything
desk-list = Items
desk-found = { $count ->
    [one] { $count } found
   *[other] { $count } found
}
desk-new = New ticket
desk-nothing = Nothing here
desk-nothing-hint = Change the query or choose another view.
desk-index-incomplete = The search index is being built; older items may be missing for a moment.

## A ticket
desk-more = More
desk-delete = Move to the recycle bin
desk-restore = Take out of the recycle bin
desk-in-bin = This item is in the recycle bin.
desk-updated = Updated
desk-thread-changed = The thread has changed
desk-event-status = Status changed from { $from } to { $to }
desk-event-assigned = Assigned
desk-event-unassigned = Assignment removed
desk-event-priority = Priority changed from { $from } to { $to }
desk-event-tags = Tags changed: { $to } { $from }
desk-event-converted = Converted from { $from } to { $to }
desk-event-field = Changed: { $to }
desk-event-deleted = Moved to the recycle bin
desk-event-restored = Taken out of the recycle bin
desk-delivery-failed = Not delivered
desk-delivery-waiting = On its way
desk-delivery-accepted = Delivered
desk-original = Original mail
desk-channel-mail = Mail
desk-channel-portal = Portal
desk-channel-api = Programming interface
desk-channel-chat = Chat
desk-channel-phone = Phone
desk-channel-note = Workspace
desk-channel-system = Aftercare
desk-automatic = Automatic
desk-quoted = Quoted text
desk-send-and-solve = Send and solve
desk-stale = Somebody wrote since you opened this page. Read the new message below, then send again.
desk-fields = Fields
desk-apply = Apply: { $field }
desk-status = Status
desk-priority = Priority
desk-priority-usual = As usual
desk-assignee = Assignee
desk-nobody = Nobody
desk-queue = Queue
desk-no-queue = No queue
desk-tags = Tags
desk-tags-hint = Separated by commas
desk-requester = Requester
desk-organization = Organisation
desk-channel = Channel
desk-created = Created
desk-others = Other open tickets
desk-links = Linked
desk-link-about = About
desk-link-caused_by = Caused by
desk-link-actions = Action of
desk-link-duplicates = Duplicate
desk-link-blocks = Blocks
desk-link-relates = Related

## A new ticket
desk-requester-email = Requester’s address
desk-requester-name = Requester’s name
desk-title = Subject
desk-body = What happened
desk-attachments = Files
desk-create = Create ticket
desk-cancel = Cancel

## Mail that goes out by itself
desk-acknowledge-body =
    Thank you for writing to us. Your request is registered as { $key }:

    { $title }

    We will answer as soon as we can. Please keep [{ $key }] in the subject when you write about it.

## What was done
done-sent = Sent.
done-status = The status is changed.
done-priority = The priority is changed.
done-assigned = The assignment is changed.
done-moved = The ticket is moved.
done-tagged = The tags are changed.
done-deleted = The item is in the recycle bin.
done-restored = The item is back.
done-created = The ticket is created.
done-asked = Thank you. We have your request and will answer here and by mail.
done-solved = Thank you. The ticket is marked as settled.
done-person = The person is added.
done-access = Access is changed.
done-role = The role is changed.
done-organization = The organisation is added.
done-queue = The queue is added.
done-mailbox = The mailbox is added.
done-retried = It is tried again.
done-discarded = It is put aside.

## The customers’ side
portal-tickets = My tickets
portal-new = Ask for help
portal-new-hint = We answer here and by mail.
portal-active = In progress
portal-done = Settled
portal-all = All
portal-search = Search my tickets
portal-unreadable = This search cannot be read. Use plain words.
portal-nothing = No tickets here
portal-nothing-hint = When you ask for help, your request and our answers stand here.
portal-state-triage = Received
portal-state-todo = Planned
portal-state-doing = In progress
portal-state-waiting = Waiting for you
portal-state-resolved = Settled
portal-state-closed = Closed
portal-state-canceled = Canceled
portal-reply = Your reply
portal-reply-reopens = This ticket is settled. A reply opens it again.
portal-send = Send
portal-solve = This is settled for me
portal-title = Subject
portal-body = What happened?
portal-body-hint = What did you do, what did you expect, what happened instead?

## Administration
admin-nav = Administration
admin-health = Health
admin-health-hint = What came in, what waits, and how the installation is.
admin-people = People
admin-people-hint = Staff and customers, their roles and their access.
admin-organizations = Organisations
admin-organizations-hint = Customers, known by their mail domains.
admin-mailboxes = Mailboxes
admin-mailboxes-hint = Our addresses and the queue their mail goes to.
admin-queues = Queues
admin-queues-hint = Where tickets wait for a team.
admin-quarantine = Quarantine
admin-quarantine-hint = Mail that could not be processed. Nothing is lost: try again or put it aside.
admin-jobs = Jobs
admin-jobs-hint = Work that gave up waits here for a decision.
admin-audit = Audit
admin-audit-hint = Every change, the newest first.
admin-unsound = The disk failed under a commit. Restart the server; what was not confirmed is repeated.
admin-mail-balance = Balance of mail
admin-balance-broken = The balance does not hold. Please report this with the log.
admin-mail-received = Received
admin-mail-ticketed = New tickets
admin-mail-appended = Continued tickets
admin-mail-quarantined = In quarantine
admin-mail-dropped = Put aside
admin-mail-pending = Still to be decided
admin-lanes = Work under way
admin-lane = Lane
admin-lane-pending = Due
admin-lane-running = Running
admin-lane-dead = Gave up
admin-index = Search index
admin-index-progress = Indexed
admin-version = Version
admin-database = Database
admin-people-search = Name or address
admin-person-new = Add a person
admin-person-new-hint = They sign in with a link sent to their address.
admin-name = Name
admin-address = Mail address
admin-role = Role
admin-organization = Organisation
admin-no-organization = None
admin-actions = Actions
admin-disabled = Shut out
admin-shut-out = Shut out
admin-let-in = Let in
admin-nobody = Nobody found
admin-add = Add
admin-domains = Mail domains
admin-domains-hint = Separated by commas, for example example.com. Who writes from them belongs to the organisation.
admin-shares = Colleagues see each other’s tickets
admin-shares-hint = Otherwise everybody sees only their own.
admin-no-organizations = No organisations yet
admin-organization-new = Add an organisation
admin-fetch = Arrives
admin-fetch-failed = Failed
admin-fetch-well = Fetched
admin-fetch-smtp = Over SMTP
admin-no-mailboxes = No mailboxes yet
admin-no-mailboxes-hint = Add the first one below. Mail to it becomes tickets.
admin-mailbox-new = Add a mailbox
admin-mailbox-name = Name shown to customers
admin-acknowledges = Answer new tickets at once with their key
admin-acknowledges-hint = Machines and mailing lists never get such an answer.
admin-signature = Signature below answers
admin-imap = Fetch with IMAP
admin-imap-hint = Leave empty when your mail server delivers to Aftercare over SMTP.
admin-imap-host = Server
admin-imap-port = Port
admin-imap-user = User name
admin-imap-password = Password
admin-prefix = Letters of the key
admin-prefix-hint = Keys of new tickets begin with them, for example SUP-12.
admin-reopen-days = Days a reply reopens
admin-reopen-days-hint = Later a reply makes a new ticket linked to the old one.
admin-no-queues = No queues yet
admin-queue-new = Add a queue
admin-subject = Subject
admin-no-subject = (no subject)
admin-from = From
admin-to = To
admin-cause = Cause
admin-arrived = Arrived
admin-size = Size
admin-retry = Try again
admin-discard = Put aside
admin-quarantine-empty = Nothing waits here
admin-quarantine-empty-hint = Every mail that came in found its place.
admin-job = Job
admin-job-error = Why it failed
admin-job-attempts = Attempts
admin-job-finished = Gave up
admin-jobs-empty = No job gave up
admin-jobs-empty-hint = Everything was done or is under way.
admin-number = Number
admin-when = When
admin-who = Who
admin-what = What
admin-subject-of = About
admin-data = Data
admin-audit-empty = Nothing has happened yet

## Links to sign in
desk-link-sign-in-subject = Your link to sign in to { $brand }
desk-link-sign-in-body =
    Open this link to sign in. It works once and for fifteen minutes:

    { $url }

    If you did not ask for it, ignore this mail.
desk-link-invite-subject = You are invited to { $brand }
desk-link-invite-body =
    Open this link to choose a password and sign in. It works once and for a day:

    { $url }
desk-link-reset-subject = Choose a new password for { $brand }
desk-link-reset-body =
    Open this link to choose a new password. It works once and for thirty minutes:

    { $url }

    If you did not ask for it, ignore this mail: your password stays as it is.
