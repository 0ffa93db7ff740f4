import { z } from 'zod'
import { Identifier, readRow, rowSchema, saysSomething } from './fields.ts'
import type { StagedRegistration } from './staged-rows.ts'

/** Only what is listed is kept: of a secret its hint and dates, of a certificate its dates and thumbprint, never the value or key. */
const Application = rowSchema(({ text, flag, list, object }) => {
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
    publicClient: object(Platform),
    isFallbackPublicClient: flag,
  })
})

const ServicePrincipal = rowSchema(({ text, flag }) =>
  z.object({ id: Identifier, appId: text, accountEnabled: flag, appRoleAssignmentRequired: flag }),
)

/** The registration, as `/applications(appId='…')` answers. */
export function readApplication(value: unknown): StagedRegistration | null {
  const document = readRow(Application, value)
  return document === null || !saysSomething(document, 'id') ? null : { object: 'application', document }
}

/** The enterprise application, as `/servicePrincipals(appId='…')` answers. */
export function readServicePrincipal(value: unknown): StagedRegistration | null {
  const document = readRow(ServicePrincipal, value)
  return document === null || !saysSomething(document, 'id') ? null : { object: 'servicePrincipal', document }
}
