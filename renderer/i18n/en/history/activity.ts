/** Daily activity: what is held of single days, on the screen about syncs. */
export const activity = {
  title: 'Daily activity',
  about:
    'On which days each user was active, retrieved one day at a time. Microsoft offers each day for 28 days.',
  off: 'Off. Only the latest active day of each user is known for each app.',
  turnOn: 'Turn on',
  retrieve: 'Retrieve now',
  stop: 'Stop',
  running: 'Retrieving days',
  waiting: 'Microsoft allows a few days every ten minutes. Resumes at {{time}}.',
  nothingYet: 'The first days are retrieved after the next sync.',
  concealed:
    'The names in this report are concealed, so that no day is retrieved. See Users for how to show names.',
  report: {
    office365_active: 'Exchange, OneDrive, SharePoint, Teams and Viva Engage',
    m365_app: 'Outlook, Word, Excel, PowerPoint, OneNote and Teams apps',
  },
  newest: 'Offered up to {{date}}',
  state: { held: 'Retrieved', late: 'Late', waiting: 'Waiting', lost: 'Lost' },
  count: {
    held: '{{count}} retrieved',
    late: '{{count}} late',
    waiting: '{{count}} waiting',
    lost: '{{count}} lost',
  },
  lateAbout: 'Microsoft does not offer this day yet.',
  waitingAbout: 'Offered by Microsoft and not retrieved yet.',
  lostAbout: 'Microsoft offers it no longer.',
  users_one: '1 active user',
  users_other: '{{formatted}} active users',
  problem: {
    notOffered: 'Microsoft did not offer this day. It is asked for again after the next sync.',
    emptied: 'The answer was empty although other reports count users on this day. It was set aside.',
    nameless: 'Most rows of the answer name nobody. It was set aside.',
    unreadable: 'The answer could not be read. It was set aside.',
    concealed: 'The answer conceals the names. It was set aside.',
    older: 'The answer was about an earlier day. It was set aside.',
    otherDay: 'The answer was about another day. It was set aside.',
  },
  calendar: 'Days of {{report}}',
} as const
