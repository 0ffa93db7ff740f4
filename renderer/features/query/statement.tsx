import {
  Button,
  Caption1,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Textarea,
  tokens,
} from '@fluentui/react-components'
import { HistoryRegular, LightbulbRegular, PlayRegular, StopRegular } from '@fluentui/react-icons'
import { type KeyboardEvent, type ReactNode, type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { samples } from './samples.ts'
import { SavedQuestions } from './saved-questions.tsx'
import type { useQueryHistory } from './use-query-history.ts'

const useStyles = makeStyles({
  statement: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS, flexShrink: 0 },
  field: {
    fontFamily: tokens.fontFamilyMonospace,
    fieldSizing: 'content',
    minHeight: '150px',
    maxHeight: 'max(180px, 40vh)',
  },
  actions: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  key: { color: tokens.colorNeutralForeground3 },
  past: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    maxWidth: '560px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
})

type Props = {
  connector: string
  field: RefObject<HTMLTextAreaElement | null>
  sql: string
  isRunning: boolean
  history: ReturnType<typeof useQueryHistory>
  onChange: (sql: string) => void
  onRun: () => void
  onCancel: () => void
  /** What can be done with the answer. */
  children: ReactNode
}

/** The statement with what runs it, and the ones to begin with or that were run before. */
export function Statement(props: Props) {
  const { connector, field, sql, isRunning, history, onChange, onRun, onCancel, children } = props
  const styles = useStyles()
  const { t } = useTranslation('query')
  const [isSaving, setSaving] = useState(false)
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey)) return
    if (event.key !== 'Enter' && event.key !== 's') return
    event.preventDefault()
    if (event.key === 'Enter') onRun()
    else if (sql.trim() !== '') setSaving(true)
  }
  return (
    <div className={styles.statement}>
      <Textarea
        value={sql}
        onChange={(_event, { value }) => onChange(value)}
        onKeyDown={onKeyDown}
        resize="vertical"
        spellCheck={false}
        aria-label={t('statement')}
        textarea={{ ref: field, className: styles.field }}
      />
      <div className={styles.actions}>
        {isRunning ? (
          <Button icon={<StopRegular />} onClick={onCancel}>
            {t('cancel')}
          </Button>
        ) : (
          <Button
            appearance="primary"
            icon={<PlayRegular />}
            disabledFocusable={sql.trim() === ''}
            onClick={onRun}
          >
            {t('run')}
          </Button>
        )}
        <Caption1 className={styles.key}>{t('runKey')}</Caption1>
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Button appearance="subtle" icon={<LightbulbRegular />}>
              {t('samples')}
            </Button>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              {samples.map(sample => (
                <MenuItem key={sample.name} onClick={() => onChange(sample.sql)}>
                  {t(`sample.${sample.name}`)}
                </MenuItem>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
        <SavedQuestions
          connector={connector}
          sql={sql}
          isSaving={isSaving}
          onSaving={setSaving}
          onChoose={onChange}
        />
        <History history={history} onChoose={onChange} />
        {children}
      </div>
    </div>
  )
}

function History({ history, onChoose }: { history: Props['history']; onChoose: (sql: string) => void }) {
  const styles = useStyles()
  const { t } = useTranslation('query')
  const { statements, clear } = history
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<HistoryRegular />}>
          {t('history')}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {statements.length === 0 && <MenuItem disabled>{t('noHistory')}</MenuItem>}
          {statements.map(sql => (
            <MenuItem key={sql} onClick={() => onChoose(sql)}>
              <div className={styles.past}>{sql.replaceAll(/\s+/g, ' ').slice(0, 120)}</div>
            </MenuItem>
          ))}
          {statements.length > 0 && <MenuDivider />}
          {statements.length > 0 && <MenuItem onClick={clear}>{t('clearHistory')}</MenuItem>}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
