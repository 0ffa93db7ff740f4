/** What a keychain's refusal means for the person: the words to pass on and the next step. */
export type KeychainRefusal = { reason: string; fix: string }

const unlocking: Partial<Record<NodeJS.Platform, string>> = {
  linux:
    'Start a secret service in this session (GNOME Keyring or KWallet, with libsecret installed) and unlock it.',
  darwin: 'Unlock the login keychain in Keychain Access and allow M365 Connector to use it.',
  win32: 'Sign in to Windows with your own profile and check that the service "Credential Manager" runs.',
}

const policyName =
  '"Network access: Do not allow storage of passwords and credentials for network authentication"'
const policy = `A policy of your organisation forbids storing credentials: ${policyName}. Ask your administrator to allow it for this computer.`
const makeRoom = 'delete unused entries in Credential Manager (Control Panel, User Accounts)'
const storeFull = `The store for credentials is full: ${makeRoom}, then try again.`
const mayBe = `If it does, the store may be full: ${makeRoom}. Or a policy of your organisation may forbid storing credentials: ${policyName}.`

/**
 * The texts of ERROR_NO_SUCH_LOGON_SESSION (1312), and of ERROR_NOT_ENOUGH_MEMORY (8) with its like, as
 * Windows writes them.
 */
const windowsFaults: readonly { sign: RegExp; fix: string }[] = [
  { sign: /logon session|\b1312\b/i, fix: policy },
  {
    sign: /not enough (?:storage|memory|quota)|insufficient (?:memory|resources)|store is full|error 8\b/i,
    fix: storeFull,
  },
]

/**
 * Recognizes a refusal of the keychain by its text. Windows words it in the language and, through the native
 * library, in the code page of the system, so that it may arrive unreadable; then it is not passed on, and
 * the fix names what it can have been.
 */
export function explainRefusal(platform: NodeJS.Platform, message: string): KeychainRefusal {
  const usual = unlocking[platform] ?? 'Check the keychain of this computer.'
  const [line = ''] = message.split(/[\r\n]/)
  const isReadable = !/[\uFFFD\p{Cc}]/u.test(line)
  const reason = isReadable ? line.slice(0, maxReasonLength) : unreadable
  if (platform !== 'win32') return { reason, fix: usual }
  const known = windowsFaults.find(({ sign }) => sign.test(line))
  if (known !== undefined) return { reason, fix: known.fix }
  return { reason, fix: `${usual} ${mayBe}` }
}

/**
 * Messages of the native libraries name services and displays, never a secret; still only their first line is
 * passed on.
 */
const maxReasonLength = 160
const unreadable = 'the system gave its reason in a form that cannot be read'
