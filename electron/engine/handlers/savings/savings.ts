import type { Handlers } from '../../../contract/rpc/wire.ts'
import type { savingsMethodNames } from '../../../contract/savings/names.ts'
import type { Reader, Writer } from '../../../core/database/ports.ts'
import { exclusionList } from '../../../core/savings/answers/exclusions.ts'
import { lastUseOf } from '../../../core/savings/answers/last-use.ts'
import { fromInput, priceList, readLines } from '../../../core/savings/answers/prices.ts'
import { renewalPlan } from '../../../core/savings/answers/renewals.ts'
import { savingsSummary } from '../../../core/savings/answers/summary.ts'
import { workList } from '../../../core/savings/answers/work-list.ts'
import { storeNotFree } from '../../../core/savings/by-product/free-pools.ts'
import { evidenceOf } from '../../../core/savings/card/evidence.ts'
import { decide, withdrawDecision } from '../../../core/savings/choices/decisions.ts'
import { isEverybody, refuseEverybody } from '../../../core/savings/choices/everybody.ts'
import { readExclusionFile } from '../../../core/savings/choices/exclusion-csv.ts'
import {
  addExclusion,
  endExclusion,
  postponeClaim,
  previewExclusion,
} from '../../../core/savings/choices/exclusions.ts'
import { withHiddenTexts } from '../../../core/savings/choices/hidden-texts.ts'
import { findProduct, storePrices } from '../../../core/savings/choices/prices.ts'
import { storeRenewalDecision } from '../../../core/savings/choices/renewal-decisions.ts'
import { statementsOf, storeStatements } from '../../../core/savings/choices/statements.ts'
import { storeSubscriptionFacts } from '../../../core/savings/choices/subscription-facts.ts'
import { readAchieved } from '../../../core/savings/follow-up/read.ts'
import { storeJoiners } from '../../../core/savings/joiners.ts'
import { changeLadder, planLadder } from '../../../core/savings/products/change-ladder.ts'
import { storeSavingsSettings } from '../../../core/savings/settings.ts'
import { openReader } from '../../../platform/sqlite/open.ts'
import { changeSavings, noteSavings } from '../../../platform/sqlite/savings/changes.ts'
import type { Services } from '../../services.ts'
import { openData } from '../open-data.ts'

type ElsewhereMethod =
  | 'savings.exportScripts'
  | 'savings.letters'
  | 'savings.writePrices'
  | 'savings.plan'
  | 'savings.planChoices'
  | 'savings.decidePlan'
  | 'savings.plans'
  | 'savings.savePlan'
  | 'savings.deletePlan'
type SavingsMethod = Exclude<(typeof savingsMethodNames)[number], ElsewhereMethod>

