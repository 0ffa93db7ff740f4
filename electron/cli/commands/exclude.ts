import type { ExclusionInput } from '../../contract/savings/inputs.ts'
import { exclusionReasons } from '../../contract/savings/names.ts'
import { type Context, findConnector } from '../context.ts'
import { type ExitStatus, exitStatus } from '../exit-status.ts'
import { failure, unwrap } from '../failure.ts'
import {
  calendarDate,
  type DeclareCommand,
  examples,
  onlyConnector,
  someText,
  wholeNumber,
} from '../grammar.ts'
import { findProduct } from '../named.ts'
import { printable } from '../text/width.ts'

const maxNumber = 1_000_000_000
const ruleNames = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'P1'] as const

type ExcludeOptions = {
  user?: string
  pattern?: string
  department?: string
  group?: string
  product?: string
  rule?: string
  reason?: string
  until?: string
  reviewOn?: string
  note?: string
  end?: number
  dryRun?: boolean
  everybody?: boolean
}

export const declareExclude: DeclareCommand = (program, run) => {
  program
    .command('exclude')
    .description(
      'leave users or products out of the savings, for a reason and up to a day; without options lists what is left out',
    )
    .argument('[id]', onlyConnector)
    .option('--user <name>', 'a user principal name', someText)
    .option('--pattern <pattern>', 'user principal names, for instance "svc-*@*"', someText)
    .option('--department <name>', 'every user of a department', someText)
    .option('--group <id>', 'seats that come by this group', someText)
    .option('--product <name>', "a product's part number, name or id", someText)
    .option('--rule <rule>', 'one rule, for instance R6', someText)
    .option('--reason <reason>', exclusionReasons.join(', '), someText)
    .option('--until <date>', 'the last day, as YYYY-MM-DD', calendarDate)
    .option(
      '--review-on <date>',
      'of a service or emergency account: the day to look at it again',
      calendarDate,
    )
    .option('--note <text>', 'a note', someText)
    .option('--dry-run', 'only say whom it would leave out today')
    .option('--everybody', 'confirms an exclusion that fits every licensed user')
    .option('--end <number>', 'end an exclusion by its number', wholeNumber(1, maxNumber))
    .addHelpText(
      'after',
      examples(
        'm365-connector exclude --user ada@contoso.com --reason leave --until 2027-03-31',
        'm365-connector exclude --pattern "svc-*@*" --reason service_account --review-on 2027-06-30',
        'm365-connector exclude --end 3',
      ),
    )
    .action((id: string | undefined, options: ExcludeOptions) =>
      run(context => exclude(context, id, options)),
    )
}

async function exclude(
  context: Context,
  reference: string | undefined,
  options: ExcludeOptions,
): Promise<ExitStatus> {
  const engine = await context.engine()
  const { id: connector } = await findConnector(engine, reference)
  const { signal, output } = context
  if (options.end !== undefined) {
    unwrap(await engine.call('savings.endExclusion', { connector, exclusionId: options.end }, signal))
    output.answer({ ended: options.end }, () => `Exclusion ${options.end} has ended.`)
    return exitStatus.done
  }
  if (options.reason === undefined) return list(context, connector)
  const skuId =
    options.product === undefined ? null : await findProduct({ engine, connector, signal }, options.product)
  const exclusion = readExclusion(options, skuId)
  const preview = unwrap(await engine.call('savings.previewExclusion', { connector, exclusion }, signal))
  if (options.dryRun === true) {
    output.answer(preview, () =>
      [
        `It would leave out ${preview.seats} seats of ${preview.people} users today; it fits ${preview.fits} of ${preview.licensed} licensed users.`,
        ...(preview.isEverybody ? ['It fits every user, so no seat would be looked at.'] : []),
      ].join('\n'),
    )
    return exitStatus.done
  }
  const made = unwrap(
    await engine.call(
      'savings.exclude',
      { connector, exclusion, everybody: options.everybody === true },
      signal,
    ),
  )
  const { seats, fits } = preview
  output.answer({ ...made, seats, fits }, () =>
    fits === 0
      ? `Exclusion ${made.exclusionId} is in force, but fits no licensed user today. Look at what was typed; exclude --end ${made.exclusionId} ends it.`
      : `Exclusion ${made.exclusionId} is in force. It hides ${seats} seats today and fits ${fits} licensed users.`,
  )
  return exitStatus.done
}

async function list({ engine: open, signal, output }: Context, connector: string): Promise<ExitStatus> {
  const engine = await open()
  const exclusions = unwrap(await engine.call('savings.exclusions', { connector }, signal))
  output.answer({ exclusions }, () =>
    exclusions.length === 0
      ? 'Nothing is left out.'
      : exclusions
          .map(one => {
            const about = [
              one.userId,
              one.upnPattern,
              one.department,
              one.groupId,
              one.skuId,
              one.rule,
            ].filter(part => part !== null)
            const end =
              one.endedAt === null
                ? `until ${one.until ?? one.reviewOn ?? ''}`
                : `ended ${one.endedAt.slice(0, 10)}`
            return `${one.exclusionId}  ${printable(about.join(' · '))}  ${one.reason}, ${end}, ${one.seats} seats`
          })
          .join('\n'),
  )
  return exitStatus.done
}

function readExclusion(options: ExcludeOptions, skuId: string | null): ExclusionInput {
  const { user, pattern, department, group, rule, reason, until, reviewOn, note } = options
  const known = exclusionReasons.find(one => one === reason)
  if (known === undefined) {
    throw failure(
      'badRequest',
      'This is no reason to leave somebody out.',
      `Reasons are ${exclusionReasons.join(', ')}.`,
    )
  }
  if (rule !== undefined && !ruleNames.some(one => one === rule.toUpperCase())) {
    throw failure('badRequest', 'There is no such rule.', `Rules are ${ruleNames.join(', ')}.`)
  }
  return {
    userId: null,
    upnPattern: user ?? pattern ?? null,
    department: department ?? null,
    groupId: group?.toLowerCase() ?? null,
    skuId,
    rule: rule?.toUpperCase() ?? null,
    reason: known,
    note: note ?? null,
    from: null,
    until: until ?? null,
    reviewOn: reviewOn ?? null,
  }
}
