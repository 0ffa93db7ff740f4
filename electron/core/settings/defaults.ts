import type { Settings } from '../../contract/settings.ts'

/**
 * The settings of somebody who has changed none: a sync each morning before work, nothing held back,
 * everything kept.
 */
export const defaultSettings: Settings = {
  schedule: {
    enabled: true,
    everyHours: 24,
    at: '06:00',
    quietHours: null,
    onBattery: 'sync',
    onMetered: 'wait',
  },
  app: { startAtLogin: false, closeToTray: true, theme: 'system', language: 'system', notifications: true },
  network: { proxy: 'system', proxyUrl: null, caFile: null },
  data: { retentionMonths: null, csvSeparator: 'comma', retrieveDailyActivity: false },
  privacy: { pseudonyms: false },
  log: { level: 'info' },
  window: { tables: {}, queries: {}, questions: {} },
}
