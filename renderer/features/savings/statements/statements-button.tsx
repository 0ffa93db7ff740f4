import { Button } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSavingsQueries } from '../../../savings-queries.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { StatementsDialog } from './statements-dialog.tsx'

/** Opens what a person says of plans that no report shows, and of who works without a desk. */
export function StatementsButton({ connector }: { connector: string }) {
  const { t } = useTranslation('savings')
  const [isOpen, setOpen] = useState(false)
  const statements = useQuery({ ...useSavingsQueries(connector).statements(), enabled: isOpen })
  return (
    <>
      <Button appearance="subtle" size="small" onClick={() => setOpen(true)}>
        {t('statements.open')}
      </Button>
      {isOpen && statements.isError && (
        <ErrorPanel error={statements.error} onRetry={() => void statements.refetch()} />
      )}
      {isOpen && statements.data !== undefined && (
        <StatementsDialog connector={connector} statements={statements.data} onClose={() => setOpen(false)} />
      )}
    </>
  )
}
