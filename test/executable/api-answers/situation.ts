import type { Server } from 'node:net';
import type { TlsOptions } from 'node:tls';
import type { Pki, Signed } from '../../adapters/kubernetes/pki.ts';
import { listOf } from './answering-servers.ts';

/** Everything that can come instead of a list, given to kubectl and to us. */
export interface Situation {
  readonly situation: string;
  /** With this certificate, unless it brings its own. */
  readonly server: (tls: TlsOptions) => Server;
  /** All that it says, but for its log. */
  readonly kubectl: string | RegExp;
  /** Where we say something else on purpose. */
  readonly ours?: { readonly says: string; readonly because: string };
  /** kubectl's, and ours; left out: 1, and 3. */
  readonly codes?: readonly [kubectl: number, ours: number];
  /** Another than a right one. */
  readonly certificate?: (pki: Pki) => Signed;
  /** Of the kubeconfig's cluster. */
  readonly cluster?: (port: number) => object;
  readonly args?: readonly string[];
  /** kubectl is asked without its discovery, in which it would ask five times as often. */
  readonly isRaw?: true;
}

export const NOTHING = 'No resources found in default namespace.';
export const EMPTY = listOf('ServiceList', []);
export const overHttp = (port: number) => ({ server: `http://127.0.0.1:${port}`, 'certificate-authority': undefined });

export const OF_DISCOVERY = 'kubectl asks what there is to ask for first, and its sentence is about that';
export const OF_PARTS = 'kubectl leaves out `error:` where it gathers the errors of several kinds';
export const ONE_LINE = "a page's words in one line tell whose it is";
export const OUR_WORDS = "kubectl's words are those of its decoder; ours say what came";
export const OF_GO_SOCKETS = 'Go adds between which ports';
export const READ_FAILED = 'unexpected error when reading response body. Please retry. Original error:';
export const BROKEN = 'net/http: HTTP/1.x transport connection broken:';
export const UNVERIFIED = 'Unable to connect to the server: tls: failed to verify certificate: x509:';
export const UNLISTED = 'Unable to list "/v1, Resource=services"';
export const LATE =
  'Unable to connect to the server: context deadline exceeded (Client.Timeout exceeded while awaiting headers)';

/** The words of Go's clock, which differ with how far it had come. */
export const LATE_IN_GO = /^Unable to connect to the server: (net\/http: request canceled|context deadline exceeded)/;
