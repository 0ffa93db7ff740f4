type Ports = {
  /** Whether the system starts the app at login. */
  read: () => boolean
  write: (wanted: boolean) => void
  /** Keeps the setting. */
  save: (wanted: boolean) => void
}

/** Keeps the setting "start at login" and the system's own list together. */
export type LoginItem = {
  /**
   * Hears the setting: the first time it is only compared, since a person may have changed the system's list
   * meanwhile.
   */
  told(wanted: boolean): void
  /** Makes the setting follow the system, in whose own settings a person can take the app off the list. */
  follow(): void
}

export function createLoginItem({ read, write, save }: Ports): LoginItem {
  let known: boolean | null = null
  const follow = () => {
    const actual = read()
    if (known === null || actual === known) return
    known = actual
    save(actual)
  }
  return {
    told: wanted => {
      const before = known
      known = wanted
      if (before === null) {
        // What the system starts is written once more: the program may have moved since.
        if (wanted && read()) write(true)
        follow()
      } else if (before !== wanted) write(wanted)
    },
    follow,
  }
}
