import type { Port } from './port.ts';

/** A tunnel that a process of this user has open to a Service port, and that it has just acknowledged. */
export interface OpenTunnel {
  readonly namespace: string;
  readonly service: string;
  /** Of the Service. */
  readonly port: Port;
  /** Where it listens, an IP literal. */
  readonly host: string;
  readonly localPort: Port;
  readonly pid: number;
}
