/** The part of node-forge that reads PKCS #12 files, and makes them in tests; it has no types of its own. */
declare module 'node-forge' {
  type Asn1 = { readonly value: unknown }
  type Key = { readonly n: unknown }
  type Certificate = { readonly serialNumber: string }
  type Bag = {
    readonly type: string
    readonly key?: Key | null
    readonly cert?: Certificate | null
    readonly asn1?: Asn1
  }

  const forge: {
    /** Bytes are strings of one character each. */
    readonly asn1: { fromDer(bytes: string): Asn1; toDer(value: Asn1): { getBytes(): string } }
    readonly pki: {
      readonly oids: Readonly<Record<'certBag' | 'keyBag' | 'pkcs8ShroudedKeyBag', string>>
      privateKeyToAsn1(key: Key): Asn1
      wrapRsaPrivateKey(key: Asn1): Asn1
      certificateToAsn1(certificate: Certificate): Asn1
      privateKeyFromPem(text: string): Key
      certificateFromPem(text: string): Certificate
    }
    readonly pkcs12: {
      pkcs12FromAsn1(
        value: Asn1,
        strict: boolean,
        passphrase: string | null,
      ): { readonly safeContents: readonly { readonly safeBags: readonly Bag[] }[] }
      toPkcs12Asn1(
        key: Key | null,
        certificates: readonly Certificate[],
        passphrase: string | null,
        options: { algorithm: 'aes256' },
      ): Asn1
    }
  }
  export = forge
}
