import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  Checkbox,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  tokens,
} from '@fluentui/react-components'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RegistrationSession, SignInClient } from '../../../../electron/contract/registration/session.ts'
import type { SetupSubject } from '../../../../electron/contract/setup/setup.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { ConsentPanel } from '../consent/consent-panel.tsx'
import { HandOverButton } from '../tool-dialogs.tsx'
import { knownTenant, type Wizard } from '../wizard.ts'
import { SessionPart } from './session-part.tsx'
import { useRegistration } from './use-registration.ts'

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXXL, lineHeight: tokens.lineHeightBase400 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
})

type Props = { wizard: Wizard; subject: SetupSubject }

/** The setup that carries itself out: the person signs in, sees each call, and lets them be made. */
export function AutomaticPart({ wizard, subject }: Props) {
  const styles = useStyles()
  const registration = useRegistration(wizard.draft.id)
  const { session, error } = registration
  useMade(wizard, session)
  const isOver = session === null || session.stage === 'stopped' || session.stage === 'undone'
  return (
    <div className={styles.part}>
      {error !== null && <ErrorPanel error={error} />}
      {session !== null && (
        <SessionPart
          session={session}
          registration={registration}
          next={session.stage === 'done' && <Next wizard={wizard} subject={subject} session={session} />}
        />
      )}
      {isOver && <Begin wizard={wizard} begin={registration.begin} />}
    </div>
  )
}

/** What is left to do once the app is registered: consent, by whoever may grant it, or the test. */
function Next({ wizard, subject, session }: Props & { session: RegistrationSession }) {
  const styles = useStyles()
  const { t } = useTranslation('automatic')
  const test = () => testNow(wizard, session)
  switch (session.consent) {
    case 'ask':
      return <ConsentPanel wizard={wizard} connector={session.connector} isNext onGranted={test} />
    case 'handOver':
      return (
        <div className={styles.row}>
          <span>{t('done.handOver')}</span>
          <HandOverButton subject={subject} lines={['consent']} tenantId={knownTenant(wizard.draft)} />
        </div>
      )
    case 'none':
      return (
        <div>
          <Button appearance="primary" onClick={test}>
            {t('done.test')}
          </Button>
        </div>
      )
    default:
      return null
  }
}

/** The window may hear of the new connector later than its consent comes; the work knows its id. */
function testNow({ saved, test, goTo }: Wizard, { connector }: RegistrationSession): void {
  const id = connector ?? saved?.connector.id ?? null
  if (id !== null) test(id)
  goTo('test')
}

/** Takes over once what was made, so that the lines of the checklist and the other steps know of it. */
function useMade({ draft, change }: Wizard, session: RegistrationSession | null): void {
  const taken = useRef<string | null>(null)
  const changeNow = useRef(change)
  changeNow.current = change
  const { done } = draft
  useEffect(() => {
    if (session?.stage !== 'done' || session.made === null || taken.current === session.id) return
    taken.current = session.id
    const { tenantId, clientId, expiresOn } = session.made
    changeNow.current({
      ...{ tenantId, clientId, secretExpiresOn: expiresOn, connector: session.connector },
      done: [...new Set([...done, ...made])],
    })
  }, [session, done])
}

/** Everything but the consent, which is its own page. */
const made = [
  'before',
  'signIn',
  'register',
  'copyIds',
  'delegated',
  'application',
  'secret',
  'enterValues',
] as const

const clients = ['graphTools', 'azureCli', 'own'] as const

type BeginProps = { wizard: Wizard; begin: ReturnType<typeof useRegistration>['begin'] }

/** What will happen, and how to sign in where the usual way is not open. */
function Begin({ wizard: { draft, change, goTo }, begin }: BeginProps) {
  const styles = useStyles()
  const { t } = useTranslation('automatic')
  const [client, setClient] = useState<(typeof clients)[number]>('graphTools')
  const [ownId, setOwnId] = useState('')
  const [isCode, setCode] = useState(false)
  const [readPolicies, setReadPolicies] = useState(false)
  const name = draft.name.trim()
  const start = () => {
    const signInClient: SignInClient = client === 'own' ? { kind: 'own', clientId: ownId } : { kind: client }
    const { cloud, permissions, credential } = draft
    const tenantId = draft.tenantId.trim() === '' ? null : draft.tenantId.trim()
    const work = { kind: 'create' as const, name, cloud, tenantId, permissions, credential }
    void begin({ work, client: signInClient, way: isCode ? 'deviceCode' : 'browser', readPolicies })
  }
  return (
    <>
      <ol className={styles.list}>
        <li>{t('begin.signIn')}</li>
        <li>{t('begin.plan')}</li>
        <li>{t('begin.consent')}</li>
      </ol>
      <Field label={t('begin.credential')}>
        <RadioGroup
          layout="horizontal"
          value={draft.credential}
          onChange={(_event, { value }) =>
            change({ credential: value === 'certificate' ? 'certificate' : 'secret' })
          }
        >
          <Radio value="secret" label={t('begin.secret')} />
          <Radio value="certificate" label={t('begin.certificate')} />
        </RadioGroup>
      </Field>
      <div className={styles.row}>
        {name === '' ? (
          <Button onClick={() => goTo('before')}>{t('begin.name')}</Button>
        ) : (
          <Button appearance="primary" onClick={start}>
            {t('begin.start')}
          </Button>
        )}
      </div>
      <Accordion collapsible>
        <AccordionItem value="ways">
          <AccordionHeader as="h3">{t('ways.title')}</AccordionHeader>
          <AccordionPanel className={styles.part}>
            <Field label={t('ways.client')}>
              <RadioGroup
                value={client}
                onChange={(_event, { value }) =>
                  setClient(clients.find(known => known === value) ?? 'graphTools')
                }
              >
                {clients.map(one => (
                  <Radio key={one} value={one} label={t(`ways.${one}`)} />
                ))}
              </RadioGroup>
            </Field>
            {client === 'own' && (
              <Field label={t('ways.ownId')} hint={t('ways.ownAbout')}>
                <Input value={ownId} maxLength={256} onChange={(_event, { value }) => setOwnId(value)} />
              </Field>
            )}
            <Checkbox
              checked={isCode}
              label={t('ways.code')}
              onChange={(_event, { checked }) => setCode(checked === true)}
            />
            <Checkbox
              checked={readPolicies}
              label={t('ways.policies')}
              onChange={(_event, { checked }) => setReadPolicies(checked === true)}
            />
          </AccordionPanel>
        </AccordionItem>
      </Accordion>
    </>
  )
}
