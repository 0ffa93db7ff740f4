import { useCallback, useEffect, useRef, useState } from 'react'
import type { Connector, ConnectorChange, CredentialInput } from '../../../../electron/contract/connectors.ts'
import type { Hint } from '../../../../electron/contract/entry/hints.ts'
import { checkSecret } from '../../../../electron/contract/entry/secret.ts'
import type { DraftInput, SetupStepId } from '../../../../electron/contract/setup/setup.ts'
import { signInTestEnd } from '../../../../electron/contract/setup/sign-in-test.ts'
import { CallFailure } from '../../../bridge/bridge.ts'
import { useBridge } from '../../../bridge/context.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { idsOfDraft, type SecretSink, type Wizard } from '../wizard.ts'
import { isPastDay } from './expiry-days.ts'

type Ids = { tenantId: string; clientId: string }

/**
 * The field for the secret or the certificate with its key. The text lives in the page's element alone: it is
 * judged there, read once to be sent, and emptied afterwards and when the step is left.
 */
function useCredential(kind: 'secret' | 'certificate', ids: Ids, sink: SecretSink) {
  const secretField = useRef<HTMLInputElement>(null)
  const pemField = useRef<HTMLTextAreaElement>(null)
  const [judged, setJudged] = useState<{ hasText: boolean; hints: readonly Hint[] }>({
    hasText: false,
    hints: [],
  })
  const field = useCallback(
    (): HTMLInputElement | HTMLTextAreaElement | null =>
      kind === 'secret' ? secretField.current : pemField.current,
    [kind],
  )
  const judge = () => {
    const text = field()?.value ?? ''
    setJudged({
      hasText: text.trim() !== '',
      hints: text.trim() === '' || kind !== 'secret' ? [] : checkSecret(text, ids),
    })
  }
  const fill = (text: string) => {
    const element = field()
    if (element !== null) element.value = text
    judge()
  }
  const fillNow = useRef(fill)
  fillNow.current = fill
  useEffect(() => {
    sink.current = kind === 'secret' ? text => fillNow.current(text) : null
    const secret = secretField.current
    const pem = pemField.current
    return () => {
      sink.current = null
      if (secret !== null) secret.value = ''
      if (pem !== null) pem.value = ''
      setJudged({ hasText: false, hints: [] })
    }
  }, [kind, sink])
  return {
    secretField,
    pemField,
    ...judged,
    judge,
    fill,
    focus: () => field()?.focus(),
    clear: () => fill(''),
    /** Null while nothing was entered. */
    read: (): CredentialInput | null => {
      const text = field()?.value ?? ''
      if (text.trim() === '') return null
      return kind === 'secret' ? { kind: 'secret', secret: text } : { kind: 'certificate', pem: text }
    },
  }
}

export type Credential = ReturnType<typeof useCredential>

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
  const credential = useCredential(draft.credential, ids, sink)
  const missing = missingOf(draft, ids.areGood)
  const isPast =
    isPastDay(draft.secretExpiresOn, now) && draft.secretExpiresOn !== saved?.connector.secretExpiresOn
  const isKept = saved !== null && saved.connector.credential === draft.credential
  const isCredentialMissing = !credential.hasText && !isKept

  const saveOrTell = async (untested: boolean) => {
    setTried(true)
    const hasErrors = credential.hints.some(({ severity }) => severity === 'error')
    if (isBusy || hasErrors || isCredentialMissing || isPast || missing.length > 0) return
    setBusy(true)
    setError(null)
    try {
      const entered = credential.read()
      // No mutation of the query library: it would keep what it was handed.
      const connector =
        saved === null
          ? await bridge.call('connectors.add', newConnector(draft, mustHave(entered)))
          : await bridge.call('connectors.reconfigure', {
              connector: saved.connector.id,
              ...changesOf(draft, saved.connector, entered),
              ...(untested ? { untested } : {}),
            })
      credential.clear()
      setTried(false)
      change({
        ...valuesOf(connector),
        connector: connector.id,
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
