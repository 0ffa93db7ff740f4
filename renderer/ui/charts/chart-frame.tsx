import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { DataLineRegular, TableSimpleRegular } from '@fluentui/react-icons'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChartTable, type ChartTableContent } from './chart-table.tsx'

const useStyles = makeStyles({
  frame: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalS,
    minWidth: 0,
    margin: 0,
  },
  head: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    minHeight: '32px',
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  space: { flexGrow: 1 },
  note: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  onlyScreen: { '@media print': { display: 'none' } },
})

type Props = {
  title: string
  /** What the numbers are, where the title does not say it. */
  note?: string | undefined
  /** Controls of the chart, beside its title. */
  controls?: ReactNode
  table: ChartTableContent
  children: ReactNode
}

/** A chart with its title, and the same numbers as a table for whoever reads those better. */
export function ChartFrame({ title, note, controls, table, children }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const titleId = useId()
  const [isTable, setIsTable] = useState(false)
  return (
    <figure className={styles.frame} aria-labelledby={titleId}>
      <div className={styles.head}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        {controls}
        <span className={styles.space} />
        <Button
          className={styles.onlyScreen}
          appearance="subtle"
          size="small"
          icon={isTable ? <DataLineRegular /> : <TableSimpleRegular />}
          onClick={() => setIsTable(!isTable)}
        >
          {isTable ? t('charts.viewAsChart') : t('charts.viewAsTable')}
        </Button>
      </div>
      {isTable ? <ChartTable titleId={titleId} {...table} /> : children}
      {note !== undefined && <figcaption className={styles.note}>{note}</figcaption>}
    </figure>
  )
}
