import { z } from 'zod'
import { permissions } from '../../datasets/permissions.ts'
import { type Application, readApplication } from '../../datasets/registration.ts'
import type { PermissionIds } from './repairs.ts'

const List = z.looseObject({ value: z.array(z.unknown()) })
const optionalText = z.string().nullish().catch(null)

/** A registration that was found, with what the app itself does not keep of it. */
export type FoundApplication = Application & { createdAt: string | null; tags: readonly string[] }

const More = z.looseObject({
  createdDateTime: optionalText,
  tags: z.array(z.string()).nullish().catch(null),
})

/** The registration in an answer; null when it is anything else. */
export function readFoundApplication(value: unknown): FoundApplication | null {
  const application = readApplication(value)
  const more = More.safeParse(value)
  if (application === null || !more.success) return null
  const { createdDateTime, tags } = more.data
  return { ...application, createdAt: createdDateTime ?? null, tags: tags ?? [] }
}

/** The registrations of a listing, without entries that cannot be read. */
export function readApplications(value: unknown): readonly FoundApplication[] {
  const list = List.safeParse(value)
  return list.success ? list.data.value.flatMap(entry => readFoundApplication(entry) ?? []) : []
}

const Deleted = z.looseObject({
  id: z.string().min(1),
  appId: z.string(),
  displayName: optionalText,
  deletedDateTime: optionalText,
})

/** A registration that was deleted and can be restored for 30 days. */
export type DeletedApplication = { id: string; displayName: string | null; deletedAt: string | null }

/** The deleted registration of a client id in a listing; null where it is not among them. */
export function readDeleted(value: unknown, clientId: string): DeletedApplication | null {
  const entries = List.safeParse(value).data?.value ?? []
  for (const entry of entries) {
    const deleted = Deleted.safeParse(entry).data
    if (deleted?.appId.toLowerCase() !== clientId.toLowerCase()) continue
    const { id, displayName = null, deletedDateTime = null } = deleted
    return { id, displayName, deletedAt: deletedDateTime }
  }
  return null
}

const Made = z.looseObject({ id: z.string().min(1), appId: z.string().min(1) })

/** Ids of an object that was created or found; null when the answer has none. */
export function readMade(value: unknown): { id: string; appId: string } | null {
  const parsed = Made.safeParse(value)
  return parsed.success ? { id: parsed.data.id, appId: parsed.data.appId } : null
}

const Password = z.looseObject({
  keyId: z.string().min(1),
  secretText: z.string().min(1),
  endDateTime: optionalText,
})

/** A new client secret (application-addpassword page); null when the answer has none. */
export function readPassword(value: unknown): z.infer<typeof Password> | null {
  return Password.safeParse(value).data ?? null
}

const Named = z.looseObject({ id: z.string(), value: z.string() })
const Permissions = z.looseObject({
  appRoles: z.array(z.unknown()).catch([]),
  oauth2PermissionScopes: z.array(z.unknown()).catch([]),
})

/**
 * Ids of the permissions as Microsoft Graph's own entry in this tenant lists them; those that the app knows
 * where it cannot be read.
 */
export function readPermissionIds(value: unknown): PermissionIds {
  const parsed = Permissions.safeParse(value).data ?? { appRoles: [], oauth2PermissionScopes: [] }
  const find = (list: readonly unknown[], name: string) =>
    list.flatMap(entry => Named.safeParse(entry).data ?? []).find(entry => entry.value === name)?.id ?? null
  const known = new Map<string, string>(Object.entries(permissions).map(([name, { id }]) => [name, id]))
  return {
    role: name => find(parsed.appRoles, name) ?? known.get(name) ?? null,
    scope: name => find(parsed.oauth2PermissionScopes, name) ?? known.get(name) ?? null,
  }
}

const Settings = z.looseObject({ displayConcealedNames: z.boolean() })

/** Whether names are concealed in the reports; null when the answer does not say. */
export function readConcealed(value: unknown): boolean | null {
  return Settings.safeParse(value).data?.displayConcealedNames ?? null
}
