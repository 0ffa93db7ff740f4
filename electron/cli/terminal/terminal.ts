import type { Readable, Writable } from 'node:stream'
import type { ReadStream, WriteStream } from 'node:tty'
import { createPaint, type Paint, wantsColor } from '../text/paint.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The outside of the command line: streams, environment and clock, handed in so that tests can hold them. */
export type Terminal = {
  stdin: Readable & Partial<Pick<ReadStream, 'isTTY'>>
  stdout: Writable & Partial<Pick<WriteStream, 'isTTY' | 'columns' | 'rows'>>
  stderr: Writable & Partial<Pick<WriteStream, 'isTTY' | 'columns' | 'rows'>>
  env: Environment
  now: () => number
}

export type OutputOptions = { json: boolean; quiet: boolean }

/** What a command says. With `--json` standard output holds one document and nothing else. */
export type Output = {
  json: boolean
  quiet: boolean
  /**
   * The result of the command, called once: the document with `--json`, else the text, which is made only
   * then.
   */
  answer(document: unknown, text: () => string): void
  /** Standard output for a result that is written piece by piece; it takes the place of `answer`. */
  takeStdout(): Writable
  /** A part of a result that a person reads as it comes; not printed with `--json`. */
  line(text: string): void
  /** Progress and hints, on standard error; silent with `--quiet`. */
  message(text: string): void
  /** Whether a script has got its document. */
  answered(): boolean
  paint: Paint
  paintMessages: Paint
  /** Places in a line of standard output; null when it is not a terminal. */
  width: number | null
}

const usualWidth = 100

export function createOutput(terminal: Terminal, options: OutputOptions): Output {
  const { stdout, stderr, env } = terminal
  let answered = false
  return {
    ...options,
    answer(document, text) {
      answered = true
      if (options.json) stdout.write(`${JSON.stringify(document)}\n`)
      else writeLine(stdout, text())
    },
    takeStdout() {
      answered = true
      return stdout
    },
    line(text) {
      if (!options.json) writeLine(stdout, text)
    },
    message(text) {
      if (!options.quiet) writeLine(stderr, text)
    },
    answered: () => answered,
    paint: createPaint(wantsColor(stdout.isTTY === true, env)),
    paintMessages: createPaint(wantsColor(stderr.isTTY === true, env)),
    width: stdout.isTTY === true ? (stdout.columns ?? usualWidth) : null,
  }
}

function writeLine(stream: Writable, text: string): void {
  if (text !== '') stream.write(`${text}\n`)
}
