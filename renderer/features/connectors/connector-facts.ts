import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { useNow } from '../../ui/use-now.ts'

/** What there is to know of a connector at a glance, in two lines. */
export function useConnectorFacts(status: ConnectorStatus): { identity: string; state: string } {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const { connector, lastRun, databaseBytes, demo } = status
  const synced = lastRun?.finishedAt ?? null
  const expiry = useExpiry(status, now)
  return {
    identity: joined(
      [t('tenants.facts.tenant'), connector.tenantId],
      ' ',
      demo ? '' : t(`tenants.clouds.${connector.cloud}`),
    ),
    state: [
      synced === null
        ? t('tenants.facts.noData')
        : t('tenants.facts.lastSync', { ago: format.relative(now, Math.min(now, Date.parse(synced))) }),
      databaseBytes === 0 ? '' : `${t('tenants.facts.database')} ${format.bytes(databaseBytes)}`,
      demo ? '' : expiry,
    ]
      .filter(fact => fact !== '')
      .join(' · '),
  }
}

function useExpiry({ connector, secretExpiresOn }: ConnectorStatus, now: number): string {
  const { t } = useTranslation()
  const format = useFormat()
  const what = t(`tenants.facts.${connector.credential}`)
  if (secretExpiresOn === null) return `${what}: ${t('tenants.facts.unknownExpiry')}`
  const date = format.date(secretExpiresOn)
  const at = Date.parse(secretExpiresOn)
  return at <= now
    ? `${what} ${t('tenants.facts.expired', { date })}`
    : `${what} ${t('tenants.facts.expires', { when: format.relative(now, at), date })}`
}

function joined(words: readonly string[], separator: string, more: string): string {
  return more === '' ? words.join(separator) : `${words.join(separator)} · ${more}`
}
