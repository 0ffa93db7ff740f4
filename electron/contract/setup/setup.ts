import { z } from 'zod'
import { CloudName } from '../connectors.ts'
import { MadeCertificate } from './certificate.ts'
import { ChecklistStep } from './checks.ts'
import {
  type ExtraPermission,
  extraPermissions,
  type PermissionBase,
  permissionBases,
  setupItemIds,
  setupStepIds,
  setupWays,
} from './names.ts'

export const SetupItemId = z.enum(setupItemIds)
export type SetupItemId = z.infer<typeof SetupItemId>

export const SetupStepId = z.enum(setupStepIds)
export type SetupStepId = z.infer<typeof SetupStepId>

/** What the person chose on the permission step. */
export const PermissionChoice = z.strictObject({
  /** Option A is `broad`, option B `narrow`, option C `least`. */
  base: z.enum(permissionBases),
  /** `Reports.Read.All`, without which the app shows usage as not granted. */
  usage: z.boolean(),
  extras: z.array(z.enum(extraPermissions)).max(extraPermissions.length).readonly(),
})
export type PermissionChoice = Readonly<{
  base: PermissionBase
  usage: boolean
  extras: readonly ExtraPermission[]
}>

/** What the checklist is written for. */
export const SetupSubject = z.strictObject({
  cloud: CloudName,
  permissions: PermissionChoice,
  /** Leads the portal links straight to the application, where it is known. */
  clientId: z.string().max(256).nullable().default(null),
  /** Stands in the name of the consent button; null when it is not known. */
  company: z.string().max(120).nullable().default(null),
  /** The demo tenant is set up like any other, but lives in no cloud. */
  demo: z.boolean().default(false),
})
export type SetupSubject = z.infer<typeof SetupSubject>

const CopyValue = z.strictObject({
  label: z.string(),
  value: z.string(),
  /** What it is good for; empty where the label says it all. */
  about: z.string(),
})

/** One line of the checklist. Texts are Markdown with emphasis and code only. */
export const SetupItem = z.strictObject({
  id: SetupItemId,
  /** As printed in front of the title; empty for what comes before the first step. */
  number: z.string(),
  title: z.string(),
  what: z.array(z.string()),
  who: z.string(),
  link: z.strictObject({ label: z.string(), address: z.string() }).nullable(),
  /** Ready to be copied, in the order in which they are needed. */
  values: z.array(CopyValue),
  mistakes: z.array(z.string()),
  /** Checks that answer for this line, whichever step they report on. */
  checks: z.array(z.string()),
  /**
   * The steps that checks report on which this line answers for, unless another line claims the check itself.
   */
  steps: z.array(ChecklistStep),
})
export type SetupItem = z.infer<typeof SetupItem>

const PermissionOffer = z.strictObject({ name: z.string(), buys: z.string() })

/**
 * One rung of the permission ladder: what it lights up, by which permission, and the check that proves it.
 */
export const LadderRung = z.strictObject({
  check: z.string(),
  title: z.string(),
  anyOf: z.array(z.string()),
  without: z.string(),
  /** Whether the chosen permissions bring it. */
  chosen: z.boolean(),
})
export type LadderRung = z.infer<typeof LadderRung>

export const SetupGuide = z.strictObject({
  cloud: z.strictObject({ title: z.string(), portalUrl: z.string(), hasUsageReports: z.boolean() }),
  /** The clouds that can be chosen; the custom one only where its addresses are set. */
  clouds: z.array(z.strictObject({ name: CloudName, title: z.string() })),
  items: z.array(SetupItem),
  options: z.strictObject({
    broad: z.array(PermissionOffer),
    narrow: z.array(PermissionOffer),
    least: z.array(PermissionOffer),
    usage: PermissionOffer,
    /** The extras of the chosen option: with option A the registration can be read without one. */
    extras: z.array(PermissionOffer.extend({ name: z.enum(extraPermissions), included: z.boolean() })),
  }),
  ladder: z.array(LadderRung),
  /** The checks that testing the connection makes, in their order. */
  checks: z.array(z.strictObject({ id: z.string(), title: z.string() })),
})
export type SetupGuide = z.infer<typeof SetupGuide>

export const handOverFormats = ['text', 'markdown', 'html'] as const
export type HandOverFormat = (typeof handOverFormats)[number]
export const HandOverRequest = z.strictObject({
  subject: SetupSubject,
  /** Null for the whole checklist. */
  items: z.array(SetupItemId).min(1).max(setupItemIds.length).nullable(),
  format: z.enum(handOverFormats),
  /** `consent` is a letter to whoever may consent, with each permission; `items` says nothing then. */
  letter: z.enum(['steps', 'consent']).default('steps'),
  /** Known already and worth sending along; never a secret. */
  tenantId: z.string().max(256).nullable().default(null),
})
export const HandOver = z.strictObject({ subject: z.string(), text: z.string() })
export type HandOver = z.infer<typeof HandOver>

export const ScriptRequest = z.strictObject({
  subject: SetupSubject,
  /** GUID or domain name; null lets the person choose at sign-in. */
  tenantId: z.string().max(256).nullable().default(null),
  appName: z.string().trim().min(1).max(120).default('M365 Connector'),
  /** Days until the secret expires; Microsoft advises less than a year. */
  secretDays: z.int().min(1).max(730).default(180),
})
export const Scripts = z.strictObject({ powershell: z.string(), azureCli: z.string() })

const draftFields = {
  id: z.uuid(),
  /** The connector that is set up again, or that this draft has become; null before it is saved. */
  connector: z.uuid().nullable(),
  name: z.string().max(120),
  tenantId: z.string().max(256),
  clientId: z.string().max(256),
  cloud: CloudName,
  permissions: PermissionChoice,
  credential: z.enum(['secret', 'certificate']),
  secretExpiresOn: z.iso.date().nullable(),
  /** A certificate that the app made for this setup, until it is saved. */
  made: MadeCertificate.nullable().default(null),
  step: SetupStepId,
  /** How the person goes about it; drafts of earlier versions do not say. */
  way: z.enum(setupWays).default('guide'),
  /** Steps that the person has marked as done. */
  done: z.array(SetupStepId).max(setupStepIds.length),
}

/** How far a setup has come. It has no field for a secret, and an ID that is none is not kept. */
export const DraftInput = z.strictObject(draftFields)
export type DraftInput = z.infer<typeof DraftInput>

export const SetupDraft = z.strictObject({ ...draftFields, savedAt: z.string() })
export type SetupDraft = z.infer<typeof SetupDraft>
