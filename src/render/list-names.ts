import type { Report } from '../domain/report.ts';
import { safeText } from './safe-text.ts';

/** `list -o name`: a line for each Service, however many of its ports have a row. */
export function renderListNames({ rows }: Pick<Report, 'rows'>): string {
  const services = new Map(rows.map(({ row: { service } }) => [`${service.namespace}/${service.name}`, service]));
  return [...services.values()].map(({ name }) => `service/${safeText(name)}\n`).join('');
}
