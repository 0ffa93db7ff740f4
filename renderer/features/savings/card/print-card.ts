import type { EvidenceParts } from './use-evidence-parts.ts'

/**
 * Prints the card alone, as black text on paper whatever the theme: it stands beside the app in the page only
 * for as long as that takes.
 */
export function printCard({ head, sections }: EvidenceParts): void {
  const page = document.createElement('article')
  page.dataset['printed'] = 'true'
  const [title = '', ...lines] = head
  page.append(element('h1', title), ...lines.map(line => element('p', line)))
  for (const section of sections) {
    const list = document.createElement('ul')
    list.append(...section.lines.map(line => element('li', line)))
    page.append(element('h2', section.title), list)
  }
  document.body.append(page)
  try {
    window.print()
  } finally {
    page.remove()
  }
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name)
  made.textContent = text
  return made
}
