import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  DialogTrigger,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Tab,
  TabList,
  Textarea,
  tokens,
} from '@fluentui/react-components'
import { CodeRegular, ShareRegular } from '@fluentui/react-icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactElement, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SetupItemId, SetupSubject } from '../../../electron/contract/setup/setup.ts'
import { useBridge } from '../../bridge/context.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { DialogSurface } from '../../ui/dialog/dialog-surface.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { saveAsFile } from '../../ui/save-as-file.ts'

const useStyles = makeStyles({
  choices: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
    columnGap: tokens.spacingHorizontalL,
    alignItems: 'start',
  },
})

const formats = ['text', 'markdown', 'html'] as const
type Format = (typeof formats)[number]

const scopes = ['step', 'all', 'consent'] as const
type Scope = (typeof scopes)[number]

type Props = {
  subject: SetupSubject
  /** The lines of the step that can be handed over by itself; null where only the whole checklist can. */
  lines: readonly SetupItemId[] | null
  tenantId: string | null
}

/** The step, or the whole checklist, as a message to whoever holds the role. */
export function HandOverButton(props: Props) {
  const { t } = useTranslation()
  return (
    <ToolDialog icon={<ShareRegular />} label={t('setup.handOver.open')} title={t('setup.handOver.title')}>
      <Message {...props} />
    </ToolDialog>
  )
}

function Message({ subject, lines, tenantId }: Props) {
  const styles = useStyles()
  const tool = useToolStyles()
  const { t } = useTranslation()
  const bridge = useBridge()
  const [scope, setScope] = useState<Scope>(lines === null ? 'all' : 'step')
  const hasConsent = lines === null || lines.includes('consent')
  const [format, setFormat] = useState<Format>('text')
  const request = {
    subject,
    ...{ items: scope !== 'step' || lines === null ? null : [...lines], format, tenantId },
    letter: scope === 'consent' ? ('consent' as const) : ('steps' as const),
  }
  const message = useQuery({
    queryKey: ['handOver', request],
    queryFn: ({ signal }) => bridge.call('setup.handOver', request, signal),
    placeholderData: keepPreviousData,
    retry: false,
  })
  const text = message.data?.text ?? ''
  const take =
    format === 'html' ? (
      <Button
        appearance="primary"
        onClick={() => saveAsFile(text, t('setup.handOver.fileName'), 'text/html')}
      >
        {t('setup.handOver.save')}
      </Button>
    ) : (
      <CopyButton text={text} label={t('setup.handOver.copy')} look="primary" />
    )
  return (
    <ToolContent about={t('setup.handOver.about')} take={take}>
      <div className={styles.choices}>
        <Field label={t('setup.handOver.scope')}>
          <RadioGroup
            value={scope}
            onChange={(_event, { value }) => setScope(scopes.find(known => known === value) ?? 'all')}
          >
            {lines !== null && <Radio value="step" label={t('setup.handOver.thisStep')} />}
            <Radio value="all" label={t('setup.handOver.all')} />
            {hasConsent && <Radio value="consent" label={t('setup.handOver.consent')} />}
          </RadioGroup>
        </Field>
        <Field label={t('setup.handOver.format')}>
          <RadioGroup
            value={format}
            onChange={(_event, { value }) => setFormat(formats.find(known => known === value) ?? 'text')}
          >
            {formats.map(one => (
              <Radio key={one} value={one} label={t(`setup.handOver.${one}`)} />
            ))}
          </RadioGroup>
        </Field>
      </div>
      {message.isError && <ErrorPanel error={message.error} />}
      {format === 'html' ? (
        <p className={tool.about}>{t('setup.handOver.saveAbout')}</p>
      ) : (
        <>
          <Field label={t('setup.handOver.subject')}>
            <Input
              readOnly
              value={message.data?.subject ?? ''}
              contentAfter={
                <CopyButton text={message.data?.subject ?? ''} label={t('setup.handOver.copySubject')} />
              }
            />
          </Field>
          <Field label={t('setup.handOver.message')}>
            <Textarea readOnly value={text} rows={9} textarea={{ className: tool.text }} />
          </Field>
        </>
      )}
    </ToolContent>
  )
}

const kinds = ['powershell', 'azureCli'] as const

type ScriptsDialogProps = { subject: SetupSubject; tenantId: string | null }

/** The registration as a script, for those who would rather read code than click. */
export function ScriptsButton(props: ScriptsDialogProps) {
  const { t } = useTranslation()
  return (
    <ToolDialog icon={<CodeRegular />} label={t('setup.scripts.open')} title={t('setup.scripts.title')}>
      <Scripts {...props} />
    </ToolDialog>
  )
}

function Scripts({ subject, tenantId }: ScriptsDialogProps) {
  const styles = useToolStyles()
  const { t } = useTranslation()
  const bridge = useBridge()
  const [kind, setKind] = useState<(typeof kinds)[number]>('powershell')
  const request = { subject, tenantId }
  const scripts = useQuery({
    queryKey: ['scripts', request],
    queryFn: ({ signal }) => bridge.call('setup.scripts', request, signal),
    retry: false,
  })
  const text = scripts.data?.[kind] ?? ''
  return (
    <ToolContent
      about={t('setup.scripts.about')}
      take={<CopyButton text={text} label={t('setup.scripts.copy')} look="primary" />}
    >
      {scripts.isError && <ErrorPanel error={scripts.error} />}
      <TabList
        selectedValue={kind}
        onTabSelect={(_event, { value }) => setKind(kinds.find(known => known === value) ?? 'powershell')}
      >
        {kinds.map(one => (
          <Tab key={one} value={one}>
            {t(`setup.scripts.${one}`)}
          </Tab>
        ))}
      </TabList>
      <Textarea
        readOnly
        value={text}
        rows={12}
        aria-label={t(`setup.scripts.${kind}`)}
        textarea={{ className: styles.text }}
      />
    </ToolContent>
  )
}

/** How the tools beside a step show an introduction and text to copy. */
const useToolStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  about: { margin: 0, color: tokens.colorNeutralForeground2 },
  text: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
})

type ToolDialogProps = { icon: ReactElement; label: string; title: string; children: ReactNode }

/**
 * A tool beside the steps: its button, and the dialog that this opens. What is in it is drawn only while it
 * is open.
 */
function ToolDialog({ icon, label, title, children }: ToolDialogProps) {
  return (
    <Dialog>
      <DialogTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={icon}>
          {label}
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          {children}
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

/** What the dialog holds, above the button that closes it and the one that takes the text along. */
function ToolContent({ about, take, children }: { about: string; take: ReactNode; children: ReactNode }) {
  const styles = useToolStyles()
  const { t } = useTranslation()
  return (
    <>
      <DialogContent className={styles.content}>
        <p className={styles.about}>{about}</p>
        {children}
      </DialogContent>
      <DialogActions>
        <DialogTrigger disableButtonEnhancement>
          <Button>{t('common.close')}</Button>
        </DialogTrigger>
        {take}
      </DialogActions>
    </>
  )
}
