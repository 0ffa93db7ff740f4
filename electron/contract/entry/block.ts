import { asGuid } from './guid.ts'
import { tidyIdentifier, withoutInvisible, withoutQuotes } from './pasted.ts'
import { tidySecret } from './secret.ts'

/** What a pasted text holds of the three values; null for what it does not hold, or does not name. */
export type PastedBlock = { tenantId: string | null; clientId: string | null; secret: string | null }

type Target = keyof PastedBlock | 'other'

/**
 * Labels as the portal, the app's own scripts and the Azure command line write them, without blanks and
 * marks. The first that fits counts.
 */
const labels: readonly (readonly [RegExp, Target])[] = [
  [/^(directorytenantid|tenantid|tenant|directoryid)$/, 'tenantId'],
  [/^(applicationclientid|clientid|appid|applicationid)$/, 'clientId'],
  [/^(clientsecret|clientsecretvalue|secretvalue|secret|value|password|secrettext)$/, 'secret'],
  // The other IDs of the same pages, which people copy along and which must not be taken for one of the two.
  [/^(objectid|secretid|keyid|displayname|name|description|expires|subscriptionid)$/, 'other'],
]

const maxBlock = 20_000

/**
 * Finds the values in a block of text by their labels: `Directory (tenant) ID: …`, a label with its value on
 * the next line, JSON as the Azure command line prints it. An ID without a label is nobody's, so nothing is
 * guessed.
 */
export function readPastedBlock(text: string): PastedBlock {
  const found: PastedBlock = { tenantId: null, clientId: null, secret: null }
  let waiting: Target | null = null
  for (const line of linesOf(text)) {
    const labelled = splitLabel(line)
    const target: Target | null = labelled === null ? waiting : labelled.target
    const value = labelled === null ? line : labelled.value
    if (value === '') {
      waiting = target
      continue
    }
    waiting = null
    if (target !== null && target !== 'other') found[target] ??= accepted(target, value)
  }
  return found
}

/** How many of the three values were found. */
export function countFound(block: PastedBlock): number {
  return Object.values(block).filter(value => value !== null).length
}

/** Lines without the marks that JSON, tables and lists put around them. */
function linesOf(text: string): readonly string[] {
  const shortened = text.slice(0, maxBlock)
  const opened = shortened.includes('{') ? shortened.replace(/[{}]|,(?=\s*")/g, '\n') : shortened
  return opened
    .split(/[\r\n\t|]+/)
    .map(line =>
      withoutInvisible(line)
        .replace(/^[-*\u2022]\s+/, '')
        .replace(/,$/, ''),
    )
    .filter(line => line !== '' && line !== ':')
}

function splitLabel(line: string): { target: Target; value: string } | null {
  const whole = targetOf(line)
  if (whole !== null) return { target: whole, value: '' }
  const mark = /[:=\u2190]/u.exec(line)
  if (mark === null) return null
  const target = targetOf(line.slice(0, mark.index))
  return target === null ? null : { target, value: withoutInvisible(line.slice(mark.index + 1)) }
}

function targetOf(label: string): Target | null {
  const word = withoutQuotes(withoutInvisible(label))
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
  return labels.find(([pattern]) => pattern.test(word))?.[1] ?? null
}

function accepted(target: keyof PastedBlock, value: string): string | null {
  if (target === 'secret') {
    const secret = tidySecret(value)
    return secret === '' || /\s/.test(secret) ? null : secret
  }
  const tidy = tidyIdentifier(value)
  const id = asGuid(tidy)
  if (id !== null) return id
  return target === 'tenantId' && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(tidy) ? tidy : null
}
