import { z } from 'zod'
import { type DirectoryDataset, jsonRows } from './dataset.ts'
import { entriesOf, Identifier, readRow, rowSchema, saysSomething } from './fields.ts'

/**
 * A registration (application page). Only what is listed is kept: of a secret its hint and dates, of a
 * certificate its dates and thumbprint, never the value or key.
 */
const ApplicationRow = rowSchema(({ text, flag, list, object }) => {
  const credential = {
    keyId: text,
    displayName: text,
    startDateTime: text,
    endDateTime: text,
    customKeyIdentifier: text,
  }
  const Platform = z.object({ redirectUris: list(z.string()) })
  return z.object({
    id: Identifier,
    appId: text,
    displayName: text,
    signInAudience: text,
    requiredResourceAccess: list(
      z.object({ resourceAppId: text, resourceAccess: list(z.object({ id: text, type: text })) }),
    ),
    passwordCredentials: list(z.object({ ...credential, hint: text })),
    keyCredentials: list(z.object({ ...credential, type: text, usage: text })),
    web: object(Platform),
    spa: object(Platform),
    publicClient: object(Platform),
    isFallbackPublicClient: flag,
  })
})
export type Application = z.infer<typeof ApplicationRow.exact>

/** The service principal in this tenant (servicePrincipal page). */
const ServicePrincipalRow = rowSchema(({ text, flag }) =>
  z.object({ id: Identifier, appId: text, accountEnabled: flag, appRoleAssignmentRequired: flag }),
)
type ServicePrincipal = z.infer<typeof ServicePrincipalRow.exact>

/** The registration, as `/applications(appId='…')` answers and as it is stored; null when it is neither. */
export function readApplication(value: unknown): Application | null {
  return readRow(ApplicationRow, value)
}

/** The enterprise application (`/servicePrincipals(appId='…')`); null when it is anything else. */
export function readServicePrincipal(value: unknown): ServicePrincipal | null {
  return readRow(ServicePrincipalRow, value)
}

/** The client secrets that a registration lists, without entries that cannot be read. */
export function secretsOf(application: Application | null) {
  return entriesOf(application?.passwordCredentials)
}

/** Key: `application` or `servicePrincipal`; the document is the object reduced to what was asked for. */
function staged<T extends { id: string }>(
  object: 'application' | 'servicePrincipal',
  read: (value: unknown) => T | null,
) {
  return jsonRows(
    value => {
      const document = read(value)
      return document === null || !saysSomething(document, 'id') ? null : { object, document }
    },
    row => row.object,
  )
}

const applicationFields =
  'id,appId,displayName,signInAudience,requiredResourceAccess,passwordCredentials,keyCredentials,web'

/**
 * The app registration and its enterprise application, so two objects (application-get,
 * serviceprincipal-get).
 */
export const registration = {
  id: 'registration',
  title: 'Registration',
  lane: 'single',
  permissions: ['Application.Read.All', 'Directory.Read.All'],
  required: false,
  pages: [
    {
      kind: 'application',
      path: `/applications(appId='{clientId}')?$select=${applicationFields},publicClient,isFallbackPublicClient`,
      holds: 'object',
      read: staged('application', readApplication),
    },
    {
      kind: 'servicePrincipal',
      path: "/servicePrincipals(appId='{clientId}')?$select=id,appId,accountEnabled,appRoleAssignmentRequired",
      holds: 'object',
      read: staged('servicePrincipal', readServicePrincipal),
    },
  ],
  table: { table: 'registration', key: 'object', columns: ['document'], keeps: [] },
  probe: {
    check: 'data.registration',
    title: 'Registration can be read',
    path: `/applications(appId='{clientId}')?$select=${applicationFields},spa,publicClient,isFallbackPublicClient`,
    severity: 'warn',
    without:
      'The settings of the registration cannot be checked, and the expiry of the secret is only known when it is typed in.',
    enables: 'Self-check of the registration, expiry of the secret',
  },
} as const satisfies DirectoryDataset
