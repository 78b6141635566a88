type Link = { displayName: string; username: string; link: string; hours: number }
type Tries = { displayName: string; username: string; tries: number; console: string }

export const staffMails = {
  invitation: ({ displayName, username, link, hours }: Link) => ({
    subject: 'Invitation to the Hội Thi console',
    text: `Hello ${displayName},

you are invited to the staff of Hội Thi. Your user name: ${username}

Open this link and set your password. It works once, within ${hours / 24} days:

${link}

If you do not expect this invitation, ignore this mail.`,
  }),
  reset: ({ displayName, username, link, hours }: Link) => ({
    subject: 'Set a new Hội Thi password',
    text: `Hello ${displayName},

with this link you set a new password for the account ${username}. It works once, within ${hours} hours:

${link}

A new password ends every open session. If you did not ask for it, tell your administrator.`,
  }),
  manyTries: ({ displayName, username, tries, console }: Tries) => ({
    subject: 'Many wrong log-ins to your Hội Thi account',
    text: `Hello ${displayName},

somebody tried to log in to the account ${username} at least ${tries} times in a row with a wrong password. Further tries are being slowed down; browsers in which you have logged in before are not affected.

If it was you and you forgot the password, ask your administrator for a link. If it was not, turn on the second factor at ${console} and tell your administrator.`,
  }),
}
