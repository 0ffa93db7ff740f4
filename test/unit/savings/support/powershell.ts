/** What PowerShell takes for a single quote, see its tokenizer: the plain one and four typographic ones. */
const quotes = "'\u2018\u2019\u201a\u201b"

/**
 * Reads a script as PowerShell's tokenizer does, as far as texts and comments go: what is code, with `''` in
 * the place of every single-quoted text, and the texts themselves. Throws for what the app's scripts never
 * use: double quotes, here-strings, backticks, block comments, and a text that does not end.
 */
export function readScript(script: string): { code: string; texts: string[] } {
  let code = ''
  const texts: string[] = []
  for (let place = 0; place < script.length; ) {
    const character = script[place] ?? ''
    if (quotes.includes(character)) {
      const { text, end } = readText(script, place + 1)
      texts.push(text)
      code += "''"
      place = end
    } else if (character === '#') {
      while (place < script.length && !/[\r\n]/.test(script[place] ?? '')) place += 1
    } else {
      if ('"\u201c\u201d\u201e`'.includes(character))
        throw new Error(`The script has ${character} in its code.`)
      code += character
      place += 1
    }
  }
  return { code, texts }
}

function readText(script: string, from: number): { text: string; end: number } {
  let text = ''
  for (let place = from; place < script.length; place += 1) {
    const character = script[place] ?? ''
    if (!quotes.includes(character)) text += character
    else if (quotes.includes(script[place + 1] ?? ' ')) {
      text += character
      place += 1
    } else return { text, end: place + 1 }
  }
  throw new Error('A text of the script does not end.')
}