/** Answers from the connector's database, and changes to it under the connector's lock. */
export function savingsHandlers(services: Services): Pick<Handlers, SavingsMethod> {
  const now = () => new Date(services.clock.now()).toISOString()
  const today = () => now().slice(0, 10)
  const ask = async <T>(reference: string, question: (reader: Reader) => T): Promise<T> => {
    const { reader } = await openData(services, reference)
    return reader.insight(context => question(context.reader))
  }
  // An exclusion is about real names, whatever names users are shown under: only counts leave.
  const askReal = async <T>(reference: string, question: (reader: Reader) => T): Promise<T> => {
    const { id } = (await openData(services, reference)).connector
    const reader = openReader(services.databaseFile(id))
    try {
      return question(reader)
    } finally {
      reader.close()
    }
  }
  const change = async <T>(
    reference: string,
    work: (writer: Writer) => T,
    store: typeof changeSavings = changeSavings,
  ): Promise<T> => {
    const { id } = (await openData(services, reference)).connector
    const lock = await services.lock(id)
    try {
      const done = store<T>(services.databaseFile(id), work)
      services.events.emit('reports.changed', { connector: id })
      return done
    } finally {
      await lock.release()
    }
  }
  const changed = async (reference: string, work: (writer: Writer) => unknown): Promise<null> => {
    await change(reference, work)
    return null
  }
  // Nothing is judged again for what no verdict rests on.
  const noted = async (reference: string, work: (writer: Writer) => void): Promise<null> => {
    await change(reference, work, noteSavings)
    return null
  }
  return {
    'savings.summary': ({ connector }) => ask(connector, reader => savingsSummary(reader, today())),
    'savings.evidence': ({ connector, userId, skuId }) =>
      ask(connector, reader => evidenceOf(reader, userId, skuId, today())),
    'savings.changeSettings': ({ connector, settings }) =>
      changed(connector, writer => storeSavingsSettings(writer, settings)),
    'savings.setJoiners': ({ connector, skuId, seats }) =>
      noted(connector, writer => storeJoiners(writer, skuId, seats)),
    'savings.notFree': ({ connector, skuId }) => noted(connector, writer => storeNotFree(writer, skuId)),
    'savings.prices': ({ connector }) => ask(connector, priceList),
    'savings.setPrices': ({ connector, prices }) =>
      changed(connector, writer => storePrices(writer, prices.map(fromInput), today(), now())),
    'savings.setSubscriptionFacts': ({ connector, facts }) =>
      changed(connector, writer => storeSubscriptionFacts(writer, facts)),
    'savings.readPrices': ({ connector, text, currency, decimal }) =>
      ask(connector, reader => readLines(reader, text, currency, decimal)),
    'savings.exclusions': ({ connector }) => ask(connector, exclusionList),
    'savings.previewExclusion': ({ connector, exclusion, renews }) =>
      askReal(connector, reader => previewExclusion(reader, withHiddenTexts(reader, exclusion, renews))),
    'savings.exclude': ({ connector, exclusion: given, everybody, renews }) =>
      change(connector, writer => {
        const exclusion = withHiddenTexts(writer, given, renews)
        refuseEverybody(writer, [exclusion], everybody)
        return { exclusionId: addExclusion(writer, exclusion, services.userName(), now()) }
      }),
    'savings.excludeAll': ({ connector, exclusions: given, everybody }) =>
      change(connector, writer => {
        const exclusions = given.map(exclusion => withHiddenTexts(writer, exclusion))
        refuseEverybody(writer, exclusions, everybody)
        for (const exclusion of exclusions) addExclusion(writer, exclusion, services.userName(), now())
        return { made: exclusions.length }
      }),
    'savings.readExclusions': ({ connector, text }) =>
      askReal(connector, reader => ({
        lines: readExclusionFile(text, {
          find: product => findProduct(reader, product),
          isEverybody: exclusion => isEverybody(reader, exclusion),
          today: today(),
        }),
      })),
    'savings.statements': ({ connector }) => ask(connector, reader => statementsOf(reader, today())),
    'savings.setStatements': ({ connector, statements }) =>
      changed(connector, writer => storeStatements(writer, statements, services.userName(), now())),
    'savings.ladder': ({ connector }) => ask(connector, planLadder),
    'savings.changeLadder': ({ connector, changes }) =>
      changed(connector, writer => changeLadder(writer, changes, services.userName(), now())),
    'savings.endExclusion': ({ connector, exclusionId }) =>
      changed(connector, writer => endExclusion(writer, exclusionId, now())),
    'savings.postpone': ({ connector, seats, until }) =>
      changed(connector, writer => {
        for (const seat of seats) postponeClaim(writer, seat, until, now())
      }),
    'savings.decide': ({ connector, ...decision }) =>
      change(connector, writer => ({
        decided: decide(writer, { ...decision, decidedBy: services.userName() }, now()),
      })),
    'savings.withdraw': ({ connector, decisionIds }) =>
      changed(connector, writer => {
        for (const decisionId of decisionIds) withdrawDecision(writer, decisionId, now())
      }),
    'savings.workList': ({ connector }) => ask(connector, reader => workList(reader, today())),
    'savings.achieved': ({ connector }) => ask(connector, reader => readAchieved(reader, today())),
    'savings.lastUse': ({ connector }) => ask(connector, lastUseOf),
    'savings.decideRenewal': ({ connector, subscriptionId, decision }) =>
      changed(connector, writer =>
        storeRenewalDecision(
          writer,
          subscriptionId,
          decision === null ? null : { ...decision, decidedAt: now() },
        ),
      ),
    'savings.renewals': ({ connector }) => ask(connector, reader => renewalPlan(reader, today())),
  }
}
