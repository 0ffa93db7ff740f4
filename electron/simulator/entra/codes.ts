import { randomBytes } from 'node:crypto'
import type { Delays } from './consistency.ts'
import type { Account } from './people.ts'

/** What a person has agreed to on the sign-in page, to be exchanged once for a token. */
export type SignInCode = {
  readonly clientId: string
  readonly redirectUri: string
  /** PKCE, S256; empty where none was sent. */
  readonly challenge: string
  readonly scopes: readonly string[]
  readonly nonce: string
  readonly account: Account
  readonly until: number
  used: boolean
}

/** A sign-in on another device that waits for its person. */
export type DeviceCode = {
  readonly userCode: string
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly until: number
  state:
    | { readonly kind: 'pending' }
    | { readonly kind: 'declined' }
    | { readonly kind: 'agreed'; readonly account: Account }
}

export type CodeBook = {
  issue(code: Omit<SignInCode, 'until' | 'used'>): string
  find(code: string): SignInCode | null
  issueDevice(wanted: Pick<DeviceCode, 'clientId' | 'scopes'>): { deviceCode: string; entry: DeviceCode }
  findDevice(deviceCode: string): DeviceCode | null
  findUserCode(userCode: string): DeviceCode | null
}

const codeLifeMs = 600_000
export const deviceCodeSeconds = 900
const userCodeLetters = 'BCDFGHJKLMNPQRSTVWXZ'

export function createCodeBook({ now }: Pick<Delays, 'now'>): CodeBook {
  const codes = new Map<string, SignInCode>()
  const devices = new Map<string, DeviceCode>()
  return {
    issue: code => {
      const text = `0.${randomBytes(32).toString('base64url')}`
      codes.set(text, { ...code, until: now() + codeLifeMs, used: false })
      return text
    },
    find: code => codes.get(code) ?? null,
    issueDevice: wanted => {
      const deviceCode = randomBytes(32).toString('base64url')
      const userCode = [...randomBytes(9)].map(byte => userCodeLetters.charAt(byte % 20)).join('')
      const until = now() + deviceCodeSeconds * 1000
      const entry: DeviceCode = { ...wanted, userCode, until, state: { kind: 'pending' } }
      devices.set(deviceCode, entry)
      return { deviceCode, entry }
    },
    findDevice: deviceCode => devices.get(deviceCode) ?? null,
    findUserCode: userCode => {
      const wanted = userCode.replaceAll(/[\s-]/g, '').toUpperCase()
      return [...devices.values()].find(entry => entry.userCode === wanted) ?? null
    },
  }
}
