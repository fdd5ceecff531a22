import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Signed {
  /** PEM, and where it lies. */
  readonly cert: string;
  readonly certFile: string;
  readonly key: string;
  readonly keyFile: string;
}

/** A private CA in a folder of its own, made by openssl. */
export class Pki {
  readonly folder = mkdtempSync(join(tmpdir(), 'pki-'));
  readonly ca: Signed;

  constructor() {
    this.#openssl(
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=test-ca',
      '-keyout',
      'ca.key',
      '-out',
      'ca.crt',
    );
    this.ca = this.#signed('ca');
  }

  /** `names`: `IP:127.0.0.1,DNS:localhost`; '' for none. */
  sign(file: string, subject: string, names: string, validity: readonly string[] = ['-days', '2']): Signed {
    this.#openssl(
      'req',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-subj',
      subject,
      '-keyout',
      `${file}.key`,
      '-out',
      `${file}.csr`,
    );
    writeFileSync(
      join(this.folder, `${file}.ext`),
      names === '' ? 'keyUsage=digitalSignature' : `subjectAltName=${names}`,
    );
    this.#openssl(
      'x509',
      '-req',
      '-in',
      `${file}.csr`,
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      ...validity,
      '-extfile',
      `${file}.ext`,
      '-out',
      `${file}.crt`,
    );
    return this.#signed(file);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  #signed(file: string): Signed {
    const [certFile, keyFile] = [join(this.folder, `${file}.crt`), join(this.folder, `${file}.key`)];
    return { cert: readFileSync(certFile, 'utf8'), certFile, key: readFileSync(keyFile, 'utf8'), keyFile };
  }

  #openssl(...args: readonly string[]): void {
    execFileSync('openssl', args, { cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'] });
  }
}
