import {
  Button,
  Input,
  makeStyles,
  Select,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PriceList } from '../../../../electron/contract/savings/inputs.ts'
import { subscriptionChannels, subscriptionTerms } from '../../../../electron/contract/savings/names.ts'
import { useSavingsChange } from '../../../savings-queries.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useFormat } from '../../../ui/format-context.tsx'
import { contractsOf, type DraftContract, factsOf, floorProblem } from './contract-draft.ts'
import { TermGuess } from './term-guess.tsx'

const narrow = '@media (max-width: 1099px)'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  title: { ...typographyStyles.subtitle2, margin: `${tokens.spacingVerticalM} 0 0` },
  about: { color: tokens.colorNeutralForeground3, margin: 0 },
  bar: { display: 'flex', columnGap: tokens.spacingHorizontalS },
  table: { minWidth: '640px', maxWidth: '1100px' },
  seats: { width: '44px' },
  date: { width: '94px' },
  choice: { width: '170px', [narrow]: { width: '136px' } },
  floor: { width: '104px' },
  number: { fontVariantNumeric: 'tabular-nums' },
  fill: { minWidth: 0, width: '100%' },
  problem: { color: tokens.colorPaletteRedForeground1, fontSize: tokens.fontSizeBase200 },
})

type Props = { connector: string; list: PriceList }

/** What the contract of each subscription says: Microsoft Graph tells neither term nor floor. */
export function Contracts({ connector, list }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const stored = contractsOf(list)
  const [drafts, setDrafts] = useState<readonly DraftContract[]>(stored)
  const apply = useSavingsChange('savings.setSubscriptionFacts', connector)
  const isChanged = JSON.stringify(drafts) !== JSON.stringify(stored)
  const hasProblem = drafts.some(draft => floorProblem(draft) !== null)
  if (stored.length === 0) return null
  return (
    <section className={styles.section} aria-labelledby="contracts-title">
      <h2 id="contracts-title" className={styles.title}>
        {t('contracts.title')}
      </h2>
      <p className={styles.about}>{t('contracts.about')}</p>
      <div className={styles.bar}>
        <Button
          disabled={!isChanged || hasProblem || apply.isPending}
          onClick={() => apply.mutate({ connector, facts: factsOf(drafts) })}
        >
          {t('contracts.apply')}
        </Button>
        <Button disabled={!isChanged} onClick={() => setDrafts(stored)}>
          {t('prices.discard')}
        </Button>
      </div>
      {apply.isError && <ErrorPanel error={apply.error} />}
      <Table size="small" className={styles.table} aria-label={t('contracts.title')}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell>{t('prices.product')}</TableHeaderCell>
            <TableHeaderCell className={styles.seats}>{t('prices.seats')}</TableHeaderCell>
            <TableHeaderCell className={styles.date}>{t('contracts.next')}</TableHeaderCell>
            <TableHeaderCell className={styles.choice}>{t('contracts.term')}</TableHeaderCell>
            <TableHeaderCell className={styles.choice}>{t('contracts.channel')}</TableHeaderCell>
            <TableHeaderCell className={styles.floor}>{t('contracts.floor')}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {drafts.map(draft => (
            <ContractLine
              key={draft.subscriptionId}
              draft={draft}
              onChange={changed =>
                setDrafts(drafts.map(one => (one.subscriptionId === changed.subscriptionId ? changed : one)))
              }
            />
          ))}
        </TableBody>
      </Table>
    </section>
  )
}

type LineProps = { draft: DraftContract; onChange: (draft: DraftContract) => void }

function ContractLine({ draft, onChange }: LineProps) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const problem = floorProblem(draft)
  const seats = draft.seats === null ? '–' : format.integer(draft.seats)
  const day = draft.nextDay === null ? t('prices.noDate') : format.date(draft.nextDay)
  const labelOf = (column: 'term' | 'channel' | 'floor') =>
    `${t(`contracts.${column}`)}, ${draft.name}, ${t('prices.oneSubscription', { seats, date: day })}`
  return (
    <TableRow>
      <TableCell>{draft.name}</TableCell>
      <TableCell className={styles.number}>{seats}</TableCell>
      <TableCell className={styles.number}>{day}</TableCell>
      <TableCell>
        <Select
          size="small"
          className={styles.fill}
          aria-label={labelOf('term')}
          value={draft.term ?? ''}
          onChange={(_, { value }) =>
            onChange({ ...draft, term: subscriptionTerms.find(known => known === value) ?? null })
          }
        >
          <option value="">{t('contracts.unknown')}</option>
          {subscriptionTerms.map(term => (
            <option key={term} value={term}>
              {t(`prices.periods.${term}`)}
            </option>
          ))}
        </Select>
        <TermGuess draft={draft} label={draft.name} onTake={term => onChange({ ...draft, term })} />
      </TableCell>
      <TableCell>
        <Select
          size="small"
          className={styles.fill}
          aria-label={labelOf('channel')}
          value={draft.channel ?? ''}
          onChange={(_, { value }) =>
            onChange({ ...draft, channel: subscriptionChannels.find(known => known === value) ?? null })
          }
        >
          <option value="">{t('contracts.unknown')}</option>
          {subscriptionChannels.map(channel => (
            <option key={channel} value={channel}>
              {t(`contracts.channels.${channel}`)}
            </option>
          ))}
        </Select>
      </TableCell>
      <TableCell>
        <div>
          <Input
            size="small"
            className={styles.fill}
            inputMode="numeric"
            aria-label={labelOf('floor')}
            aria-invalid={problem !== null}
            value={draft.floor}
            onChange={(_, { value }) => onChange({ ...draft, floor: value })}
          />
          {problem !== null && <div className={styles.problem}>{t(`contracts.${problem}`)}</div>}
        </div>
      </TableCell>
    </TableRow>
  )
}
