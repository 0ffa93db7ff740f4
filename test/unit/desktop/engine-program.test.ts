import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { startEngineProgram } from '../../../electron/main/engine/program.ts'

const forks = vi.hoisted(
  () => [] as { child: EventEmitter & { stderr: EventEmitter }; options: { execArgv?: string[] } }[],
)
vi.mock('electron', () => ({
  utilityProcess: {
    fork: (_entry: string, _args: string[], options: { execArgv?: string[] }) => {
      const child = Object.assign(new EventEmitter(), {
        ...{ postMessage: () => undefined, kill: () => true, stderr: new EventEmitter() },
      })
      forks.push({ child, options })
      return child
    },
  },
}))

beforeEach(() => {
  forks.length = 0
})

function startPacked() {
  const complaints: string[] = []
  const program = startEngineProgram(
    { entry: '/process.js', node: null, order: { home: null, version: '1' } },
    text => complaints.push(text),
  )
  const ends: string[] = []
  program.onExit(reason => ends.push(reason))
  const [fork] = forks
  if (fork === undefined) throw new Error('Nothing was started.')
  return { ...fork, ends, complaints }
}

describe("the packed app's engine", () => {
  test('that runs out of memory ends alone, with the kind of the error and without its report', async () => {
    const { child, ends } = startPacked()
    child.emit('error', 'FatalError', 'Reached heap limit', '{"environmentVariables":{"SECRET":"x"}}')
    child.emit('exit', 5)
    child.stderr.emit('end')
    await expect.poll(() => ends).toEqual(['FatalError Reached heap limit'])
  })

  test('hands over what it complains about, and has ended once all of it is there', async () => {
    const { child, complaints, ends } = startPacked()
    child.emit('exit', 127)
    await Promise.resolve()
    expect(ends).toEqual([])
    child.stderr.emit('data', Buffer.from('libstdc++.so.6: cannot open shared object file'))
    expect(complaints).toEqual(['libstdc++.so.6: cannot open shared object file'])
    child.stderr.emit('end')
    await expect.poll(() => ends).toEqual(['exit 127'])
  })

  test('that ends otherwise gives its status, also when something holds its error output open', async () => {
    const { child, ends } = startPacked()
    child.emit('exit', 3)
    await expect.poll(() => ends).toEqual(['exit 3'])
  })

  test('is given the size of its young heap in the way that a utility process reads', () => {
    expect(startPacked().options.execArgv).toEqual(['--js-flags=--max-semi-space-size=1'])
  })
})
