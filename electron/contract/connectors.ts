import { z } from 'zod'

/**
 * `custom` takes its addresses from the environment (M365_CONNECTOR_LOGIN_URL and M365_CONNECTOR_GRAPH_URL).
 */
export const cloudNames = ['global', 'usgov', 'usgovdod', 'china', 'custom'] as const
export const CloudName = z.enum(cloudNames)
export type CloudName = z.infer<typeof CloudName>

/** What is known of one tenant's registration. It holds no secret: those live in the keychain. */
export const Connector = z.strictObject({
  id: z.uuid(),
  name: z.string().min(1).max(120),
  tenantId: z.string(),
  clientId: z.string(),
  cloud: CloudName,
  credential: z.enum(['secret', 'certificate']),
  /**
   * The public certificate (PEM), where the connector signs in with one; the private key is in the keychain.
   */
  certificate: z.string().nullable(),
  /**
   * `YYYY-MM-DD` as typed in by the person; the registration itself is the better source once it can be read.
   */
  secretExpiresOn: z.string().nullable(),
  createdAt: z.string(),
})
export type Connector = z.infer<typeof Connector>

/** A credential on its way in. It is never part of an answer. */
export const CredentialInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('secret'), secret: z.string().min(1).max(1024) }),
  z.strictObject({
    kind: z.literal('certificate'),
    pem: z.string().min(1).max(65_536),
    /** Of an encrypted private key. */
    passphrase: z.string().max(1024).optional(),
  }),
  /** A PKCS #12 file (.pfx, .p12) with a certificate and its private key. */
  z.strictObject({
    kind: z.literal('pfx'),
    base64: z.base64().min(1).max(131_072),
    passphrase: z.string().max(1024),
  }),
  /** A certificate that the app made: its private key lies in the keychain under `key`. */
  z.strictObject({ kind: z.literal('made'), key: z.uuid(), certificate: z.string().min(1).max(16_384) }),
])
export type CredentialInput = z.infer<typeof CredentialInput>

export const ConnectorInput = z.strictObject({
  name: z.string().trim().min(1).max(120),
  tenantId: z.string().max(256),
  clientId: z.string().max(256),
  cloud: CloudName.default('global'),
  credential: CredentialInput,
  secretExpiresOn: z.iso.date().nullable().default(null),
})
export type ConnectorInput = z.infer<typeof ConnectorInput>

/** Values of a connector that are to be exchanged; what is left out stays as it is. */
export const ConnectorChange = z.strictObject({
  name: z.string().trim().min(1).max(120).optional(),
  tenantId: z.string().max(256).optional(),
  clientId: z.string().max(256).optional(),
  cloud: CloudName.optional(),
  credential: CredentialInput.optional(),
  secretExpiresOn: z.iso.date().nullable().optional(),
})
export type ConnectorChange = z.infer<typeof ConnectorChange>
