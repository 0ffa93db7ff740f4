import { z } from 'zod'
import { CloudName } from '../connectors.ts'
import { WireError } from '../errors.ts'
import { PermissionChoice } from '../setup/setup.ts'
import { credentialDays, fixableChecks, registrationStages, registrationWorks } from './names.ts'

const Reference = z.string().min(1).max(200)
const Days = z.int().min(credentialDays.least).max(credentialDays.most)

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
    days: Days.default(credentialDays.usual),
  }),
  /** Repairs what failed checks found, and nothing else. */
  z.strictObject({
    kind: z.literal('fix'),
    connector: Reference,
    checks: z.array(z.enum(fixableChecks)).min(1).max(fixableChecks.length),
  }),
  /**
   * Exchanges the credential of a connector: adds a new one, signs in with it, puts it into the keychain, and
   * removes the old one.
   */
  z.strictObject({
    kind: z.literal('rotate'),
    connector: Reference,
    credential: z.enum(['secret', 'certificate']),
    /** Days until the new one ends; less where a policy of the tenant allows less. */
    days: Days.default(credentialDays.usual),
    /** Whether the old one stays in the tenant although nothing here needs it. */
    keepOld: z.boolean().default(false),
  }),
  /**
   * Exchanges the certificate of a connector without anybody signing in: the connector proves that it has the
   * key of the old one. Only for one that signs in with a certificate and may read its own registration.
   */
  z.strictObject({
    kind: z.literal('renew'),
    connector: Reference,
    days: Days.default(credentialDays.usual),
  }),
  /** Brings a rotation to its end that was broken off. */
  z.strictObject({ kind: z.literal('finishRotation'), connector: Reference }),
  /** Takes a rotation back that was broken off: what was in use before is in use again. */
  z.strictObject({ kind: z.literal('undoRotation'), connector: Reference }),
  /** Adds the public part of a certificate to a registration, and nothing else. */
  z.strictObject({
    kind: z.literal('upload'),
    cloud: CloudName,
    /** GUID or domain name. */
    tenantId: z.string().max(256),
    clientId: z.string().max(256),
    /** PEM. */
    certificate: z.string().min(1).max(16_384),
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

/**
 * Why a rotation leaves the old credential in the tenant. `shared`: another connector of this computer signs
 * in with it. `unidentified`: nobody can say which entry of the registration it is. `chosen`: the person
 * wanted it so.
 */
const KeptReason = z.enum(['shared', 'unidentified', 'chosen'])
export type KeptReason = z.infer<typeof KeptReason>

/**
 * What policies say of new credentials: the one that was assigned to the app, otherwise the tenant's. Null is
 * not known. Life in days; null also where there is no limit.
 */
const CredentialRules = z.strictObject({
  secretsAllowed: z.boolean().nullable(),
  maxSecretDays: z.int().nullable(),
  maxCertificateDays: z.int().nullable(),
  /** False where only certificates of authorities are allowed that the tenant names. */
  madeCertificatesAllowed: z.boolean().nullable(),
  /** Which policy it is; `ofApp` when it was assigned to the app itself. */
  policy: z
    .strictObject({ id: z.string().nullable(), name: z.string().nullable(), ofApp: z.boolean() })
    .nullable(),
})
export type CredentialRules = z.infer<typeof CredentialRules>

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
  ...CredentialRules.shape,
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
  work: z.enum(registrationWorks),
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
  /** Known at the end of `create` and `rotate`. `expiresOn` is `YYYY-MM-DD`. */
  made: z
    .strictObject({ tenantId: z.string(), clientId: z.string(), expiresOn: z.string().nullable() })
    .nullable(),
  /** What an undo would take back, in its order; empty when there is nothing. */
  undo: z.array(z.string()),
  /** Until when the sign-in is kept for an undo; null when it is forgotten. */
  undoUntil: z.string().nullable(),
  error: WireError.nullable(),
  /** Why the old credential stays, with the names of the connectors that need it; null where it goes. */
  kept: z.strictObject({ reason: KeptReason, connectors: z.array(z.string()) }).nullable(),
  /** Whether somebody else can sign in now and resume where it failed; see the answer `signInAgain`. */
  canSignInAgain: z.boolean(),
})
export type RegistrationSession = z.infer<typeof RegistrationSession>

/**
 * `signInAgain` opens another sign-in after a failure, for an account that may do it; what was done stays.
 * `go` makes the calls that are shown; after a failure it resumes with the one that failed. `use` takes one
 * of the candidates, or none for a new registration. `stop` ends everything and forgets the sign-in.
 */
export const RegistrationAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('go') }),
  z.strictObject({ kind: z.literal('use'), application: z.string().max(100).nullable() }),
  z.strictObject({ kind: z.literal('signInAgain') }),
  z.strictObject({ kind: z.literal('stop') }),
])
export type RegistrationAnswer = z.infer<typeof RegistrationAnswer>
