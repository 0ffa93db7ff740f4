import { z } from 'zod'

/** Answers of Microsoft Graph that only the checks read; everything else in them is ignored. */
const text = z.string().nullish().catch(null)

export const OrganizationAnswer = z.looseObject({
  value: z.array(z.looseObject({ id: z.string(), displayName: text })),
})

export const AssignmentsAnswer = z.looseObject({
  value: z.array(z.looseObject({ appRoleId: z.string(), resourceDisplayName: text })),
})
export type Assignment = z.infer<typeof AssignmentsAnswer>['value'][number]

export const ReportSettingsAnswer = z.looseObject({ displayConcealedNames: z.boolean() })
