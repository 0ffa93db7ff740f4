import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..', '..', '..')

export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

const fence = /^```(\w*)[^\n]*\n([\s\S]*?)^```/gm

/** The code blocks of one language, without their fences. */
export function codeBlocks(page: string, language: string): string[] {
  return [...page.matchAll(fence)].filter(([, name]) => name === language).map(([, , text = '']) => text)
}

/**
 * The page without its code blocks, in which a line that begins with `#` is no heading and brackets are no
 * link.
 */
function prose(page: string): string {
  return page.replace(fence, '')
}

/** The targets of all links and images. */
export function linkTargets(page: string): string[] {
  const inline = prose(page).replace(/`[^`\n]*`/g, '')
  return [...inline.matchAll(/\]\(([^)\s]+)(?:\s"[^"]*")?\)/g)].map(([, target = '']) => target)
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchors(page: string): string[] {
  return [...prose(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  )
}

/**
 * The part of a page below a heading, up to the next one of the same or a higher level. Empty when there is
 * no such heading.
 */
export function section(page: string, title: string): string {
  const lines = page.split('\n')
  const start = lines.findIndex(line => /^#+ /.test(line) && line.replace(/^#+ /, '') === title)
  if (start === -1) return ''
  const level = /^#+/.exec(lines[start] ?? '')?.[0].length ?? 0
  const length = lines.slice(start + 1).findIndex(line => {
    const mark = /^(#+) /.exec(line)?.[1]
    return mark !== undefined && mark.length <= level
  })
  return lines.slice(start + 1, length === -1 ? undefined : start + 1 + length).join('\n')
}

/** The titles of a page's headings of one level. */
export function headings(page: string, level: number): string[] {
  const mark = `${'#'.repeat(level)} `
  return prose(page)
    .split('\n')
    .filter(line => line.startsWith(mark))
    .map(line => line.slice(mark.length))
}

/** A table's rows by the names of its columns. */
export type Row = Readonly<Record<string, string>>

/** Every table of a text; each begins with its header. */
export function tables(text: string): Row[][] {
  const blocks = prose(text).match(/(?:^\|.*\|$\n?)+/gm) ?? []
  return blocks.map(block => {
    const [header = [], , ...rows] = block.trimEnd().split('\n').map(cells)
    return rows.map(row => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])))
  })
}

function cells(line: string): string[] {
  return line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map(cell => cell.trim().replaceAll('\\|', '|'))
}

/** The words between backticks. */
export function codeWords(text: string): string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)].map(([, word = '']) => word)
}
