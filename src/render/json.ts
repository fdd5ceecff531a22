import type { ServicePort } from '../domain/facts.ts';
import { type Report, type ReportRow, unknownsOf } from '../domain/report.ts';
import type { Attempt } from '../domain/route.ts';
import { urlOf } from '../domain/url.ts';
import { API_VERSION, clusterOf } from './cluster-json.ts';
import { endpointCount, shownAttempt, shownUrl, timeOf } from './row-view.ts';
import { safeJson } from './safe-text.ts';
import { phraseOfResult, reasonOf } from './words.ts';

/** `list -o json`: one document. */
export function renderJson(report: Report): string {
  return `${safeJson(documentOfList(report))}\n`;
}

/** The names of its fields are public. */
export function documentOfList(report: Report) {
  const { facts, runtime, rows } = report;
  return {
    apiVersion: API_VERSION,
    kind: 'NodePortList',
    cluster: clusterOf(facts, runtime, unknownsOf(report)),
    items: rows.map(itemOf),
  };
}

/** One row as a document of its own, as `-w` has it. */
export function documentOfRow(row: ReportRow) {
  return { apiVersion: API_VERSION, kind: 'NodePort', ...itemOf(row) };
}

/** `list -w -o json`: a document for each row. */
export function renderJsonRows(rows: readonly ReportRow[]): string {
  return rows.map((row) => `${safeJson(documentOfRow(row))}\n`).join('');
}

function itemOf(reportRow: ReportRow) {
  const { service, port } = reportRow.row;
  return { namespace: service.namespace, service: service.name, port: portOf(port), ...answerOf(reportRow) };
}

/** A port as every document names it. */
export function portOf({ name, port, nodePort, protocol }: ServicePort) {
  return { name, port, nodePort: nodePort ?? null, protocol };
}

/** Whether it answers, and where, as every document has it. */
export function answerOf(reportRow: ReportRow) {
  const { attempts, verdict } = reportRow;
  return {
    url: shownUrl(reportRow) ?? null,
    status: verdict.status,
    via: shownAttempt(reportRow)?.route.via ?? null,
    reason: reasonOf(reportRow) ?? null,
    endpoints: endpointCount(reportRow) ?? null,
    routes: attempts.map((attempt) => routeOf(reportRow, attempt)),
  };
}

function routeOf({ row }: ReportRow, attempt: Attempt) {
  const { via, host, port, node, because, onlyIf } = attempt.route;
  return {
    via,
    url: urlOf(row, attempt.route),
    host,
    port,
    node: node ?? null,
    because,
    onlyIf: onlyIf ?? null,
    status: attempt.result.outcome,
    reason: phraseOfResult(attempt.result) ?? null,
    timeMs: timeOf(attempt) ?? null,
  };
}
