/** What is known of the columns of one kind of table. */
export interface TableKind {
  readonly id: 'nodes' | 'services';
  /** Whether these columns are this kind's. */
  readonly isOf: (columns: readonly string[]) => boolean;
  /** What a cell looks like; a row of which one does not is none, or was not taken apart rightly. */
  readonly patterns: Readonly<Record<string, RegExp>>;
  /** More of that where nothing but the number of words tells which of them is which. */
  readonly words: Readonly<Record<string, RegExp>>;
  /** The columns by which a row is known before all of it is there. */
  readonly leads: readonly string[];
}

const NOTHING = '<[a-z-]+>';
const IPV4 = String.raw`\d{1,3}(?:\.\d{1,3}){3}`;
const IPV6 = '[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*';
const AGE = new RegExp(String.raw`^$|^(?:\d+[a-z])+$|^${NOTHING}$`);

/** Addresses, or what somebody who hid one wrote instead; never a word of the next column. */
export const ADDRESS = new RegExp(
  [
    `^${NOTHING}$|^None$`,
    `^(?:${IPV4}|${IPV6})(?:,(?:${IPV4}|${IPV6}))*$`,
    String.raw`^(?=[^x*#]*[x*#])[\dx*#.:]+$|^[a-z](?:\.[a-z]){3}$`,
    'redact|hidden|mask|remov|(?:^|[^a-z])ip(?:[^a-z]|$)',
  ].join('|'),
  'i',
);

/**
 * Columns since 1.6; before 1.8 without ROLES, before 1.9 without CONTAINER-RUNTIME, before 1.10 without INTERNAL-IP.
 * Source: kubernetes/kubernetes, pkg/printers/internalversion/printers.go, read 2026-11. Status: assumed for the versions.
 */
const nodes: TableKind = {
  id: 'nodes',
  isOf: (columns) =>
    ['STATUS', 'AGE', 'VERSION'].every((column) => columns.includes(column)) ||
    ['INTERNAL-IP', 'OS-IMAGE', 'KERNEL-VERSION', 'CONTAINER-RUNTIME'].some((column) => columns.includes(column)),
  patterns: {
    NAME: /\S/,
    STATUS: /^(?:Ready|NotReady|Unknown|SchedulingDisabled)(?:,[A-Za-z]+)*$/,
    AGE,
    // Fakes of a kubelet call it as they like: `kwok-v0.6.1`, `fake`.
    VERSION: new RegExp(`^$|^v?\\d|^[a-z]+-v\\d|^fake$|^${NOTHING}$`),
    'INTERNAL-IP': /(?:)/,
    'EXTERNAL-IP': /(?:)/,
    'OS-IMAGE': /(?:)/,
    'KERNEL-VERSION': new RegExp(`^$|^\\d+[.]\\d\\S*$|^${NOTHING}$`),
    'CONTAINER-RUNTIME': new RegExp(`^$|^[\\w.-]+://\\S*$|^${NOTHING}$`),
  },
  words: { 'INTERNAL-IP': ADDRESS, 'EXTERNAL-IP': ADDRESS, 'OS-IMAGE': /^<unknown>$|^[^<\d]/ },
  leads: ['STATUS'],
};

/** TYPE since 1.8 or so; SELECTOR with `-o wide`. Source and status as above. */
const services: TableKind = {
  id: 'services',
  isOf: (columns) => columns.includes('PORT(S)') && (columns.includes('CLUSTER-IP') || columns.includes('CLUSTER_IP')),
  patterns: {
    NAME: /\S/,
    TYPE: /^(?:ClusterIP|NodePort|LoadBalancer|ExternalName)$/,
    'CLUSTER-IP': /(?:)/,
    CLUSTER_IP: /(?:)/,
    'EXTERNAL-IP': /(?:)/,
    'PORT(S)': new RegExp(`^$|^${NOTHING}$|^\\d+(?::\\d+)?/[A-Z]+(?:,\\d+(?::\\d+)?/[A-Z]+)*$`),
    AGE,
  },
  words: { 'CLUSTER-IP': ADDRESS, CLUSTER_IP: ADDRESS },
  leads: ['TYPE', 'PORT(S)'],
};

export const TABLE_KINDS: readonly TableKind[] = [nodes, services];

/** The one column whose cells hold blanks. */
export const COLUMN_WITH_BLANKS = 'OS-IMAGE';

/** Words of which a header is made, so that one that a narrow terminal broke is put together again. */
export const KNOWN_COLUMNS: readonly string[] = [
  ...Object.keys(nodes.patterns),
  ...Object.keys(services.patterns),
  'NAMESPACE',
  'ROLES',
  'LABELS',
  'SELECTOR',
];
