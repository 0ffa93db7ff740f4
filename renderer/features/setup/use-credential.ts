import { useCallback, useEffect, useRef, useState } from 'react'
import type { CredentialInput } from '../../../electron/contract/connectors.ts'
import type { Hint } from '../../../electron/contract/entry/hints.ts'
import { judgeSecret } from '../../../electron/contract/entry/secret.ts'
import type { SecretSink } from './use-paste.ts'

type Ids = { tenantId: string; clientId: string }

/**
 * The field for the secret or the certificate with its key. The text lives in the page's element alone: it is judged there, read once to be sent,
 * and emptied afterwards and when the step is left.
 */
export function useCredential(kind: 'secret' | 'certificate', ids: Ids, sink: SecretSink) {
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
      hints: text.trim() === '' || kind !== 'secret' ? [] : judgeSecret(text, ids),
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
