import { makeStyles, tokens } from '@fluentui/react-components'
import { PersonCircle20Regular, Search16Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { DrawnButton, DrawnField, DrawnRadio, DrawnText, Mark, WindowDrawing } from './parts.tsx'

const useStyles = makeStyles({
  search: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    flexGrow: 1,
    maxWidth: '300px',
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusSmall,
  },
  gap: { flexGrow: 1 },
  who: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground1,
    textAlign: 'right',
  },
  people: { display: 'flex', flexDirection: 'column', alignItems: 'flex-end' },
  row: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalL,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  toggle: { display: 'flex', columnGap: tokens.spacingHorizontalS },
  redirect: {
    display: 'grid',
    gridTemplateColumns: '90px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
  },
  cell: {
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusSmall,
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  types: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalSNudge },
  tiles: { display: 'flex', columnGap: tokens.spacingHorizontalXXL, padding: `${tokens.spacingVerticalS} 0` },
})

export function UserSettingsPicture() {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <WindowDrawing
      what={t('setup.picture.userSettings.what')}
      path={[t('setup.picture.home'), t('setup.picture.userSettings.title')]}
    >
      <Mark>
        <div className={styles.row}>
          <span>{t('setup.picture.userSettings.row')}</span>
          <span className={styles.toggle}>
            <DrawnRadio isChosen>{t('common.yes')}</DrawnRadio>
            <DrawnRadio isChosen={false}>{t('common.no')}</DrawnRadio>
          </span>
        </div>
      </Mark>
      <div className={styles.row}>
        <span className={styles.quiet}>{t('setup.picture.userSettings.other')}</span>
        <DrawnText width={64} />
      </div>
    </WindowDrawing>
  )
}

export function SignInPicture() {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <WindowDrawing
      what={t('setup.picture.signIn.what')}
      bar={
        <>
          <span className={styles.search}>
            <Search16Regular />
            {t('setup.picture.signIn.search')}
          </span>
          <span className={styles.gap} />
          <Mark>
            <span className={styles.who}>
              <span className={styles.people}>
                <DrawnText width={70} />
                {t('setup.picture.directory')}
              </span>
              <PersonCircle20Regular />
            </span>
          </Mark>
        </>
      }
    >
      <div className={styles.tiles}>
        <DrawnText width={90} />
        <DrawnText width={120} />
        <DrawnText width={70} />
      </div>
    </WindowDrawing>
  )
}

export function RegisterPicture() {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <WindowDrawing
      what={t('setup.picture.register.what')}
      path={[t('setup.picture.home'), t('setup.picture.registrations')]}
      title={t('setup.picture.register.title')}
    >
      <Mark>
        <DrawnField label={t('setup.picture.register.name')}>{t('setup.picture.app')}</DrawnField>
      </Mark>
      <div className={styles.types}>
        <span className={styles.quiet}>{t('setup.picture.register.types')}</span>
        <Mark>
          <DrawnRadio isChosen>{t('setup.picture.register.single')}</DrawnRadio>
        </Mark>
        <DrawnRadio isChosen={false}>{t('setup.picture.register.multi')}</DrawnRadio>
      </div>
      <div className={styles.types}>
        <span className={styles.quiet}>{t('setup.picture.register.redirect')}</span>
        <Mark>
          <div className={styles.redirect}>
            <span className={styles.cell}>{t('setup.picture.register.web')}</span>
            <span className={styles.cell}>http://localhost</span>
          </div>
        </Mark>
      </div>
      <DrawnButton isPrimary>{t('setup.picture.register.register')}</DrawnButton>
    </WindowDrawing>
  )
}
