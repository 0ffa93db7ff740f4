/**
 * @typedef {{
 *   program: string,
 *   args?: string[],
 *   arguments?: (extra: readonly string[]) => string[],
 *   buildsRenderer?: boolean,
 * }} Target `program` is a script below the project's folder, run on the pinned Node; `arguments` turns what
 *   a person wrote after `--` into what the program is given (unchanged when left out)
 */

const cli = 'electron/cli/main.ts'
const vitest = 'node_modules/vitest/vitest.mjs'
const biome = 'node_modules/@biomejs/biome/bin/biome'

/** What each script of package.json runs. @type {Readonly<Record<string, Target>>} */
export const targets = {
  start: { program: cli, arguments: startArguments, buildsRenderer: true },
  cli: { program: cli },
  demo: { program: cli, args: ['demo'] },
  bench: { program: 'test/bench/main.ts' },
  dev: { program: 'build/dev.ts' },
  test: { program: 'build/test.ts', buildsRenderer: true },
  'test:unit': { program: vitest, args: ['run', '--project', 'unit'] },
  'test:architecture': { program: vitest, args: ['run', '--project', 'architecture'] },
  'test:integration': { program: vitest, args: ['run', '--project', 'integration'] },
  'test:ui': { program: vitest, args: ['run', '--project', 'ui'] },
  'test:e2e': { program: vitest, args: ['run', '--project', 'e2e'], buildsRenderer: true },
  lint: { program: biome, args: ['check'] },
  format: { program: biome, args: ['check', '--write'] },
  typecheck: { program: 'build/typecheck.ts' },
}

/**
 * The browser host is what there is until the window exists, so asking for the browser changes nothing.
 * @param {readonly string[]} extra
 */
export function startArguments(extra) {
  const open = extra.includes('--no-open') ? [] : ['--open']
  const rest = extra.filter(argument => argument !== '--browser' && argument !== '--no-open')
  return ['serve', ...open, ...rest]
}

/**
 * @param {Target} target
 * @param {readonly string[]} extra
 */
export function argumentsOf(target, extra) {
  return [...(target.args ?? []), ...(target.arguments?.(extra) ?? extra)]
}
