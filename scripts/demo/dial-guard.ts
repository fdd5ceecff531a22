import { isLoopback } from '../../src/domain/ip.ts';
import { DemoFailure } from './demo-failure.ts';

/** Of `list -o json`: what the demo reads. */
export interface NodePortList {
  readonly items: readonly {
    readonly service: string;
    readonly url: string | null;
    readonly routes: readonly { readonly host: string; readonly port: number; readonly status: string }[];
  }[];
}

/** Nothing that the plugin dials, or would dial, may leave this machine. */
export function refuseForeignRoutes({ items }: NodePortList): void {
  for (const { service, routes } of items) {
    const foreign = routes.find(({ host }) => !isLoopback(host));
    if (foreign) throw new DemoFailure(`a route of ${service} leads to ${foreign.host}, which is no loopback address`);
  }
}
