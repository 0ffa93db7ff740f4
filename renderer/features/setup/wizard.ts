import { useEffect, useRef, useState } from 'react'
import { countFound, type PastedBlock, readPastedBlock } from '../../../electron/contract/entry/block.ts'
import { compareIds, readClientId, readTenantId } from '../../../electron/contract/entry/identifiers.ts'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import type { Check } from '../../../electron/contract/setup/checks.ts'
import { wizardSteps } from '../../../electron/contract/setup/names.ts'
import type {
  DraftInput,
  SetupGuide,
  SetupItem,
  SetupItemId,
  SetupStepId,
} from '../../../electron/contract/setup/setup.ts'
import type { ChecksState } from './checks/use-checks.ts'

/** What every step of the wizard sees of it. */
export type Wizard = {
  guide: SetupGuide
  draft: DraftInput
  /** The connector that the values were saved in; null before that. */
  saved: ConnectorStatus | null
  isDemo: boolean
  checks: ChecksState
  /** Lines whose page in the portal was opened since the wizard was. */
  opened: ReadonlySet<SetupItemId>
  markOpened: (line: SetupItemId) => void
  /** Whether a new secret or certificate has replaced the one in use since the wizard was opened. */
  hasReplaced: boolean
  markReplaced: () => void
  change: (changes: Partial<DraftInput>) => void
  /** Shows a line of the checklist, or the test. */
  goTo: (step: SetupStepId) => void
  /** Saves nothing by itself: tests what was saved under that id. */
  test: (connector: string) => void
}

export type WizardStep = (typeof wizardSteps)[number]

/** The one of the five steps that covers a line of the checklist; the last for the test. */
export function stepOf(line: SetupStepId): WizardStep {
  return wizardSteps.find(({ lines }) => lines.some(known => known === line)) ?? wizardSteps[4]
}

/** Where a step begins. */
export function beginningOf({ lines }: WizardStep): SetupStepId {
  return lines[0] ?? 'test'
}

export function itemOf(guide: SetupGuide, id: SetupItemId): SetupItem | null {
  return guide.items.find(item => item.id === id) ?? null
}

/** Whether the values in the form are others than the ones that were saved. */
export function hasUnsavedValues({
  draft,
  saved,
  isDemo,
}: Pick<Wizard, 'draft' | 'saved' | 'isDemo'>): boolean {
  if (saved === null || isDemo) return false
  const { tenantId, clientId, cloud } = saved.connector
  return draft.tenantId !== tenantId || draft.clientId !== clientId || draft.cloud !== cloud
}

export type StepState = 'todo' | 'done' | 'verified' | 'warning' | 'failed'

type Known = {
  items: readonly Pick<SetupItem, 'id' | 'checks' | 'steps'>[]
  done: readonly SetupStepId[]
  checks: readonly Check[]
}

/**
 * The line of the checklist that a check tells of; null for what no line can mend (network, service, the
 * tenant's own policies).
 */
export function itemOfCheck(items: Known['items'], check: Pick<Check, 'id' | 'step'>): SetupItemId | null {
  const claiming = items.find(({ checks }) => checks.includes(check.id))
  const answering = items.find(({ steps }) => steps.includes(check.step))
  return (claiming ?? answering)?.id ?? null
}

/** What the test found for one line of the checklist. */
export function checksOfItem(known: Pick<Known, 'items' | 'checks'>, item: SetupItemId): Check[] {
  return known.checks.filter(check => itemOfCheck(known.items, check) === item)
}

/** How far a line is, or the test: what the test found counts more than what the person says. */
export function stepState(known: Known, step: SetupStepId): StepState {
  const { checks, done } = known
  const found = step === 'test' ? checks : checksOfItem(known, step)
  if (found.some(({ status }) => status === 'fail')) return 'failed'
  if (found.some(({ status }) => status === 'warn')) return 'warning'
  if (found.some(({ status }) => status === 'pass')) return 'verified'
  // Whoever signs in with the values has done what leads to them, even where nothing proves the step itself.
  return done.includes(step) || hasSignedIn(checks) ? 'done' : 'todo'
}

