import type { ExclusionInput } from '../../../electron/contract/savings/inputs.ts'
import { exclusionReasons } from '../../../electron/contract/savings/names.ts'
import { endOf } from './end.ts'

/** An exclusion while it is edited: each part is what was typed, empty where it does not matter. */
export type ExclusionDraft = {
  userId: string
  pattern: string
  department: string
  groupId: string
  skuId: string
  rule: string
  reason: string
  note: string
  /** The number of the exclusion that it takes the place of. */
  renews: number | null
}

export const emptyDraft: ExclusionDraft = {
  userId: '',
  pattern: '',
  department: '',
  groupId: '',
  skuId: '',
  rule: '',
  reason: 'leave',
  note: '',
  renews: null,
}

export function reasonOf({ reason }: ExclusionDraft): (typeof exclusionReasons)[number] {
  return exclusionReasons.find(known => known === reason) ?? 'other'
}

/** The exclusion as it is stored; null while it is about nothing. */
export function exclusionOf(draft: ExclusionDraft, end: string): ExclusionInput | null {
  const textOf = (value: string) => (value.trim() === '' ? null : value.trim())
  const about = {
    userId: textOf(draft.userId),
    upnPattern: textOf(draft.pattern),
    department: textOf(draft.department),
    groupId: textOf(draft.groupId)?.toLowerCase() ?? null,
    skuId: textOf(draft.skuId),
    rule: textOf(draft.rule),
  }
  if (Object.values(about).every(part => part === null)) return null
  const reason = reasonOf(draft)
  const none = { from: null, until: null, reviewOn: null }
  return { ...about, ...none, reason, note: textOf(draft.note), ...endOf(reason, end) }
}
