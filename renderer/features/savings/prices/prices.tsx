import {
  Button,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Table,
  TableBody,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PriceInput, PriceList } from '../../../../electron/contract/savings/inputs.ts'
import { useSavingsChange, useSavingsQueries } from '../../../savings-queries.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { useSaveFile } from '../../../ui/table/export/use-save-file.ts'
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx'
import { Contracts } from './contracts.tsx'
import { PastePrices } from './paste-prices.tsx'
import {
  type DraftPrice,
  draftOf,
  draftProblem,
  mergePrices,
  pricesOf,
  withLine,
  withoutLine,
} from './price-draft.ts'
import { PriceLine } from './price-line.tsx'

const narrow = '@media (max-width: 1099px)'

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    position: 'relative',
    overflow: 'auto',
    minHeight: 0,
  },
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  about: { color: tokens.colorNeutralForeground3, margin: 0 },
  // Only a window narrower than the app's own least scrolls it sideways.
  table: { minWidth: '640px' },
  seats: { width: '44px' },
  subscription: { width: '126px' },
  // Each of the two takes two lines in a narrow window.
  amount: { width: '238px', [narrow]: { width: '138px' } },
  valid: { width: '244px', [narrow]: { width: '120px' } },
  buttons: { width: '60px' },
})

/** The prices of all products in one grid. What is typed is a draft until it is applied. */
export function Prices({ connector }: { connector: string }) {
  const list = useQuery(useSavingsQueries(connector).prices())
  if (list.isError) return <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
  if (list.data === undefined) return <Loading when />
  const facts = list.data.products.map(({ subscriptions }) => subscriptions)
  return (
    <PriceGrid key={JSON.stringify(list.data.prices)} connector={connector} list={list.data}>
      <Contracts key={JSON.stringify(facts)} connector={connector} list={list.data} />
    </PriceGrid>
  )
}

const columns = ['product', 'seats', 'subscription', 'amount', 'valid'] as const

type GridProps = { connector: string; list: PriceList; children: ReactNode }

function PriceGrid({ connector, list, children }: GridProps) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const [drafts, setDrafts] = useState<readonly DraftPrice[]>(() => draftOf(list))
  const [isPasting, setPasting] = useState(false)
  const apply = useSavingsChange('savings.setPrices', connector)
  const isChanged = JSON.stringify(pricesOf(drafts)) !== JSON.stringify(pricesOf(draftOf(list)))
  const hasProblem = drafts.some(draft => draftProblem(draft, drafts) !== null)
  const change = (changed: DraftPrice) =>
    setDrafts(drafts.map(one => (one.key === changed.key ? changed : one)))
  const takeOver = (prices: readonly PriceInput[]) => {
    setDrafts(draftOf({ ...list, prices: mergePrices(pricesOf(drafts), prices) }))
    setPasting(false)
  }
  const widths: Readonly<Record<string, string>> = {
    seats: styles.seats,
    subscription: styles.subscription,
    amount: styles.amount,
    valid: styles.valid,
  }
  return (
    <div className={styles.page}>
      <p className={styles.about}>{t('prices.about')}</p>
      <div className={styles.bar}>
        <Button
          appearance="primary"
          disabled={!isChanged || hasProblem || apply.isPending}
          onClick={() => apply.mutate({ connector, prices: pricesOf(drafts) })}
        >
          {t('prices.apply')}
        </Button>
        <Button disabled={!isChanged} onClick={() => setDrafts(draftOf(list))}>
          {t('prices.discard')}
        </Button>
        <Button onClick={() => setPasting(true)}>{t('prices.paste')}</Button>
        <ExportPrices connector={connector} />
      </div>
      {apply.isError && <ErrorPanel error={apply.error} />}
      {isPasting && <PastePrices connector={connector} onRead={takeOver} onClose={() => setPasting(false)} />}
      <Table size="small" className={styles.table} aria-label={t('tabs.prices')}>
        <TableHeader>
          <TableRow>
            {columns.map(column => (
              <TableHeaderCell key={column} className={widths[column]}>
                {t(`prices.${column}`)}
              </TableHeaderCell>
            ))}
            <TableHeaderCell className={styles.buttons}>
              <VisuallyHidden>{t('prices.actions')}</VisuallyHidden>
            </TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {drafts.map(draft => (
            <PriceLine
              key={draft.key}
              draft={draft}
              drafts={drafts}
              onChange={change}
              onAdd={() => setDrafts(withLine(drafts, draft))}
              onRemove={() => setDrafts(withoutLine(drafts, draft))}
            />
          ))}
        </TableBody>
      </Table>
      {children}
    </div>
  )
}

/** Writes the stored prices as CSV, or with an empty line for each product that has none. */
function ExportPrices({ connector }: { connector: string }) {
  const { t } = useTranslation('savings')
  const write = useSavingsChange('savings.writePrices', connector)
  const { isBrowser, save } = useSaveFile()
  const onWrite = (unpriced: boolean) =>
    write.mutate(
      { connector, unpriced },
      { onSuccess: ({ file }) => void (isBrowser ? save(file) : undefined) },
    )
  return (
    <>
      <Button disabledFocusable={write.isPending} onClick={() => onWrite(false)}>
        {t('prices.export')}
      </Button>
      <Button disabledFocusable={write.isPending} onClick={() => onWrite(true)}>
        {t('prices.template')}
      </Button>
      {write.isError && <ErrorPanel error={write.error} />}
      {write.data !== undefined && (
        <MessageBar intent="success">
          <MessageBarBody>
            {t('prices.exported', { count: write.data.rows, file: write.data.file })}
          </MessageBarBody>
        </MessageBar>
      )}
    </>
  )
}
