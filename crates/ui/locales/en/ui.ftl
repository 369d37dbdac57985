# Words of the layouts and components.

skip-to-content = Skip to content
navigation = Navigation
list-pane = List
context-pane = Details
menu-open = Open navigation
menu-close = Close navigation
context-open = Show details
context-close = Close details
back = Back
close = Close
busy = Working…
copy = Copy
copied = Copied
request-failed = That did not work. Check the connection and try again.
breadcrumb = You are here
tabs = Parts of this page
field-optional = optional
form-refused = Please check what you entered
filter-label = Filter this list
filter-placeholder = Filter, as status:open priority:<=2
filter-clear = Clear filter
row-select = Select “{ $title }”
row-unread = new message
pagination = Pages
pagination-first = First page
pagination-next = Next page

# Preferences
theme = Theme
theme-system = As on this device
theme-light = Light
theme-dark = Dark
density = Density
density-comfortable = Comfortable
density-compact = Compact
language = Language
sign-out = Sign out
role-admin = Administrator
role-agent = Agent
role-viewer = Viewer
role-customer = Customer

# Priorities
priority-1 = P1, urgent
priority-2 = P2, high
priority-3 = P3, normal
priority-4 = P4, low

# Messages and the composer
message-by = Message by { $author }
message-internal = Internal
message-to = to
message-cc = cc
composer-mode = What to write
composer-reply = Reply
composer-note = Internal note
composer-note-hint = Only your team sees this
composer-to = To
composer-cc = Cc
composer-body = Text
composer-attach = Attach files
composer-send = Send
composer-add-note = Add note

# Keyboard
shortcuts-title = Keyboard shortcuts
shortcut-move = Next and previous row
shortcut-open = Open the row
shortcut-send = Send
shortcut-help = Show this help

# Times
time-now = just now
time-minutes-ago = { $count } min ago
time-hours-ago = { $count } h ago
time-days-ago = { $count } d ago
time-in-minutes = in { $count } min
time-in-hours = in { $count } h
time-in-days = in { $count } d
time-short-now = now
time-short-minutes = { $count }m
time-short-hours = { $count }h
time-short-days = { $count }d
time-day = { $day } { $month }
time-date = { $day } { $month } { $year }
time-date-and-time = { $date }, { $time }
time-title = { $weekday } { $date }, { $time } { $zone }
time-month = { $number ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
 }
time-weekday = { $number ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
 }
