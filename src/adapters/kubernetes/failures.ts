import { authorityOf } from '../../domain/host.ts';
import { isErrno } from '../../errors.ts';
import type { ProxyUrl } from './proxy.ts';
import type { ServerUrl } from './server-url.ts';

/** A time limit of client-go's own, in Go's words. */
export class GoTimeout extends Error {
  override readonly name = 'GoTimeout';
}

/** The end of a connection without an answer, in Go's word. */
export class EndOfFile extends Error {
  override readonly name = 'EndOfFile';

  constructor(options?: ErrorOptions) {
    super('EOF', options);
  }
}

/** An answer that began and did not come to its end; `cause` has why. */
export class BrokenAnswer extends Error {
  override readonly name = 'BrokenAnswer';
  override readonly cause: Error;

  constructor({ cause }: { readonly cause: Error }) {
    super('an answer broke off');
    this.cause = cause;
  }
}

/** A proxy that does not let us through: its status line, as Go prints it. */
export class ProxyRefusal extends Error {
  override readonly name = 'ProxyRefusal';
}

interface ProxyWay {
  readonly proxy: ProxyUrl;
  readonly server: ServerUrl;
}

/** A proxy that cannot be reached or used, and why. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';
  readonly proxy: ProxyUrl;
  /** What Go says was being done. */
  readonly step: string;

  constructor({ proxy, server }: ProxyWay, options: { readonly cause: unknown }) {
    const socks = `socks connect tcp ${proxy.host}:${proxy.port}->${authorityOf(server.host, server.port)}`;
    const step = proxy.kind === 'socks5' ? socks : 'proxyconnect tcp';
    super(`${step}: ${options.cause instanceof Error ? options.cause.message : options.cause}`, options);
    this.proxy = proxy;
    this.step = step;
  }
}

/** Node and Bun call a connection that just ends `ECONNRESET` too; a real reset has the system call's name. */
export function isHangUp(error: unknown): boolean {
  return isErrno(error) && error.code === 'ECONNRESET' && error.syscall === undefined;
}
