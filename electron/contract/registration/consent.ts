import { z } from 'zod'
import { CloudName } from '../connectors.ts'
import { WireError } from '../errors.ts'
import { PermissionChoice } from '../setup/setup.ts'
import { consentStages } from './names.ts'

const Reference = z.string().min(1).max(200)

/** Whose registration the consent page is opened for. */
const ConsentSubject = z.discriminatedUnion('kind', [
  /** Its credential proves the consent afterwards. */
  z.strictObject({ kind: z.literal('connector'), connector: Reference }),
  /** A setup that has no credential yet: the page's own word is all there is. */
  z.strictObject({
    kind: z.literal('values'),
    cloud: CloudName,
    tenantId: z.string().max(256),
    clientId: z.string().max(256),
  }),
])

/** What has to be in the token; null is content with any permission. */
const WantedPermissions = PermissionChoice.nullable().default(null)

export const ConsentRequest = z.strictObject({ subject: ConsentSubject, permissions: WantedPermissions })

/** Looks whether consent was given elsewhere, without a page of its own. */
export const ConsentCheck = z.strictObject({ connector: Reference, permissions: WantedPermissions })

/** Whose consent is asked about; null for the newest that was begun. */
export const ConsentQuestion = z.strictObject({ connector: Reference.nullable().default(null) })

/** A consent that has come while nobody waited at the page, until somebody takes note of it. */
export const ConsentNews = z.strictObject({
  /** Another one for each time it has come. */
  id: z.string(),
  /** The connector's id. */
  connector: z.string(),
  /** When it was noticed; ISO 8601 UTC. */
  at: z.string(),
  title: z.string(),
  message: z.string(),
  /** The step that follows, from `#/` on. */
  hash: z.string(),
})
export type ConsentNews = z.infer<typeof ConsentNews>

/** How far the consent has come. */
export const ConsentState = z.strictObject({
  id: z.string(),
  /** The connector's id; null for values alone. */
  connector: z.string().nullable(),
  stage: z.enum(consentStages),
  /** The consent page, to be opened in the person's browser; null where none is waited for. */
  address: z.string().nullable(),
  /** Until when the answer of the page, or the consent of somebody else, is waited for; ISO 8601. */
  until: z.string().nullable(),
  /** When a token is asked for next; ISO 8601. */
  nextCheckAt: z.string().nullable(),
  /** The application permissions in the newest token; null when none was read. */
  roles: z.array(z.string()).nullable(),
  /** What was wanted and is not there; empty while nothing was read. */
  missing: z.array(z.string()),
  /** Why it was refused, has expired or is still pending. */
  error: WireError.nullable(),
})
export type ConsentState = z.infer<typeof ConsentState>
