## People who were invited
people-invited = Invited, not yet signed in
people-uninvited = No password yet
people-invited-until = The invitation ends
people-invite = Send an invitation
people-invite-again = Send the invitation again
done-person-invited = The person is added and their invitation is on its way.
done-person-uninvited = The person is added. Add a mailbox, then send them an invitation.
done-invited = The invitation is on its way.
done-uninvited = There is no mailbox to send from. Add one first.
