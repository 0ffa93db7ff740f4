import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { Add16Regular, CheckmarkCircle16Filled } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { DrawnButton, DrawnCheckbox, Mark, WindowDrawing } from './parts.tsx'

const useStyles = makeStyles({
  kinds: { display: 'grid', gridTemplateColumns: '1fr 1fr', columnGap: tokens.spacingHorizontalL },
  kind: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusSmall,
    color: tokens.colorNeutralForeground3,
  },
  chosen: {
    border: `${tokens.strokeWidthThin} solid ${tokens.colorBrandStroke1}`,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    fontWeight: tokens.fontWeightSemibold,
  },
  list: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalSNudge },
  mono: { fontFamily: tokens.fontFamilyMonospace },
  quiet: { color: tokens.colorNeutralForeground3 },
  bar: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXL },
  tool: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  table: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 160px', rowGap: tokens.spacingVerticalXS },
  granted: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    color: tokens.colorStatusSuccessForeground1,
  },
})

type Ticked = { name: string; isChecked: boolean }

/** The form in which permissions are ticked, for one of its two kinds. */
export function RequestPicture({
  kind,
  ticks,
}: {
  kind: 'delegated' | 'application'
  ticks: readonly Ticked[]
}) {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <WindowDrawing
      what={t('setup.picture.request.what', { kind: t(`setup.picture.request.${kind}`) })}
      path={['Microsoft Graph', t('setup.picture.request.title')]}
    >
      <div className={styles.kinds}>
        {(['delegated', 'application'] as const).map(one => (
          <Mark key={one} isOn={one === kind}>
            <div className={mergeClasses(styles.kind, one === kind && styles.chosen)}>
              {t(`setup.picture.request.${one}`)}
            </div>
          </Mark>
        ))}
      </div>
      <div className={styles.list}>
        <span className={styles.quiet}>{t('setup.picture.request.search')}</span>
        {ticks.map(({ name, isChecked }) => (
          <Mark key={name}>
            <DrawnCheckbox isChecked={isChecked}>
              <span className={styles.mono}>{name}</span>
              {!isChecked && (
                <span className={styles.quiet}>{` (${t('setup.picture.request.cleared')})`}</span>
              )}
            </DrawnCheckbox>
          </Mark>
        ))}
      </div>
      <DrawnButton isPrimary>{t('setup.picture.request.add')}</DrawnButton>
    </WindowDrawing>
  )
}

/** The list of permissions, with the button that grants consent. */
export function ConsentPicture({ company, names }: { company: string | null; names: readonly string[] }) {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <WindowDrawing
      what={t('setup.picture.consent.what')}
      path={[t('setup.picture.registrations'), t('setup.picture.app')]}
      title="API permissions"
    >
      <div className={styles.bar}>
        <span className={styles.tool}>
          <Add16Regular />
          {t('setup.picture.consent.add')}
        </span>
        <Mark>
          <span className={styles.tool}>
            <CheckmarkCircle16Filled />
            {t('setup.picture.consent.grant', { company: company ?? t('setup.picture.consent.company') })}
          </span>
        </Mark>
      </div>
      <div className={styles.table}>
        <span className={styles.quiet}>{t('setup.picture.consent.permission')}</span>
        <span className={styles.quiet}>{t('setup.picture.consent.status')}</span>
        {names.map(name => (
          <Granted key={name} name={name} />
        ))}
      </div>
    </WindowDrawing>
  )
}

function Granted({ name }: { name: string }) {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <>
      <span className={styles.mono}>{name}</span>
      <span className={styles.granted}>
        <CheckmarkCircle16Filled />
        {t('setup.picture.consent.granted')}
      </span>
    </>
  )
}
