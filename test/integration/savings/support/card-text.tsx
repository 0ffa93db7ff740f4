import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import type { Evidence } from '../../../../electron/contract/savings/evidence.ts'
import { evidenceOf } from '../../../../electron/core/savings/card/evidence.ts'
import { openWriter } from '../../../../electron/platform/sqlite/open.ts'
import {
  type EvidenceParts,
  useEvidenceParts,
} from '../../../../renderer/features/savings/card/use-evidence-parts.ts'
import { createStrings } from '../../../../renderer/i18n/index.ts'
import { createFormat } from '../../../../renderer/ui/format.ts'
import { FormatProvider } from '../../../../renderer/ui/format-context.tsx'
import { product } from './example.ts'
import type { SavingsTenant } from './tenant.ts'

export type CardText = EvidenceParts & {
  /** What the head says in one sentence. */
  readonly sentence: string
  lines(title: string): readonly string[]
}

const strings = await createStrings()
const format = createFormat('en-US', 'UTC')

/** The card of a seat as a person reads it, with the window's own words. */
export function cardText(tenant: SavingsTenant, user: string, partNumber = 'SPE_E3'): CardText {
  const writer = openWriter(tenant.file)
  try {
    const parts = partsOf(evidenceOf(writer, user, product(partNumber).skuId, '2026-11-23'))
    return {
      ...parts,
      sentence: parts.head[0] ?? '',
      lines: title => parts.sections.find(section => section.title === title)?.lines ?? [],
    }
  } finally {
    writer.close()
  }
}

function partsOf(evidence: Evidence): EvidenceParts {
  let said: EvidenceParts = { head: [], sections: [] }
  const Card = () => {
    said = useEvidenceParts()(evidence)
    return null
  }
  renderToStaticMarkup(
    <I18nextProvider i18n={strings}>
      <FormatProvider format={format}>
        <Card />
      </FormatProvider>
    </I18nextProvider>,
  )
  return said
}
