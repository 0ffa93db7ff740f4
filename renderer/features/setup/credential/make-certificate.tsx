import {
  Button,
  Caption1,
  Field,
  makeStyles,
  Spinner,
  ToggleButton,
  tokens,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MadeCertificate } from '../../../../electron/contract/setup/certificate.ts'
import { useBridge } from '../../../bridge/context.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useFormat } from '../../../ui/format-context.tsx'
import { saveAsFile } from '../../../ui/save-as-file.ts'
import { ExternalLink } from '../lines/external-link.tsx'
import { itemOf } from '../wizard.ts'
import { type CredentialProps, validity } from './credential-fields.tsx'
import { UploadPart } from './upload-part.tsx'

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  card: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXXL, lineHeight: tokens.lineHeightBase400 },
  facts: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    '& dd': { margin: 0, fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
})

const lifetimes = [90, 180, 365] as const

/** Makes a certificate in the app, whose public part is then uploaded in the portal. */
export function MakeCertificate({ wizard, isMissing }: CredentialProps) {
  const styles = useStyles()
  const { t } = useTranslation('wizard')
  const bridge = useBridge()
  const { draft, change } = wizard
  const [days, setDays] = useState<number>(365)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    setError(null)
    try {
      await work()
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)))
    } finally {
      setBusy(false)
    }
  }
  const make = () =>
    attempt(async () => {
      const name = draft.name.trim() === '' ? t('certificate.commonName') : draft.name.trim()
      change({ made: await bridge.call('certificates.make', { name, days }) })
    })
  const discard = (made: MadeCertificate) =>
    attempt(async () => {
      await bridge.call('certificates.discard', { key: made.key })
      change({ made: null })
    })
  const { made } = draft
  return (
    <div className={styles.part}>
      {error !== null && <ErrorPanel error={error} />}
      {made !== null ? (
        <Made made={made} wizard={wizard} isBusy={isBusy} onDiscard={() => void discard(made)} />
      ) : (
        <>
          <Caption1 className={styles.quiet}>{t('certificate.makeAbout')}</Caption1>
          <Field {...validity([], isMissing ? t('certificate.missing') : null)}>
            <div className={styles.row}>
              {lifetimes.map(one => (
                <ToggleButton key={one} size="small" checked={one === days} onClick={() => setDays(one)}>
                  {t('certificate.days', { count: one })}
                </ToggleButton>
              ))}
              <Button disabledFocusable={isBusy} onClick={() => void make()}>
                {t('certificate.create')}
              </Button>
              {isBusy && <Spinner size="tiny" />}
            </div>
          </Field>
        </>
      )}
    </div>
  )
}

type MadeProps = {
  made: MadeCertificate
  wizard: CredentialProps['wizard']
  isBusy: boolean
  onDiscard: () => void
}

/** What to do with a certificate that was made, and how to recognize it in the portal. */
function Made({ made, wizard, isBusy, onDiscard }: MadeProps) {
  const styles = useStyles()
  const { t } = useTranslation('wizard')
  const format = useFormat()
  const link = itemOf(wizard.guide, 'secret')?.link ?? null
  return (
    <div className={styles.card}>
      <UploadPart made={made} wizard={wizard} />
      <ol className={styles.list}>
        <li>{t('certificate.saveStep')}</li>
        <li>{t('certificate.uploadStep')}</li>
        <li>{t('certificate.compareStep')}</li>
      </ol>
      <div className={styles.row}>
        <Button
          onClick={() => saveAsFile(made.certificate, 'm365-connector.cer', 'application/x-x509-ca-cert')}
        >
          {t('certificate.save')}
        </Button>
        {link !== null && (
          <ExternalLink address={link.address} look="button">
            {link.label}
          </ExternalLink>
        )}
        <Button appearance="subtle" disabledFocusable={isBusy} onClick={onDiscard}>
          {t('certificate.discard')}
        </Button>
      </div>
      <dl className={styles.facts}>
        <dt>{t('certificate.thumbprint')}</dt>
        <dd>
          {made.thumbprint} <CopyButton text={made.thumbprint} label={t('certificate.copyThumbprint')} />
        </dd>
        <dt>{t('certificate.thumbprint256')}</dt>
        <dd>{made.thumbprintSha256}</dd>
        <dt>{t('certificate.expires')}</dt>
        <dd>{format.date(made.expiresOn)}</dd>
      </dl>
    </div>
  )
}
