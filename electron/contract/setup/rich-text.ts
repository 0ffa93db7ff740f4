/** A run of text of the checklist: its texts know emphasis and code, and nothing else of Markdown. */
export type TextRun = { kind: 'plain' | 'strong' | 'emphasis' | 'code'; text: string }

/** Parts a text at its marks. */
export function textRuns(markdown: string): readonly TextRun[] {
  return markdown
    .split(/(\*\*.+?\*\*|\*.+?\*|`.+?`)/)
    .filter(part => part !== '')
    .map(toRun)
}

/** A text of the checklist without its emphasis and code marks. */
export function plainText(markdown: string): string {
  return textRuns(markdown)
    .map(({ text }) => text)
    .join('')
}

function toRun(part: string): TextRun {
  if (/^\*\*.+\*\*$/.test(part)) return { kind: 'strong', text: part.slice(2, -2) }
  if (/^\*.+\*$/.test(part)) return { kind: 'emphasis', text: part.slice(1, -1) }
  if (/^`.+`$/.test(part)) return { kind: 'code', text: part.slice(1, -1) }
  return { kind: 'plain', text: part }
}
