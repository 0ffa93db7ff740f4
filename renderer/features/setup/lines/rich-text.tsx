import { makeStyles, tokens } from '@fluentui/react-components'
import { type TextRun, textRuns } from '../../../../electron/contract/setup/rich-text.ts'

const useStyles = makeStyles({
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '0.93em',
    padding: `0 ${tokens.spacingHorizontalXS}`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusSmall,
    overflowWrap: 'anywhere',
  },
})

/** A text of the checklist with its emphasis and code. */
export function RichText({ text }: { text: string }) {
  const runs = textRuns(text)
  return placed(runs).map(({ run, at }) => <Run key={at} run={run} />)
}

/** Runs with the place at which each begins, which tells two equal ones apart. */
function placed(runs: readonly TextRun[]): { run: TextRun; at: number }[] {
  let at = 0
  return runs.map(run => {
    const begins = at
    at += run.text.length + 1
    return { run, at: begins }
  })
}

function Run({ run: { kind, text } }: { run: TextRun }) {
  const styles = useStyles()
  switch (kind) {
    case 'strong':
      return <strong>{text}</strong>
    case 'emphasis':
      return <em>{text}</em>
    case 'code':
      return <code className={styles.code}>{text}</code>
    default:
      return text
  }
}
