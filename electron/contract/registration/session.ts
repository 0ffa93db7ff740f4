import { z } from 'zod'
import { CloudName } from '../connectors.ts'
import { WireError } from '../errors.ts'
import { PermissionChoice } from '../setup/setup.ts'
import { fixableChecks, registrationStages } from './names.ts'

const Reference = z.string().min(1).max(200)

/** The app in whose name the person signs in. `own` is one that the tenant has registered itself. */
const SignInClient = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('graphTools') }),
  z.strictObject({ kind: z.literal('azureCli') }),
  z.strictObject({ kind: z.literal('own'), clientId: z.string().max(256) }),
])
export type SignInClient = z.infer<typeof SignInClient>

const RegistrationWork = z.discriminatedUnion('kind', [
  /** Registers the app, or completes the registration that is there, and saves the connector. */
  z.strictObject({
    kind: z.literal('create'),
    /** The connector's name. */
    name: z.string().trim().min(1).max(120),
    cloud: CloudName,
    /** GUID or domain name; null takes the tenant of whoever signs in. */
    tenantId: z.string().max(256).nullable().default(null),
    appName: z.string().trim().min(1).max(120).default('M365 Connector'),
    permissions: PermissionChoice,
    credential: z.enum(['secret', 'certificate']).default('secret'),
    /** Days until the credential ends; less where a policy of the tenant allows less. */
    days: z.int().min(1).max(730).default(180),
  }),
  /** Repairs what failed checks found, and nothing else. */
  z.strictObject({
    kind: z.literal('fix'),
    connector: Reference,
    checks: z.array(z.enum(fixableChecks)).min(1).max(fixableChecks.length),
  }),
  /** Shows or conceals names in the usage reports, for the whole tenant. */
  z.strictObject({ kind: z.literal('names'), connector: Reference, show: z.boolean() }),
])
export type RegistrationWork = z.infer<typeof RegistrationWork>

export const RegistrationRequest = z.strictObject({
  work: RegistrationWork,
  client: SignInClient.default({ kind: 'graphTools' }),
  way: z.enum(['browser', 'deviceCode']).default('browser'),
  /**
   * Also asks for `Policy.Read.All` and `RoleManagement.Read.Directory`, to see whether users may register
   * apps, what policies refuse, and which roles the person could activate.
   */
  readPolicies: z.boolean().default(false),
})
export type RegistrationRequest = z.infer<typeof RegistrationRequest>

const Known = z.enum(['yes', 'no', 'unknown'])

/** What was read about the person and the tenant. Whatever could not be read is null or `unknown`. */
export const RegistrationFacts = z.strictObject({
  /** The person's directory roles; `eligible` ones have to be activated first. Null when unknown. */
  roles: z.array(z.strictObject({ name: z.string(), state: z.enum(['active', 'eligible']) })).nullable(),
  /** Whether *Users can register applications* is Yes. */
  usersCanRegister: z.boolean().nullable(),
  /** What roles and setting let expect. Microsoft's answer to the call has the last word. */
  mayRegister: Known,
  mayConsent: Known,
  /** Whether a policy of the tenant lets apps have new secrets, and for how many days at most. */
  secretsAllowed: z.boolean().nullable(),
  maxSecretDays: z.int().nullable(),
})
export type RegistrationFacts = z.infer<typeof RegistrationFacts>

/** One call of Microsoft Graph: shown before it is made, with its result after. Never holds a secret. */
export const RegistrationCall = z.strictObject({
  id: z.string(),
  kind: z.enum(['read', 'write', 'undo']),
  /** What it is for, as a sentence. */
  title: z.string(),
  method: z.enum(['GET', 'POST', 'PATCH', 'DELETE']),
  /** Below `/v1.0`. `{application}` and the like stand for ids that are known when the call is made. */
  path: z.string(),
  /** JSON, indented; empty without one. */
  body: z.string(),
  state: z.enum(['planned', 'running', 'waiting', 'done', 'failed', 'skipped']),
  /** Why it waits before it is tried again, and until when; ISO 8601. */
  waiting: z.strictObject({ reason: z.string(), until: z.string() }).nullable(),
  /** The HTTP status; null before the answer. */
  status: z.int().nullable(),
  /** What came of it, as a sentence; empty before. */
  result: z.string(),
})
export type RegistrationCall = z.infer<typeof RegistrationCall>

/** A registration that fits and could be used in the place of a new one. */
const Candidate = z.strictObject({
  /** Object id. */
  application: z.string(),
  clientId: z.string(),
  name: z.string(),
  createdAt: z.string().nullable(),
})

/** Everything a window shows of the work, sent whole with each change. */
export const RegistrationSession = z.strictObject({
  id: z.string(),
  work: z.enum(['create', 'fix', 'names']),
  /** The connector that is worked on, or that was saved. */
  connector: z.string().nullable(),
  stage: z.enum(registrationStages),
  /** The app whose name Microsoft shows at the sign-in. */
  client: z.strictObject({ clientId: z.string(), appName: z.string() }),
  /** The permissions that the sign-in asks for. */
  scopes: z.array(z.string()),
  signIn: z
    .strictObject({
      way: z.enum(['browser', 'deviceCode']),
      /** The page to open in the person's browser. */
      address: z.string(),
      /** To be entered on that page; null where the browser comes back by itself. */
      userCode: z.string().nullable(),
      until: z.string(),
    })
    .nullable(),
  /** Who signed in, as Microsoft names the account, and the tenant. */
  account: z.strictObject({ userName: z.string().nullable(), tenantId: z.string() }).nullable(),
  facts: RegistrationFacts.nullable(),
  candidates: z.array(Candidate),
  calls: z.array(RegistrationCall),
  /** What the consent needs afterwards: nothing, the person's own yes, or a colleague. */
  consent: z.enum(['none', 'ask', 'handOver']).nullable(),
  /** Known at the end of `create`. `expiresOn` is `YYYY-MM-DD`. */
  made: z
    .strictObject({ tenantId: z.string(), clientId: z.string(), expiresOn: z.string().nullable() })
    .nullable(),
  /** What an undo would take back, in its order; empty when there is nothing. */
  undo: z.array(z.string()),
  /** Until when the sign-in is kept for an undo; null when it is forgotten. */
  undoUntil: z.string().nullable(),
  error: WireError.nullable(),
})
export type RegistrationSession = z.infer<typeof RegistrationSession>

/**
 * `go` makes the calls that are shown; after a failure it resumes with the one that failed. `use` takes one
 * of the candidates, or none for a new registration. `stop` ends everything and forgets the sign-in.
 */
export const RegistrationAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('go') }),
  z.strictObject({ kind: z.literal('use'), application: z.string().max(100).nullable() }),
  z.strictObject({ kind: z.literal('stop') }),
])
export type RegistrationAnswer = z.infer<typeof RegistrationAnswer>
