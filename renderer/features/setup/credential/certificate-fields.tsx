import { Button, Field, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { decodeText } from '../../../../electron/contract/entry/decoded.ts'
import { KeyTextarea, SecretInput } from '../../../ui/secret-input.tsx'
import { type CredentialProps, validity } from './credential-fields.tsx'
import { MakeCertificate } from './make-certificate.tsx'
import { useEmptied } from './use-credential.ts'

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  hidden: { display: 'none' },
})

/** A certificate that is made here, or one of theirs with its private key. */
export function CertificateFields(props: CredentialProps) {
  const styles = useStyles()
  const { t } = useTranslation('wizard')
  const { wizard } = props
  const [isOwn, setOwn] = useState(false)
  return (
    <div className={styles.part}>
      <Field label={t('certificate.choose')}>
        <RadioGroup
          value={isOwn ? 'own' : 'made'}
          disabled={wizard.draft.made !== null}
          onChange={(_event, { value }) => setOwn(value === 'own')}
        >
          <Radio value="made" label={t('certificate.make')} />
          <Radio value="own" label={t('certificate.own')} />
        </RadioGroup>
      </Field>
      {isOwn && wizard.draft.made === null ? <OwnCertificate {...props} /> : <MakeCertificate {...props} />}
    </div>
  )
}

/** A certificate with its private key, pasted or from a file, and the passphrase that opens it. */
function OwnCertificate({ wizard: { saved }, credential, isMissing }: CredentialProps) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { t: tw } = useTranslation('wizard')
  const picker = useRef<HTMLInputElement>(null)
  useEmptied(credential.pemField)
  useEmptied(credential.passphraseField)
  const isKept = saved !== null && saved.connector.credential === 'certificate'
  const [unusable, setUnusable] = useState<string | null>(null)
  const take = async (file: File) => {
    const { name } = file
    setUnusable(file.size > maxFileSize ? tw('certificate.tooLarge', { name }) : null)
    if (file.size > maxFileSize) return
    const bytes = new Uint8Array(await file.arrayBuffer())
    if (isPfx(bytes)) {
      credential.takePfx({ name, base64: base64Of(bytes) })
      return
    }
    const { text } = decodeText(bytes, { lenient: true })
    // What is no text is judged, and refused with its reason, by the engine.
    credential.fill(text ?? (await file.text()))
  }
  return (
    <>
      <Field
        label={t('setup.enter.certificate')}
        hint={isKept ? t('setup.enter.certificateKept') : t('setup.enter.certificateFrom')}
        required={!isKept}
        {...validity([], unusable ?? (isMissing ? t('setup.enter.certificateMissing') : null))}
      >
        <KeyTextarea
          areaRef={credential.pemField}
          placeholder="-----BEGIN PRIVATE KEY-----"
          onInput={() => {
            setUnusable(null)
            credential.takeText()
          }}
        />
      </Field>
      <input
        ref={picker}
        type="file"
        className={styles.hidden}
        accept=".pem,.crt,.cer,.key,.txt,.pfx,.p12"
        tabIndex={-1}
        aria-label={t('setup.enter.certificateFile')}
        onChange={event => {
          const [file] = event.target.files ?? []
          event.target.value = ''
          if (file === undefined) return
          take(file).catch(() => setUnusable(tw('certificate.unreadable', { name: file.name })))
        }}
      />
      <div>
        <Button size="small" onClick={() => picker.current?.click()}>
          {t('setup.enter.certificateFile')}
        </Button>
        {credential.fileName !== null && ` ${tw('certificate.chosen', { name: credential.fileName })}`}
      </div>
      <Field label={tw('certificate.passphrase')} hint={tw('certificate.passphraseHint')}>
        <SecretInput
          inputRef={credential.passphraseField}
          showLabel={tw('certificate.showPassphrase')}
          hideLabel={tw('certificate.hidePassphrase')}
          onInput={credential.judge}
        />
      </Field>
    </>
  )
}

/** Microsoft Entra takes one certificate; chains and long keys still fit several times over. */
const maxFileSize = 65_536

/** A PKCS #12 file is binary and begins with the sign of a sequence; PEM is text. */
function isPfx(bytes: Uint8Array): boolean {
  return bytes[0] === 0x30 && bytes.some(byte => byte === 0)
}

function base64Of(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
}
