import { Button } from '@fluentui/react-components'
import { PersonProhibitedRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ExclusionDialog } from './exclusion-dialog.tsx'
import { emptyDraft } from './exclusion-draft.ts'

type Props = {
  connector: string
  userId: string
  /** The user's name, as the dialog says it. */
  person: string
  /** The button's own, by which it is given the focus. */
  id: string
}

/** Leaves one user out of the savings, with reason and end. */
export function LeaveOutButton({ connector, userId, person, id }: Props) {
  const { t } = useTranslation('savings')
  const [isOpen, setOpen] = useState(false)
  const close = () => {
    setOpen(false)
    // A button that was pressed in the dialog takes the focus with it.
    setTimeout(() => document.getElementById(id)?.focus())
  }
  return (
    <>
      <Button
        id={id}
        appearance="subtle"
        size="small"
        icon={<PersonProhibitedRegular />}
        onClick={() => setOpen(true)}
      >
        {t('excluded.leaveOutUser')}
      </Button>
      {isOpen && (
        <ExclusionDialog
          connector={connector}
          given={{ ...emptyDraft, userId }}
          person={person}
          onClose={close}
        />
      )}
    </>
  )
}
