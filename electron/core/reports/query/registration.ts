import { z } from 'zod'
import type { RegisteredSecret } from '../../connectors/credential-end.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { type Application, readApplication, secretsOf } from '../../datasets/registration.ts'

const Stored = z.object({ document: z.string() })

/** The client secrets that the registration listed when it was retrieved last; none when it never was. */
export function readRegisteredSecrets(reader: Reader): readonly RegisteredSecret[] {
  const stored = reader.first(Stored, sql`select document from registration where object = 'application'`)
  if (stored === null) return []
  return secretsOf(parseApplication(stored.document))
}

/** A registration that cannot be read is ignored: it is a convenience, and the typed date stands in for it. */
function parseApplication(document: string): Application | null {
  try {
    return readApplication(JSON.parse(document))
  } catch {
    return null
  }
}
