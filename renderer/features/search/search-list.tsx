import {
  Button,
  Caption1,
  makeStyles,
  mergeClasses,
  OptionGroup,
  Text,
  tokens,
} from '@fluentui/react-components'
import { type RefObject, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { type Entry, grouped } from './entries.ts'

const useStyles = makeStyles({
  surface: {
    position: 'absolute',
    maxHeight: 'min(480px, 70vh)',
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow16,
    padding: tokens.spacingVerticalXS,
  },
  hidden: { display: 'none' },
  option: {
    display: 'flex',
    alignItems: 'baseline',
    justifyContent: 'flex-start',
    columnGap: tokens.spacingHorizontalS,
    width: '100%',
    maxWidth: 'none',
    textAlign: 'left',
    fontWeight: tokens.fontWeightRegular,
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}`,
  },
  active: {
    backgroundColor: tokens.colorNeutralBackground1Hover,
    outline: `${tokens.strokeWidthThin} solid ${tokens.colorStrokeFocus2}`,
    '@media (forced-colors: active)': { outline: '2px solid Highlight' },
  },
  title: {
    flexShrink: 0,
    maxWidth: '60%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  detail: {
    color: tokens.colorNeutralForeground3,
    flexGrow: 1,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  key: { color: tokens.colorNeutralForeground3, flexShrink: 0 },
  none: { display: 'block', padding: tokens.spacingHorizontalM, color: tokens.colorNeutralForeground2 },
})

type Props = {
  id: string
  className: string
  isOpen: boolean
  isBusy: boolean
  entries: readonly Entry[]
  active: number
  /** Whose actions are shown; null for what was found. */
  subject: Entry | null
  text: string
  onActive: (index: number) => void
  onChoose: (entry: Entry) => void
}

/** The list of a combo box: it never has the focus itself. */
export function SearchList(props: Props) {
  const { id, className, isOpen, isBusy, entries, active, subject, text, onActive, onChoose } = props
  const styles = useStyles()
  const { t } = useTranslation()
  const surface = useRef<HTMLDivElement>(null)
  useKeptFocus(surface)
  useEffect(() => {
    surface.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })
  const isEmpty = entries.length === 0
  const groups =
    subject === null
      ? grouped(entries)
      : [{ group: subject.group, entries: entries.map((entry, index) => ({ entry, index })) }]
  return (
    <div ref={surface} className={mergeClasses(className, isOpen ? styles.surface : styles.hidden)}>
      {isOpen && isEmpty && !isBusy && <Text className={styles.none}>{t('search.none', { text })}</Text>}
      <div id={id} role="listbox" aria-label={subject?.title ?? t('search.results')}>
        {isOpen &&
          groups.map(({ group, entries: members }) => {
            const title =
              subject === null ? t(`search.group.${group}`) : t('search.actionsOf', { title: subject.title })
            return (
              <OptionGroup key={group} label={title}>
                {members.map(({ entry, index }) => (
                  <Button
                    key={entry.id}
                    id={`${id}-${index}`}
                    role="option"
                    appearance="subtle"
                    aria-selected={index === active}
                    tabIndex={-1}
                    className={mergeClasses(styles.option, index === active && styles.active)}
                    onMouseMove={() => onActive(index)}
                    onClick={() => onChoose(entry)}
                  >
                    <Text className={styles.title}>{entry.title}</Text>
                    <Caption1 className={styles.detail}>{entry.detail}</Caption1>
                    {index === active && entry.more.length > 0 && (
                      <Caption1 className={styles.key}>{t('search.moreKey')}</Caption1>
                    )}
                  </Button>
                ))}
              </OptionGroup>
            )
          })}
      </div>
      <VisuallyHidden live>
        {isOpen ? (isEmpty ? t('search.none', { text }) : t('search.count', { count: entries.length })) : ''}
      </VisuallyHidden>
    </div>
  )
}

/**
 * The press of a mouse, also on the scroll bar, must not take the focus out of the box, which would close the
 * list before the click.
 */
function useKeptFocus(surface: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const keep = (event: MouseEvent) => event.preventDefault()
    const element = surface.current
    element?.addEventListener('mousedown', keep)
    return () => element?.removeEventListener('mousedown', keep)
  }, [surface])
}
