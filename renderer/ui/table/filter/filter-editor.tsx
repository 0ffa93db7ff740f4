import { Button, Dropdown, Field, Input, makeStyles, Option, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Cell, ReportColumn, ReportFilter } from '../../../../electron/contract/reports.ts'
import type { RowRequest } from '../rows/report-rows.ts'
import {
  type Choice,
  choiceOf,
  choicesOf,
  controlOf,
  factorOf,
  filterKind,
  filterOf,
  valuesOf,
} from './choices.ts'
import { ValuePicker } from './value-picker.tsx'

const useStyles = makeStyles({
  editor: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, width: '320px' },
  actions: { display: 'flex', columnGap: tokens.spacingHorizontalS },
  choices: { minWidth: 0 },
})

/** A filter that is being made: of a column, or changed from one that is there. */
export type FilterDraft = { column: string | null; replaces: ReportFilter | null }

type Props = {
  columns: readonly ReportColumn[]
  draft: FilterDraft
  /** What the table asks but for the filter that is changed, so that the list offers what is left. */
  request: RowRequest
  onApply: (filter: ReportFilter) => void
  onCancel: () => void
}

/** Asks for a column, what is asked of it, and a value. */
export function FilterEditor({ columns, draft, request, onApply, onCancel }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const [key, setKey] = useState(draft.replaces?.column ?? draft.column)
  const column = columns.find(one => one.key === key) ?? null
  const [chosen, setChosen] = useState<Choice | null>(() =>
    draft.replaces === null || column === null ? null : choiceOf(draft.replaces, filterKind(column)),
  )
  const [values, setValues] = useState<readonly Cell[]>(() =>
    draft.replaces === null ? [] : valuesOf(draft.replaces),
  )
  const choice = column === null ? null : (chosen ?? choicesOf(column)[0] ?? null)
  const filter = column === null || choice === null ? null : filterOf(column.key, choice, values)
  return (
    <form
      className={styles.editor}
      onSubmit={event => {
        event.preventDefault()
        if (filter !== null) onApply(filter)
      }}
    >
      <Field label={t('table.filter.column')}>
        <Dropdown
          className={styles.choices}
          placeholder={t('table.filter.chooseColumn')}
          value={column?.label ?? ''}
          selectedOptions={key === null ? [] : [key]}
          onOptionSelect={(_event, { optionValue }) => {
            setKey(optionValue ?? null)
            setChosen(null)
            setValues([])
          }}
        >
          {columns.map(one => (
            <Option key={one.key} value={one.key}>
              {one.label}
            </Option>
          ))}
        </Dropdown>
      </Field>
      {column !== null && choice !== null && (
        <>
          <Field label={t('table.filter.operator')}>
            <Dropdown
              className={styles.choices}
              value={t(`table.filter.choices.${choice}`)}
              selectedOptions={[choice]}
              onOptionSelect={(_event, { optionValue }) => {
                const next = choicesOf(column).find(one => one === optionValue)
                if (next === undefined) return
                const kind = filterKind(column)
                if (controlOf(next, kind) !== controlOf(choice, kind)) setValues([])
                setChosen(next)
              }}
            >
              {choicesOf(column).map(one => (
                <Option key={one} value={one}>
                  {t(`table.filter.choices.${one}`)}
                </Option>
              ))}
            </Dropdown>
          </Field>
          <ValueField
            column={column}
            choice={choice}
            values={values}
            request={request}
            onValues={setValues}
          />
        </>
      )}
      <div className={styles.actions}>
        <Button appearance="primary" type="submit" disabled={filter === null}>
          {t('table.filter.apply')}
        </Button>
        <Button onClick={onCancel}>{t('table.filter.cancel')}</Button>
      </div>
    </form>
  )
}

type ValueFieldProps = {
  column: ReportColumn
  choice: Choice
  values: readonly Cell[]
  request: RowRequest
  onValues: (values: readonly Cell[]) => void
}

/** The field for a value, as the choice needs it. */
function ValueField({ column, choice, values, request, onValues }: ValueFieldProps) {
  const { t } = useTranslation()
  const control = controlOf(choice, filterKind(column))
  if (control === 'none') return null
  if (control === 'list') {
    return <ValuePicker request={request} column={column} picked={values} onPick={onValues} />
  }
  const factor = control === 'number' ? factorOf(column) : 1
  const isNumber = control === 'number' || control === 'days'
  const [first] = values
  const text =
    first === undefined || first === null ? '' : String(factor === 1 ? first : Number(first) / factor)
  const enter = (entered: string) => {
    if (entered === '') onValues([])
    else onValues([factor === 1 ? entered : Number(entered) * factor])
  }
  return (
    <Field label={t(`table.filter.values.${control === 'number' ? unitOf(column) : control}`)}>
      <Input
        type={control === 'day' ? 'date' : isNumber ? 'number' : 'text'}
        {...(control === 'days' ? { min: 1, max: 3650, step: 1 } : {})}
        {...(control === 'number' ? { step: 'any' } : {})}
        value={text}
        onChange={(_event, data) => enter(data.value)}
      />
    </Field>
  )
}

function unitOf({ type }: ReportColumn): 'number' | 'megabytes' | 'seconds' {
  if (type === 'bytes') return 'megabytes'
  return type === 'milliseconds' ? 'seconds' : 'number'
}
