import { asGuid, zeroGuid } from './guid.ts'
import { errorHint, type Hint, info } from './hints.ts'
import { tidyIdentifier, withoutInvisible } from './pasted.ts'

/** The tidied value with its hints. The value is only good when no hint is an error. */
export type ReadValue = { value: string; hints: readonly Hint[] }

const microsoftGraph = '00000003-0000-0000-c000-000000000000'
const sharedTenants = new Set(['common', 'organizations', 'consumers'])
const copyTenant =
  'Copy Directory (tenant) ID from the Overview page of the app registration and paste it here.'
const copyClient =
  'Copy Application (client) ID from the Overview page of the app registration and paste it here.'

/** Reads a pasted tenant: the directory's GUID, or one of its domain names. */
export function readTenantId(raw: string): ReadValue {
  const tidy = tidyIdentifier(raw)
  const refuse = (text: string, fix = copyTenant): ReadValue => ({
    value: tidy,
    hints: [errorHint('tenantId', 'malformedId', text, fix)],
  })
  if (tidy === '') return refuse('The tenant ID is missing.')
  const id = asGuid(tidy)
  if (id === zeroGuid) return refuse('The tenant ID is all zeros, which no tenant has.')
  if (id === microsoftGraph) return refuse("This is Microsoft Graph's own ID, not that of your tenant.")
  if (id !== null) return { value: id, hints: tidied('tenantId', raw, id) }
  if (sharedTenants.has(tidy)) {
    return refuse(`"${tidy}" stands for every tenant; the connector belongs to exactly one.`)
  }
  if (tidy.includes('@')) {
    return refuse(
      'This is an account, not a tenant.',
      'Enter the tenant ID, or only the domain name after the @.',
    )
  }
  const domain = asDomain(tidy)
  if (domain !== null) return { value: domain, hints: tidied('tenantId', raw, domain) }
  return refuse(malformed('tenant ID', tidy, 'nor a domain name such as contoso.onmicrosoft.com'))
}

/** Reads a pasted client ID: the GUID of the application. */
export function readClientId(raw: string): ReadValue {
  const tidy = tidyIdentifier(raw)
  const refuse = (text: string): ReadValue => ({
    value: tidy,
    hints: [errorHint('clientId', 'malformedId', text, copyClient)],
  })
  if (tidy === '') return refuse('The client ID is missing.')
  const id = asGuid(tidy)
  if (id === zeroGuid) return refuse('The client ID is all zeros, which no application has.')
  if (id === microsoftGraph) return refuse("This is Microsoft Graph's own ID, not that of your application.")
  if (id !== null) return { value: id, hints: tidied('clientId', raw, id) }
  return refuse(malformed('client ID', tidy, ''))
}

/** The two IDs stand side by side in the portal; pasting one of them twice is the commonest slip. */
export function compareIds(tenantId: string, clientId: string): readonly Hint[] {
  if (tenantId !== clientId) return []
  const text = 'Tenant ID and client ID are the same value; one of them was pasted twice.'
  return [
    errorHint('clientId', 'malformedId', text, `${copyClient} It stands above the Directory (tenant) ID.`),
  ]
}

function malformed(what: string, tidy: string, otherwise: string): string {
  const wrong = describeDifference(tidy)
  const form = 'a GUID of the form 00000000-0000-0000-0000-000000000000'
  return `The ${what} is ${otherwise === '' ? 'not' : 'neither'} ${form}${otherwise === '' ? '' : ` ${otherwise}`}${wrong}.`
}

/** How close a text comes to a GUID, to tell a cut-off copy from something else altogether. */
function describeDifference(tidy: string): string {
  if (/\s/.test(tidy)) return ': it has blanks inside'
  const digits = tidy.replaceAll('-', '')
  if (/^[0-9a-f]+$/.test(digits) && digits.length > 8) return `: it has ${digits.length} digits instead of 32`
  return ''
}

/** The name as DNS writes it (international letters in their ASCII form), or null. */
function asDomain(text: string): string | null {
  if (!/^[^\s/\\:?#@%]+\.[^\s/\\:?#@%]+$/u.test(text) || !URL.canParse(`https://${text}`)) return null
  const host = new URL(`https://${text}`).hostname
  const labels = host.split('.')
  const fits = labels.every(label => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label))
  return fits && host.length <= 253 && /[a-z]/.test(labels.at(-1) ?? '') ? host : null
}

function tidied(field: 'tenantId' | 'clientId', raw: string, value: string): readonly Hint[] {
  const same = withoutInvisible(raw).toLowerCase() === value
  return same ? [] : [info(field, 'Quotes, brackets or spaces around the value were removed.')]
}
