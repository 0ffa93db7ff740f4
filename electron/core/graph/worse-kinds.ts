/**
 * In which way an answer is worse than what is stored, as `detail.kind` of its error names it. Whoever judged
 * the answer decides whether to ask once more; the client does not repeat it by itself.
 */
export const worseKinds = [
  'emptied',
  'shortened',
  'older',
  'future',
  'nameless',
  'concealed',
  'unreadable',
] as const
export type WorseKind = (typeof worseKinds)[number]
