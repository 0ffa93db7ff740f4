import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'

/** One line of `npm test`: a tool that passes or fails as a whole, or a vitest project that counts its tests. */
export type Step =
  | { readonly kind: 'tool'; readonly name: string; readonly args: readonly string[] }
  | { readonly kind: 'project'; readonly name: string }

const biome = join('node_modules', '@biomejs', 'biome', 'bin', 'biome')
const compiler = join('node_modules', 'typescript', 'bin', 'tsc')

const tools: readonly Step[] = [
  {
    kind: 'tool',
    name: 'lint',
    args: [biome, 'check', '--formatter-enabled=false', '--error-on-warnings', '.'],
  },
  { kind: 'tool', name: 'format', args: [biome, 'format', '.'] },
  { kind: 'tool', name: 'types', args: [compiler, '--noEmit', '--project', '.'] },
]

const windowTypes: Step = {
  kind: 'tool',
  name: 'types of the window',
  args: [compiler, '--noEmit', '--project', join('renderer', 'tsconfig.json')],
}

const projects = ['architecture', 'unit', 'integration', 'ui', 'e2e'] as const

/** The steps of a checkout, in their order; parts that are not there yet have none. */
export function stepsOf(root: string): Step[] {
  const hasWindow = existsSync(join(root, 'renderer', 'index.html'))
  return [
    ...tools,
    ...(hasWindow ? [windowTypes] : []),
    ...projects
      .filter(name => hasTests(join(root, 'test', name)))
      .map(name => ({ kind: 'project' as const, name })),
  ]
}

function hasTests(folder: string): boolean {
  return globSync('**/*.test.{ts,tsx}', { cwd: folder }).length > 0
}
