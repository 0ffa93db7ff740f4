import {
  Badge,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Evidence } from '../../../electron/contract/savings/answers.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { moneyText } from './money.ts'
import { useSavingsQueries } from './use-savings.ts'
import { useWord } from './use-word.ts'

const useStyles = makeStyles({
  card: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  line: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  quiet: { color: tokens.colorNeutralForeground3 },
  number: { fontVariantNumeric: 'tabular-nums' },
  against: { color: tokens.colorPaletteRedForeground1 },
})

/** Everything that is known of a seat: what speaks for the claim, what against, and what nobody knows. */
export function EvidenceCard({
  connector,
  userId,
  skuId,
}: {
  connector: string
  userId: string
  skuId: string
}) {
  const styles = useStyles()
  const evidence = useQuery(useSavingsQueries(connector).evidence(userId, skuId))
  if (evidence.isError) return <ErrorPanel error={evidence.error} onRetry={() => void evidence.refetch()} />
  if (evidence.data === undefined) return null
  return (
    <div className={styles.card}>
      <Verdict evidence={evidence.data} />
      <Signals signals={evidence.data.signals} />
      <Doubts doubts={evidence.data.doubts} />
      <Plans plans={evidence.data.plans} />
      <Ways ways={evidence.data.ways} />
      <Events events={evidence.data.timeline} />
    </div>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles()
  return (
    <section aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </section>
  )
}

function Verdict({ evidence }: { evidence: Evidence }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const word = useWord()
  const format = useFormat()
  const { rule, grade, money, nextDay, since, watchedSince, also, target, productName } = evidence
  const name = evidence.displayName ?? evidence.userPrincipalName ?? evidence.userId
  return (
    <div>
      {rule !== null && (
        <p>{t('card.sentence', { product: productName, name, finding: word('rules', rule) })}</p>
      )}
      <div className={styles.line}>
        {grade !== null && <Badge appearance="tint">{word('grades', grade)}</Badge>}
        {money !== null && (
          <span className={styles.number}>{t('card.money', { money: moneyText([money]) })}</span>
        )}
        {nextDay !== null && (
          <span className={styles.number}>{t('card.renews', { date: format.date(nextDay) })}</span>
        )}
      </div>
      <div className={styles.quiet}>
        {since !== null && watchedSince !== null && (
          <div>
            {t('card.watched', {
              since: format.date(since.slice(0, 10)),
              watched: format.date(watchedSince),
            })}
          </div>
        )}
        {also.length > 0 && (
          <div>{t('card.also', { rules: also.map(one => word('rules', one)).join(', ') })}</div>
        )}
        {target !== null && <div>{t('card.target', { product: target })}</div>}
      </div>
    </div>
  )
}

const isoTime = /^\d{4}-\d{2}-\d{2}T/
const isoDay = /^\d{4}-\d{2}-\d{2}$/

function Signals({ signals }: { signals: Evidence['signals'] }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const word = useWord()
  const format = useFormat()
  const shownValue = ({ key, value }: Evidence['signals'][number]): string => {
    if (value === null) return '–'
    if (isoTime.test(value)) return format.time(value)
    if (isoDay.test(value)) return format.date(value)
    if (key === 'mailboxSize') return format.bytes(Number(value))
    return word('states', value)
  }
  const nameOf = (key: string) =>
    key.startsWith('app:') ? appName(key.slice('app:'.length)) : word('signals', key)
  return (
    <Section title={t('card.signals')}>
      <Table size="extra-small" aria-label={t('card.signals')}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell>{t('card.signals')}</TableHeaderCell>
            <TableHeaderCell>{t('card.value')}</TableHeaderCell>
            <TableHeaderCell>{t('card.source')}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {signals.map(signal => (
            <TableRow key={signal.key}>
              <TableCell>{nameOf(signal.key)}</TableCell>
              <TableCell className={signal.speaks === 'against' ? styles.against : styles.number}>
                {[shownValue(signal), word('speaks', signal.speaks)].filter(part => part !== '').join(' · ')}
              </TableCell>
              <TableCell className={styles.quiet}>
                {[word('sources', signal.source), signal.asOf === null ? '' : format.date(signal.asOf)]
                  .filter(part => part !== '')
                  .join(', ')}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}

/** `word_app` is Word, `apps_activation` the activation of apps. */
function appName(app: string): string {
  const words = app.replace(/_app$/, '').replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function Doubts({ doubts }: { doubts: Evidence['doubts'] }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const word = useWord()
  if (doubts.length === 0) return null
  return (
    <Section title={t('card.doubts')}>
      <ul className={styles.list}>
        {doubts.map(doubt => (
          <li key={doubt}>{word('doubts', doubt)}</li>
        ))}
      </ul>
    </Section>
  )
}

function Plans({ plans }: { plans: Evidence['plans'] }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const usedWhen = ({ isOn, isBlind, lastUse }: Evidence['plans'][number]) => {
    if (!isOn) return t('card.off')
    if (isBlind) return t('card.blind')
    return lastUse === null ? t('card.noUse') : t('card.lastUse', { date: format.date(lastUse) })
  }
  return (
    <Section title={t('card.plans')}>
      <ul className={styles.list}>
        {plans.map(plan => (
          <li key={plan.name}>
            {plan.name} <span className={styles.quiet}>{usedWhen(plan)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Ways({ ways }: { ways: Evidence['ways'] }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  return (
    <Section title={t('card.ways')}>
      <ul className={styles.list}>
        {ways.map(({ groupId }) => (
          <li key={groupId ?? 'direct'}>
            {groupId === null ? t('card.direct') : t('card.group', { group: groupId })}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Events({ events }: { events: Evidence['timeline'] }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  return (
    <Section title={t('card.timeline')}>
      {events.length === 0 && <span className={styles.quiet}>{t('card.nothing')}</span>}
      <ul className={styles.list}>
        {events.map(({ at, kind, detail }) => (
          <li key={`${at} ${kind} ${detail ?? ''}`} className={styles.number}>
            {format.date(at)} {kind.replaceAll('_', ' ')}{' '}
            {detail !== null && !detail.includes('-') ? detail : ''}
          </li>
        ))}
      </ul>
    </Section>
  )
}
