import { z } from 'zod'
import { readMeta, writeMeta } from '../../database/meta.ts'
import type { Reader, Writer } from '../../database/ports.ts'
import {
  countTolerance,
  type Differences,
  type DriftMemory,
  findDrift,
  nothingRemembered,
  rememberDrift,
} from '../../sync/drift.ts'
import type { Drift, DriftQuestion } from '../../sync/ports.ts'
import { countUsers } from '../tenant-data.ts'
import { listedProducts, ofOneRun } from './product-facts.ts'

/** Under this name `meta` keeps where the books disagreed. */
const remembered = 'drift'
const Numbers = z.record(z.string(), z.number())
const Memory = z.object({ last: Numbers, afterFull: Numbers })

const people = 'people'
/** Products are told by their ids, because two may have one name. */
const productPrefix = 'product '

type Account = Drift & { key: string; difference: number }

/**
 * Compares people and products with Microsoft's counts, remembers where they disagree, and says where they
 * did so in the sync before, too. A comparison that could not be made this time is remembered as it was.
 */
export function checkDrift(writer: Writer, question: DriftQuestion): Drift[] {
  const memory = readMemory(writer)
  const { accounts, compared } = compare(writer, question)
  const now: Differences = {
    ...Object.fromEntries(Object.entries(memory.last).filter(([key]) => !compared(key))),
    ...Object.fromEntries(accounts.map(({ key, difference }) => [key, difference])),
  }
  const drifting = new Set(findDrift(memory, now))
  writer.transaction(() =>
    writeMeta(writer, remembered, JSON.stringify(rememberDrift(memory, now, question.full))),
  )
  return accounts
    .filter(({ key }) => drifting.has(key))
    .map(({ dataset, subject, expected, actual }) => ({ dataset, subject, expected, actual }))
}

function readMemory(reader: Reader): DriftMemory {
  const text = readMeta(reader, remembered)
  return text === null ? nothingRemembered : Memory.parse(JSON.parse(text))
}

function compare(
  reader: Reader,
  { runId, peopleCount }: DriftQuestion,
): { accounts: Account[]; compared: (key: string) => boolean } {
  const ofProducts = ofOneRun(reader, runId) === true
  const products = ofProducts ? listedProducts(reader, runId) : []
  const accounts = [
    ...(peopleCount === null ? [] : [account(people, 'users', people, peopleCount, countUsers(reader))]),
    ...products
      .filter(({ applies_to }) => applies_to !== 'Company')
      .map(row =>
        account(productPrefix + row.sku_id, 'licenses', row.product, row.consumed_units, row.holders),
      ),
  ]
  return {
    accounts: accounts.filter(({ expected, difference }) => isApart(expected, difference)),
    compared: key => (key === people ? peopleCount !== null : ofProducts),
  }
}

/** In a large tenant a count is never quite still. */
const manyCounted = 1000

function isApart(counted: number, difference: number): boolean {
  if (counted < manyCounted) return difference !== 0
  return Math.abs(difference) > countTolerance(counted)
}

function account(key: string, dataset: string, subject: string, expected: number, actual: number): Account {
  return { key, dataset, subject, expected, actual, difference: expected - actual }
}
