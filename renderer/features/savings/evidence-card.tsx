import {
  Badge,
  Button,
  Link,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Tooltip,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { PrintRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Evidence } from '../../../electron/contract/savings/evidence.ts'
import { formatRoute, plainRoute } from '../../routing/route.ts'
import { useSavingsQueries } from '../../savings-queries.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Loading } from '../../ui/loading.tsx'
import { printCard } from './card/print-card.ts'
import { evidenceText, useEvidenceParts } from './card/use-evidence-parts.ts'
import { useEvidenceSentence } from './card/use-evidence-sentence.ts'
import { useEvidenceWords } from './card/use-evidence-words.ts'
import { usePlanLines } from './card/use-plan-lines.ts'
import { type ChoiceKind, claimChoices } from './decisions/choice.ts'
import { useWord } from './use-word.ts'

const useStyles = makeStyles({
  verdict: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  sentence: { ...typographyStyles.body1Strong, margin: 0 },
  card: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  line: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  quiet: { color: tokens.colorNeutralForeground3 },
  number: { fontVariantNumeric: 'tabular-nums' },
  // Columns are as wide as what they say needs.
  signals: {
    tableLayout: 'auto',
    '& td, & th': { verticalAlign: 'top', paddingInline: tokens.spacingHorizontalXS },
  },
  against: { color: tokens.colorPaletteRedForeground1 },
})

type OnChoose = (choice: ChoiceKind, smaller: string | null) => void

/** Everything that is known of a seat: what speaks for the claim, what against, and what nobody knows. */
export function EvidenceCard({
  connector,
  userId,
  skuId,
  onChoose,
}: {
  connector: string
  userId: string
  skuId: string
  /**
   * Opens the dialog of a choice, with the smaller product that the claim names; without it nothing can be
   * chosen here.
   */
  onChoose?: OnChoose
}) {
  const styles = useStyles()
  const evidence = useQuery(useSavingsQueries(connector).evidence(userId, skuId))
  if (evidence.isError) return <ErrorPanel error={evidence.error} onRetry={() => void evidence.refetch()} />
  if (evidence.data === undefined) return <Loading when />
  return (
    <div className={styles.card}>
      <Verdict evidence={evidence.data} onChoose={onChoose} />
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

function Verdict({ evidence, onChoose }: { evidence: Evidence; onChoose: OnChoose | undefined }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const word = useWord()
  const words = useEvidenceWords()
  const partsOf = useEvidenceParts()
  const sentenceOf = useEvidenceSentence()
  const smaller = evidence.rule === 'R8' ? evidence.target : null
  return (
    <div className={styles.verdict}>
      <p className={styles.sentence}>{sentenceOf(evidence)}</p>
      <div className={styles.line}>
        {evidence.grade !== null && <Badge appearance="tint">{word('grades', evidence.grade)}</Badge>}
        {words.money(evidence).map(part => (
          <span key={part} className={styles.number}>
            {part}
          </span>
        ))}
      </div>
      {evidence.carriedBy.length > 0 && <div>{words.carried(evidence)}</div>}
      {words.counts(evidence) !== '' && <div>{words.counts(evidence)}</div>}
      <div className={styles.quiet}>
        {words.more(evidence).map(line => (
          <div key={line}>{line}</div>
        ))}
      </div>
      <div className={styles.line}>
        {onChoose !== undefined &&
          claimChoices.map(choice => (
            <Button key={choice} size="small" onClick={() => onChoose(choice, smaller)}>
              {choice === 'downgrade' && smaller !== null
                ? t('actions.downgradeTo', { product: smaller })
                : t(`actions.${choice}`)}
            </Button>
          ))}
        <CopyButton text={evidenceText(partsOf(evidence))} label={t('card.copy')} />
        <Tooltip content={t('card.print')} relationship="label">
          <Button appearance="subtle" icon={<PrintRegular />} onClick={() => printCard(partsOf(evidence))} />
        </Tooltip>
      </div>
    </div>
  )
}

function Signals({ signals }: { signals: Evidence['signals'] }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const words = useEvidenceWords()
  return (
    <Section title={t('card.signals')}>
      <Table size="extra-small" className={styles.signals} aria-label={t('card.signals')}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell>{t('card.signal')}</TableHeaderCell>
            <TableHeaderCell>{t('card.value')}</TableHeaderCell>
            <TableHeaderCell>{t('card.source')}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {signals.map(signal => (
            <TableRow key={signal.key}>
              <TableCell>{words.signalName(signal)}</TableCell>
              <TableCell className={signal.speaks === 'against' ? styles.against : styles.number}>
                {[words.signalValue(signal), words.signalSpeaks(signal)]
                  .filter(text => text !== '')
                  .join(' · ')}
              </TableCell>
              <TableCell className={styles.quiet}>{words.signalSource(signal)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {signals.some(({ value }) => value !== null && grantable.includes(value)) && (
        <Link href={formatRoute(plainRoute('setup'))}>{t('card.grant')}</Link>
      )}
    </Section>
  )
}

/** Values that a permission would replace. */
const grantable: readonly string[] = ['not_granted', 'sign_ins_not_granted']

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
  const lines = usePlanLines()(plans)
  if (lines.length === 0) return null
  return (
    <Section title={t('card.plans')}>
      <ul className={styles.list}>
        {lines.map(line => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Section>
  )
}

function Ways({ ways }: { ways: Evidence['ways'] }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const words = useEvidenceWords()
  return (
    <Section title={t('card.ways')}>
      <ul className={styles.list}>
        {ways.map(way => (
          <li key={way.groupId ?? 'direct'}>{words.way(way)}</li>
        ))}
      </ul>
    </Section>
  )
}

function Events({ events }: { events: Evidence['timeline'] }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const words = useEvidenceWords()
  return (
    <Section title={t('card.timeline')}>
      {events.length === 0 && <span className={styles.quiet}>{t('card.nothing')}</span>}
      <ul className={styles.list}>
        {events.map(event => (
          <li
            key={`${event.at} ${event.kind} ${event.productName ?? ''} ${event.detail ?? ''}`}
            className={styles.number}
          >
            {words.event(event)}
          </li>
        ))}
      </ul>
    </Section>
  )
}
