import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import type { SearchResult } from '../../../electron/contract/search.ts'
import { useQueries } from '../../queries.ts'
import { pathRules } from '../../routing/paths.ts'
import { itemRoute, plainRoute, type Route, type Screen } from '../../routing/route.ts'
import { type Navigate, useRoute } from '../../routing/use-route.ts'
import { copyText } from '../../ui/copy-text.ts'
import type { Entry } from './entries.ts'

/** What the engine finds for a text: users, products and departments. Nothing while there is no tenant. */
export function useFound(
  connector: string | null,
  text: string,
): { entries: readonly Entry[]; isBusy: boolean } {
  const { t } = useTranslation()
  const { navigate } = useRoute()
  const wanted = useDeferredValue(text.trim())
  const found = useQuery({
    ...useQueries().search(connector ?? '', wanted),
    enabled: connector !== null && wanted !== '',
    placeholderData: keepPreviousData,
  })
  const results = wanted === '' ? [] : (found.data ?? [])
  return {
    entries: results.map(result => entryOf(result, navigate, t)),
    isBusy: found.isFetching && found.data === undefined,
  }
}

function entryOf(result: SearchResult, navigate: Navigate, t: TFunction): Entry {
  switch (result.kind) {
    case 'user': {
      const { id, name, userPrincipalName, department } = result
      const upn = userPrincipalName ?? ''
      const table = { ...plainRoute('users'), search: upn === '' ? name : upn }
      return {
        id: `user ${id}`,
        group: 'users',
        title: name,
        detail: [upn, department ?? ''].filter(part => part !== '' && part !== name).join(' · '),
        run: () => navigate(pageOr('users', id, table)),
        more: [
          { id: 'table', title: t('search.inTable'), run: () => navigate(table) },
          ...(upn === '' ? [] : [{ id: 'copy', title: t('search.copyUpn'), run: () => copy(upn) }]),
        ],
      }
    }
    case 'product': {
      const { id, name, partNumber } = result
      const filters = [{ column: 'products', operator: '=', value: name } as const]
      const holders = { ...plainRoute('users'), filters }
      return {
        id: `product ${id}`,
        group: 'products',
        title: name,
        detail: partNumber,
        run: () => navigate(pageOr('licenses', id, { ...plainRoute('licenses'), search: name })),
        more: [
          { id: 'users', title: t('search.holders'), run: () => navigate(holders) },
          { id: 'copy', title: t('search.copyPartNumber'), run: () => copy(partNumber) },
        ],
      }
    }
    case 'department': {
      const { name, users } = result
      const filters = [{ column: 'department', operator: '=', value: name } as const]
      return {
        id: `department ${name}`,
        group: 'departments',
        title: name,
        detail: t('search.departmentUsers', { count: users }),
        run: () => navigate({ ...plainRoute('users'), filters }),
        more: [],
      }
    }
  }
}

/** The page of an item where its screen has one, otherwise its row in a table. */
function pageOr(screen: Screen, item: string, table: Route): Route {
  return pathRules[screen]?.item === true ? itemRoute(screen, item) : table
}

function copy(text: string): void {
  // A clipboard that is closed to the page leaves what was in it.
  void copyText(text).catch(() => undefined)
}
