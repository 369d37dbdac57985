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
composer-bcc = Bcc
composer-marks = Format
composer-mark-bold = Bold
composer-mark-italic = Italic
composer-mark-link = Link
composer-mark-list = List
composer-mark-numbers = Numbered list
composer-mark-quote = Quote
composer-mark-code = Code
composer-menu = Suggestions
composer-preview = Preview
composer-later = Send later
composer-uploading = A file is still on its way.
composer-missing-file = The text speaks of a file, but none is attached.
composer-gap = Nobody has filled in { $gaps }.
composer-send-anyway = Send again if that is right.
draft-saved = Saved { $time }
draft-saving = Saving…
draft-offline = Not saved yet; kept in this browser
draft-elsewhere = Changed in another window; reload to see it
draft-restored = Restored from this browser
composer-body = Text
composer-attach = Attach files
composer-send = Send
composer-add-note = Add note

# Keyboard
shortcuts-title = Keyboard shortcuts
shortcuts-here = On this page
shortcuts-lists = Lists
shortcuts-writing = Writing
shortcuts-everywhere = Everywhere
shortcut-open = Open the row
shortcut-send = Send
shortcut-send-then = Send and solve
shortcut-snippet = Insert a snippet
shortcut-mention = Mention a colleague
shortcut-marks = Bold, italic, code
key-next = Next row
key-previous = Previous row
key-select = Select the row
key-select-range = Select up to here
key-undo = Undo the last action
key-palette = Search and do
key-help = Show the keyboard shortcuts
keys-single = Single keys
keys-single-hint = Letters act when nobody types. Turn this off if you dictate or press keys by accident.
keys-hint = Go into a field and press the keys you want, two in a row for a sequence. Backspace leaves an action without keys.
keys-save = Save keys
keys-reset = Back to the usual keys
keys-saved = This browser remembers your keys
keys-taken = Also the keys of “{ $action }”

# Palette
palette-title = Search and do
palette-open = Search or do…
palette-placeholder = Type an action, a place or a key as SUP-12
palette-actions = On this page
palette-places = Go to
palette-search = Search for “{ $text }”
palette-nothing = Nothing fits. Try fewer letters.

# Toasts and questions
toasts = Messages
toast-close = Close this message
undo = Undo
cancel = Cancel

# Panes
split-nav = Width of the navigation
split-list = Width of the list
split-context = Width of the details

# Board
board-move = Move “{ $title }”
board-moved = “{ $card }” is now in { $column }
board-empty = Nothing here
board-more = Show all

# Selection
selection = Selection
selection-page = Select all on this page
selection-count = { $count } selected
selection-all = All { $total } that match
selection-none = Select nothing
selection-working = Working…

# Charts
chart-table = Show as a table
chart-when = When

# Presence
presence-viewing = { $count ->
    [one] { $names } is here
   *[other] { $names } are here
 }
presence-typing = { $count ->
    [one] { $names } is writing
   *[other] { $names } are writing
 }

# Addresses and files
chips-remove = Remove { $name }
chips-wrong = Not a complete address
chips-suggestions = Suggestions
files-hint = Choose, drop here or paste
files-list = Files
files-remove = Remove { $name }
files-failed = Not stored
files-too-large = { $name } is larger than { $most }
files-drop = Drop to attach

# Moments to come
when = When
when-other = Another time
when-apply = Set
when-zone = In your time zone, { $zone }

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
