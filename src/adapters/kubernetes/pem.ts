/** Why Go finds no certificate, or no key, in what should hold one. Source: crypto/tls/tls.go, `X509KeyPair`. */
export function faultOfPem(what: 'certificate' | 'key', text: string): string | undefined {
  const types = [...text.matchAll(/-----BEGIN ([^-]+)-----/g)].map(([, type = '']) => type);
  const [isKey, isCertificate] = [
    (type: string) => /(^| )PRIVATE KEY$/.test(type),
    (type: string) => type === 'CERTIFICATE',
  ];
  if (types.some(what === 'key' ? isKey : isCertificate)) return undefined;
  const [only, ...others] = types;
  if (only === undefined) return `failed to find any PEM data in ${what} input`;
  if (what === 'key') {
    if (others.length === 0 && isCertificate(only)) {
      return 'found a certificate rather than a key in the PEM for the private key';
    }
    return `failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${types.join(' ')}]`;
  }
  if (others.length === 0 && isKey(only)) {
    return 'failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched';
  }
  return `failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${types.join(' ')}]`;
}
