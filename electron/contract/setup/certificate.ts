import { z } from 'zod'

export const MakeCertificateInput = z.strictObject({
  /** Becomes the certificate's common name. */
  name: z.string().trim().min(1).max(120),
  /** Days until it expires. */
  days: z.int().min(1).max(730).default(365),
})

/**
 * The public side of a certificate that the app made. Its private key lies in the keychain under `key` until
 * the certificate is saved with a connector or discarded.
 */
export const MadeCertificate = z.strictObject({
  key: z.uuid(),
  /** PEM. */
  certificate: z.string().max(16_384),
  /** SHA-1 in upper-case hexadecimal, as the portal lists it. */
  thumbprint: z.string().max(40),
  thumbprintSha256: z.string().max(64),
  /** Its last day, `YYYY-MM-DD`. */
  expiresOn: z.string().max(10),
})
export type MadeCertificate = z.infer<typeof MadeCertificate>

export const DiscardCertificateInput = z.strictObject({ key: z.uuid() })