/** How far a line of the checklist is in this setup. */
export function stateOfLine({ guide, draft, checks }: Wizard, line: SetupStepId): StepState {
  return stepState({ items: guide.items, done: draft.done, checks: checks.checks }, line)
}

/** How far one of the five steps is: as far as the line that is least far. */
export function stateOfStep(wizard: Wizard, step: WizardStep): StepState {
  const states = step.id === 'test' ? [] : step.lines.map(line => stateOfLine(wizard, line))
  if (step.id === 'test') return stateOfLine(wizard, 'test')
  const worst = (['failed', 'todo', 'warning'] as const).find(state => states.includes(state))
  return worst ?? (states.includes('verified') ? 'verified' : 'done')
}

/** The line of each step whose page in the portal is the next thing to open. */
const portalLines: readonly SetupItemId[] = ['signIn', 'register', 'delegated', 'secret']

/** Whether opening the line's page is what the person has to do next, so that its button is the main one. */
export function isPortalNext(wizard: Wizard, line: SetupItemId): boolean {
  const { draft, isDemo, opened } = wizard
  if (isDemo || draft.way !== 'guide' || !portalLines.includes(line)) return false
  return !opened.has(line) && stateOfLine(wizard, line) === 'todo'
}

/** The two IDs as entered, tidied up, with what is to be said about them and whether they can be used. */
export function idsOfDraft({ tenantId, clientId }: Pick<DraftInput, 'tenantId' | 'clientId'>) {
  const tenant = readTenantId(tenantId)
  const client = readClientId(clientId)
  const hints = [...tenant.hints, ...client.hints, ...compareIds(tenant.value, client.value)]
  const areGood = hints.every(({ severity }) => severity !== 'error')
  return { tenantId: tenant.value, clientId: client.value, hints, areGood }
}

/** The tenant as far as it is worth handing on; null while there is none. */
export function knownTenant({ tenantId }: Pick<DraftInput, 'tenantId'>): string | null {
  const { value, hints } = readTenantId(tenantId)
  return hints.some(({ severity }) => severity === 'error') ? null : value
}

function hasSignedIn(checks: readonly Check[]): boolean {
  return checks.some(({ id, status }) => id === 'token' && status === 'pass')
}

/** Where a pasted secret goes: straight into the field, if there is one on the screen. */
export type SecretSink = { current: ((secret: string) => void) | null }

type Field = keyof PastedBlock
export type Pasted = { fields: readonly Field[]; isSecretDropped: boolean }

/**
 * Fills the fields from a block that is pasted anywhere, and says what was taken. A secret is never kept by
 * anything but its field.
 */
export function usePaste(change: (changes: Partial<DraftInput>) => void, sink: SecretSink, isOn: boolean) {
  const [pasted, setPasted] = useState<Pasted | null>(null)
  const changeNow = useRef(change)
  changeNow.current = change
  useEffect(() => {
    if (!isOn) return undefined
    const listen = (event: ClipboardEvent) => {
      const block = readPastedBlock(event.clipboardData?.getData('text') ?? '')
      if (countFound(block) === 0) return
      event.preventDefault()
      const ids = idsOf(block)
      if (Object.keys(ids).length > 0) changeNow.current(ids)
      if (block.secret !== null) sink.current?.(block.secret)
      setPasted(describe(block, sink.current !== null))
    }
    document.addEventListener('paste', listen)
    return () => document.removeEventListener('paste', listen)
  }, [isOn, sink])
  return pasted
}

function idsOf({ tenantId, clientId }: PastedBlock): Pick<Partial<DraftInput>, 'tenantId' | 'clientId'> {
  return { ...(tenantId === null ? {} : { tenantId }), ...(clientId === null ? {} : { clientId }) }
}

function describe(block: PastedBlock, hasField: boolean): Pasted {
  const fields = (['tenantId', 'clientId', 'secret'] as const).filter(field => block[field] !== null)
  const isSecretDropped = block.secret !== null && !hasField
  return { fields: isSecretDropped ? fields.filter(field => field !== 'secret') : fields, isSecretDropped }
}
