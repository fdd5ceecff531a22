/**
 * What a server turned out to speak, once somebody has spoken with it. `certificate`: of a server that was spoken with
 * inside TLS, by its SHA-256 fingerprint.
 */
export type Speech = Spoken & { readonly certificate?: string };

type Spoken =
  /** It spoke first. `server`: who it says it is: `MariaDB 10.11.6`, `OpenSSH_9.2p1`. */
  | { readonly kind: 'greeted'; readonly scheme: string; readonly server: string; readonly afterMs: number }
  /** It answered an HTTP request, inside TLS where the scheme is `https`. `server`: its header. */
  | {
      readonly kind: 'http';
      readonly scheme: 'http' | 'https';
      readonly status: number;
      readonly server: string | undefined;
      /** What else of its head tells one program from another, whatever page it is: `text/plain, dated`. */
      readonly head?: string;
      readonly afterMs: number;
    }
  /** It shook hands over TLS, and is no HTTP server; `scheme` is the TLS twin of the guess, or `tls`. */
  | { readonly kind: 'tls'; readonly scheme: string; readonly afterMs: number }
  /** Its answer to a question of another protocol tells which one it speaks: `postgresql`, `redis`, `mongodb`, `amqp`. */
  | { readonly kind: 'recognised'; readonly scheme: string; readonly afterMs: number }
  /** Nothing that was heard settles it: `scheme` is the guess. */
  | { readonly kind: 'unsettled'; readonly scheme: string };
