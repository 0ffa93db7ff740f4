import type { ZodMiniType } from 'zod/mini'

/**
 * Reads what this window remembers under a name; null when it remembers nothing, may store nothing, or holds
 * something that does not have the expected shape, for instance from another version.
 */
export function readRemembered<T>(name: string, schema: ZodMiniType<T>): T | null {
  try {
    const kept = window.localStorage.getItem(name)
    if (kept === null) return null
    const parsed = schema.safeParse(JSON.parse(kept))
    return parsed.success ? parsed.data : null
  } catch {
    // A page that may store nothing remembers nothing, and a damaged entry is as good as none.
    return null
  }
}

/** Keeps a value for the next time; null forgets it. */
export function remember(name: string, value: unknown): void {
  try {
    if (value === null) window.localStorage.removeItem(name)
    else window.localStorage.setItem(name, JSON.stringify(value))
  } catch {
    // Then the next start begins with the usual look.
  }
}
