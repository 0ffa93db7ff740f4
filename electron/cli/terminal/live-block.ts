import type { Terminal } from './terminal.ts'

/** Lines at the foot of a terminal that are drawn over and over in the same place. */
export type LiveBlock = {
  draw(lines: readonly string[]): void
  /** Removes the lines. Nothing is drawn afterwards. */
  end(): void
}

const up = (lines: number) => (lines > 0 ? `\u001b[${lines}A` : '')
const toStartOfLine = '\r'
const clearBelow = '\u001b[0J'
const hideCursor = '\u001b[?25l'
const showCursor = '\u001b[?25h'

export function createLiveBlock(stream: Terminal['stderr']): LiveBlock {
  let drawn = 0
  let ended = false
  return {
    draw(lines) {
      if (ended) return
      const begin = drawn === 0 ? hideCursor : up(drawn)
      stream.write(`${begin}${toStartOfLine}${clearBelow}${lines.map(line => `${line}\n`).join('')}`)
      drawn = lines.length
    },
    end() {
      if (ended) return
      ended = true
      if (drawn > 0) stream.write(`${up(drawn)}${toStartOfLine}${clearBelow}${showCursor}`)
    },
  }
}
