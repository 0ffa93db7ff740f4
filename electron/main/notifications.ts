import type { Attention } from '../contract/background.ts'

/** A notification as the desktop shows it. */
export type Shown = { title: string; body: string; onClick: () => void }

type Ports = {
  show: (notification: Shown) => void
  isWanted: () => boolean
  /** Leads the person to the cure. */
  open: (hash: string) => void
}

type Notified = Pick<Attention, 'id' | 'title' | 'message' | 'hash'>

/** Shows what a person has to act on, once per cause for as long as the app runs. */
export function createNotifier({ show, isWanted, open }: Ports): (notified: Notified) => void {
  const shown = new Set<string>()
  return ({ id, title, message, hash }) => {
    if (!isWanted() || shown.has(id)) return
    shown.add(id)
    show({ title, body: message, onClick: () => open(hash) })
  }
}
