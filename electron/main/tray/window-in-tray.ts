/** What becomes of a window that a person closes. Without a tray nothing would lead back to a hidden one. */
export function onClose({ wantsTray, hasTray }: { wantsTray: boolean; hasTray: boolean }): 'hide' | 'close' {
  return wantsTray && hasTray ? 'hide' : 'close'
}

type Ports = {
  /** Whether the desktop shows the app's icon at this moment. */
  hasTray: () => Promise<boolean>
  show: () => void
  /** Ends after so many milliseconds. */
  wait: (ms: number) => Promise<void>
}

/** At sign-in the tray may come some seconds after the apps that are started with it. */
const waitsMs = [500, 1_000, 1_500, 3_000] as const

/**
 * An app that was started hidden shows its window after all when no tray has appeared after about six
 * seconds.
 */
export async function settleHidden({ hasTray, show, wait }: Ports): Promise<void> {
  if (await hasTray()) return
  for (const ms of waitsMs) {
    await wait(ms)
    if (await hasTray()) return
  }
  show()
}

/** A host that is restarted is away for some seconds: only one that was away twice has gone. */
const missesUntilGone = 2

/**
 * Looks now and then whether the tray is still there; a window that is hidden in one that has gone is shown.
 */
export function createTrayWatch({
  hasTray,
  show,
  isHidden,
}: Pick<Ports, 'hasTray' | 'show'> & { isHidden: () => boolean }): () => Promise<void> {
  let misses = 0
  return async () => {
    misses = (await hasTray()) ? 0 : misses + 1
    if (misses >= missesUntilGone && isHidden()) show()
  }
}
