import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Tree } from '@vscode/tree-sitter-wasm'

/** A script as its language's grammar reads it. */
export type ParsedScript = {
  /** What is no valid script, each with its line; empty where the grammar accepts everything. */
  readonly faults: readonly string[]
  /** The code with an empty text in the place of each quoted text, and without its comments. */
  readonly code: string
  /** The values of all quoted texts in which nothing is replaced, in order, without their quotes. */
  readonly texts: readonly string[]
  readonly comments: readonly string[]
  /** The kinds of nodes that occur, by the grammar's names. */
  readonly kinds: ReadonlySet<string>
  /** The names of the commands that are run, in order, each once. */
  readonly commands: readonly string[]
}

type Language = {
  readonly grammar: string
  /** Nodes of texts in which nothing is replaced. */
  readonly verbatim: string
  /** What the language's own tokenizer takes for other characters before it looks for texts. */
  readonly asRead: (script: string) => string
  readonly textOf: (quoted: string) => string
}

const unquoted = (quoted: string) => quoted.slice(1, -1)

const languages = {
  powershell: {
    grammar: 'tree-sitter-powershell.wasm',
    verbatim: 'verbatim_string_characters',
    // PowerShell takes typographic quotes and dashes for plain ones; the grammar does not know of it.
    asRead: script =>
      script
        .replace(/^\uFEFF/, '')
        .replace(/[\u2018-\u201b]/g, "'")
        .replace(/[\u201c-\u201e]/g, '"')
        .replace(/[\u2013-\u2015]/g, '-'),
    textOf: quoted => unquoted(quoted).replaceAll("''", "'"),
  },
  bash: {
    grammar: 'tree-sitter-bash.wasm',
    verbatim: 'raw_string',
    asRead: script => script,
    textOf: unquoted,
  },
} as const satisfies Record<string, Language>

const require = createRequire(import.meta.url)

/**
 * Loads the grammar that VS Code reads a language with, and gives a parser of whole scripts. A parsed script
 * holds plain data and needs no freeing.
 */
export async function loadScriptParser(
  name: keyof typeof languages,
): Promise<(script: string) => ParsedScript> {
  const treeSitter: typeof import('@vscode/tree-sitter-wasm') = require('@vscode/tree-sitter-wasm')
  const language: Language = languages[name]
  await treeSitter.Parser.init()
  const file = require.resolve(`@vscode/tree-sitter-wasm/wasm/${language.grammar}`)
  const parser = new treeSitter.Parser()
  parser.setLanguage(await treeSitter.Language.load(readFileSync(file)))
  return script => {
    const text = language.asRead(script)
    const tree = parser.parse(text)
    if (tree === null) throw new Error('The grammar gave no tree.')
    try {
      return parsedOf(tree, text, language)
    } finally {
      tree.delete()
    }
  }
}

type Piece = { type: string; line: number; start: number; end: number; isMissing: boolean }

function parsedOf(tree: Tree, script: string, { verbatim, textOf }: Language): ParsedScript {
  const pieces = piecesOf(tree, verbatim)
  const textsOf = (type: string) =>
    pieces.filter(piece => piece.type === type).map(({ start, end }) => script.slice(start, end))
  let code = ''
  let copied = 0
  for (const { type, start, end } of pieces) {
    if (type !== verbatim && type !== 'comment') continue
    code += script.slice(copied, start) + (type === verbatim ? "''" : '')
    copied = end
  }
  return {
    faults: pieces
      .filter(({ type, isMissing }) => type === 'ERROR' || isMissing)
      .map(({ type, line, start, end }) => `line ${line}: ${type} ${script.slice(start, end)}`),
    code: code + script.slice(copied),
    texts: textsOf(verbatim).map(textOf),
    comments: textsOf('comment'),
    kinds: new Set(pieces.map(({ type }) => type)),
    commands: [...new Set(textsOf('command_name'))],
  }
}

/** All nodes in the order of the script, without what a quoted text is made of. */
function piecesOf(tree: Tree, verbatim: string): Piece[] {
  const cursor = tree.walk()
  const pieces: Piece[] = []
  const enter = () => {
    const type = cursor.nodeType
    const line = cursor.startPosition.row + 1
    const [start, end] = [cursor.startIndex, cursor.endIndex]
    pieces.push({ type, line, start, end, isMissing: cursor.nodeIsMissing })
    if (type === verbatim || !cursor.gotoFirstChild()) return
    do enter()
    while (cursor.gotoNextSibling())
    cursor.gotoParent()
  }
  enter()
  cursor.delete()
  return pieces
}
