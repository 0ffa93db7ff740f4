import { styleText } from 'node:util'

export type Paint = (style: 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', text: string) => string

/** Colours for one stream, or the text as it is. */
export function createPaint(enabled: boolean): Paint {
  // Whether the stream takes colours is decided below, from the environment that is handed in.
  return enabled ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text
}

type Environment = Readonly<Record<string, string | undefined>>

/** NO_COLOR wins over everything, as its convention asks; FORCE_COLOR paints even where no terminal is. */
export function wantsColor(isTerminal: boolean, env: Environment): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false
  const forced = env['FORCE_COLOR']
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  return isTerminal && env['TERM'] !== 'dumb'
}
