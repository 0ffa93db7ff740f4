import { type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Entry, entriesFor, withRecent } from './entries.ts'
import { useFound } from './use-found.ts'
import { useSearchKey } from './use-search-key.ts'

type Props = {
  connector: string | null
  commands: readonly Entry[]
  input: RefObject<HTMLInputElement | null>
}

/** What the search box holds and shows, and what its keys do. */
export function useSearchBox({ connector, commands, input }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [wanted, setActive] = useState(0)
  /** Whose actions are shown in place of what was found. */
  const [subject, setSubject] = useState<Entry | null>(null)
  const [recent, setRecent] = useState<readonly Entry[]>([])
  const focus = useSearchKey(input)
  const found = useFound(connector, isOpen ? text : '')
  const entries =
    subject === null
      ? entriesFor({ text, recent, found: found.entries, commands })
      : actionsOf(subject, t('search.open'))
  const active = Math.min(wanted, Math.max(0, entries.length - 1))
  const show = (entry: Entry | null) => {
    setSubject(entry)
    setActive(0)
  }
  const close = () => {
    setOpen(false)
    setText('')
    show(null)
  }
  const choose = (entry: Entry) => {
    setRecent(withRecent(recent, subject ?? entry))
    close()
    input.current?.blur()
    entry.run()
    focus.settle()
  }
  const leave = () => {
    close()
    focus.leave()
  }
  const move = (step: number) => {
    setOpen(true)
    setActive((active + (isOpen ? step : 0) + entries.length) % Math.max(1, entries.length))
  }
  return {
    ...{ text, isOpen, entries, active, subject, isBusy: found.isBusy, setActive, choose, close },
    open: () => setOpen(true),
    type: (value: string) => {
      setText(value)
      setOpen(true)
      show(null)
    },
    /** Whether the key had something to do here. */
    press: (key: string): boolean => {
      const entry = isOpen ? entries[active] : undefined
      const step = stepOf(key, { hasEntry: entry !== undefined, hasMore: isMore(entry, subject) })
      if (step === null) return false
      const steps: Readonly<Record<Step, () => void>> = {
        down: () => move(1),
        up: () => move(-1),
        choose: () => entry !== undefined && choose(entry),
        more: () => show(entry ?? null),
        out: () => (subject === null ? leave() : show(null)),
      }
      steps[step]()
      return true
    },
  }
}

/** What can be done with an entry, as entries of a list of their own. */
function actionsOf(entry: Entry, open: string): Entry[] {
  const bare = { ...entry, detail: '', more: [] }
  return [
    { ...bare, title: open },
    ...entry.more.map(({ id, title, run }) => ({ ...bare, id: `${entry.id} ${id}`, title, run })),
  ]
}

const isMore = (entry: Entry | undefined, subject: Entry | null): boolean =>
  subject === null && (entry?.more.length ?? 0) > 0

type Step = 'down' | 'up' | 'choose' | 'more' | 'out'

/** What a key does to the list; null where it is none of the list's keys, so that Tab goes on its way. */
function stepOf(key: string, { hasEntry, hasMore }: { hasEntry: boolean; hasMore: boolean }): Step | null {
  const steps: Readonly<Record<string, Step | null>> = {
    ArrowDown: 'down',
    ArrowUp: 'up',
    Enter: hasEntry ? 'choose' : null,
    Tab: hasMore ? 'more' : null,
    Escape: 'out',
  }
  return steps[key] ?? null
}
