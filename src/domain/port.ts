declare const port: unique symbol;

/** A TCP, UDP or SCTP port, 1-65535. The NodePort range is a flag of the API server, so nothing narrower is promised. */
export type Port = number & { readonly [port]: true };

export type Protocol = 'TCP' | 'UDP' | 'SCTP';

export function parsePort(value: unknown): Port | undefined {
  const number = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value;
  const isPort = typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= 65_535;
  return isPort ? (number as Port) : undefined; // the brand is made here and nowhere else
}

export function parseProtocol(value: unknown): Protocol {
  return value === 'UDP' || value === 'SCTP' ? value : 'TCP'; // the API's default is TCP
}
