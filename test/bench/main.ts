import { rm } from 'node:fs/promises'
import { measureMemory } from './memory.ts'
import { measureReports } from './reports.ts'
import { measureSpeed } from './speed.ts'
import { say } from './support/output.ts'
import { measureWindow } from './window.ts'

const usage = `npm run bench [-- PART …]

Parts: speed (a full sync against a plain download of the same pages), latency (the same with 150 ms added to each answer),
memory (peak of the engine at 50,000 and 200,000 people), reports (first page of each report at 200,000 people), window (the desktop app with 200,000 people).
Without a part all of them run, in about ten minutes. The simulated tenant runs in a process of its own on the same machine.`

const parts = process.argv.slice(2)
const known = ['speed', 'latency', 'memory', 'reports', 'window']
if (parts.some(part => !known.includes(part))) {
  say(usage)
  process.exit(parts.includes('--help') ? 0 : 2)
}
const chosen = (part: string) => parts.length === 0 || parts.includes(part)

if (chosen('speed')) await measureSpeed({ title: 'answers from memory', latencyMs: 0, rounds: 3, goal: 3 })
if (chosen('latency'))
  await measureSpeed({ title: '150 ms added to each answer', latencyMs: 150, rounds: 2, goal: 1.15 })
if (chosen('memory') || chosen('reports')) {
  const big = await measureMemory()
  if (chosen('reports')) await measureReports(big)
  await rm(big.home, { recursive: true, force: true })
}
if (chosen('window')) await measureWindow()
