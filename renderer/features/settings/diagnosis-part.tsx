import { makeStyles, tokens } from '@fluentui/react-components'
import {
  CheckmarkCircle16Filled,
  DismissCircle16Filled,
  SubtractCircle16Regular,
  Warning16Filled,
} from '@fluentui/react-icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Diagnosis, DiagnosisCheck } from '../../../electron/contract/setup/diagnosis.ts'
import { useBridge, useEngineEvent } from '../../bridge/context.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { ActionPart } from './action-part.tsx'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalM },
  items: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXXS} 0`,
    '& > svg': { marginTop: '2px' },
  },
  host: { fontWeight: tokens.fontWeightSemibold },
  text: { display: 'flex', flexDirection: 'column' },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalS,
  },
  quiet: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  outcome: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  pass: { color: tokens.colorStatusSuccessForeground1 },
  warn: { color: tokens.colorStatusWarningForeground1 },
  fail: { color: tokens.colorStatusDangerForeground1 },
  skip: { color: tokens.colorNeutralForeground3 },
})

const icons = {
  pass: CheckmarkCircle16Filled,
  warn: Warning16Filled,
  fail: DismissCircle16Filled,
  skip: SubtractCircle16Regular,
} as const satisfies Record<DiagnosisCheck['status'], unknown>

const newestKey = ['diagnosis']

/** The connection doctor: what stands between this computer and Microsoft, and what to do about it. */
export function DiagnosisPart({ connector }: { connector: string | null }) {
  const { t } = useTranslation('diagnosis')
  const bridge = useBridge()
  const client = useQueryClient()
  const [seen, setSeen] = useState<readonly DiagnosisCheck[]>([])
  const newest = useQuery({
    queryKey: newestKey,
    queryFn: ({ signal }) => bridge.call('diagnosis.newest', {}, signal),
  })
  useEngineEvent(
    'diagnosis.progress',
    useCallback((check: DiagnosisCheck) => setSeen(known => [...known, check]), []),
  )
  const run = useMutation({
    mutationFn: () => bridge.call('diagnosis.run', { connector }),
    onMutate: () => setSeen([]),
    onSuccess: (diagnosis: Diagnosis) => client.setQueryData(newestKey, diagnosis),
  })
  const checks = run.isPending ? seen : (newest.data?.checks ?? [])
  return (
    <ActionPart
      title={t('title')}
      about={t('about')}
      action={t('run')}
      busyText={t('running')}
      isBusy={run.isPending}
      error={run.error}
      onAct={() => run.mutate()}
    >
      {checks.length > 0 && <Findings checks={checks} isOver={!run.isPending} />}
    </ActionPart>
  )
}

function Findings({ checks, isOver }: { checks: readonly DiagnosisCheck[]; isOver: boolean }) {
  const styles = useStyles()
  const { t } = useTranslation('diagnosis')
  const failed = checks.filter(({ status }) => status === 'fail').length
  const warned = checks.filter(({ status }) => status === 'warn').length
  const byHost = Map.groupBy(checks, ({ host }) => host)
  return (
    <>
      {isOver && (
        <div className={styles.outcome}>
          {failed === 0 ? t('good') : t('bad', { count: failed })}
          {warned > 0 && ` ${t('warned', { count: warned })}`}
          <CopyButton text={textOf(checks)} label={t('copy')} />
        </div>
      )}
      <ul className={styles.list} aria-label={t('list')}>
        {[...byHost].map(([host, found]) => (
          <li key={host ?? 'computer'}>
            <span className={styles.host}>
              {host === null ? t('computer') : hostText(t(`host.${host}`), found[0]?.name ?? '')}
            </span>
            <ul className={styles.items}>
              {found.map(check => (
                <Finding key={check.kind} check={check} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  )
}

/** A host whose name nobody knows has its part in it only. */
function hostText(part: string, name: string): string {
  return name === '' ? part : `${part} · ${name}`
}

/** One line where nothing is to be done; otherwise what was seen stands below what to do. */
function Finding({ check: { kind, status, summary, evidence, fix } }: { check: DiagnosisCheck }) {
  const styles = useStyles()
  const { t } = useTranslation('diagnosis')
  const Icon = icons[status]
  return (
    <li className={styles.item}>
      <Icon aria-hidden className={styles[status]} />
      <span className={fix === '' ? styles.line : styles.text}>
        <span>
          {`${t(`kind.${kind}`)}: ${summary}`}
          <VisuallyHidden>{`, ${t(`status.${status}`)}`}</VisuallyHidden>
        </span>
        {fix !== '' && <span>{fix}</span>}
        {evidence !== '' && <span className={styles.quiet}>{evidence}</span>}
      </span>
    </li>
  )
}

function textOf(checks: readonly DiagnosisCheck[]): string {
  return checks
    .map(({ kind, host, name, status, summary, evidence, fix }) =>
      [`${host ?? 'computer'} ${name} ${kind}: ${status}`, summary, evidence, fix]
        .filter(part => part !== '')
        .join(' | '),
    )
    .join('\n')
}
