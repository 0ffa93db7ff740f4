/** What kinds of things are found, in the order in which they are shown. */
export const entryGroups = [
  'recent',
  'users',
  'products',
  'departments',
  'screens',
  'tables',
  'settings',
  'tenants',
  'actions',
] as const
export type EntryGroup = (typeof entryGroups)[number]

/** One thing that can be found, and what is done with it. */
export type Entry = {
  /** The same thing has the same id in every search. */
  id: string
  group: EntryGroup
  title: string
  /** What tells it from others of the same title. */
  detail: string
  run: () => void
  /** What else can be done with it. */
  more: readonly { id: string; title: string; run: () => void }[]
}

const maxRecent = 6

/** What was chosen last comes first; each thing once. */
export function withRecent(recent: readonly Entry[], chosen: Entry): Entry[] {
  return [chosen, ...recent.filter(({ id }) => id !== chosen.id)].slice(0, maxRecent)
}

function words(text: string): string[] {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain.split(/\s+/).filter(word => word !== '')
}

/** The entries in which every word of a text begins a word, in any order; all of them for an empty text. */
export function matching(entries: readonly Entry[], text: string): Entry[] {
  const wanted = words(text)
  return entries.filter(({ title, detail }) => {
    const parts = words(`${title} ${detail}`)
    return wanted.every(word => parts.some(part => part.startsWith(word)))
  })
}

type Sources = {
  text: string
  recent: readonly Entry[]
  /** What the engine has found for the text, or for the one before it while that is on its way. */
  found: readonly Entry[]
  /** Screens, tables, settings, tenants and actions. */
  commands: readonly Entry[]
}

/**
 * What is shown for a text, group by group, each thing once. Without a text: what was chosen last, and the
 * screens. Where a command begins with what is typed, the commands come before the users.
 */
export function entriesFor({ text, recent: chosen, found, commands }: Sources): Entry[] {
  const recent = asOfNow(chosen, commands)
  if (text.trim() === '') {
    const screens = commands.filter(({ group }) => group === 'screens' || group === 'actions')
    return unique([...recent.map(asRecent), ...screens])
  }
  const fitting = matching(commands, text)
  const typed = words(text).join(' ')
  const isCommand = fitting.some(({ title }) => words(title).join(' ').startsWith(typed))
  const ordered = isCommand ? [...fitting, ...found] : [...found, ...fitting]
  return unique([...matching(recent, text).map(asRecent), ...ordered])
}

const lasting: readonly EntryGroup[] = ['users', 'products', 'departments']

/** What was chosen before does what it does now; a command that there is no more is left out. */
function asOfNow(recent: readonly Entry[], commands: readonly Entry[]): Entry[] {
  return recent.flatMap(entry => {
    const now = commands.find(({ id }) => id === entry.id)
    return now ?? (lasting.includes(entry.group) ? entry : [])
  })
}

const asRecent = (entry: Entry): Entry => ({ ...entry, group: 'recent' })

function unique(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.toReversed().map(entry => [entry.id, entry])).values()].toReversed()
}

/** The entries by group, in the order in which the groups first come; each with its place in the list. */
export function grouped(
  entries: readonly Entry[],
): { group: EntryGroup; entries: { entry: Entry; index: number }[] }[] {
  const groups = Map.groupBy(
    entries.map((entry, index) => ({ entry, index })),
    ({ entry }) => entry.group,
  )
  return [...groups].map(([group, members]) => ({ group, entries: members }))
}
