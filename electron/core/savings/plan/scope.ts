import type { PlanInput } from '../../../contract/savings/plan.ts'
import type { Holder } from './read-people.ts'

/** Whether somebody is in a plan's scope; a group's members are told apart from it. */
export function isInScope(
  person: Pick<Holder, 'userId' | 'department' | 'country'>,
  { scope }: PlanInput,
  members: ReadonlySet<string> | null,
): boolean {
  return isInPlaces(person, scope) && (members === null || members.has(person.userId))
}

/** Whether a department and a country are those of a scope, if it has any. */
export function isInPlaces(
  { department, country }: Pick<Holder, 'department' | 'country'>,
  scope: PlanInput['scope'],
): boolean {
  const isSame = (one: string | null, wanted: string | null) =>
    wanted === null || one?.toLowerCase() === wanted.toLowerCase()
  return isSame(department, scope.department) && isSame(country, scope.country)
}
