import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { SetupItem } from '../../../../electron/contract/setup/setup.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { RichText } from './rich-text.tsx'

const useStyles = makeStyles({
  what: { margin: 0, maxWidth: '66ch', lineHeight: tokens.lineHeightBase400 },
  numbered: {
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXXL,
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    maxWidth: '66ch',
    lineHeight: tokens.lineHeightBase400,
  },
  // The padding of an accordion would indent it against the text above.
  folds: { marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
})

/** What to do, in the words of the checklist; several sentences are numbered. */
export function What({ item }: { item: SetupItem }) {
  const styles = useStyles()
  const [only, ...others] = item.what
  if (only !== undefined && others.length === 0) {
    return (
      <p className={styles.what}>
        <RichText text={only} />
      </p>
    )
  }
  return (
    <ol className={styles.numbered}>
      {item.what.map(text => (
        <li key={text}>
          <RichText text={text} />
        </li>
      ))}
    </ol>
  )
}

/**
 * Who can do it and what goes wrong, folded away; on the line that mostly falls to another person, who that
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
        <AccordionHeader as="h3">{t('setup.who')}</AccordionHeader>
        <AccordionPanel>
          <p className={styles.what}>
            <RichText text={item.who} />
          </p>
        </AccordionPanel>
      </AccordionItem>
      <AccordionItem value="mistakes">
        <AccordionHeader as="h3">{t('setup.mistakes')}</AccordionHeader>
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

const useValuesStyles = makeStyles({
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
    '@media (max-width: 819px)': { gridTemplateColumns: 'minmax(0, 1fr) auto' },
  },
  label: {
    color: tokens.colorNeutralForeground2,
    '@media (max-width: 819px)': { gridColumn: '1 / span 2', fontSize: tokens.fontSizeBase200 },
  },
  value: { margin: 0, display: 'flex', flexDirection: 'column' },
  text: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  about: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  copy: { margin: 0 },
})

/** Every value that the line needs in the portal, with its button to copy. */
export function ValuesToCopy({ item }: { item: Pick<SetupItem, 'values' | 'title'> }) {
  const styles = useValuesStyles()
  const { t } = useTranslation()
  if (item.values.length === 0) return null
  return (
    <dl className={styles.list} aria-label={`${t('setup.values.title')}: ${item.title}`}>
      {item.values.map(({ label, value, about }) => (
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
