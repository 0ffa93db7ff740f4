import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  Caption1,
  Input,
  Link,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { SearchRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueryView } from '../../../electron/contract/query.ts'
import { useQueries } from '../../queries.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Loading } from '../../ui/loading.tsx'

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    width: '300px',
    flexShrink: 0,
    minHeight: 0,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  scroller: { position: 'relative', overflowY: 'auto', minHeight: 0, flexGrow: 1 },
  name: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  about: { display: 'block', color: tokens.colorNeutralForeground2 },
  columns: {
    listStyleType: 'none',
    margin: `${tokens.spacingVerticalS} 0`,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXS,
  },
  type: { color: tokens.colorNeutralForeground3, marginLeft: tokens.spacingHorizontalXS },
})

type Props = {
  connector: string
  /** Puts a name where the cursor is. */
  onInsert: (text: string) => void
  /** Puts a whole statement in place of what is there. */
  onReplace: (sql: string) => void
}

/** The views with their columns and what each means; a click puts a name into the statement. */
export function ViewList({ connector, onInsert, onReplace }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('query')
  const views = useQuery(useQueries().queryViews(connector))
  const [find, setFind] = useState('')
  const wanted = find.trim().toLowerCase()
  const found = (views.data ?? []).filter(view => isFound(view, wanted))
  return (
    <section className={styles.list} aria-label={t('views')}>
      <h2 className={styles.title}>{t('views')}</h2>
      <Input
        value={find}
        onChange={(_event, { value }) => setFind(value)}
        contentBefore={<SearchRegular />}
        placeholder={t('findView')}
        aria-label={t('findView')}
      />
      {views.isError && <ErrorPanel error={views.error} onRetry={() => void views.refetch()} />}
      <div className={styles.scroller}>
        <Loading when={views.isLoading} />
        {views.data !== undefined && found.length === 0 && <Caption1>{t('noViews')}</Caption1>}
        <Accordion collapsible>
          {found.map(view => (
            <AccordionItem key={view.name} value={view.name}>
              <AccordionHeader as="h3" size="small">
                <span className={styles.name}>{view.name}</span>
              </AccordionHeader>
              <AccordionPanel>
                <ViewDetails view={view} onInsert={onInsert} onReplace={onReplace} />
              </AccordionPanel>
            </AccordionItem>
          ))}
        </Accordion>
      </div>
    </section>
  )
}

function ViewDetails({ view, onInsert, onReplace }: Omit<Props, 'connector'> & { view: QueryView }) {
  const styles = useStyles()
  const { t } = useTranslation('query')
  return (
    <>
      <Caption1 className={styles.about}>{view.about}</Caption1>
      <ul className={styles.columns}>
        {view.columns.map(({ name, type, about }) => (
          <li key={name}>
            <Link as="button" className={styles.name} onClick={() => onInsert(name)}>
              {name}
            </Link>
            <Caption1 className={styles.type}>{type}</Caption1>
            <Caption1 className={styles.about}>{about}</Caption1>
          </li>
        ))}
      </ul>
      <Button size="small" onClick={() => onReplace(view.example)}>
        {t('example')}
      </Button>
    </>
  )
}

function isFound({ name, columns }: QueryView, wanted: string): boolean {
  return name.includes(wanted) || columns.some(column => column.name.includes(wanted))
}
