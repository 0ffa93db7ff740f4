import { saveAsUtf8 } from './decoded.ts'
import { asGuid } from './guid.ts'
import { errorHint, type Hint, info, warning } from './hints.ts'
import { tidyIdentifier, withoutInvisible, withoutQuotes } from './pasted.ts'

/**
 * Secrets that Microsoft makes have 40 characters; those of the past had 32 and more, own ones at least 16.
 */
const minLikelySecretLength = 16
const maxLikelySecretLength = 256
const copyValue =
  'In Certificates & secrets create a new client secret and copy its Value right away, not its Secret ID; the portal shows the Value only once.'

const notText = 'The secret comes from text in UTF-16 or another encoding and was read incorrectly.'

/**
 * A pasted secret without what surrounds it: blanks and zero-width characters at its ends, one pair of
 * quotes.
 */
export function tidySecret(raw: string): string {
  return withoutQuotes(withoutInvisible(raw))
}

/**
 * What is wrong with a secret, judging by its form alone. A GUID is always refused: it is the Secret ID (or
 * another ID), never a Value.
 */
export function checkSecret(raw: string, ids: { tenantId: string; clientId: string }): readonly Hint[] {
  const text = tidySecret(raw)
  if (text === '') return [errorHint('secret', 'secretMissing', 'The client secret is missing.', copyValue)]
  if (/[\0\uFFFD]/.test(text)) return [errorHint('secret', 'badRequest', notText, saveAsUtf8)]
  const id = asGuid(tidyIdentifier(text))
  if (id !== null) return [errorHint('secret', 'secretIsAnId', describeId(id, ids), copyValue)]
  const hints = suspicions(text).map(suspicion => warning('secret', suspicion, copyValue))
  return text === raw ? hints : [...hints, info('secret', 'Spaces or quotes around the secret were removed.')]
}

function describeId(id: string, ids: { tenantId: string; clientId: string }): string {
  if (id === ids.clientId) return 'The client ID was entered as the secret.'
  if (id === ids.tenantId) return 'The tenant ID was entered as the secret.'
  return 'This is the Secret ID, not the secret: a GUID is never the Value of a client secret.'
}

function suspicions(text: string): readonly string[] {
  const found: string[] = []
  if (/\s/.test(text))
    found.push('The secret contains spaces or line breaks, which no secret of Microsoft does.')
  if (/\*{4,}|\u2022{4,}/u.test(text))
    found.push('The secret is the masked form that the portal shows later, not the secret itself.')
  if (text.includes('://')) found.push('The secret looks like a web address.')
  if (/^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(text)) found.push('The secret looks like an e-mail address.')
  if (text.includes('-----BEGIN'))
    found.push('The secret looks like a certificate; choose certificate as the credential.')
  if (text.length < minLikelySecretLength) {
    found.push(`The secret has only ${text.length} characters; Microsoft makes secrets of about 40.`)
  }
  if (text.length > maxLikelySecretLength) {
    found.push(`The secret has ${text.length} characters; Microsoft makes secrets of about 40.`)
  }
  return found
}
