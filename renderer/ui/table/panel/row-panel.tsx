import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  InlineDrawer,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components'
import { DismissRegular, OpenRegular } from '@fluentui/react-icons'
import { type ReactNode, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'

/** Below this width of the window a panel beside a table would leave nothing of the table. */
const besideQuery = '(min-width: 1100px)'

const useStyles = makeStyles({
  panel: {
    width: '420px',
    maxWidth: '100%',
    flexShrink: 0,
    height: '100%',
    borderLeft: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    outlineStyle: 'none',
  },
  over: { width: '420px', maxWidth: '100vw' },
  title: { overflowWrap: 'anywhere' },
  body: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
})

type Props = {
  title: string
  onClose: () => void
  /** Leads to the row's own page; left out where it has none. */
  onOpenPage?: (() => void) | undefined
  children: ReactNode
}

/** What a screen shows of one row: beside the table where there is room, over it otherwise. */
export function RowPanel({ title, onClose, onOpenPage, children }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const isBeside = useMedia(besideQuery)
  const content = (
    <>
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
      <DrawerBody className={styles.body}>{children}</DrawerBody>
    </>
  )
  if (!isBeside) {
    return (
      <OverlayDrawer
        open
        modalType="modal"
        position="end"
        className={styles.over}
        aria-label={title}
        onOpenChange={(_event, { open }) => !open && onClose()}
      >
        {content}
      </OverlayDrawer>
    )
  }
  return (
    <InlineDrawer
      open
      position="end"
      className={styles.panel}
      role="complementary"
      aria-label={t('table.panel.label')}
      onKeyDown={event => event.key === 'Escape' && onClose()}
    >
      {content}
    </InlineDrawer>
  )
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    listener => {
      const media = window.matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => window.matchMedia(query).matches,
  )
}
