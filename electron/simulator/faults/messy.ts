/** Names that break careless readers: of files, of right-to-left text, of spreadsheets. */
export const messyNames: readonly string[] = [
  'Quo"te "Double" O\'Hara',
  'Comma, Separated, Name',
  'Line\r\nBreak',
  'N'.repeat(256),
  'שלום \u202eהפוך\u202c',
  'مرحبا، العالم',
  '=HYPERLINK("https://example.invalid","click")',
  '@SUM(1+1)',
  ' spaces around ',
  'Emoji 👩🏽‍🚀 and e\u0301',
  'null',
]

/** The messy name for a place in the file. */
export function messyName(position: number): string {
  return messyNames[position % messyNames.length] ?? ''
}
