import {
  Button,
  DrawerHeader,
  DrawerHeaderTitle,
  InlineDrawer,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { DismissRegular, OpenRegular } from '@fluentui/react-icons'
import { type ReactNode, useCallback, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useReturnFocus } from '../../dialog/use-return-focus.ts'

const useStyles = makeStyles({
  panel: {
    width: '420px',
    maxWidth: '100%',
    flexShrink: 0,
    height: '100%',
    borderLeft: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    // In a narrow window a panel beside the table would leave nothing of it.
    '@media (max-width: 1099px)': {
      position: 'absolute',
      right: 0,
      top: 0,
      zIndex: 3,
      boxShadow: tokens.shadow16,
    },
  },
  title: { overflowWrap: 'anywhere' },
  // The library's own body looks how far it is scrolled before the first frame, for which the browser has to
  // place everything once more.
  body: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    flexGrow: 1,
    minHeight: 0,
    alignSelf: 'stretch',
    position: 'relative',
    overflow: 'auto',
    padding: `0 ${tokens.spacingHorizontalXXL} ${tokens.spacingHorizontalXXL}`,
  },
})

// The arrow keys scroll it.
const asScrolled = { tabIndex: 0 } as const

type Props = {
  title: string
  onClose: () => void
  /** Leads to the row's own page; left out where it has none. */
  onOpenPage?: (() => void) | undefined
  children: ReactNode
}

/**
 * What a screen shows of one row: beside the table where there is room, over it otherwise. The focus stays in
 * the rows, whose arrow keys the panel follows; Tab leads into it, and when it goes the row has the focus
 * again.
 */
export function RowPanel({ title, onClose, onOpenPage, children }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const body = useRef<HTMLDivElement>(null)
  // The arrow keys have moved on since the panel was opened.
  const rowBeside = useCallback(() => {
    const table = body.current?.closest('[role="complementary"]')?.parentElement
    return table?.querySelector<HTMLElement>('[role="row"][tabindex="0"]') ?? null
  }, [])
  useReturnFocus(rowBeside)
  return (
    <InlineDrawer
      open
      position="end"
      className={styles.panel}
      role="complementary"
      aria-label={title}
      onKeyDown={event => event.key === 'Escape' && onClose()}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          heading={{ as: 'h2', className: styles.title }}
          action={
            <>
              {onOpenPage !== undefined && (
                <Button
                  appearance="subtle"
                  icon={<OpenRegular />}
                  aria-label={t('table.panel.openPage')}
                  title={t('table.panel.openPage')}
                  onClick={onOpenPage}
                />
              )}
              <Button
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={t('table.panel.close')}
                title={t('table.panel.close')}
                onClick={onClose}
              />
            </>
          }
        >
          {title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <div {...asScrolled} ref={body} className={styles.body}>
        {children}
      </div>
    </InlineDrawer>
  )
}
