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
desk-refused = This query cannot be read
desk-refused-hint = Fields look like status:open, priority:<=2, assignee:me or tag:invoice. Everything else is searched as text.
desk-index-incomplete = The search index is being built; older items may be missing for a moment.

## A ticket
desk-more = More
desk-delete = Move to the recycle bin
desk-restore = Take out of the recycle bin
desk-in-bin = This item is in the recycle bin.
desk-updated = Updated
desk-thread-changed = The thread has changed
desk-follow = Follow
desk-unfollow = Unfollow
desk-unfollow-person = { $name } no longer follows
desk-followers = Followers
desk-all-of-requester = All tickets of this person
desk-event-status = { $actor } changed the status from { $from } to { $to }
desk-event-assigned = { $actor } assigned this to { $to }
desk-event-taken = { $actor } took this
desk-event-unassigned = { $actor } removed the assignee
desk-event-priority = { $actor } changed the priority from { $from } to { $to }
desk-event-tagged = { $actor } added the tags { $to }
desk-event-untagged = { $actor } removed the tags { $from }
desk-event-tags = { $actor } added the tags { $to } and removed { $from }
desk-event-converted = { $actor } converted this from { $from } to { $to }
desk-event-queue = { $actor } moved this to { $to }
desk-event-queue-none = { $actor } took this out of its queue
desk-event-title = { $actor } changed the subject to “{ $to }”
desk-event-requester = { $actor } changed the requester
desk-event-organization = { $actor } changed the organisation
desk-event-team = { $actor } changed the team
desk-event-tier = { $actor } changed the tier to L{ $to }
desk-event-due = { $actor } changed when this is due
desk-event-visibility = { $actor } changed who may see this
desk-event-deleted = { $actor } moved this to the recycle bin
desk-event-restored = { $actor } took this out of the recycle bin
desk-delivery-queued = On its way
desk-delivery-delayed = Delayed
desk-delivery-failed-soft = Tried again soon
desk-delivery-failed-hard = Not delivered
desk-delivery-complained = Refused as unwanted
desk-delivery-accepted = Delivered
desk-delivery-suppressed = Held back
desk-status-name-new = New
desk-status-name-open = Open
desk-status-name-in-progress = In progress
desk-status-name-waiting = Waiting
desk-status-name-solved = Solved
desk-status-name-closed = Closed
desk-status-name-canceled = Canceled
desk-status-name-investigating = Investigating
desk-status-name-mitigating = Mitigating
desk-status-name-monitoring = Monitoring
desk-status-name-resolved = Resolved
desk-status-name-confirmed = Confirmed
desk-status-name-fixed = Fixed
desk-status-name-proposed = Proposed
desk-status-name-planned = Planned
desk-status-name-draft = Draft
desk-status-name-implemented = Implemented
desk-status-name-to-do = To do
desk-status-name-done = Done
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
desk-stale = Somebody wrote since you opened this page. Read the new message above, then send again.
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
desk-tags-hint = Add tags, separated by commas
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
done-follows = They follow this ticket now.
done-unfollows = They no longer follow this ticket.
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
admin-index-rebuilt = { $done } of { $all }
admin-index-complete = Up to date
admin-index-behind = { $count ->
    [one] { $count } change to come
   *[other] { $count } changes to come
}
admin-version = Installation
admin-database = Database
admin-people-search = Name or address
admin-person-new = Add a person
admin-person-new-hint = Customers sign in with a link sent to their address; staff are invited by mail to choose a password.
admin-name = Name
admin-address = Mail address
admin-role = Role
admin-role-of = Role of { $name }
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
admin-prefix = Letters of the key
admin-prefix-hint = Keys of new tickets begin with them, for example SUP-12.
admin-reopen-days = Days a reply reopens
admin-reopen-days-hint = Later a reply makes a new ticket linked to the old one.
admin-no-queues = No queues yet
admin-queue-new = Add a queue
admin-subject = Subject
admin-no-subject = (no subject)
admin-from = From
admin-cause = Cause
admin-cause-loop = Runs in circles
admin-cause-unknown-recipient = Unknown recipient
admin-cause-too-large = Too large
admin-cause-no-sender = No sender
admin-cause-duplicate = Duplicate
admin-cause-reused-id = The Message-ID of another mail
admin-cause-own-mail = Our own mail
admin-cause-read-receipt = Read receipt
admin-cause-report = Delivery report
admin-cause-report-about-nothing-of-ours = Foreign delivery report
admin-cause-discarded = Put aside by hand
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

## Short answers
desk-yes = Yes
desk-no = No

## Links to sign in
desk-link-sign-in-subject = Your link to sign in to { $brand }
desk-link-sign-in-body =
    Open this link to sign in. It works once and for fifteen minutes:

    { $url }

    If you did not ask for it, ignore this mail.
desk-link-invite-subject = You are invited to { $brand }
desk-link-invite-body =
    Open this link to choose a password and sign in. It works once and for three days:

    { $url }
desk-link-reset-subject = Choose a new password for { $brand }
desk-link-reset-body =
    Open this link to choose a new password. It works once and for thirty minutes:

    { $url }

    If you did not ask for it, ignore this mail: your password stays as it is.
