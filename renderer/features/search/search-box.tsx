import { Input, makeStyles, tokens } from '@fluentui/react-components'
import { SearchRegular } from '@fluentui/react-icons'
import { type KeyboardEvent, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { shortcut } from '../../ui/format.ts'
import type { Entry } from './entries.ts'
import { SearchList } from './search-list.tsx'
import { useSearchBox } from './use-search-box.ts'

const useStyles = makeStyles({
  place: { position: 'relative', flexGrow: 1, minWidth: '120px', maxWidth: '560px' },
  input: { width: '100%' },
  icon: { color: tokens.colorNeutralForeground3 },
  list: {
    position: 'absolute',
    zIndex: 100,
    top: 'calc(100% + 4px)',
    // In a small window it is wider than its box, and still within the window.
    right: 0,
    width: 'max(100%, min(420px, 80vw))',
    boxSizing: 'border-box',
  },
})

/** Tab belongs to the open list, before the keeper of the focus takes it. */
const ownTab = { 'data-tabster': JSON.stringify({ focusable: { ignoreKeydown: { Tab: true } } }) }

type Props = { connector: string | null; commands: readonly Entry[] }

/**
 * Finds users, products, departments, screens, tables, settings and actions: a combo box whose list stands
 * below it, used by keyboard alone. Tab leads to what else can be done with a result, Escape back and out.
 */
export function SearchBox({ connector, commands }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const listId = useId()
  const input = useRef<HTMLInputElement>(null)
  const box = useSearchBox({ connector, commands, input })
  const { text, isOpen, entries, active } = box
  const press = (event: KeyboardEvent) => {
    const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey
    if (isPlain && !event.nativeEvent.isComposing && box.press(event.key)) event.preventDefault()
  }
  return (
    <div className={styles.place}>
      <Input
        className={styles.input}
        appearance="outline"
        input={{ ref: input, role: 'combobox', ...(isOpen ? ownTab : {}) }}
        aria-label={t('search.label')}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        {...(isOpen && entries.length > 0 ? { 'aria-activedescendant': `${listId}-${active}` } : {})}
        placeholder={t('search.placeholder', { key: shortcut('K') })}
        contentBefore={<SearchRegular className={styles.icon} />}
        autoComplete="off"
        spellCheck={false}
        maxLength={256}
        value={text}
        onFocus={box.open}
        onClick={box.open}
        onBlur={box.close}
        onChange={(_event, { value }) => box.type(value)}
        onKeyDown={press}
      />
      <SearchList
        id={listId}
        className={styles.list}
        isOpen={isOpen}
        isBusy={box.isBusy}
        entries={entries}
        active={active}
        subject={box.subject}
        text={text}
        onActive={box.setActive}
        onChoose={box.choose}
      />
    </div>
  )
}
