import { useTranslation } from 'react-i18next'
import { gapOf } from '../../../electron/contract/datasets/gap.ts'
import { datasetTitle } from '../../../electron/contract/datasets/title.ts'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { useNow } from '../../ui/use-now.ts'
import type { TenantFigures } from './tenant-figures.ts'

/** What there is to know of a connector at a glance, in two lines. */
export function useConnectorFacts(status: ConnectorStatus, { users, bought, assigned }: TenantFigures) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const { connector, lastRun, databaseBytes, demo, domain } = status
  const missing = lastRun?.datasets.filter(dataset => gapOf(dataset) === 'notGranted') ?? []
  const synced = lastRun?.finishedAt ?? null
  const expiry = useExpiry(status, now)
  return {
    figures: [
      users === null ? '' : t('tenants.facts.users', { count: users, number: format.integer(users) }),
      bought === null || assigned === null
        ? ''
        : t('tenants.facts.seats', { assigned: format.integer(assigned), bought: format.integer(bought) }),
    ]
      .filter(fact => fact !== '')
      .join(' · '),
    permissions:
      lastRun === null || demo
        ? ''
        : missing.length === 0
          ? t('tenants.facts.granted')
          : t('tenants.facts.notGranted', {
              datasets: missing.map(({ dataset }) => datasetTitle(dataset)).join(', '),
            }),
    identity: joined(
      [domain ?? t('tenants.facts.tenant'), connector.tenantId],
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

/** Days before its end from which on a credential is offered to be rotated; reminders begin there as well. */
const reminderDays = 30

/** Whether the last day of the credential has come so near that a person is reminded of it. */
export function isExpiring({ secretExpiresOn, demo }: ConnectorStatus, now: number): boolean {
  return !demo && secretExpiresOn !== null && Date.parse(secretExpiresOn) - now <= reminderDays * 86_400_000
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
