import Database from 'better-sqlite3'
import { figure, median, say } from '../support/output.ts'

const peopleAsked = 20
/** A view that takes longer than this for all people together is asked for fewer of them. */
const patienceMs = 60_000

/** What is added up where somebody wants one number of a whole view; the other views are only counted. */
const addedUp: Readonly<Record<string, string>> = {
  v_users: 'license_count',
  v_license_assignments: 'disabled_plan_count',
  v_app_platforms: 'used',
  v_app_windows: 'used_180d',
  v_usage_metrics: 'value',
  v_activations: 'activations',
}

/** Milliseconds in the slowest view: for each person in turn, and for each question about the whole view. */
export type ViewTimes = { onePerson: readonly number[]; wholeView: readonly number[] }

/**
 * Asks every public view that names people, as anybody's own SQL does: on a connection that only reads, with
 * SQLite's own settings.
 */
export function measureViews(file: string): ViewTimes {
  const database = new Database(file, { readonly: true, fileMustExist: true })
  try {
    const people = somePeople(database)
    let slowest: ViewTimes = { onePerson: [0], wholeView: [0] }
    for (const view of viewsOfPeople(database)) {
      const onePerson = timesForPeople(database, view, people)
      const wholeView = timesForAll(database, view)
      figure(
        view,
        `${median(onePerson).toFixed(1)} ms for one person, ${Math.max(...onePerson).toFixed(1)} ms at most; ${Math.max(...wholeView).toFixed(0)} ms for all`,
      )
      slowest = {
        onePerson: median(onePerson) > median(slowest.onePerson) ? onePerson : slowest.onePerson,
        wholeView: Math.max(...wholeView) > Math.max(...slowest.wholeView) ? wholeView : slowest.wholeView,
      }
    }
    say()
    return slowest
  } finally {
    database.close()
  }
}

function viewsOfPeople(database: Database.Database): string[] {
  const found = database.prepare(`
    select name from sqlite_schema
    where type = 'view' and name glob 'v_*'
      and exists (select 1 from pragma_table_info(sqlite_schema.name) as info where info.name = 'user_principal_name')`)
  return found.pluck().all().map(String)
}

/** People with activity, spread over all of them. */
function somePeople(database: Database.Database): string[] {
  const active = database
    .prepare(
      'select user_principal_name from v_users where last_activity_date is not null and license_count > 0',
    )
    .pluck()
    .all()
    .map(String)
  const step = Math.max(1, Math.floor(active.length / peopleAsked))
  return active.filter((_, index) => index % step === 0).slice(0, peopleAsked)
}

function timesForPeople(database: Database.Database, view: string, people: readonly string[]): number[] {
  const question = `select * from ${view} where user_principal_name = ?`
  const times: number[] = []
  let spent = 0
  for (const person of people) {
    if (spent > patienceMs) break
    const time = timeOf(() => database.prepare(question).all(person))
    times.push(time)
    spent += time
  }
  return times
}

function timesForAll(database: Database.Database, view: string): number[] {
  const column = addedUp[view]
  const questions = ['count(*)', ...(column === undefined ? [] : [`sum(${column})`])]
  return questions.map(question => timeOf(() => database.prepare(`select ${question} from ${view}`).get()))
}

function timeOf(work: () => unknown): number {
  const started = performance.now()
  work()
  return performance.now() - started
}
