import { z } from 'zod'
import type { Reader } from '../database/ports.ts'
import { sql } from '../database/sql.ts'
import type { Plan } from './products/plan-kinds.ts'

const Statement = z.object({ plan: z.string().nullable(), but: z.string().nullable() })
const Names = z.array(z.string())

/**
 * The plans that somebody has stated to be unused, although no report shows their use: each by itself, or all
 * but some. Answers whether a plan is among them.
 */
export function readStatements(reader: Reader): (plan: Plan) => boolean {
  const statements = reader.all(
    Statement,
    sql`select service_plan_name as plan, all_but as but from plan_statement where withdrawn_at is null`,
  )
  const single = new Set(statements.flatMap(({ plan }) => plan?.toUpperCase() ?? []))
  const allBut = statements.flatMap(({ but }) =>
    but === null ? [] : [new Set(Names.parse(JSON.parse(but)).map(name => name.toUpperCase()))],
  )
  return ({ name }) => {
    const upper = name.toUpperCase()
    return single.has(upper) || allBut.some(kept => !kept.has(upper))
  }
}
