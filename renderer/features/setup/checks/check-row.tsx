import { Button, Link, makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components'
import {
  CheckmarkCircle20Filled,
  Circle20Regular,
  DismissCircle20Filled,
  SubtractCircle20Regular,
  Warning20Filled,
} from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { Check } from '../../../../electron/contract/setup/checks.ts'
import { wizardSteps } from '../../../../electron/contract/setup/names.ts'
import { formatRoute, settingsRoute } from '../../../routing/route.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx'
import { FixDialog, workFor } from '../registration/fix-dialog.tsx'
import { itemOf, itemOfCheck, stepOf, type Wizard } from '../wizard.ts'

const useRowStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalSNudge} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  text: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS, minWidth: 0 },
  head: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS },
  title: { fontWeight: tokens.fontWeightSemibold },
  plain: { color: tokens.colorNeutralForeground2 },
  quiet: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  pass: { color: tokens.colorStatusSuccessForeground1 },
  warn: { color: tokens.colorStatusWarningForeground1 },
  fail: { color: tokens.colorStatusDangerForeground1 },
  skip: { color: tokens.colorNeutralForeground3 },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalXS,
  },
})

const icons = {
  pass: CheckmarkCircle20Filled,
  warn: Warning20Filled,
  fail: DismissCircle20Filled,
  skip: SubtractCircle20Regular,
} as const satisfies Record<Check['status'], unknown>

/** What one check found: the evidence, and for a failure what to do and the way to the step that cures it. */
export function CheckRow({ check, wizard }: { check: Check; wizard: Wizard }) {
  const styles = useRowStyles()
  const { t } = useTranslation()
  const { status, title, summary, evidence, fix } = check
  const Icon = icons[status]
  const needsWork = status === 'fail' || status === 'warn'
  return (
    <li className={styles.row}>
      <Icon aria-hidden className={styles[status]} />
      <div className={styles.text}>
        <div className={styles.head}>
          <span className={styles.title}>{title}</span>
          <VisuallyHidden>{t(`setup.checks.status.${status}`)}</VisuallyHidden>
          <span className={styles.plain}>{summary}</span>
        </div>
        {needsWork && fix !== '' && <span>{t('setup.checks.fix', { fix })}</span>}
        {evidence !== '' && <span className={styles.quiet}>{t('setup.checks.evidence', { evidence })}</span>}
        {needsWork && <Actions check={check} wizard={wizard} />}
      </div>
    </li>
  )
}

function Actions({ check, wizard }: { check: Check; wizard: Wizard }) {
  const styles = useRowStyles()
  const { t } = useTranslation('wizard')
  const { t: td } = useTranslation('diagnosis')
  const line = itemOfCheck(wizard.guide.items, check)
  const item = line === null ? null : itemOf(wizard.guide, line)
  const { saved, isDemo } = wizard
  const work = saved === null || isDemo ? null : workFor(check, saved.connector.id)
  return (
    <div className={styles.actions}>
      {work !== null && <FixDialog check={check} work={work} wizard={wizard} />}
      {item !== null && (
        <Button size="small" onClick={() => wizard.goTo(item.id)}>
          {t('checks.fixIn', { number: wizardSteps.indexOf(stepOf(item.id)) + 1, title: item.title })}
        </Button>
      )}
      {check.step === 'network' && (
        <Link href={formatRoute(settingsRoute('network'))}>{td('fromCheck')}</Link>
      )}
      <CopyButton text={detailsOf(check)} label={t('checks.copyDetails', { title: check.title })} />
    </div>
  )
}

/** What a support case needs of a check, as lines of text. */
export function detailsOf({ id, step, title, status, summary, evidence, fix }: Check): string {
  return [`${title} (${id}, ${step}): ${status}`, summary, evidence, fix]
    .filter(line => line !== '')
    .join('\n')
}

/** A check that is still to come, or the one that is being made. */
export function WaitingRow({ title, isNext }: { title: string; isNext: boolean }) {
  const styles = useRowStyles()
  const { t } = useTranslation()
  return (
    <li className={styles.row}>
      {isNext ? <Spinner size="extra-tiny" /> : <Circle20Regular aria-hidden className={styles.skip} />}
      <div className={styles.head}>
        <span className={mergeClasses(styles.title, styles.plain)}>{title}</span>
        <VisuallyHidden>{t('setup.checks.status.waiting')}</VisuallyHidden>
      </div>
    </li>
  )
}
