import { z } from 'zod'
import { AppError } from '../errors.ts'
import type { Cloud, Http, HttpResponse } from '../ports.ts'
import { signInFailure } from './signin-failure.ts'

/** What a tenant's public configuration says about it. */
export type OpenIdConfiguration = {
  /** The GUID, also when a domain name was asked for; lower case. */
  tenantId: string
  /**
   * Host of the Microsoft Graph that serves the tenant, from which its cloud follows; null when it is not
   * known.
   */
  graphHost: string | null
  /** `NA`, `EU`, `USGov`, …; null when it is not known. */
  region: string | null
  /** `microsoftonline.com` and the like; null when it is not known. */
  cloudInstance: string | null
}

const optionalText = z.string().nullish().catch(null)
const Configuration = z.looseObject({
  issuer: z.string(),
  msgraph_host: optionalText,
  tenant_region_scope: optionalText,
  cloud_instance_name: optionalText,
})

const timeoutMs = 30_000
const maxBytes = 256 * 1024

/**
 * Asks the sign-in host whether the tenant exists, without any credentials. A host answers for tenants of
 * other clouds, too: the cloud is to be taken from the answer, not from the host that gave it.
 *
 * @param tenant a GUID or a domain name.
 * @throws AppError `signInRefused` with step `tenant` when there is no such tenant, `invalidAnswer` when
 * something else answered, and whatever the connection throws.
 */
export async function readOpenIdConfiguration(
  http: Http,
  cloud: Cloud,
  tenant: string,
  signal: AbortSignal,
): Promise<OpenIdConfiguration> {
  const path = `${encodeURIComponent(tenant)}/v2.0/.well-known/openid-configuration`
  const response = await http({
    method: 'GET',
    url: new URL(`${cloud.loginUrl}/${path}`),
    headers: { accept: 'application/json' },
    timeoutMs,
    signal,
  })
  const body = await readJsonBody(response)
  if (response.status !== 200) throw signInFailure(response.status, body)
  const parsed = Configuration.safeParse(body)
  const tenantId = parsed.success ? tenantOf(parsed.data.issuer) : null
  if (!parsed.success || tenantId === null) throw unexpected(response.status)
  return {
    tenantId,
    graphHost: parsed.data.msgraph_host ?? null,
    region: parsed.data.tenant_region_scope ?? null,
    cloudInstance: parsed.data.cloud_instance_name ?? null,
  }
}

/**
 * The body as JSON, or null when it is none. Sign-in answers are small; a long one is something else and not
 * read to its end.
 */
export async function readJsonBody(response: HttpResponse): Promise<unknown> {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true })
    size += chunk.byteLength
    if (size > maxBytes) return null
  }
  try {
    return JSON.parse(text + decoder.decode())
  } catch {
    return null
  }
}

function tenantOf(issuer: string): string | null {
  const [, guid] =
    /^https:\/\/[^/]+\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(\/|$)/i.exec(issuer) ??
    []
  return guid?.toLowerCase() ?? null
}

function unexpected(status: number): AppError {
  return new AppError('invalidAnswer', 'The sign-in host returned an unexpected response.', {
    fix: 'A proxy or the sign-in page of a network may answer in its place: open a web site in the browser, then try again.',
    step: 'network',
    detail: { status: String(status) },
  })
}
