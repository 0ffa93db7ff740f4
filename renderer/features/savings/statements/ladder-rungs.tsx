import { Button, Checkbox, makeStyles, SearchBox, tokens } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LadderRung, PlanLadder } from '../../../../electron/contract/savings/ladder.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { addedIn, isOnIn, keyOf, type LadderDraft } from './ladder-draft.ts'

const useStyles = makeStyles({
  added: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
  },
  one: { display: 'flex', alignItems: 'center', justifyContent: 'space-between' },
  list: {
    display: 'flex',
    flexShrink: 0,
    flexDirection: 'column',
    maxHeight: '240px',
    position: 'relative',
    overflowY: 'auto',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  // Else a flex item would be as low as the rest of the dialog leaves it.
  row: { flexShrink: 0 },
  search: { maxWidth: 'none' },
  // Within a label there are spans only.
  under: {
    display: 'block',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground3 },
})

type Pair = Pick<LadderRung, 'lower' | 'higher'>

/** Names of the two plans, and below them what tells plans of one name apart and who changed the pair. */
function RungWords({ rung }: { rung: LadderRung }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const { lower, higher, lowerName, higherName, isOn, note, by, at } = rung
  const changed =
    at === null
      ? null
      : t(isOn ? 'ladder.on' : 'ladder.off', {
          date: format.date(at.slice(0, 10)),
          by: by === null ? '' : t('ladder.by', { name: by }),
          note: note === null ? '' : ` (${note})`,
        })
  return (
    <span>
      {lowerName === higherName ? lowerName : t('ladder.pair', { lower: lowerName, higher: higherName })}
      <span className={styles.under}>{[keyOf({ lower, higher }), changed].filter(Boolean).join(' · ')}</span>
    </span>
  )
}

type Props = { draft: LadderDraft; ladder: PlanLadder }

/** The pairs that people added, with what is to be added. */
export function AddedRungs({ draft, ladder, onRemove }: Props & { onRemove: (pair: Pair) => void }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const added = addedIn(draft, ladder)
  if (added.length === 0) return <span className={styles.quiet}>{t('ladder.noneAdded')}</span>
  return (
    <ul className={styles.added}>
      {added.map(rung => (
        <li key={keyOf(rung)} className={styles.one}>
          <RungWords rung={rung} />
          <Button
            appearance="subtle"
            size="small"
            icon={<DismissRegular />}
            aria-label={t('ladder.remove', { lower: rung.lower, higher: rung.higher })}
            onClick={() => onRemove(rung)}
          />
        </li>
      ))}
    </ul>
  )
}

/** The shipped pairs, each in force while it is checked. */
export function ShippedRungs({
  draft,
  ladder,
  onSet,
}: Props & { onSet: (pair: Pair, isOn: boolean) => void }) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  // What was switched off is what somebody looks for.
  const found = ladder.rungs.filter(
    ({ isShipped, lower, higher, lowerName, higherName }) =>
      isShipped && [lower, higher, lowerName, higherName].some(name => name.toLowerCase().includes(wanted)),
  )
  const shown = [...found.filter(({ isOn }) => !isOn), ...found.filter(({ isOn }) => isOn)]
  return (
    <>
      <SearchBox
        className={styles.search}
        value={search}
        placeholder={t('ladder.filter')}
        aria-label={t('ladder.filter')}
        onChange={(_, { value }) => setSearch(value)}
      />
      <div className={styles.list}>
        {shown.map(rung => (
          <Checkbox
            key={keyOf(rung)}
            className={styles.row}
            checked={isOnIn(draft, rung)}
            onChange={(_, { checked }) => onSet(rung, checked === true)}
            label={<RungWords rung={rung} />}
          />
        ))}
      </div>
    </>
  )
}
