import {
  Button,
  Checkbox,
  Combobox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  makeStyles,
  Option,
  Radio,
  RadioGroup,
  SearchBox,
  Textarea,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Statements } from '../../../../electron/contract/savings/choices.ts'
import { useSavingsChange } from '../../../savings-queries.ts'
import { DialogSurface } from '../../../ui/dialog/dialog-surface.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  about: { margin: 0, color: tokens.colorNeutralForeground3 },
  plans: {
    display: 'flex',
    // Else it is as low as the rest of the dialog leaves it in a low window.
    flexShrink: 0,
    flexDirection: 'column',
    maxHeight: '240px',
    position: 'relative',
    overflowY: 'auto',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  search: { maxWidth: 'none' },
  under: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

type Props = { connector: string; statements: Statements; onClose: () => void }

/** Two things that no report shows: which plans nobody uses, and who works without a desk. */
export function StatementsDialog({ connector, statements, onClose }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const [draft, setDraft] = useState(() => draftOf(statements))
  const save = useSavingsChange('savings.setStatements', connector)
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('statements.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            <Plans statements={statements} draft={draft} onChange={change} />
            <h3 className={styles.title}>{t('statements.frontline')}</h3>
            <p className={styles.about}>{t('statements.frontlineAbout')}</p>
            <Several
              label={t('statements.departments')}
              offered={statements.departments}
              chosen={draft.departments}
              onChange={departments => change({ departments })}
            />
            <Several
              label={t('statements.jobTitles')}
              offered={statements.jobTitles}
              chosen={draft.jobTitles}
              onChange={jobTitles => change({ jobTitles })}
            />
            <Field label={t('statements.groups')}>
              <Textarea value={draft.groups} onChange={(_, { value }) => change({ groups: value })} />
            </Field>
            {save.isError && <ErrorPanel error={save.error} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('excluded.cancel')}</Button>
            <Button
              appearance="primary"
              disabledFocusable={save.isPending}
              onClick={() => save.mutate({ connector, statements: inputOf(draft) }, { onSuccess: onClose })}
            >
              {t('statements.save')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

type Draft = {
  isAllBut: boolean
  checked: readonly string[]
  departments: readonly string[]
  jobTitles: readonly string[]
  groups: string
}

function draftOf({ unused, allBut, marks }: Statements): Draft {
  const marked = (kind: Statements['marks'][number]['kind']) =>
    marks.filter(mark => mark.kind === kind).map(({ value }) => value)
  return {
    isAllBut: allBut !== null,
    checked: allBut ?? unused,
    departments: marked('department'),
    jobTitles: marked('job_title'),
    groups: marked('group').join('\n'),
  }
}

function inputOf({ isAllBut, checked, departments, jobTitles, groups }: Draft) {
  const mark = (kind: Statements['marks'][number]['kind'], values: readonly string[]) =>
    values.map(value => ({ kind, value }))
  const groupIds = groups
    .split(/\s+/)
    .map(line => line.toLowerCase())
    .filter(line => line !== '')
  return {
    unused: isAllBut ? [] : [...checked],
    allBut: isAllBut ? [...checked] : null,
    marks: [
      ...mark('department', departments),
      ...mark('job_title', jobTitles),
      ...mark('group', [...new Set(groupIds)]),
    ],
  }
}

type PlansProps = { statements: Statements; draft: Draft; onChange: (part: Partial<Draft>) => void }

function Plans({ statements: { plans }, draft, onChange }: PlansProps) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const shown = plans.filter(({ name, friendlyName }) =>
    `${name} ${friendlyName}`.toLowerCase().includes(wanted),
  )
  const toggle = (name: string, isOn: boolean) =>
    onChange({ checked: isOn ? [...draft.checked, name] : draft.checked.filter(one => one !== name) })
  return (
    <>
      <h3 className={styles.title}>{t('statements.plans')}</h3>
      <p className={styles.about}>{t('statements.about')}</p>
      <RadioGroup
        value={draft.isAllBut ? 'allBut' : 'only'}
        onChange={(_, { value }) => onChange({ isAllBut: value === 'allBut' })}
        aria-label={t('statements.plans')}
      >
        <Radio value="only" label={t('statements.only')} />
        <Radio value="allBut" label={t('statements.allBut')} />
      </RadioGroup>
      <SearchBox
        className={styles.search}
        value={search}
        placeholder={t('statements.filter')}
        aria-label={t('statements.filter')}
        onChange={(_, { value }) => setSearch(value)}
      />
      <div className={styles.plans}>
        {shown.map(({ name, friendlyName, products }) => (
          <Checkbox
            key={name}
            checked={draft.checked.includes(name)}
            onChange={(_, { checked }) => toggle(name, checked === true)}
            label={
              <>
                {friendlyName}{' '}
                <span className={styles.under}>
                  {t('statements.products', { products: products.join(', ') })}
                </span>
              </>
            }
          />
        ))}
      </div>
    </>
  )
}

type SeveralProps = {
  label: string
  offered: readonly string[]
  chosen: readonly string[]
  onChange: (chosen: readonly string[]) => void
}

/** Several of the values that the tenant has. */
function Several({ label, offered, chosen, onChange }: SeveralProps) {
  return (
    <Field label={label} hint={chosen.join(', ')}>
      <Combobox
        multiselect
        placeholder={chosen.length === 0 ? '' : String(chosen.length)}
        selectedOptions={[...chosen]}
        onOptionSelect={(_, { selectedOptions }) => onChange(selectedOptions)}
      >
        {offered.map(value => (
          <Option key={value} value={value}>
            {value}
          </Option>
        ))}
      </Combobox>
    </Field>
  )
}
