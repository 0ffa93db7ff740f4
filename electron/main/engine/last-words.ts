import type { EngineFailure } from '../../contract/host.ts'
import { type Explanation, explainEnd } from './failure.ts'

/** Where the host keeps what the engine cannot log itself, redacted. */
export type HostDiary = {
  folder: string
  complaint(line: string): void
  ended(reason: string): void
}

/** What an engine's process complains about, which nothing else says when the engine cannot even start. */
export type LastWords = {
  /** Hears a piece of the error output, which may hold anything. */
  hear(text: string): void
  /** The process that was heard has ended. */
  ended(reason: string): void
  /** Why the engine does not start. `told` is what it said itself, if it did. */
  explain(reason: string, told: Explanation | null): EngineFailure
}

/** Enough for a stack with its heading. */
const mostLines = 60
/** A longer line is cut: it is looked at for a cause and written into a log for reading. */
const longestLine = 2_000

export function createLastWords(diary: HostDiary): LastWords {
  const lines: string[] = []
  let begun = ''
  const keep = (line: string) => {
    if (line.trim() === '') return
    lines.push(line)
    if (lines.length > mostLines) lines.shift()
    diary.complaint(line)
  }
  return {
    hear: text => {
      const [first = '', ...rest] = text.split(/\r?\n/)
      const whole = [begun + first, ...rest]
      begun = (whole.pop() ?? '').slice(0, longestLine)
      for (const line of whole) keep(line.slice(0, longestLine))
    },
    ended: reason => {
      keep(begun)
      begun = ''
      diary.ended(reason)
    },
    explain: (reason, told) => ({
      ...explainEnd({ reason, lines, told }),
      end: reason,
      logs: diary.folder,
    }),
  }
}
