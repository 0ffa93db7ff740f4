import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SetupItem, SetupItemId } from '../../../../electron/contract/setup/setup.ts'
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx'
import { Findings } from '../checks/findings.tsx'
import { PortalPicture } from '../pictures/portal-picture.tsx'
import { isPortalNext, itemOf, stateOfLine, type Wizard } from '../wizard.ts'
import { ExternalLink } from './external-link.tsx'
import { Folds, ValuesToCopy, What } from './line-parts.tsx'
import { StateIcon } from './state-icon.tsx'

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    paddingTop: tokens.spacingVerticalL,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    scrollMarginTop: tokens.spacingVerticalL,
  },
  head: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  title: { ...typographyStyles.subtitle2, margin: 0, outlineStyle: 'none' },
  number: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
})

type Props = {
  wizard: Wizard
  id: SetupItemId
  /** Whether the address names this very line: then it takes the focus. */
  isNamed: boolean
  /** Null where another line of the same step has led to the same page already. */
  link?: SetupItem['link']
  /** Stands between the way to the portal and the values to copy. */
  children?: ReactNode
}

/**
 * One line of the checklist with its tick: what to do, the way there, what to copy, how it looks, and what
 * goes wrong.
 */
export function ChecklistLine({ wizard, id, isNamed, link, children }: Props) {
  const item = itemOf(wizard.guide, id)
  if (item === null) return null
  const shownLink = link === undefined ? item.link : link
  return (
    <LineFrame wizard={wizard} item={item} isNamed={isNamed}>
      <Findings wizard={wizard} item={id} />
      <What item={item} />
      {shownLink !== null && (
        <div>
          <ExternalLink
            address={shownLink.address}
            look={isPortalNext(wizard, id) ? 'primary' : 'button'}
            onOpen={() => wizard.markOpened(id)}
          >
            {shownLink.label}
          </ExternalLink>
        </div>
      )}
      {children}
      <ValuesToCopy item={item} />
      <PortalPicture item={id} wizard={wizard} />
      <Folds item={item} />
    </LineFrame>
  )
}

type FrameProps = { wizard: Wizard; item: SetupItem; isNamed: boolean; children: ReactNode }

function LineFrame({ wizard, item: { id, number, title }, isNamed, children }: FrameProps) {
  const styles = useStyles()
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  const state = stateOfLine(wizard, id)
  useEffect(() => {
    if (!isNamed) return
    heading.current?.focus({ preventScroll: true })
    heading.current?.scrollIntoView({ block: 'start' })
  }, [isNamed])
  return (
    <section className={styles.line} aria-label={title}>
      <div className={styles.head}>
        <StateIcon state={state} />
        <h2 ref={heading} tabIndex={-1} className={styles.title}>
          {number !== '' && <span className={styles.number}>{`${number} `}</span>}
          {title}
          <VisuallyHidden>{`, ${t(`setup.state.${state}`)}`}</VisuallyHidden>
        </h2>
      </div>
      {children}
    </section>
  )
}
