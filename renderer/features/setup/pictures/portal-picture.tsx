import type { SetupItemId } from '../../../../electron/contract/setup/setup.ts'
import { itemOf, type Wizard } from '../wizard.ts'
import { ConsentPicture, RequestPicture } from './permission-pictures.tsx'
import { RegisterPicture, SignInPicture, UserSettingsPicture } from './registration-pictures.tsx'
import { IdsPicture, SecretPicture } from './value-pictures.tsx'

/** What the admin will see in the portal on that step. */
export function PortalPicture({ item, wizard }: { item: SetupItemId; wizard: Wizard }) {
  const chosen = itemOf(wizard.guide, 'application')?.values.map(({ value }) => value) ?? []
  switch (item) {
    case 'before':
      return <UserSettingsPicture />
    case 'signIn':
      return <SignInPicture />
    case 'register':
      return <RegisterPicture />
    case 'delegated':
      return (
        <RequestPicture
          kind="delegated"
          ticks={[
            { name: 'offline_access', isChecked: true },
            { name: 'User.Read', isChecked: false },
          ]}
        />
      )
    case 'application':
      return <RequestPicture kind="application" ticks={chosen.map(name => ({ name, isChecked: true }))} />
    case 'consent':
      return <ConsentPicture company={wizard.draft.name.trim() || null} names={chosen} />
    case 'secret':
      return <SecretPicture />
    case 'copyIds':
      return <IdsPicture />
    case 'enterValues':
      return null
  }
}
