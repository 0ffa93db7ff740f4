import {
  Button,
  Caption1,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attention } from '../../../electron/contract/background.ts'
import type { Route } from '../../routing/route.ts'
import { attentionFor, isGrave } from './attention-for.ts'
import { useBackground } from './use-background.ts'

const useStyles = makeStyles({
  banner: {
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} 0`,
    flexShrink: 0,
  },
  more: { color: tokens.colorNeutralForeground2, alignSelf: 'center' },
})

type Props = {
  route: Route
  /** The connector that the window shows. */
  shown: string
  onCure: (item: Attention) => void
}

/**
 * What needs a person, one thing at a time, with the way to its cure. What is hidden stays so until its words
 * change or the page is loaded anew.
 */
export function AttentionBanner({ route, shown, onCure }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const [hidden, setHidden] = useState<readonly string[]>([])
  const attention = useBackground()?.attention ?? []
  const left = attentionFor(attention, { route, shown }).filter(({ title }) => !hidden.includes(title))
  const [item] = left
  if (item === undefined) return null
  return (
    <section className={styles.banner} aria-label={t('background.attention')}>
      <MessageBar key={item.id} layout="multiline" intent={isGrave(item) ? 'error' : 'warning'}>
        <MessageBarBody>
          <MessageBarTitle>{item.title}</MessageBarTitle>
          {item.message}
        </MessageBarBody>
        <MessageBarActions
          containerAction={
            <Button
              appearance="transparent"
              aria-label={t('background.dismiss')}
              icon={<DismissRegular />}
              onClick={() => setHidden([...hidden, item.title])}
            />
          }
        >
          {left.length > 1 && (
            <Caption1 className={styles.more}>{t('background.more', { count: left.length - 1 })}</Caption1>
          )}
          <Button onClick={() => onCure(item)}>{t(`background.cure.${item.kind}`)}</Button>
        </MessageBarActions>
      </MessageBar>
    </section>
  )
}
