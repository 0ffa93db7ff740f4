/** Which service plans stand above each other, and what a person changes about it. */
export const ladder = {
  open: 'Ladder of plans…',
  title: 'Which plan is part of another one',
  about:
    'A license is redundant where other licenses of the user give each of its plans or a higher one. The shipped pairs are our own work as of {{date}}: what a plan gives is Microsoft’s to change. Add what you know, and switch off what you do not agree with.',
  added: 'Added pairs',
  noneAdded: 'None yet.',
  pair: '{{lower}} is part of {{higher}}',
  remove: 'Take away {{lower}}, part of {{higher}}',
  lower: 'Lower plan',
  higher: 'Higher plan',
  add: 'Add',
  more_one: '{{count}} more plan: type a part of its name',
  more_other: '{{count}} more plans: type a part of a name',
  shipped: 'Shipped pairs',
  filter: 'Find a plan',
  off: 'off since {{date}}{{by}}{{note}}',
  on: 'since {{date}}{{by}}{{note}}',
  by: ', by {{name}}',
  note: 'Note',
  noteHint: 'Is kept with each pair that you change.',
  save: 'Save',
} as const
