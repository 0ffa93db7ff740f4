import type { SourceFile } from './project.ts'
import { at, isWithinAny, type Rule } from './rule.ts'

/** The styles of a file, each as it is written, with its place. */
function stylesOf(file: SourceFile): { text: string; start: number }[] {
  return file.nodes.flatMap(node => {
    if (node.type !== 'CallExpression') return []
    if (node.callee.type !== 'Identifier' || node.callee.name !== 'makeStyles') return []
    const [styles] = node.arguments
    if (styles?.type !== 'ObjectExpression') return []
    return styles.properties.map(({ start, end }) => ({ text: file.text.slice(start, end), start }))
  })
}

/**
 * Text that is only read aloud is taken out of the flow. Where what scrolls around it has no position, it
 * stays where it would be without any scrolling and lengthens the page instead.
 */
const scrollers: Rule = {
  holds: 'what scrolls has a position, so that text which is only read aloud stays within it',
  violations: project =>
    project.files
      .filter(({ path }) => isWithinAny(path, ['renderer']))
      .flatMap(file =>
        stylesOf(file)
          .filter(({ text }) => /\boverflow[XY]?: '(auto|scroll)'/.test(text))
          .filter(({ text }) => !/\bposition: '/.test(text))
          .map(({ start }) => at(file, file.lineOf(start), 'scrolls and has no position')),
      ),
  planted: {
    'renderer/a.tsx': `export const useStyles = makeStyles({ list: { overflowY: 'auto' } })\n`,
    'renderer/b.tsx': `export const useStyles = makeStyles({
  list: { position: 'relative', overflow: 'auto' },
  name: { overflow: 'hidden' },
})\n`,
  },
  broken: ['renderer/a.tsx'],
}

export const windowRules: readonly Rule[] = [scrollers]
