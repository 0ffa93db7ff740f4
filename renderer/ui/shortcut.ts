/** A key with the one that is held meanwhile, as the platform writes them: `Ctrl K`, `⌘K`. */
export function shortcut(key: string): string {
  return /mac/i.test(navigator.userAgent) ? `⌘${key}` : `Ctrl ${key}`
}
