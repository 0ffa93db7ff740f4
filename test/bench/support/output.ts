/** Prints a line of the benchmark's own output. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`)
}

/** Prints one measured figure under its name. */
export function figure(name: string, value: string): void {
  say(`  ${name.padEnd(44)} ${value}`)
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** The middle of the values with the smallest and the largest beside it, so that noise shows. */
export function spread(values: readonly number[], unit: string, digits = 0): string {
  const show = (value: number) => value.toFixed(digits)
  return `${show(median(values))} ${unit} (${show(Math.min(...values))}–${show(Math.max(...values))})`
}
