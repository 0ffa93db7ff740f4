import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { failure } from '../failure.ts'
import type { Terminal } from './terminal.ts'

/**
 * Asks at the terminal and answers with one line; of a hidden answer nothing appears on the screen. Throws
 * `cancelled` on Ctrl-C, `badRequest` when the input ends without an answer.
 */
export async function ask(
  terminal: Terminal,
  question: string,
  options: { hidden: boolean; signal: AbortSignal },
): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const output = options.hidden ? silent : terminal.stderr
  const lines = createInterface({ input: terminal.stdin, output, terminal: true })
  const again = 'Run the command again.'
  try {
    return await new Promise<string>((resolve, reject) => {
      const cancel = () => reject(failure('cancelled', 'The command was interrupted.', again))
      options.signal.addEventListener('abort', cancel, { once: true })
      lines.once('SIGINT', cancel)
      lines.once('line', resolve)
      lines.once('close', () => reject(failure('badRequest', 'Nothing was entered.', again)))
      if (options.hidden) terminal.stderr.write(question)
      else lines.setPrompt(question)
      if (!options.hidden) lines.prompt()
    })
  } finally {
    lines.close()
    if (options.hidden) terminal.stderr.write('\n')
  }
}
