import { useEffect, useRef, useState } from 'react'
import { countFound, type PastedBlock, readPastedBlock } from '../../../electron/contract/entry/block.ts'
import type { DraftInput } from '../../../electron/contract/setup.ts'

/** Where a pasted secret goes: straight into the field, if there is one on the screen. */
export type SecretSink = { current: ((secret: string) => void) | null }

type Field = keyof PastedBlock
export type Pasted = { fields: readonly Field[]; isSecretDropped: boolean }

/** Fills the fields from a block that is pasted anywhere, and says what was taken. A secret is never kept by anything but its field. */
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
