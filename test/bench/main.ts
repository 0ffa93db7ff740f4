import { rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { measureMemory } from './memory.ts'
import { measureReports } from './reports.ts'
import { measureSavingsAlone } from './savings.ts'
import { measureSpeed } from './speed.ts'
import { measureStorage } from './storage.ts'
import { say } from './support/output.ts'
import { measureWindow } from './window.ts'

const usage = `npm run bench [-- PART …] [--people N] [--rounds N]

Parts: storage (how usage is read, stored and found again, against the goals of the project), speed (a full sync against a plain download of the
same pages), latency (the same with 150 ms added to each answer), memory (peak of the engine at 50,000 and 200,000 people), reports (first
page of each report at 200,000 people), window (the desktop app with 200,000 people).
A part that only its name asks for: savings (what storage says of savings, and the rules on the day after a sync; about a minute).
Without a part all others run, in about twenty minutes. The simulated tenant runs in a process of its own on the same machine.

--people N   people of the parts storage and savings, 50,000 by default, 200,000 at most for the part that has four times as many;
             of the part window, 200,000 by default
--rounds N   repetitions of the part storage, 3 by default`

const usualPeople = 50_000
/** People of the part window. */
const largeTenant = 200_000
const known = ['storage', 'speed', 'latency', 'memory', 'reports', 'window', 'savings']
const { values, positionals: parts } = readArguments()
const people = Number(values.people ?? usualPeople)
const rounds = Number(values.rounds)
if (values.help || parts.some(part => !known.includes(part)) || !(people >= 1) || !(rounds >= 1)) {
  say(usage)
  process.exit(values.help ? 0 : 2)
}
const chosen = (part: string) => parts.length === 0 || parts.includes(part)

if (chosen('storage')) await measureStorage(people, rounds)
if (chosen('speed')) await measureSpeed({ title: 'answers from memory', latencyMs: 0, rounds: 3, goal: 3 })
if (chosen('latency'))
  await measureSpeed({ title: '150 ms added to each answer', latencyMs: 150, rounds: 2, goal: 1.15 })
if (chosen('memory') || chosen('reports')) {
  const big = await measureMemory()
  if (chosen('reports')) {
    say('First page of each report at 200,000 people (goal: median at most 50 ms)')
    await measureReports(big)
  }
  await rm(big.home, { recursive: true, force: true })
}
if (parts.includes('savings')) await measureSavingsAlone(people)
if (chosen('window')) await measureWindow(values.people === undefined ? largeTenant : people)

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean', default: false },
        people: { type: 'string' },
        rounds: { type: 'string', default: '3' },
      },
    })
  } catch {
    say(usage)
    process.exit(2)
  }
}
