import { z } from 'zod'
import { readMeta, writeMeta } from '../database/meta.ts'
import type { Reader, Writer } from '../database/ports.ts'
import { raw, type Sql, sql } from '../database/sql.ts'

const inSeveralWays = `from license_state where state in ('Active', 'ActiveWithError')
  group by user_id, sku_id having count(*) > 1`

/**
 * H1: what is held in several ways, each of them in force; a row per seat, for it is one seat all the same.
 */
export const waysOfSeats: Sql = raw(`(
  select user_id, sku_id, sum(group_id = '') > 0 as has_direct, sum(group_id <> '') as group_count ${inSeveralWays})`)

/** Up to this size a shared mailbox needs no license (Exchange Online limits). */
const freeBytes = 50 * 1024 ** 3

/**
 * H3: shared mailboxes that need a license and have no plan with a mailbox; those of nobody known are left
 * out.
 */
export const needyMailboxes: Sql = raw(`(
  select box.user_id, box.storage_used_byte, box.has_archive, box.refresh_date
  from v_mailboxes as box
  where box.recipient_type = 'Shared' and box.user_id is not null
    and (box.storage_used_byte > ${freeBytes} or box.has_archive = 1)
    and not exists (
      select 1 from assigned_license as held
      join plan_witness as plan on plan.sku_id = held.sku_id and plan.app = 'exchange'
      join license_plan as named on named.sku_id = plan.sku_id and named.service_plan_id = plan.service_plan_id
        and named.service_plan_name not like 'EXCHANGE\\_S\\_ARCHIVE%' escape '\\'
      where held.user_id = box.user_id
        and plan.service_plan_id not in (select value from json_each(held.disabled_plans))))`)

/** Under this name `meta` keeps the findings, which the first screen asks for at every start. */
const findingsName = 'savings_findings'

const Findings = z.object({
  heldTwice: z.int(),
  underLicensed: z.int(),
  /** Of certain and strong claims by rule, and of unassigned seats (P1); integers of the years' scale. */
  money: z.array(z.object({ rule: z.string(), currency: z.string(), sum: z.int() })),
})
export type SavingsFindings = z.infer<typeof Findings>

const Amount = z.object({ amount: z.int() })
const Money = Findings.shape.money.element

/** Keeps what the overview says of the verdicts. They must be whole. */
export function keepFindings(writer: Writer): void {
  const count = (rows: Sql) => writer.first(Amount, sql`select count(*) as amount from ${rows}`)?.amount ?? 0
  const findings: SavingsFindings = {
    heldTwice: count(raw(`(select 1 ${inSeveralWays})`)),
    underLicensed: count(needyMailboxes),
    money: writer.all(
      Money,
      sql`select rule, currency, sum(cost_year) as sum from (
          select rule, currency, cost_year from claim where class = 'claimed' and grade <> 'weak'
          union all select rule, currency, cost_year from claim_pool where rule = 'P1')
        where cost_year > 0 and currency <> '' group by rule, currency order by rule, currency`,
    ),
  }
  writeMeta(writer, findingsName, JSON.stringify(findings))
}

/** What was kept with the latest verdicts; null before there were any. */
export function readFindings(reader: Reader): SavingsFindings | null {
  const text = readMeta(reader, findingsName)
  return text === null ? null : Findings.parse(JSON.parse(text))
}
