import { makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { SetupItem } from '../../../electron/contract/setup.ts'
import { CopyButton } from '../../ui/copy-button.tsx'

const useStyles = makeStyles({
  list: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalS,
  },
  row: {
    display: 'grid',
    gridTemplateColumns: '160px minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalXS} ${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  label: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, display: 'flex', flexDirection: 'column' },
  text: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  about: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  copy: { margin: 0 },
})

/** Every value that the step needs in the portal, with its button to copy. */
export function ValuesToCopy({ values }: { values: SetupItem['values'] }) {
  const styles = useStyles()
  const { t } = useTranslation()
  if (values.length === 0) return null
  return (
    <dl className={styles.list} aria-label={t('setup.values.title')}>
      {values.map(({ label, value, about }) => (
        <div key={value} className={styles.row}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.value}>
            <span className={styles.text}>{value}</span>
            {about !== '' && <span className={styles.about}>{about}</span>}
          </dd>
          <dd className={styles.copy}>
            <CopyButton text={value} label={t('setup.values.copy', { label: value })} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
