import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { MadeCertificate } from '../../../../electron/contract/setup/certificate.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { SessionPart } from '../registration/session-part.tsx'
import { useRegistration } from '../registration/use-registration.ts'
import type { Wizard } from '../wizard.ts'

const useStyles = makeStyles({
  part: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalS,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** Uploads the public part of a certificate after a sign-in, each call shown before it is made. */
export function UploadPart({ made, wizard }: { made: MadeCertificate; wizard: Wizard }) {
  const styles = useStyles()
  const { t } = useTranslation('wizard')
  const registration = useRegistration(`upload ${made.key}`)
  const { session, error } = registration
  const { cloud, tenantId, clientId } = wizard.draft
  const isNamed = tenantId.trim() !== '' && clientId.trim() !== ''
  const isOver = session === null || session.stage === 'stopped' || session.stage === 'undone'
  const { certificate } = made
  const upload = () =>
    void registration.begin({ work: { kind: 'upload', cloud, tenantId, clientId, certificate } })
  return (
    <div className={styles.part}>
      {error !== null && <ErrorPanel error={error} />}
      {session !== null && <SessionPart session={session} registration={registration} />}
      {isOver && (
        <>
          <Button appearance="primary" disabledFocusable={!isNamed} onClick={upload}>
            {t('certificate.uploadForMe')}
          </Button>
          <Caption1 className={styles.quiet}>
            {t(isNamed ? 'certificate.uploadAbout' : 'certificate.uploadMissing')}
          </Caption1>
        </>
      )}
    </div>
  )
}
