import type { SetupStepId } from '../../../../electron/contract/setup/setup.ts'
import { ConsentPanel } from '../consent/consent-panel.tsx'
import { ChecklistLine } from '../lines/checklist-line.tsx'
import { LadderChooser } from '../permissions/ladder-chooser.tsx'
import type { Wizard } from '../wizard.ts'

type Props = { wizard: Wizard; named: SetupStepId }

/** Both kinds of permissions and the consent to them, in one visit to one page of the portal. */
export function PermissionsStep({ wizard, named }: Props) {
  return (
    <>
      <ChecklistLine wizard={wizard} id="delegated" isNamed={false} />
      <ChecklistLine wizard={wizard} id="application" isNamed={named === 'application'} link={null}>
        <LadderChooser wizard={wizard} />
      </ChecklistLine>
      <ChecklistLine wizard={wizard} id="consent" isNamed={named === 'consent'} link={null}>
        <ConsentPanel wizard={wizard} onGranted={() => moveOn(wizard)} />
      </ChecklistLine>
    </>
  )
}

/** With a credential in place nothing is left but the test. */
function moveOn({ draft, saved, change, test, goTo }: Wizard): void {
  if (saved === null) return
  change({
    done: [...new Set([...draft.done, 'delegated' as const, 'application' as const, 'consent' as const])],
  })
  test(saved.connector.id)
  goTo('test')
}
