import {
  CounterBadge,
  Link,
  makeStyles,
  Tab,
  TabList,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChangeRow, ChangesAnswer } from '../../../electron/contract/pages/changes.ts'
import { formatRoute, itemRoute } from '../../routing/route.ts'
import { useFormat } from '../../ui/format-context.tsx'

type Group = ChangesAnswer['groups'][number]

const useStyles = makeStyles({
  tabs: { flexWrap: 'wrap', marginLeft: `calc(-1 * ${tokens.spacingHorizontalMNudge})` },
  under: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  date: { width: '112px', fontVariantNumeric: 'tabular-nums' },
  note: { color: tokens.colorNeutralForeground3 },
})

type Props = { groups: readonly Group[]; chosen: string | null; onChoose: (group: string) => void }

/**
 * Who came, left, gained, lost, swapped, was disabled or enabled: a tab with its number for each, and its
 * users below.
 */
export function ChangeGroups({ groups, chosen, onChoose }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const shown = groups.filter(({ count }) => count > 0)
  const group = shown.find(one => one.group === chosen) ?? shown[0]
  if (group === undefined) return <span className={styles.note}>{t('changesScreen.nobody')}</span>
  return (
    <>
      <TabList
        className={styles.tabs}
        selectedValue={group.group}
        onTabSelect={(_event, { value }) => onChoose(String(value))}
      >
        {shown.map(one => (
          <Tab key={one.group} value={one.group}>
            {t(`changesScreen.group.${one.group}`)}{' '}
            <CounterBadge count={one.count} overflowCount={99_999} color="informative" appearance="ghost" />
          </Tab>
        ))}
      </TabList>
      <Rows group={group} />
    </>
  )
}

/** More than a window has room for; the others are drawn once these are seen. */
const linesAtOnce = 25

function Rows({ group: { group, count, rows } }: { group: Group }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const drawn = useDeferredValue(rows.length, linesAtOnce)
  const hasProduct = rows.some(({ productName }) => productName !== null)
  return (
    <>
      <Table size="small" aria-label={t(`changesScreen.group.${group}`)}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell>{t('changesScreen.user')}</TableHeaderCell>
            {hasProduct && <TableHeaderCell>{t('changesScreen.product')}</TableHeaderCell>}
            <TableHeaderCell className={styles.date}>{t('changesScreen.noticed')}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.slice(0, drawn).map(row => (
            <Line
              key={`${row.userId} ${row.skuId ?? ''}`}
              row={row}
              hasProduct={hasProduct}
              isGone={group === 'left'}
            />
          ))}
        </TableBody>
      </Table>
      {rows.length < count && (
        <span className={styles.note}>{t('changesScreen.more', { shown: rows.length, count })}</span>
      )}
    </>
  )
}

function Line({ row, hasProduct, isGone }: { row: ChangeRow; hasProduct: boolean; isGone: boolean }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const name = row.displayName ?? row.userPrincipalName ?? row.userId
  const isKnown = !isGone && row.displayName !== null
  return (
    <TableRow>
      <TableCell>
        <div>
          {isKnown ? <Link href={formatRoute(itemRoute('users', row.userId))}>{name}</Link> : name}
          {row.displayName !== null && <div className={styles.under}>{row.userPrincipalName}</div>}
        </div>
      </TableCell>
      {hasProduct && (
        <TableCell>
          {row.fromProductName === null
            ? row.productName
            : t('changesScreen.swap', { from: row.fromProductName, product: row.productName ?? '' })}
        </TableCell>
      )}
      <TableCell className={styles.date}>{format.date(row.at.slice(0, 10))}</TableCell>
    </TableRow>
  )
}
