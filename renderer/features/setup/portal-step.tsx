import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SetupItem } from '../../../electron/contract/setup.ts'
import { ExternalLink } from '../../ui/external-link.tsx'
import { Findings } from './findings.tsx'
import { PortalPicture } from './pictures/portal-picture.tsx'
import { RichText } from './rich-text.tsx'
import { ValuesToCopy } from './values-to-copy.tsx'
import type { Wizard } from './wizard.ts'

const useStyles = makeStyles({
  what: { margin: 0, maxWidth: '66ch', lineHeight: tokens.lineHeightBase400 },
  group: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  // The padding of an accordion would indent it against the text above.
  folds: { marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
})

/** A step in the portal: what to do, the way there, what to copy, how it looks, and what goes wrong. `children` stand before the values. */
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

/** Who can do it and what goes wrong, folded away; on the step that mostly falls to another person, who that is stands open. */
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
