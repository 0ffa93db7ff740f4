import { userInfo } from 'node:os'

/** The account of this computer under which the app runs; null where the system has no name for it. */
export function systemUserName(): string | null {
  try {
    const { username } = userInfo()
    return username.trim() === '' ? null : username
  } catch {
    // In a container an account can be a number without an entry.
    return null
  }
}
