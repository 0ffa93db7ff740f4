import { z } from 'zod'
import type { Reader } from '../connection.ts'
import { sql } from '../sql.ts'

const Credential = z.object({
  endDateTime: z.string(),
  /** The first characters of a secret, which Microsoft keeps for people to tell secrets apart. */
  hint: z.string().nullish(),
  /** The thumbprint of a certificate. */
  customKeyIdentifier: z.string().nullish(),
})

const Application = z.object({
  passwordCredentials: z.array(Credential).nullish(),
  keyCredentials: z.array(Credential).nullish(),
})

const Stored = z.object({ document: z.string() })

/**
 * The last day, `YYYY-MM-DD` in UTC, of the registration's newest credential, of those that fit the hint where there is one: the beginning of
 * a secret or the thumbprint of a certificate. Null when the registration was not retrieved or none fits.
 */
export function readSecretExpiry(reader: Reader, hint: string | null): string | null {
  const stored = reader.first(Stored, sql`select document from registration where object = 'application'`)
  if (stored === null) return null
  const { passwordCredentials, keyCredentials } = parseApplication(stored.document)
  const credentials = [...(passwordCredentials ?? []), ...(keyCredentials ?? [])]
  const fitting = hint === null ? credentials : credentials.filter(credential => fits(credential, hint))
  const ends = fitting.map(({ endDateTime }) => Date.parse(endDateTime)).filter(Number.isFinite)
  return ends.length === 0 ? null : new Date(Math.max(...ends)).toISOString().slice(0, 10)
}

/** A registration in a shape that nobody expected tells nothing; it is a convenience, and the typed date stands in for it. */
function parseApplication(document: string): z.infer<typeof Application> {
  try {
    return Application.safeParse(JSON.parse(document)).data ?? {}
  } catch {
    return {}
  }
}

function fits({ hint, customKeyIdentifier }: z.infer<typeof Credential>, wanted: string): boolean {
  return hint === wanted || customKeyIdentifier?.toLowerCase() === wanted.toLowerCase()
}
