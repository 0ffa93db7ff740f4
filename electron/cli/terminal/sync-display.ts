import type { Engine } from '../../contract/rpc/wire.ts'
import type { DatasetProgress } from '../../contract/sync.ts'
import type { Context } from '../context.ts'
import { endedLine, isEnded, progressBlock } from '../text/sync-progress.ts'
import type { Terminal } from './terminal.ts'

const drawEveryMs = 200
const usualWidth = 80
const usualHeight = 24

/**
 * Shows the progress of one connector's sync on standard error: a block that is redrawn on a terminal, else a
 * line per dataset that has ended. Returns the function that ends the display.
 */
export function showSync(context: Context, engine: Engine, connectorId: string): () => void {
  if (context.output.quiet) return () => undefined
  return context.terminal.stderr.isTTY === true && context.terminal.env['TERM'] !== 'dumb'
    ? showBlock(context, engine, connectorId)
    : showLines(context, engine, connectorId)
}

function showBlock({ terminal, output, format }: Context, engine: Engine, connectorId: string): () => void {
  const heard = new Map<string, { item: DatasetProgress; at: number }>()
  const block = createLiveBlock(terminal.stderr)
  const stopListening = engine.on('sync.progress', item => {
    if (item.connector === connectorId) heard.set(item.dataset, { item, at: terminal.now() })
  })
  /** A wait counts from the moment at which it was reported. */
  const countDown = (item: DatasetProgress, at: number) => ({
    ...item,
    waitingMs: Math.max(0, item.waitingMs - (terminal.now() - at)),
  })
  const draw = () => {
    const width = (terminal.stderr.columns ?? usualWidth) - 1
    const height = (terminal.stderr.rows ?? usualHeight) - 1
    const progress = new Map([...heard].map(([dataset, { item, at }]) => [dataset, countDown(item, at)]))
    if (progress.size > 0)
      block.draw(progressBlock(progress, { paint: output.paintMessages, format, width, height }))
  }
  const timer = setInterval(draw, drawEveryMs)
  return () => {
    clearInterval(timer)
    stopListening()
    block.end()
  }
}

function showLines({ output, format }: Context, engine: Engine, connectorId: string): () => void {
  const shown = new Set<string>()
  return engine.on('sync.progress', item => {
    if (item.connector !== connectorId || !isEnded(item) || shown.has(item.dataset)) return
    shown.add(item.dataset)
    output.message(endedLine(item, { paint: output.paintMessages, format }))
  })
}

/** Lines at the foot of a terminal that are redrawn in the same place. */
type LiveBlock = {
  draw(lines: readonly string[]): void
  /** Removes the lines. Nothing is drawn afterwards. */
  end(): void
}

const up = (lines: number) => (lines > 0 ? `\u001b[${lines}A` : '')
const toStartOfLine = '\r'
const clearBelow = '\u001b[0J'
const hideCursor = '\u001b[?25l'
const showCursor = '\u001b[?25h'

function createLiveBlock(stream: Terminal['stderr']): LiveBlock {
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
