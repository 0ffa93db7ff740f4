import { z } from 'zod'

/** What is looked at for each host, and once for the computer. */
export const diagnosisKinds = ['dns', 'proxy', 'tls', 'answer', 'clock', 'loopback'] as const
export const diagnosisHosts = ['signIn', 'graph', 'reports'] as const

/** One thing that the connection doctor looked at, with what it saw and what to do about it. */
export const DiagnosisCheck = z.strictObject({
  kind: z.enum(diagnosisKinds),
  /** Null for what belongs to the computer. */
  host: z.enum(diagnosisHosts).nullable(),
  /** The name that was asked for, empty without a host. */
  name: z.string(),
  status: z.enum(['pass', 'warn', 'fail', 'skip']),
  summary: z.string(),
  /** What was seen. Never a path, a tenant or a token. */
  evidence: z.string(),
  fix: z.string(),
})
export type DiagnosisCheck = z.infer<typeof DiagnosisCheck>

export const Diagnosis = z.strictObject({
  /** ISO 8601. */
  at: z.string(),
  checks: z.array(DiagnosisCheck),
})
export type Diagnosis = z.infer<typeof Diagnosis>
