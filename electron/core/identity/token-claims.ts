import { z } from 'zod'

const Claims = z.looseObject({
  roles: z.array(z.string()).optional().catch(undefined),
  tid: z.string().optional().catch(undefined),
})

export type TokenClaims = { roles: readonly string[] | null; tenantId: string | null }

/**
 * What an access token says about itself, for diagnosis only: Microsoft calls its format private
 * (access-tokens page) and may make it opaque, which gives null. A readable token without `roles` has none,
 * because claims without a value are left out.
 */
export function readTokenClaims(token: string): TokenClaims {
  const parsed = Claims.safeParse(decodePayload(token))
  if (!parsed.success) return { roles: null, tenantId: null }
  return { roles: parsed.data.roles ?? [], tenantId: parsed.data.tid ?? null }
}

const PersonClaims = z.looseObject({ wids: z.array(z.string()) })

/**
 * Template ids of the directory roles that a person's token carries, for advice only, as above; null when it
 * says none of them.
 */
export function readDirectoryRoles(token: string): readonly string[] | null {
  return PersonClaims.safeParse(decodePayload(token)).data?.wids ?? null
}

function decodePayload(token: string): unknown {
  const [, payload, signature] = token.split('.')
  if (payload === undefined || signature === undefined) return null
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}
