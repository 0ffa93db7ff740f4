/** What the card of a seat says beside its parts. */
export const card = {
  copy: 'Copy',
  print: 'Print',
  noClaim: '{{product}} of {{name}}',
  sentences: {
    R1: '{{product}} of {{name}} belongs to a disabled account{{since}}{{signIn}}.',
    R2: '{{product}} of {{name}} is on a shared mailbox that needs no license.',
    R3: '{{product}} of {{name}} is covered by {{target}}.',
    R4: '{{product}} of {{name}} looks unused: nothing on record{{asOf}}{{signIn}}.',
    R5: '{{product}} of {{name}} looks idle: nothing in {{days}} days{{asOf}}{{signIn}}.',
    R6: '{{product}} is held by the guest {{name}}{{signIn}}.',
    R7: '{{product}} of {{name}} looks unused: nothing in {{days}} days{{asOf}}.',
    R8: '{{product}} of {{name}} could be replaced with {{target}}.',
  },
  unmeasured: '{{product}} of {{name}} looks idle: no report shows its use{{signIn}}.',
  another: 'another license',
  since: ' since {{date}}',
  upTo: ' up to {{date}}',
  signIn: {
    old: ', no successful sign-in since {{date}}',
    recent: ', but signed in on {{date}}',
    none: ', no sign-in on record',
    unknown: ', sign-ins not known',
  },
  carried: 'Rests on: {{kinds}}',
  leaves: {
    firm: 'Decided: can leave the bill on {{date}}',
    open: 'Can leave the bill on {{date}}',
    none: 'Stays on the bill on {{date}}: other seats come first, or the contract asks for it',
  },
  assigned: 'since {{date}}',
  state: 'state {{state}}',
  onlyThis: 'which gives nothing else',
  alsoGives: 'which also gives {{products}}',
  decided: 'Decided: {{decision}}',
  addedRung: 'Added on {{date}}: {{lower}} is part of {{higher}}{{by}}{{note}}',
  addedBy: ', by {{name}}',
} as const

/** The kinds of evidence that a claim rests on. */
export const kinds = {
  account: 'the account',
  signIns: 'sign-ins',
  use: 'usage reports',
  mailbox: 'the mailbox report',
  plans: 'service plans',
} as const
