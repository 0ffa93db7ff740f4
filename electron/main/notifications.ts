import type { Attention } from '../contract/background.ts'

/** A notification as the desktop shows it. */
export type Shown = { title: string; body: string; onClick: () => void }

type Ports = {
  show: (notification: Shown) => void
  isWanted: () => boolean
  /** Leads the person to the cure. */
  open: (hash: string) => void
}

/** Tells of what a person has to act upon, once per cause for as long as the app runs. */
export function createNotifier({ show, isWanted, open }: Ports): (attention: Attention) => void {
  const told = new Set<string>()
  return ({ id, title, message, hash }) => {
    if (!isWanted() || told.has(id)) return
    told.add(id)
    show({ title, body: message, onClick: () => open(hash) })
  }
}
