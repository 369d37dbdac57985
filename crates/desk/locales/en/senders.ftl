## Who mail is from
admin-senders = Sender identity
admin-senders-hint = Keys that sign our mail, and what each mailbox believes about the mail of others.
admin-dkim-keys = Keys that sign our mail
admin-dkim-record = Name of the DNS record
admin-dkim-value = Its text (TXT)
admin-dkim-whole = The whole text
admin-dkim-state = State
admin-dkim-signs = Signs since
admin-dkim-lost = No longer found in DNS
admin-dkim-missing = Not found in DNS
admin-dkim-new = Not looked for yet
admin-dkim-check = Ask DNS
admin-dkim-remove = Take { $name } away
admin-dkim-none = No mail is signed
admin-dkim-none-hint = Signed mail is believed to be yours. Make keys for the domain of your mailboxes and publish their records.
admin-dkim-add = Sign the mail of a domain
admin-dkim-domain = Domain
admin-dkim-selector = Name of the keys
admin-dkim-selector-hint = Letters, digits and hyphens. A second pair, for a change of keys, needs another name.
admin-trust = { $address }: mail of others
admin-trust-server = Mail server whose results are believed
admin-trust-server-hint = For fetched mail: the name that begins its Authentication-Results field, such as mx.google.com. It must take away forged fields, as large providers do.
admin-trust-disproved = Mail that the domain in From disowns
admin-trust-mark = Take it and mark it
admin-trust-quarantine = Put it into quarantine
admin-save = Save
done-dkim-added = The keys are made. Publish their records, then ask DNS.
done-dkim-checked = DNS was asked.
done-dkim-removed = The key signs nothing more. Leave its record in DNS for a week.
done-trust = What the mailbox believes is saved.

## Who a message is from
desk-sender-from = From { $address }
desk-sender-proven = Sender proven
desk-sender-proven-hint = The domain { $domain } stands behind this mail.
desk-sender-unproven = Sender not proven
desk-sender-unproven-hint = Nothing proves that this mail is from { $domain }, and nothing speaks against it.
desk-sender-disproved = Sender probably forged
desk-sender-disproved-hint = The domain { $domain } says that such mail is not from it. It was not joined by guesses and got no automatic answer.
desk-sender-claims-staff = Says it is from a colleague
desk-sender-claims-staff-hint = From is the address of a colleague, but nothing proves that they wrote this. It is kept as a note.
desk-sender-reply-to = Answers would go elsewhere
desk-sender-reply-to-hint = The sender asks for answers to { $address }. Answers from here go to the requester.

## Answers that wait
desk-held-refused = This answer was not sent: somebody wrote in the meantime, or you may no longer answer here.
desk-held = Goes out
desk-held-take-back = Take back
desk-held-taken-back = The answer is taken back.
