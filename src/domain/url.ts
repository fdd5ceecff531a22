import { authorityOf } from './host.ts';
import type { Route } from './route.ts';
import { schemeOf } from './scheme.ts';
import type { ServiceRow } from './service-row.ts';

/** The URL of a route, with the scheme that the Service's own words suggest. The port is always written. */
export function urlOf({ port }: ServiceRow, { host, port: dialled }: Route): string {
  return `${schemeOf(port)}://${authorityOf(host, dialled)}`;
}
