import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  tokens,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isCurrency } from '../../../../electron/contract/entry/currency.ts'
import type { PriceInput } from '../../../../electron/contract/savings/inputs.ts'
import { useSavingsChange } from '../../../savings-queries.ts'
import { DialogSurface } from '../../../ui/dialog/dialog-surface.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { ChooseText } from '../files/choose-text.tsx'
import { PricePreview } from './price-preview.tsx'

const useStyles = makeStyles({
  surface: { maxWidth: '860px', width: '90vw' },
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  currency: { width: '120px' },
})

type Props = { connector: string; onRead: (prices: readonly PriceInput[]) => void; onClose: () => void }

/** Cells of a spreadsheet or a CSV file: what was understood of each line, before anything is taken over. */
export function PastePrices({ connector, onRead, onClose }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const [text, setText] = useState('')
  const [currency, setCurrency] = useState('EUR')
  const [decimal, setDecimal] = useState<'.' | ',' | null>(null)
  const read = useSavingsChange('savings.readPrices', connector)
  const good = read.data?.lines.flatMap(({ price }) => price ?? []) ?? []
  const ask = (sign: '.' | ',' | null) => read.mutate({ connector, text, currency, decimal: sign })
  const change = (value: string) => {
    setText(value)
    read.reset()
  }
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t('prices.paste')}</DialogTitle>
          <DialogContent className={styles.content}>
            <ChooseText label={t('prices.paste')} hint={t('prices.pasteAbout')} text={text} onText={change} />
            <Field className={styles.currency} label={t('prices.currency')}>
              <Input
                value={currency}
                maxLength={3}
                onChange={(_, { value }) => setCurrency(value.toUpperCase())}
              />
            </Field>
            {read.data?.asksForDecimal === true && (
              <Field label={t('prices.decimal')}>
                <RadioGroup
                  layout="horizontal"
                  value={decimal ?? ''}
                  onChange={(_, { value }) => {
                    const sign = value === ',' ? ',' : '.'
                    setDecimal(sign)
                    ask(sign)
                  }}
                >
                  <Radio value="." label={t('prices.point')} />
                  <Radio value="," label={t('prices.comma')} />
                </RadioGroup>
              </Field>
            )}
            {read.isError && <ErrorPanel error={read.error} />}
            {read.data !== undefined && <PricePreview lines={read.data.lines} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('excluded.cancel')}</Button>
            <Button
              disabled={text.trim() === '' || !isCurrency(currency) || read.isPending}
              onClick={() => ask(decimal)}
            >
              {t('prices.read')}
            </Button>
            <Button appearance="primary" disabled={good.length === 0} onClick={() => onRead(good)}>
              {t('prices.use', { count: good.length })}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
