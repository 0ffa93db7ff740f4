import { useState } from 'react'
import type { Connector, ConnectorChange, CredentialInput } from '../../../../electron/contract/connectors.ts'
import type { DraftInput, SetupStepId } from '../../../../electron/contract/setup/setup.ts'
import { signInTestEnd } from '../../../../electron/contract/setup/sign-in-test.ts'
import { type Bridge, CallFailure } from '../../../bridge/bridge.ts'
import { useBridge } from '../../../bridge/context.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { idsOfDraft, type SecretSink, type Wizard } from '../wizard.ts'
import { isPastDay } from './expiry-days.ts'
import { useCredential } from './use-credential.ts'

/**
 * Saves the entered values: a new connector, or what has changed of the one there is, which the engine tests
 * before. The secret goes to the engine once for each press and is forgotten here when it is saved.
 */
export function useSaveConnector(wizard: Wizard, sink: SecretSink) {
  const bridge = useBridge()
  const { draft, saved, change, goTo, test } = wizard
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const [hasTried, setTried] = useState(false)
  const now = useNow()
  const ids = idsOfDraft(draft)
  const credential = useCredential(draft.credential, draft.made, ids, sink)
  const missing = missingOf(draft, ids.areGood)
  const isPast =
    draft.credential === 'secret' &&
    isPastDay(draft.secretExpiresOn, now) &&
    draft.secretExpiresOn !== saved?.connector.secretExpiresOn
  const isKept = saved !== null && saved.connector.credential === draft.credential
  const isCredentialMissing = !credential.hasText && !isKept

  const hasErrors = credential.hints.some(({ severity }) => severity === 'error')
  const isIncomplete = hasErrors || isCredentialMissing || isPast || missing.length > 0

  const saveOrTell = async (untested: boolean) => {
    setTried(true)
    if (isBusy || isIncomplete) return
    setBusy(true)
    setError(null)
    try {
      const entered = credential.read()
      const connector = await send(bridge, wizard, entered, untested)
      credential.clear()
      setTried(false)
      if (saved !== null && entered !== null) wizard.markReplaced()
      change({
        ...valuesOf(connector),
        connector: connector.id,
        made: null,
        done: [...new Set([...draft.done, 'secret' as const, 'enterValues' as const])],
      })
      test(connector.id)
      goTo('test')
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)))
    } finally {
      setBusy(false)
    }
  }
  const isOverTest = saved !== null && error instanceof CallFailure && signInTestEnd(error.wire.code) !== null
  return {
    save: () => saveOrTell(false),
    /** Null unless the test before saving has failed: then a person may save without it. */
    saveAnyway: isOverTest ? () => saveOrTell(true) : null,
    credential,
    missing,
    isPast,
    isBusy,
    error,
    hasTried,
    isCredentialMissing,
  }
}

/** No mutation of the query library: it would keep what it was handed. */
function send(
  bridge: Bridge,
  { draft, saved }: Wizard,
  entered: CredentialInput | null,
  untested: boolean,
): Promise<Connector> {
  if (saved === null) return bridge.call('connectors.add', newConnector(draft, mustHave(entered)))
  return bridge.call('connectors.reconfigure', {
    connector: saved.connector.id,
    ...changesOf(draft, saved.connector, entered),
    ...(untested ? { untested } : {}),
  })
}

/** What earlier steps have to bring before anything can be saved. */
export type MissingValue = { what: 'name' | 'ids'; line: SetupStepId }

function missingOf({ name }: DraftInput, hasIds: boolean): MissingValue[] {
  const lines: MissingValue[] = []
  if (name.trim() === '') lines.push({ what: 'name', line: 'before' })
  if (!hasIds) lines.push({ what: 'ids', line: 'copyIds' })
  return lines
}

function newConnector(draft: DraftInput, credential: CredentialInput) {
  const { name, tenantId, clientId, cloud, secretExpiresOn } = draft
  return { name, tenantId, clientId, cloud, credential, secretExpiresOn }
}

/** Only what is other than before, so that a value nobody touched cannot be refused. */
function changesOf(draft: DraftInput, before: Connector, entered: CredentialInput | null): ConnectorChange {
  const { name, tenantId, clientId, cloud, secretExpiresOn } = draft
  return {
    ...(name === before.name ? {} : { name }),
    ...(tenantId === before.tenantId ? {} : { tenantId }),
    ...(clientId === before.clientId ? {} : { clientId }),
    ...(cloud === before.cloud ? {} : { cloud }),
    ...(entered === null ? {} : { credential: entered }),
    ...(entered === null && secretExpiresOn === before.secretExpiresOn ? {} : { secretExpiresOn }),
  }
}

function valuesOf({
  name,
  tenantId,
  clientId,
  cloud,
  credential,
  secretExpiresOn,
}: Connector): Partial<DraftInput> {
  return { name, tenantId, clientId, cloud, credential, secretExpiresOn }
}

/** The form is not saved without one. */
function mustHave(entered: CredentialInput | null): CredentialInput {
  if (entered === null) throw new TypeError('a new connector needs its secret or certificate')
  return entered
}
