/** As Microsoft's admin centers and Windows count: a mailbox of 50 GB has 50 × 1024³ bytes. */
const step = 1024
export const megabyte = step ** 2

const units = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** A number of bytes in the largest unit of which there is at least one, with one decimal: `1.5 MB`. */
export function formatBytes(value: number, locale: string | undefined): string {
  // What rounds up to 1024 of a unit is one of the next.
  const steps = units.filter((_, index) => value >= step ** (index + 1) - 0.05 * step ** index).length
  const unit = units[steps - 1]
  if (unit === undefined) return `${value} B`
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 })
  return format.format(value / step ** steps)
}
