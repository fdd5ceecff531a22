import { NOT_ASKED } from '../domain/answer.ts';
import type { ServiceFacts, ServicePort } from '../domain/facts.ts';
import { parseHost } from '../domain/host.ts';
import { parsePort, parseProtocol } from '../domain/port.ts';
import type { Cells } from './table-cells.ts';

/** A row of `kubectl get svc`; `undefined`: a port that is none. Its namespace is empty without such a column. */
export function serviceOfRow(cells: Cells): ServiceFacts | undefined {
  const cell = (column: string) => cells[column] ?? '';
  const written = cell('PORT(S)')
    .split(',')
    .filter((port) => port !== '');
  const ports = written.flatMap(parsePortCell);
  if (ports.length < written.length) return undefined;
  const type = cell('TYPE') || (ports.some(({ nodePort }) => nodePort) ? 'NodePort' : 'ClusterIP');
  return {
    namespace: cell('NAMESPACE'),
    name: cell('NAME').replace(/^(?:services?|svc)\//, ''),
    type,
    externalTrafficPolicy: 'Cluster',
    ipFamilies: [],
    loadBalancer: type === 'LoadBalancer' ? hostsOf(cell('EXTERNAL-IP')) : [],
    ports,
    ...NOT_IN_A_TABLE,
  };
}

/** The selector is in a wide one, and of no use without pods. */
const NOT_IN_A_TABLE = { selector: {}, externalName: undefined, path: undefined };

/** `80:30080/TCP`. */
function parsePortCell(text: string): ServicePort[] {
  const [, number, nodePort, protocol] = /^(\d+)(?::(\d+))?\/(TCP|UDP|SCTP)$/.exec(text) ?? [];
  const port = parsePort(number);
  const isWrong = nodePort !== undefined && nodePort !== '0' && parsePort(nodePort) === undefined;
  if (port === undefined || isWrong) return [];
  return [
    {
      name: '',
      port,
      nodePort: parsePort(nodePort),
      protocol: parseProtocol(protocol),
      appProtocol: undefined,
      targetName: undefined,
      endpoints: NOT_ASKED,
    },
  ];
}

/** Without `-o wide` kubectl cuts a long name and writes `...` behind it: that is no host. */
function hostsOf(cell: string): ServiceFacts['loadBalancer'] {
  return cell.split(',').flatMap((entry) => {
    const host = parseHost(entry);
    return host === undefined ? [] : [{ host }];
  });
}
