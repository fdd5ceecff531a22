import { expect, test } from 'vitest';
import { faultOfPem } from '../../../src/adapters/kubernetes/pem.ts';

const pem = (type: string) => `-----BEGIN ${type}-----\nAAAA\n-----END ${type}-----\n`;

test.each([
  ['certificate', pem('CERTIFICATE'), undefined],
  ['certificate', `words\n${pem('EC PRIVATE KEY')}${pem('CERTIFICATE')}`, undefined],
  ['certificate', 'words', 'failed to find any PEM data in certificate input'],
  [
    'certificate',
    pem('RSA PRIVATE KEY'),
    'failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
  ],
  [
    'certificate',
    pem('PUBLIC KEY') + pem('X509 CRL'),
    'failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [PUBLIC KEY X509 CRL]',
  ],
  ['key', pem('PRIVATE KEY'), undefined],
  ['key', pem('CERTIFICATE') + pem('EC PRIVATE KEY'), undefined],
  ['key', '', 'failed to find any PEM data in key input'],
  ['key', pem('CERTIFICATE'), 'found a certificate rather than a key in the PEM for the private key'],
  [
    'key',
    pem('PUBLIC KEY'),
    'failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [PUBLIC KEY]',
  ],
] as const)('a %s is looked for in %j', (what, text, fault) => {
  expect(faultOfPem(what, text)).toBe(fault);
});
