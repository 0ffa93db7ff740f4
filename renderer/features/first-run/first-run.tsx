import {
  Body1,
  Button,
  Caption1,
  LargeTitle,
  makeStyles,
  Spinner,
  Subtitle2,
  tokens,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'

const useStyles = makeStyles({
  screen: {
    height: '100%',
    overflowY: 'auto',
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXXXL}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  column: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXXL,
    width: '100%',
    maxWidth: '640px',
    margin: 'auto 0',
  },
  part: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalM,
  },
  about: { color: tokens.colorNeutralForeground2, maxWidth: '60ch' },
  quiet: { color: tokens.colorNeutralForeground3 },
  command: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalM,
    width: '100%',
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  // A line may end between two options, never after their dashes.
  argument: { display: 'inline-block', whiteSpace: 'pre-wrap' },
})

const addCommand =
  'm365-connector add --name "My company" --tenant <Directory (tenant) ID> --client <Application (client) ID> --secret-stdin --check'

type Props = { isStarting: boolean; error: Error | null; onDemo: () => void }

/** What a person sees who has no tenant in the app yet. */
export function FirstRun({ isStarting, error, onDemo }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <main className={styles.screen}>
      <div className={styles.column}>
        <section className={styles.part}>
          <LargeTitle as="h1">{t('firstRun.title')}</LargeTitle>
          <Body1 className={styles.about}>{t('firstRun.about')}</Body1>
        </section>
        <section className={styles.part}>
          {error !== null && <ErrorPanel error={error} />}
          <Button
            appearance="primary"
            size="large"
            disabledFocusable={isStarting}
            icon={isStarting ? <Spinner size="tiny" /> : null}
            onClick={onDemo}
          >
            {isStarting ? t('firstRun.demoStarting') : t('firstRun.demo')}
          </Button>
          <Caption1 className={styles.quiet}>{t('firstRun.demoAbout')}</Caption1>
        </section>
        <section className={styles.part}>
          <Subtitle2 as="h2">{t('firstRun.connectTitle')}</Subtitle2>
          <Body1 className={styles.about}>{t('firstRun.connectAbout')}</Body1>
          <div className={styles.command}>
            <code className={styles.code}>
              {addCommand.split(/ (?=--)/).map(part => (
                <span key={part} className={styles.argument}>{`${part} `}</span>
              ))}
            </code>
            <CopyButton text={addCommand} label={t('common.copy')} />
          </div>
          <Body1 className={styles.about}>{t('firstRun.connectAfter')}</Body1>
          <Caption1 className={styles.quiet}>{t('firstRun.checkout')}</Caption1>
        </section>
        <Caption1 className={styles.quiet}>{t('firstRun.privacy')}</Caption1>
      </div>
    </main>
  )
}
