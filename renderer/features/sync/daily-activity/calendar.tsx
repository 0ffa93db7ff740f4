import { Caption1, makeStyles, mergeClasses, Tooltip, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import {
  type CoverageDay,
  type CoverageReport,
  dayStates,
} from '../../../../electron/contract/insight/daily-activity.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx'
import { weekdays, weeksOf } from './weeks.ts'

const useStyles = makeStyles({
  report: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, maxWidth: '300px' },
  title: {
    fontWeight: tokens.fontWeightSemibold,
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    minHeight: '40px',
  },
  table: { borderSpacing: '3px', marginLeft: '-3px', width: 'fit-content' },
  weekday: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase100,
    fontWeight: tokens.fontWeightRegular,
    textAlign: 'center',
    paddingBottom: tokens.spacingVerticalXXS,
  },
  day: {
    width: '34px',
    height: '26px',
    padding: 0,
    textAlign: 'center',
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
    borderRadius: tokens.borderRadiusSmall,
    border: '1px solid transparent',
    boxSizing: 'border-box',
  },
  held: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
  late: { border: `1px dashed ${tokens.colorNeutralStroke1}`, color: tokens.colorNeutralForeground2 },
  waiting: { border: `1px solid ${tokens.colorBrandStroke2}`, color: tokens.colorNeutralForeground2 },
  lost: {
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground3,
    textDecorationLine: 'line-through',
  },
  troubled: {
    borderTopColor: tokens.colorPaletteDarkOrangeBorderActive,
    borderRightColor: tokens.colorPaletteDarkOrangeBorderActive,
    borderBottomColor: tokens.colorPaletteDarkOrangeBorderActive,
    borderLeftColor: tokens.colorPaletteDarkOrangeBorderActive,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  counts: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
  count: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  sample: { width: '12px', height: '12px', borderRadius: tokens.borderRadiusSmall, boxSizing: 'border-box' },
})

/** One report's days as weeks: which are held, late, waiting or lost, by form and color. */
export function CoverageCalendar({ report }: { report: CoverageReport }) {
  const styles = useStyles()
  const { t } = useTranslation('activity')
  const format = useFormat()
  const title = useReportTitle()(report.report)
  return (
    <div className={styles.report}>
      <h3 className={styles.title}>{title}</h3>
      <table className={styles.table} aria-label={t('calendar', { report: title })}>
        <thead>
          <tr>
            {weekdays.map(day => (
              <th key={day} scope="col" className={styles.weekday}>
                {format.weekday(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(report.days).map(week => (
            <tr key={week.monday}>
              {week.days.map((day, place) =>
                day === null ? <td key={weekdays[place]} /> : <DayCell key={day.date} day={day} />,
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <Counts report={report} />
      {report.concealed && <Caption1 className={styles.quiet}>{t('concealed')}</Caption1>}
    </div>
  )
}

function DayCell({ day }: { day: CoverageDay }) {
  const styles = useStyles()
  const { t } = useTranslation('activity')
  const format = useFormat()
  const about = useAboutDay()(day)
  const isTroubled = day.problem !== null && day.problem !== 'notOffered'
  return (
    <Tooltip content={`${format.date(day.date)}: ${about}`} relationship="inaccessible">
      <td className={mergeClasses(styles.day, styles[day.state], isTroubled && styles.troubled)}>
        {Number(day.date.slice(8))}
        <VisuallyHidden>{`${t(`state.${day.state}`)}. ${about}`}</VisuallyHidden>
      </td>
    </Tooltip>
  )
}

/** What a day's cell means, in a sentence. */
function useAboutDay(): (day: CoverageDay) => string {
  const { t } = useTranslation('activity')
  const format = useFormat()
  return ({ state, activeUsers, problem }) => {
    if (state === 'held') {
      const count = activeUsers ?? 0
      return t('users', { count, formatted: format.integer(count) })
    }
    if (state === 'lost') return t('lostAbout')
    const known = problems.find(name => name === problem)
    if (known !== undefined) return t(`problem.${known}`)
    return state === 'waiting' ? t('waitingAbout') : t('lateAbout')
  }
}

const problems = [
  'notOffered',
  'emptied',
  'nameless',
  'unreadable',
  'concealed',
  'older',
  'otherDay',
] as const

/** How many days stand in which state, of all that are known, with what the state looks like. */
function Counts({ report: { days, newestDay } }: { report: CoverageReport }) {
  const styles = useStyles()
  const { t } = useTranslation('activity')
  const format = useFormat()
  const counts = dayStates
    .map(state => ({ state, count: days.filter(day => day.state === state).length }))
    .filter(({ count }) => count > 0)
  return (
    <Caption1 className={mergeClasses(styles.quiet, styles.counts)}>
      {counts.map(({ state, count }) => (
        <span key={state} className={styles.count}>
          <span className={mergeClasses(styles.sample, styles[state])} aria-hidden />
          {t(`count.${state}`, { count })}
        </span>
      ))}
      {newestDay !== null && <span>{t('newest', { date: format.day(newestDay) })}</span>}
    </Caption1>
  )
}

function useReportTitle(): (report: string) => string {
  const { t } = useTranslation('activity')
  return report => (report === 'm365_app' ? t('report.m365_app') : t('report.office365_active'))
}
