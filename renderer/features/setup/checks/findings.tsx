import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components'
import type { SetupItemId } from '../../../../electron/contract/setup/setup.ts'
import { checksOfItem, type Wizard } from '../wizard.ts'

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
})

/** What the test found wrong with a line of the checklist, on the line itself. */
export function Findings({ wizard, item }: { wizard: Wizard; item: SetupItemId }) {
  const styles = useStyles()
  const known = { items: wizard.guide.items, checks: wizard.checks.checks }
  const wrong = checksOfItem(known, item).filter(({ status }) => status === 'fail' || status === 'warn')
  if (wrong.length === 0) return null
  return (
    <div className={styles.list}>
      {wrong.map(({ id, status, summary, fix }) => (
        <MessageBar key={id} intent={status === 'fail' ? 'error' : 'warning'} layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{summary}</MessageBarTitle>
            {fix}
          </MessageBarBody>
        </MessageBar>
      ))}
    </div>
  )
}
