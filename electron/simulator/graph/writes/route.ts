import type { Answer, Call } from '../../answer.ts'
import { graphError } from '../../answer.ts'
import type { App } from '../../entra/apps.ts'
import type { TokenClaims } from '../../login/access-token.ts'
import type { Service } from '../../service.ts'
import { notFound } from '../users.ts'

export type WriteVisit = {
  readonly service: Service
  readonly claims: TokenClaims
  readonly call: Call
  readonly parts: readonly string[]
  /** The body as an object; empty where it is none. */
  readonly body: Readonly<Record<string, unknown>>
}

export type WriteRoute = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly pattern: RegExp
  readonly visit: (visit: WriteVisit) => Answer
}

export const noContent: Answer = { status: 204, headers: {}, body: '' }

export function badRequest(message: string, code = 'Request_BadRequest'): Answer {
  return graphError(400, code, message)
}

/** A registration that readers, or writers, find by now; the 404 otherwise. */
export function appById({ entra }: Service, id: string, purpose: 'read' | 'write' = 'write'): App | Answer {
  const app = entra.apps.all().find(known => known.id === id.toLowerCase() && known.deletedAt === null)
  if (app === undefined || app.visible[purpose] > entra.delays.now()) return notFound(id)
  return app
}

export function isAnswer(value: App | Answer): value is Answer {
  return 'status' in value
}

export function textIn(body: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = body[name]
  return typeof value === 'string' ? value : null
}

export function objectIn(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const inner = typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : null
  return typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? { ...inner } : {}
}

export function listIn(value: unknown, name: string): readonly unknown[] | null {
  const inner = typeof value === 'object' && value !== null ? Reflect.get(value, name) : null
  return Array.isArray(inner) ? inner : null
}

export function textsIn(value: unknown, name: string): readonly string[] | null {
  return listIn(value, name)?.filter(entry => typeof entry === 'string') ?? null
}

export function parseBody(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
