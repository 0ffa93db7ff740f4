import { X509Certificate } from 'node:crypto'
import type { Credentials } from '../registration.ts'
import type { Settings } from '../settings.ts'
import { dateText, timeText } from '../tenant/calendar.ts'
import type { World } from '../tenant/world.ts'
import { type AppBook, createAppBook, type Key, type Password } from './apps.ts'
import { type CodeBook, createCodeBook } from './codes.ts'
import { createDelays, type Delays } from './consistency.ts'
import { createNamesSwitch, type NamesSwitch } from './names-switch.ts'
import { type Account, accountsOf } from './people.ts'
import { createSeededApp } from './seeded-app.ts'

/** What Entra knows beside the people of the directory: who may sign in, registrations, open sign-ins. */
export type Entra = {
  readonly accounts: readonly Account[]
  readonly apps: AppBook
  readonly codes: CodeBook
  readonly delays: Delays
  readonly names: NamesSwitch
}

type Foundations = {
  readonly world: World
  readonly settings: Settings
  readonly credentials: Credentials
  readonly now: () => number
}

export function createEntra({ world, settings, credentials, now }: Foundations): Entra {
  const delays = createDelays(now, () => settings.entra.consistency)
  const seeded = createSeededApp({
    settings,
    credentials,
    passwords: () => seededPasswords(world, settings, credentials),
    keys: () => [seededKey(world, credentials)],
  })
  return {
    accounts: accountsOf(world.seed, world.company.domain),
    apps: createAppBook(seeded, delays),
    codes: createCodeBook(delays),
    delays,
    names: createNamesSwitch(settings, delays),
  }
}

function seededPasswords(world: World, settings: Settings, credentials: Credentials): readonly Password[] {
  const at = (days: number) => timeText(dateText(world.anchor + days), 40_000)
  return [
    {
      ...{ keyId: credentials.secretId, displayName: 'Connector', text: credentials.clientSecret },
      hint: credentials.clientSecret.slice(0, 3),
      ...{ start: at(-20), end: settings.registration.secretEnds ?? at(160), usableAt: 0, listedAt: 0 },
    },
    {
      ...{ keyId: credentials.expiredSecretId, displayName: 'Last year', text: credentials.expiredSecret },
      hint: credentials.expiredSecret.slice(0, 3),
      ...{ start: at(-400), end: at(-35), usableAt: 0, listedAt: 0 },
    },
  ]
}

function seededKey(world: World, { keyId, certificate }: Credentials): Key {
  return {
    ...{ keyId, displayName: 'CN=M365 Connector', usableAt: 0, listedAt: 0 },
    der: new X509Certificate(certificate.certificatePem).raw,
    thumbprint: Buffer.from(certificate.thumbprint, 'hex'),
    start: timeText(dateText(world.anchor - 20), 40_000),
    end: `${certificate.notAfter.toISOString().slice(0, 19)}Z`,
  }
}
