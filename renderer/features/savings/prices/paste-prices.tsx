import {
  Button,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Textarea,
  tokens,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PriceInput } from '../../../../electron/contract/savings/inputs.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useSavingsChange } from '../use-savings.ts'
import { useWord } from '../use-word.ts'

const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS, maxWidth: '640px' },
  bar: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-end' },
  bad: { margin: 0 },
})

type Props = { connector: string; onRead: (prices: readonly PriceInput[]) => void; onClose: () => void }

/** Cells of a spreadsheet or the lines of a CSV file; each line that cannot be taken says why. */
export function PastePrices({ connector, onRead, onClose }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const word = useWord()
  const [text, setText] = useState('')
  const [currency, setCurrency] = useState('EUR')
  const [decimal, setDecimal] = useState<'.' | ',' | null>(null)
  const read = useSavingsChange('savings.readPrices', connector)
  const lines = read.data?.lines ?? []
  const bad = lines.filter(({ price }) => price === null)
  const good = lines.flatMap(({ price }) => price ?? [])
  return (
    <div className={styles.frame}>
      <Field label={t('prices.paste')} hint={t('prices.pasteAbout')}>
        <Textarea value={text} rows={6} onChange={(_, { value }) => setText(value)} />
      </Field>
      {read.data?.asksForDecimal === true && (
        <Field label={t('prices.decimal')}>
          <RadioGroup
            layout="horizontal"
            value={decimal ?? ''}
            onChange={(_, { value }) => setDecimal(value === ',' ? ',' : '.')}
          >
            <Radio value="." label={t('prices.point')} />
            <Radio value="," label={t('prices.comma')} />
          </RadioGroup>
        </Field>
      )}
      <div className={styles.bar}>
        <Field label={t('prices.currency')}>
          <Input
            value={currency}
            maxLength={3}
            onChange={(_, { value }) => setCurrency(value.toUpperCase())}
          />
        </Field>
        <Button
          disabled={text.trim() === '' || !/^[A-Z]{3}$/.test(currency) || read.isPending}
          onClick={() => read.mutate({ connector, text, currency, decimal })}
        >
          {t('prices.read')}
        </Button>
        <Button appearance="primary" disabled={good.length === 0} onClick={() => onRead(good)}>
          {t('prices.apply')}
        </Button>
        <Button onClick={onClose}>{t('excluded.cancel')}</Button>
      </div>
      {read.isError && <ErrorPanel error={read.error} />}
      <div role="status">
        {read.data !== undefined && t('prices.readLines', { count: lines.length, bad: bad.length })}
      </div>
      <ul className={styles.bad}>
        {bad.map(({ line, product, status }) => (
          <li key={line}>{t('prices.line', { line, product, problem: word('prices.problems', status) })}</li>
        ))}
      </ul>
    </div>
  )
}
