import { Button } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSavingsQueries } from '../../../savings-queries.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { LadderDialog } from './ladder-dialog.tsx'

/** Opens which plans stand above each other. */
export function LadderButton({ connector }: { connector: string }) {
  const { t } = useTranslation('savings')
  const [isOpen, setOpen] = useState(false)
  const ladder = useQuery({ ...useSavingsQueries(connector).ladder(), enabled: isOpen })
  return (
    <>
      <Button appearance="subtle" size="small" onClick={() => setOpen(true)}>
        {t('ladder.open')}
      </Button>
      {isOpen && ladder.isError && <ErrorPanel error={ladder.error} onRetry={() => void ladder.refetch()} />}
      {isOpen && ladder.data !== undefined && (
        <LadderDialog connector={connector} ladder={ladder.data} onClose={() => setOpen(false)} />
      )}
    </>
  )
}
