import {
  Apps20Filled,
  Apps20Regular,
  ArrowSync20Filled,
  ArrowSync20Regular,
  Building20Filled,
  Building20Regular,
  bundleIcon,
  CalendarLtr20Filled,
  CalendarLtr20Regular,
  DatabaseSearch20Filled,
  DatabaseSearch20Regular,
  DocumentTable20Filled,
  DocumentTable20Regular,
  type FluentIcon,
  History20Filled,
  History20Regular,
  Home20Filled,
  Home20Regular,
  Organization20Filled,
  Organization20Regular,
  People20Filled,
  People20Regular,
  RibbonStar20Filled,
  RibbonStar20Regular,
  Savings20Filled,
  Savings20Regular,
  Settings20Filled,
  Settings20Regular,
  Wrench20Filled,
  Wrench20Regular,
} from '@fluentui/react-icons'
import type { ComponentType } from 'react'
import type { ConnectorStatus } from '../electron/contract/schemas.ts'
import { AppsScreen } from './features/apps/apps-screen.tsx'
import { ChangesScreen } from './features/changes/changes-screen.tsx'
import { SetupScreen } from './features/connectors/setup-screen.tsx'
import { TenantsScreen } from './features/connectors/tenants-screen.tsx'
import { DepartmentsScreen } from './features/departments/departments-screen.tsx'
import { LicensesScreen } from './features/licenses/licenses-screen.tsx'
import { OverviewScreen } from './features/overview/overview-screen.tsx'
import { QueryScreen } from './features/query/query-screen.tsx'
import { RenewalsScreen } from './features/renewals/renewals-screen.tsx'
import { ReportsScreen } from './features/reports/reports-screen.tsx'
import { SavingsScreen } from './features/savings/savings-screen.tsx'
import { SettingsScreen } from './features/settings/settings-screen.tsx'
import { SyncScreen } from './features/sync/sync-screen.tsx'
import { UsersScreen } from './features/users/users-screen.tsx'
import { isScreen, type Route, type Screen } from './routing/route.ts'
import type { Navigate } from './routing/use-route.ts'

/** What every screen is handed; each takes what it needs of it. */
export type ScreenProps = {
  /** The connector that the window shows. */
  status: ConnectorStatus
  connectors: readonly ConnectorStatus[]
  route: Route
  navigate: Navigate
  /** Shows a connector in the whole window. */
  onShow: (connector: string) => void
  onDemo: () => void
}

type ScreenEntry = {
  icon: FluentIcon
  /**
   * Screens of the app itself stand at the foot of the rail; those that are come to otherwise (by a search, a
   * link, a button) are hidden there.
   */
  place: 'top' | 'foot' | 'hidden'
  /** About the shown connector: starts from its first state when another one is chosen. */
  isOfConnector: boolean
  Component: ComponentType<ScreenProps>
}

/**
 * Every screen, by its name in the address and in the order of the rail. The rail, the window's title, what
 * is drawn for an address and the tests are made from this list; a new screen is a title in
 * `i18n/en/screens.ts`, a component, and its entry here.
 */
export const screens: Readonly<Record<Screen, ScreenEntry>> = {
  overview: {
    icon: bundleIcon(Home20Filled, Home20Regular),
    place: 'top',
    isOfConnector: true,
    Component: OverviewScreen,
  },
  savings: {
    icon: bundleIcon(Savings20Filled, Savings20Regular),
    place: 'top',
    isOfConnector: true,
    Component: SavingsScreen,
  },
  licenses: {
    icon: bundleIcon(RibbonStar20Filled, RibbonStar20Regular),
    place: 'top',
    isOfConnector: true,
    Component: LicensesScreen,
  },
  users: {
    icon: bundleIcon(People20Filled, People20Regular),
    place: 'top',
    isOfConnector: true,
    Component: UsersScreen,
  },
  apps: {
    icon: bundleIcon(Apps20Filled, Apps20Regular),
    place: 'top',
    isOfConnector: true,
    Component: AppsScreen,
  },
  departments: {
    icon: bundleIcon(Organization20Filled, Organization20Regular),
    place: 'top',
    isOfConnector: true,
    Component: DepartmentsScreen,
  },
  changes: {
    icon: bundleIcon(History20Filled, History20Regular),
    place: 'top',
    isOfConnector: true,
    Component: ChangesScreen,
  },
  renewals: {
    icon: bundleIcon(CalendarLtr20Filled, CalendarLtr20Regular),
    place: 'top',
    isOfConnector: true,
    Component: RenewalsScreen,
  },
  reports: {
    icon: bundleIcon(DocumentTable20Filled, DocumentTable20Regular),
    place: 'hidden',
    isOfConnector: true,
    Component: ReportsScreen,
  },
  query: {
    icon: bundleIcon(DatabaseSearch20Filled, DatabaseSearch20Regular),
    place: 'hidden',
    isOfConnector: true,
    Component: QueryScreen,
  },
  sync: {
    icon: bundleIcon(ArrowSync20Filled, ArrowSync20Regular),
    place: 'foot',
    isOfConnector: true,
    Component: SyncScreen,
  },
  tenants: {
    icon: bundleIcon(Building20Filled, Building20Regular),
    place: 'foot',
    isOfConnector: false,
    Component: TenantsScreen,
  },
  setup: {
    icon: bundleIcon(Wrench20Filled, Wrench20Regular),
    place: 'hidden',
    isOfConnector: false,
    Component: SetupScreen,
  },
  settings: {
    icon: bundleIcon(Settings20Filled, Settings20Regular),
    place: 'foot',
    isOfConnector: false,
    Component: SettingsScreen,
  },
}

/** Their names, in the same order. */
export const screenNames: readonly Screen[] = Object.keys(screens).filter(isScreen)
