import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  makeStyles,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Check } from '../../../../electron/contract/setup/checks.ts'
import { wizardSteps } from '../../../../electron/contract/setup/names.ts'
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx'
import { StateIcon } from '../lines/state-icon.tsx'
import { itemOfCheck, type StepState, stateOfStep, stepOf, type Wizard } from '../wizard.ts'
import { CheckRow } from './check-row.tsx'

const useStyles = makeStyles({
  groups: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  group: { display: 'flex', flexDirection: 'column' },
  head: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  title: { ...typographyStyles.body1Strong, margin: 0 },
  list: { listStyleType: 'none', margin: 0, padding: `0 0 0 ${tokens.spacingHorizontalXXL}` },
  folds: { marginLeft: tokens.spacingHorizontalM },
})

type Group = { id: (typeof wizardSteps)[number]['id'] | 'elsewhere'; state: StepState; checks: Check[] }

/** What a test found, step by step: what passed is folded to one line, what did not stands open. */
export function CheckGroups({ wizard }: { wizard: Wizard }) {
  const styles = useStyles()
  const groups = groupsOf(wizard)
  return (
    <div className={styles.groups}>
      {groups.map(group => (
        <CheckGroup key={group.id} group={group} wizard={wizard} />
      ))}
    </div>
  )
}

function CheckGroup({ group: { id, state, checks }, wizard }: { group: Group; wizard: Wizard }) {
  const styles = useStyles()
  const { t } = useTranslation('wizard')
  const { t: ts } = useTranslation()
  const open = checks.filter(({ status }) => status === 'fail' || status === 'warn')
  const folded = checks.filter(check => !open.includes(check))
  return (
    <section className={styles.group} aria-label={t(`step.${id}`)}>
      <div className={styles.head}>
        <StateIcon state={state} />
        <h2 className={styles.title}>
          {t(`step.${id}`)}
          <VisuallyHidden>{`, ${ts(`setup.state.${state}`)}`}</VisuallyHidden>
        </h2>
      </div>
      {open.length > 0 && (
        <ul className={styles.list}>
          {open.toSorted(failuresFirst).map(check => (
            <CheckRow key={check.id} check={check} wizard={wizard} />
          ))}
        </ul>
      )}
      {folded.length > 0 && (
        <Accordion collapsible className={styles.folds}>
          <AccordionItem value="folded">
            <AccordionHeader as="h3" size="small">
              {countsOf(folded, (status, count) => t(`checks.count.${status}`, { count }))}
            </AccordionHeader>
            <AccordionPanel>
              <ul className={styles.list}>
                {folded.map(check => (
                  <CheckRow key={check.id} check={check} wizard={wizard} />
                ))}
              </ul>
            </AccordionPanel>
          </AccordionItem>
        </Accordion>
      )}
    </section>
  )
}

function failuresFirst(one: Check, other: Check): number {
  return Number(one.status === 'warn') - Number(other.status === 'warn')
}

function countsOf(
  checks: readonly Check[],
  word: (status: 'pass' | 'skip', count: number) => string,
): string {
  return (['pass', 'skip'] as const)
    .flatMap(status => {
      const count = checks.filter(check => check.status === status).length
      return count === 0 ? [] : [word(status, count)]
    })
    .join(', ')
}

/** The checks by the step that cures them; what no step can cure (network, service) comes first. */
export function groupsOf(wizard: Wizard): Group[] {
  const { checks } = wizard.checks
  const idOf = (check: Check): Group['id'] => {
    const line = itemOfCheck(wizard.guide.items, check)
    return line === null ? 'elsewhere' : stepOf(line).id
  }
  const elsewhere = checks.filter(check => idOf(check) === 'elsewhere')
  const steps = wizardSteps.map(step => ({
    id: step.id,
    state: stateOfStep(wizard, step),
    checks: checks.filter(check => idOf(check) === step.id),
  }))
  const state = stateOf(elsewhere)
  return [{ id: 'elsewhere' as const, state, checks: elsewhere }, ...steps].filter(
    group => group.checks.length > 0,
  )
}

function stateOf(checks: readonly Check[]): StepState {
  if (checks.some(({ status }) => status === 'fail')) return 'failed'
  if (checks.some(({ status }) => status === 'warn')) return 'warning'
  return checks.some(({ status }) => status === 'pass') ? 'verified' : 'todo'
}
