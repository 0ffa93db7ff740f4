import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** How the tools beside a step show an introduction and text to copy. */
export const useToolStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  about: { margin: 0, color: tokens.colorNeutralForeground2 },
  text: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
})

type Props = { icon: ReactElement; label: string; title: string; children: ReactNode }

/** A tool beside the steps: its button, and the dialog that this opens. What is in it is drawn only while it is open. */
export function ToolDialog({ icon, label, title, children }: Props) {
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
export function ToolContent({
  about,
  take,
  children,
}: {
  about: string
  take: ReactNode
  children: ReactNode
}) {
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
