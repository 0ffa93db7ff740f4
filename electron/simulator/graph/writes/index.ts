import type { Answer, Call } from '../../answer.ts'
import type { TokenClaims } from '../../login/access-token.ts'
import type { Service } from '../../service.ts'
import { applicationRoutes } from './applications.ts'
import { credentialRoutes } from './credentials.ts'
import { personRoutes } from './person.ts'
import { principalRoutes } from './principals.ts'
import { proofRoutes } from './proof.ts'
import { parseBody, type WriteRoute } from './route.ts'

const routes: readonly WriteRoute[] = [
  ...applicationRoutes,
  ...credentialRoutes,
  ...principalRoutes,
  ...proofRoutes,
  ...personRoutes,
]

/**
 * What registers, changes and consents, and what a person asks about themselves; null for any other path or
 * method.
 */
export function answerWrite(service: Service, claims: TokenClaims, path: string, call: Call): Answer | null {
  const route = routes.find(({ method, pattern }) => method === call.method && pattern.test(path))
  if (route === undefined) return null
  const parts = (route.pattern.exec(path) ?? []).slice(1)
  return route.visit({ service, claims, call, parts, body: parseBody(call.body) })
}
