import type { CloudName } from '../../contract/connectors.ts'
import { cloudNames } from '../../contract/connectors.ts'
import type { Handlers } from '../../contract/rpc/wire.ts'
import type { HandOver, HandOverFormat, PermissionChoice, SetupSubject } from '../../contract/setup/setup.ts'
import { AppError } from '../../core/errors.ts'
import { describeError } from '../../core/logging/describe-error.ts'
import type { Cloud } from '../../core/ports.ts'
import { createChecklist } from '../../core/setup/checklist.ts'
import { consentLetter } from '../../core/setup/consent/letter.ts'
import { renderConsentLetter } from '../../core/setup/consent/letter-text.ts'
import type { DraftService } from '../../core/setup/drafts.ts'
import { createGuide } from '../../core/setup/guide.ts'
import { renderHandOver } from '../../core/setup/handover.ts'
import { azureCliScript } from '../../core/setup/scripts/azure-cli.ts'
import { powerShellScript } from '../../core/setup/scripts/powershell.ts'
import type { Services } from '../services.ts'

type Methods = 'setup.guide' | 'setup.handOver' | 'setup.scripts' | 'setup.drafts' | 'setup.saveDraft'

/** Called when a colleague is asked to consent for a connector that is there. */
type ExpectConsent = (connector: string, permissions: PermissionChoice) => Promise<void>

export function setupHandlers(
  services: Services,
  drafts: DraftService,
  expectConsent: ExpectConsent,
): Pick<Handlers, Methods> {
  return {
    'setup.guide': async ({ subject }) =>
      createGuide({ ...checklistSubject(services, subject), clouds: offeredClouds(services) }),
    'setup.handOver': async ({ subject, items, format, tenantId, letter }) => {
      if (letter === 'consent') {
        await expectOfColleague(services, subject, tenantId, expectConsent)
        return consentMessage(services, subject, tenantId, format)
      }
      const all = createChecklist(checklistSubject(services, subject))
      return renderHandOver({
        items: items === null ? all : all.filter(({ id }) => items.includes(id)),
        format,
        organisation: subject.company,
        tenantId,
        clientId: subject.clientId,
      })
    },
    'setup.scripts': async ({ subject, tenantId, appName, secretDays }) => {
      const { cloud, choice } = checklistSubject(services, subject)
      const script = { cloud, choice, tenantId, appName, secretDays, now: services.clock.now() }
      return { powershell: powerShellScript(script), azureCli: azureCliScript(script) }
    },
    'setup.drafts': () => drafts.list(),
    'setup.saveDraft': ({ draft }) => drafts.save(draft),
  }
}

/** The letter promises that the app notices the consent by itself. */
async function expectOfColleague(
  { connectors, log }: Services,
  { clientId, permissions }: SetupSubject,
  tenantId: string | null,
  expectConsent: ExpectConsent,
): Promise<void> {
  if (tenantId === null || clientId === null) return
  const meant = (await connectors.list()).filter(
    one => one.tenantId === tenantId && one.clientId === clientId,
  )
  for (const { id } of meant) {
    await expectConsent(id, permissions).catch((error: unknown) =>
      log.warn('consent.notRemembered', describeError(error)),
    )
  }
}

function consentMessage(
  services: Services,
  subject: SetupSubject,
  tenantId: string | null,
  format: HandOverFormat,
): HandOver {
  const { cloud, choice, clientId, company } = checklistSubject(services, subject)
  const ids = tenantId === null || clientId === null ? null : { tenantId, clientId }
  const letter = consentLetter({ cloud, choice, ids, clientId, organisation: company })
  return renderConsentLetter(letter, format)
}

function checklistSubject(services: Services, { cloud, permissions, clientId, company, demo }: SetupSubject) {
  return { cloud: cloudOf(services, cloud, demo), choice: permissions, clientId, company }
}

/** The demo tenant shows the portal of the global cloud, since it has none itself. */
function cloudOf(services: Services, name: CloudName, demo: boolean): Cloud {
  return demo ? { ...services.cloudNamed('global'), title: 'Demo tenant' } : services.cloudNamed(name)
}

function offeredClouds(services: Services): { name: CloudName; title: string }[] {
  return cloudNames.flatMap(name => {
    const title = titleOf(services, name)
    return title === null ? [] : [{ name, title }]
  })
}

/** Null for a custom cloud whose addresses are not set: it cannot be chosen then. */
function titleOf(services: Services, name: CloudName): string | null {
  try {
    return services.cloudNamed(name).title
  } catch (error) {
    if (error instanceof AppError && error.code === 'badRequest') return null
    throw error
  }
}
