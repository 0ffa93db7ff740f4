/**
 * @typedef {{
 *   program: string,
 *   args?: string[],
 *   builds?: readonly import('./built.mjs').PartName[],
 *   isEngine?: boolean,
 * }} Target `program` is a script below the project's folder, run on the pinned Node with `args` and what a person wrote
 *   after `--`; `builds` is what has to be built before; `isEngine` where the engine works within the program
 */

const cli = 'dist/cli/main.js'
const vitest = 'node_modules/vitest/vitest.mjs'
const biome = 'node_modules/@biomejs/biome/bin/biome'

/** What each script of package.json runs. @type {Readonly<Record<string, Target>>} */
export const targets = {
  start: { program: 'build/start.ts', builds: ['window'] },
  cli: { program: cli, builds: ['cli'], isEngine: true },
  demo: { program: cli, args: ['demo'], builds: ['cli'], isEngine: true },
  bench: { program: 'test/bench/main.ts', builds: ['bench', 'window', 'desktop', 'engine'] },
  screenshots: { program: 'test/screenshots/main.ts', builds: ['window'] },
  dev: { program: 'build/dev.ts' },
  dist: { program: 'build/dist.ts', builds: ['window', 'desktop', 'engine'] },
  test: { program: 'build/test.ts', builds: ['window', 'desktop', 'engine'] },
  'test:unit': { program: vitest, args: ['run', '--project', 'unit'] },
  'test:architecture': { program: vitest, args: ['run', '--project', 'architecture'] },
  'test:integration': { program: vitest, args: ['run', '--project', 'integration'] },
  'test:ui': { program: vitest, args: ['run', '--project', 'ui'] },
  'test:e2e': { program: vitest, args: ['run', '--project', 'e2e'], builds: ['window', 'desktop', 'engine'] },
  lint: { program: biome, args: ['check', '--error-on-warnings'] },
  format: { program: biome, args: ['check', '--write'] },
  typecheck: { program: 'build/typecheck.ts' },
}

/**
 * @param {Target} target
 * @param {readonly string[]} extra
 */
export function argumentsOf(target, extra) {
  return [...(target.args ?? []), ...extra]
}
