import type { exportFormats } from '../../contract/reports.ts'

type Subject = {
  connector: string
  report: string
  /** Milliseconds since the epoch. */
  at: number
  format: (typeof exportFormats)[number]
}

const longestName = 60

/**
 * A file name that every file system takes: the connector's name with everything but letters and digits turned into dashes, the report, and
 * the time in UTC, for instance `contoso-inactive-20261123-153000.csv`.
 */
export function exportFileName({ connector, report, at, format }: Subject): string {
  const name = connector
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, longestName)
    .replaceAll(/^-+|-+$/g, '')
  const moment = new Date(at)
    .toISOString()
    .replaceAll(/[-:]|\..*$/g, '')
    .replace('T', '-')
  return `${name === '' ? 'tenant' : name}-${report}-${moment}.${format}`
}
