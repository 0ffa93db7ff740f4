import type { CredentialInput } from '../../contract/connectors.ts'
import type { Hint } from '../../contract/entry/hints.ts'
import { readClientId, readTenantId } from '../../contract/entry/identifiers.ts'
import { checkSecret } from '../../contract/entry/secret.ts'
import { printable } from './width.ts'

export type EnteredValues = { tenantId: string; clientId: string; credential: CredentialInput }

/** Warnings and notes about accepted values: what looks unusual, and what was tidied up. A line each. */
export function hintLines({ tenantId, clientId, credential }: EnteredValues): string[] {
  const tenant = readTenantId(tenantId)
  const client = readClientId(clientId)
  const ids = { tenantId: tenant.value, clientId: client.value }
  const ofSecret = credential.kind === 'secret' ? checkSecret(credential.secret, ids) : []
  return [...tenant.hints, ...client.hints, ...ofSecret]
    .filter(({ severity }) => severity !== 'error')
    .map(lineOf)
}

function lineOf({ severity, text, fix }: Hint): string {
  const word = severity === 'warning' ? 'Warning' : 'Note'
  return `${word}: ${printable([text, fix].filter(part => part !== '').join(' '))}`
}
