import { z } from 'zod'

/** Answers of Microsoft Graph as the checks read them; everything else in them is left alone. Pages: application, servicePrincipal, adminReportSettings. */
const text = z.string().nullish().catch(null)
const time = z.string().nullish().catch(null)
const uris = z.looseObject({ redirectUris: z.array(z.string()).catch([]) }).nullish()

export const OrganizationAnswer = z.looseObject({
  value: z.array(z.looseObject({ id: z.string(), displayName: text })),
})

const PasswordCredential = z.looseObject({ displayName: text, hint: text, endDateTime: time })
export type PasswordCredential = z.infer<typeof PasswordCredential>

const KeyCredential = z.looseObject({ customKeyIdentifier: text, endDateTime: time })
export type KeyCredential = z.infer<typeof KeyCredential>

export const ApplicationAnswer = z.looseObject({
  displayName: text,
  signInAudience: text,
  isFallbackPublicClient: z.boolean().nullish(),
  requiredResourceAccess: z
    .array(
      z.looseObject({
        resourceAppId: z.string(),
        resourceAccess: z.array(z.looseObject({ id: z.string(), type: z.string() })),
      }),
    )
    .catch([]),
  passwordCredentials: z.array(PasswordCredential).catch([]),
  keyCredentials: z.array(KeyCredential).catch([]),
  web: uris,
  spa: uris,
  publicClient: uris,
})
export type ApplicationAnswer = z.infer<typeof ApplicationAnswer>

export const ServicePrincipalAnswer = z.looseObject({
  id: z.string(),
  accountEnabled: z.boolean().nullish(),
})
export type ServicePrincipalAnswer = z.infer<typeof ServicePrincipalAnswer>

export const AssignmentsAnswer = z.looseObject({
  value: z.array(z.looseObject({ appRoleId: z.string(), resourceDisplayName: text })),
})
export type Assignment = z.infer<typeof AssignmentsAnswer>['value'][number]

export const ReportSettingsAnswer = z.looseObject({ displayConcealedNames: z.boolean() })
