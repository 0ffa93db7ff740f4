import type { TrayState } from './menu.ts'
import type { TrayView } from './view.ts'

export type AppTray = {
  /**
   * Looks whether the desktop shows the app's icon at this moment, and puts it there as soon as it can. Never
   * rejects.
   */
  isThere(): Promise<boolean>
  show(state: TrayState): void
}

export type OpenTray = { view: Pick<TrayView, 'show'>; close: () => void }

type Ports = {
  /**
   * Whether the desktop shows tray icons, which on Linux starts programs: that holds the main process up and
   * is nothing to do at every step of a sync.
   */
  hasHost: () => Promise<boolean>
  /** Null where there is no tray after all. */
  open: () => OpenTray | null
}

/**
 * The tray, where there is one. The app is put there when it is first asked for or has something to show, by
 * when the window is on its way: both take about as long. Where there is none, whoever looks again and again
 * ({@link AppTray.isThere}) finds the one that comes later.
 */
export function keepTray({ hasHost, open: openTray }: Ports): AppTray {
  let open: OpenTray | null = null
  let wasGone = false
  let hasLooked = false
  let last: TrayState = null
  const isThere = async (): Promise<boolean> => {
    hasLooked = true
    if (!(await hasHost())) {
      wasGone = true
      return false
    }
    // A host that came back knows nothing of the icons that were registered with the one before.
    if (wasGone) open = close(open)
    wasGone = false
    if (open === null) {
      open = openTray()
      open?.view.show(last)
    }
    return open !== null
  }
  return {
    isThere,
    show: state => {
      last = state
      if (open !== null) open.view.show(state)
      else if (!hasLooked) void isThere()
    },
  }
}

function close(open: OpenTray | null): null {
  open?.close()
  return null
}
