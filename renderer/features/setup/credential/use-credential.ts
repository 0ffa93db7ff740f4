import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { CredentialInput } from '../../../../electron/contract/connectors.ts'
import type { Hint } from '../../../../electron/contract/entry/hints.ts'
import { checkSecret } from '../../../../electron/contract/entry/secret.ts'
import type { MadeCertificate } from '../../../../electron/contract/setup/certificate.ts'
import type { SecretSink } from '../wizard.ts'

type Ids = { tenantId: string; clientId: string }
/** A chosen PKCS #12 file; its key stays encrypted until the engine has the passphrase. */
type PfxFile = { name: string; base64: string }
const nothing = { hasText: false, hints: [] as readonly Hint[], fileName: null as string | null }

/**
 * The fields for the secret or the certificate with its key. What is typed lives in the page's elements: it
 * is judged there, read once to be sent, and emptied afterwards and when the step is left.
 *
 * @param made a certificate that the app made, which goes before any other
 */
export function useCredential(
  kind: 'secret' | 'certificate',
  made: MadeCertificate | null,
  ids: Ids,
  sink: SecretSink,
) {
  const secretField = useRef<HTMLInputElement>(null)
  const pemField = useRef<HTMLTextAreaElement>(null)
  const passphraseField = useRef<HTMLInputElement>(null)
  const pfx = useRef<PfxFile | null>(null)
  const [judged, setJudged] = useState(nothing)
  const field = useCallback(
    (): HTMLInputElement | HTMLTextAreaElement | null =>
      kind === 'secret' ? secretField.current : pemField.current,
    [kind],
  )
  const judge = () => {
    const text = field()?.value ?? ''
    const hasText = text.trim() !== ''
    setJudged({
      hasText: hasText || (kind === 'certificate' && (pfx.current !== null || made !== null)),
      hints: hasText && kind === 'secret' ? checkSecret(text, ids) : [],
      fileName: pfx.current?.name ?? null,
    })
  }
  const fill = (text: string, file: PfxFile | null = null) => {
    const element = field()
    if (element !== null) element.value = text
    pfx.current = file
    judge()
  }
  const fillNow = useRef(fill)
  fillNow.current = fill
  useEffect(() => {
    sink.current = kind === 'secret' ? text => fillNow.current(text) : null
    return () => {
      sink.current = null
      pfx.current = null
      setJudged(nothing)
    }
  }, [kind, sink])
  return {
    ...{ secretField, pemField, passphraseField },
    ...judged,
    hasText: judged.hasText || (kind === 'certificate' && made !== null),
    judge,
    fill,
    /** Takes a PKCS #12 file in the place of a text. */
    takePfx: (file: PfxFile) => fill('', file),
    /** Takes what stands in the field for a text in the place of a file. */
    takeText: () => {
      pfx.current = null
      judge()
    },
    clear: () => {
      if (passphraseField.current !== null) passphraseField.current.value = ''
      fill('')
    },
    /** Null while nothing was entered. */
    read: (): CredentialInput | null => {
      const text = field()?.value ?? ''
      const passphrase = passphraseField.current?.value ?? ''
      if (kind === 'secret') return text.trim() === '' ? null : { kind: 'secret', secret: text }
      if (made !== null) return { kind: 'made', key: made.key, certificate: made.certificate }
      if (pfx.current !== null) return { kind: 'pfx', base64: pfx.current.base64, passphrase }
      if (text.trim() === '') return null
      return { kind: 'certificate', pem: text, ...(passphrase === '' ? {} : { passphrase }) }
    },
  }
}

/** Empties a field for a secret when it is left, however it was filled. */
export function useEmptied(field: RefObject<HTMLInputElement | HTMLTextAreaElement | null>): void {
  useEffect(() => {
    const element = field.current
    return () => {
      if (element !== null) element.value = ''
    }
  }, [field])
}

export type Credential = ReturnType<typeof useCredential>
