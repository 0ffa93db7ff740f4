const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const
export type Paint = (style: keyof typeof codes, text: string) => string

/** Colours for one stream, or the text as it is. */
export function createPaint(enabled: boolean): Paint {
  if (!enabled) return (_style, text) => text
  return (style, text) => {
    const [on, off] = codes[style]
    return `\u001b[${on}m${text}\u001b[${off}m`
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/** NO_COLOR wins over everything, as its convention asks; FORCE_COLOR paints even where no terminal is. */
export function wantsColor(isTerminal: boolean, env: Environment): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false
  const forced = env['FORCE_COLOR']
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  return isTerminal && env['TERM'] !== 'dumb'
}
