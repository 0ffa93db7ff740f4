import { Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSavingsQueries } from '../../savings-queries.ts'
import { fieldOf } from '../../ui/hidden-text.ts'
import type { ExclusionDraft } from './exclusion-draft.ts'

const useStyles = makeStyles({
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))',
    gap: tokens.spacingHorizontalM,
  },
})

const seatRules = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8'] as const
/** Of a user there are no unassigned seats. */
const rules = [...seatRules, 'P1'] as const

type Props = {
  connector: string
  draft: ExclusionDraft
  /** The user whom it is about, by name: nobody else is asked for then. */
  person: string | undefined
  onChange: (part: Partial<ExclusionDraft>) => void
}

/** Whom and what an exclusion is about. */
export function ExclusionFields({ connector, draft, person, onChange }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const list = useQuery(useSavingsQueries(connector).prices())
  return (
    <div className={styles.pair}>
      {person === undefined ? (
        <Anybody draft={draft} onChange={onChange} />
      ) : (
        <Field label={t('excluded.person')}>
          <Input readOnly value={person} />
        </Field>
      )}
      <Field label={t('excluded.product')}>
        <Select value={draft.skuId} onChange={(_, { value }) => onChange({ skuId: value })}>
          <option value="">{t('excluded.anyProduct')}</option>
          {list.data?.products.map(({ skuId, name }) => (
            <option key={skuId} value={skuId}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('excluded.rule')}>
        <Select value={draft.rule} onChange={(_, { value }) => onChange({ rule: value })}>
          <option value="">{t('excluded.anyRule')}</option>
          {(person === undefined ? rules : seatRules).map(rule => (
            <option key={rule} value={rule}>
              {t(`rules.${rule}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('excluded.note')}>
        <Input {...fieldOf(draft.note)} onChange={(_, { value }) => onChange({ note: value })} />
      </Field>
    </div>
  )
}

/** Whom it is about, by what several users can have in common. */
function Anybody({ draft, onChange }: Pick<Props, 'draft' | 'onChange'>) {
  const { t } = useTranslation('savings')
  return (
    <>
      <Field label={t('excluded.pattern')}>
        <Input
          placeholder={t('excluded.patternHint')}
          {...fieldOf(draft.pattern)}
          onChange={(_, { value }) => onChange({ pattern: value })}
        />
      </Field>
      <Field label={t('excluded.department')}>
        <Input value={draft.department} onChange={(_, { value }) => onChange({ department: value })} />
      </Field>
      <Field label={t('excluded.group')}>
        <Input value={draft.groupId} onChange={(_, { value }) => onChange({ groupId: value })} />
      </Field>
    </>
  )
}
