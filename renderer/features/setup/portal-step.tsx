import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  Link,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { OpenRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import type { MouseEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type TextRun, textRuns } from '../../../electron/contract/setup/rich-text.ts'
import type { SetupItem } from '../../../electron/contract/setup/setup.ts'
import { useBridge } from '../../bridge/context.tsx'
import { useQueries } from '../../queries.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Findings } from './check-list.tsx'
import { PortalPicture } from './pictures/portal-picture.tsx'
import type { Wizard } from './wizard.ts'

const useStyles = makeStyles({
  what: { margin: 0, maxWidth: '66ch', lineHeight: tokens.lineHeightBase400 },
  group: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  // The padding of an accordion would indent it against the text above.
  folds: { marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
})

/**
 * A step in the portal: what to do, the way there, what to copy, how it looks, and what goes wrong.
 * `children` stand before the values.
 */
export function PortalStep({
  wizard,
  item,
  children,
}: {
  wizard: Wizard
  item: SetupItem
  children?: ReactNode
}) {
  return (
    <>
      <Findings wizard={wizard} item={item.id} />
      <What item={item} />
      {children}
      {item.link !== null && (
        <div>
          <ExternalLink address={item.link.address} look="button">
            {item.link.label}
          </ExternalLink>
        </div>
      )}
      <ValuesToCopy values={item.values} />
      <PortalPicture item={item.id} wizard={wizard} />
      <Folds item={item} />
    </>
  )
}

/** What to do, in the words of the checklist. */
export function What({ item }: { item: SetupItem }) {
  const styles = useStyles()
  return (
    <div className={styles.group}>
      {item.what.map(text => (
        <p key={text} className={styles.what}>
          <RichText text={text} />
        </p>
      ))}
    </div>
  )
}

/**
 * Who can do it and what goes wrong, folded away; on the step that mostly falls to another person, who that
 * is stands open.
 */
export function Folds({ item }: { item: SetupItem }) {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <Accordion
      collapsible
      multiple
      className={styles.folds}
      defaultOpenItems={item.id === 'consent' ? ['who'] : []}
    >
      <AccordionItem value="who">
        <AccordionHeader as="h2">{t('setup.who')}</AccordionHeader>
        <AccordionPanel>
          <p className={styles.what}>
            <RichText text={item.who} />
          </p>
        </AccordionPanel>
      </AccordionItem>
      <AccordionItem value="mistakes">
        <AccordionHeader as="h2">{t('setup.mistakes')}</AccordionHeader>
        <AccordionPanel>
          <ul className={styles.list}>
            {item.mistakes.map(mistake => (
              <li key={mistake}>
                <RichText text={mistake} />
              </li>
            ))}
          </ul>
        </AccordionPanel>
      </AccordionItem>
    </Accordion>
  )
}

const useValuesToCopyStyles = makeStyles({
  list: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalS,
  },
  row: {
    display: 'grid',
    gridTemplateColumns: '160px minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalXS} ${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  label: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, display: 'flex', flexDirection: 'column' },
  text: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  about: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  copy: { margin: 0 },
})

/** Every value that the step needs in the portal, with its button to copy. */
function ValuesToCopy({ values }: { values: SetupItem['values'] }) {
  const styles = useValuesToCopyStyles()
  const { t } = useTranslation()
  if (values.length === 0) return null
  return (
    <dl className={styles.list} aria-label={t('setup.values.title')}>
      {values.map(({ label, value, about }) => (
        <div key={value} className={styles.row}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.value}>
            <span className={styles.text}>{value}</span>
            {about !== '' && <span className={styles.about}>{about}</span>}
          </dd>
          <dd className={styles.copy}>
            <CopyButton text={value} label={t('setup.values.copy', { label: value })} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

const useRichTextStyles = makeStyles({
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '0.93em',
    padding: `0 ${tokens.spacingHorizontalXS}`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusSmall,
    overflowWrap: 'anywhere',
  },
})

/** A text of the checklist with its emphasis and code. */
function RichText({ text }: { text: string }) {
  const runs = textRuns(text)
  return placed(runs).map(({ run, at }) => <Run key={at} run={run} />)
}

/** Runs with the place at which each begins, which tells two equal ones apart. */
function placed(runs: readonly TextRun[]): { run: TextRun; at: number }[] {
  let at = 0
  return runs.map(run => {
    const begins = at
    at += run.text.length + 1
    return { run, at: begins }
  })
}

function Run({ run: { kind, text } }: { run: TextRun }) {
  const styles = useRichTextStyles()
  switch (kind) {
    case 'strong':
      return <strong>{text}</strong>
    case 'emphasis':
      return <em>{text}</em>
    case 'code':
      return <code className={styles.code}>{text}</code>
    default:
      return text
  }
}

type Props = {
  address: string
  /** A button for the main thing to do, a link within a text. */
  look?: 'button' | 'link'
  children: ReactNode
}

/**
 * A page outside of the app. A desktop host opens it in the person's browser; in a browser it is an ordinary
 * link to a new tab.
 */
function ExternalLink({ address, look = 'link', children }: Props) {
  const bridge = useBridge()
  const host = useQuery(useQueries().host())
  const open = (event: MouseEvent) => {
    if (host.data?.kind !== 'desktop') return
    event.preventDefault()
    // Whatever goes wrong, the address can be copied; nothing else depends on the page being open.
    void bridge.call('host.openLink', { url: address }).catch(() => undefined)
  }
  const target = { href: address, target: '_blank', rel: 'noopener noreferrer', onClick: open } as const
  if (look === 'link') return <Link {...target}>{children}</Link>
  return (
    <Button as="a" icon={<OpenRegular />} iconPosition="after" {...target}>
      {children}
    </Button>
  )
}
