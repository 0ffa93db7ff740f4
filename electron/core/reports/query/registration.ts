import { z } from 'zod'
import type { RegisteredSecret } from '../../connectors/credential-end.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'

const Application = z.object({
  passwordCredentials: z
    .array(z.object({ hint: z.string().nullish(), endDateTime: z.string().nullish() }))
    .nullish(),
})

const Stored = z.object({ document: z.string() })

/** The client secrets that the registration listed when it was retrieved last; none when it never was. */
export function readRegisteredSecrets(reader: Reader): readonly RegisteredSecret[] {
  const stored = reader.first(Stored, sql`select document from registration where object = 'application'`)
  if (stored === null) return []
  return parseApplication(stored.document).passwordCredentials ?? []
}

/** A registration in a shape that nobody expected tells nothing; it is a convenience, and the typed date stands in for it. */
function parseApplication(document: string): z.infer<typeof Application> {
  try {
    return Application.safeParse(JSON.parse(document)).data ?? {}
  } catch {
    return {}
  }
}
