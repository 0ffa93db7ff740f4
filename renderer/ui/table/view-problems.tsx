import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ViewProblem } from './rows/check-view.ts'

type Props = { problems: readonly ViewProblem[]; onCorrect: () => void }

/** Says which parts of the address were left out, and takes them out of it. */
export function ViewProblems({ problems, onCorrect }: Props) {
  const { t } = useTranslation()
  if (problems.length === 0) return null
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('table.problem.title')}</MessageBarTitle>
        {problems.map(problem => (
          <div key={JSON.stringify(problem)}>{sentence(problem, t)}</div>
        ))}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={onCorrect}>{t('table.problem.correct')}</Button>
      </MessageBarActions>
    </MessageBar>
  )
}

function sentence(problem: ViewProblem, t: TFunction): string {
  switch (problem.kind) {
    case 'unread':
      return t('table.problem.unread', problem)
    case 'column':
      return t('table.problem.column', problem)
    case 'value':
      return t('table.problem.value', problem)
    case 'parameter':
      return t('table.problem.parameter', problem)
    default:
      return t('table.problem.unknown', problem)
  }
}
