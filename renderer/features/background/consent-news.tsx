import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConsentNews } from '../../../electron/contract/registration/consent.ts'
import { useBridge, useEngineEvent } from '../../bridge/context.tsx'
import type { Route } from '../../routing/route.ts'

const useStyles = makeStyles({
  banner: {
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} 0`,
    flexShrink: 0,
  },
})

const key = ['consentNews']

type Props = { route: Pick<Route, 'screen' | 'setup'>; onOpen: (hash: string) => void }

/**
 * Consent that a colleague has given in the meantime, one tenant at a time, until it is dismissed or the step
 * that follows is open.
 */
export function ConsentNewsBanner({ route, onOpen }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { news, acknowledge } = useConsentNews()
  const [item] = news
  const isThere = item !== undefined && isOnNextStep(route, item)
  useEffect(() => {
    if (isThere) acknowledge(item.connector)
  }, [isThere, item, acknowledge])
  if (item === undefined || isThere) return null
  return (
    <section className={styles.banner} aria-label={t('background.consentNews')}>
      <MessageBar key={item.id} layout="multiline" intent="success" role="status">
        <MessageBarBody>
          <MessageBarTitle>{item.title}</MessageBarTitle>
          {item.message}
        </MessageBarBody>
        <MessageBarActions
          containerAction={
            <Button
              appearance="transparent"
              aria-label={t('background.consentDismiss')}
              icon={<DismissRegular />}
              onClick={() => acknowledge(item.connector)}
            />
          }
        >
          <Button onClick={() => onOpen(item.hash)}>{t('background.consentNext')}</Button>
        </MessageBarActions>
      </MessageBar>
    </section>
  )
}

function isOnNextStep({ screen, setup }: Props['route'], { connector }: ConsentNews): boolean {
  return screen === 'setup' && setup?.step === 'test' && setup.connector === connector
}

function useConsentNews() {
  const bridge = useBridge()
  const client = useQueryClient()
  const news = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => bridge.call('consent.news', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  useEngineEvent(
    'consent.arrived',
    useCallback(
      (arrived: ConsentNews) =>
        client.setQueryData<ConsentNews[]>(key, (known = []) => [
          ...known.filter(({ connector }) => connector !== arrived.connector),
          arrived,
        ]),
      [client],
    ),
  )
  const acknowledge = useCallback(
    (connector: string) => {
      client.setQueryData<ConsentNews[]>(key, known => known?.filter(one => one.connector !== connector))
      // What could not be noted is shown again after a restart.
      bridge.call('consent.acknowledge', { connector }).catch(() => undefined)
    },
    [bridge, client],
  )
  return { news: news.data ?? [], acknowledge }
}
