import type { Cells } from './table-cells.ts';
import { ADDRESS, type TableKind } from './table-kind.ts';

export interface RowShape {
  readonly columns: Readonly<Record<string, Shape>>;
  /** What holds between the cells of one row. */
  readonly isSound: (cells: Cells) => boolean;
}

/** What the word of a column looks like when nothing but its look tells where it belongs. */
interface Shape {
  readonly isWord: (word: string) => boolean;
  /** Whether kubectl may have written `<none>` there, which HTML takes for a tag and drops. */
  readonly canLack?: true;
}

const isNothing = matches(/^<[a-z-]+>$/);
const isAge = matches(/^(?:\d+[smhdy])+$|^<(?:invalid|unknown)>$/);
const isName = matches(/^(?:[a-z.]+\/)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/);
const isPairs = matches(/^[^=,]+=[^=,]*(?:,[^=,]+=[^=,]*)*$|^<none>$/);
const isHost = matches(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+\.?$|^localhost$/);
const isPorts = matches(/^\d+(?::\d+)?\/(?:TCP|UDP|SCTP)(?:,\d+(?::\d+)?\/(?:TCP|UDP|SCTP))*$/);

const nodes: RowShape = {
  columns: {
    NAME: { isWord: isName },
    STATUS: { isWord: matches(/^(?:Ready|NotReady|Unknown)(?:,[A-Za-z]+)*$/) },
    ROLES: { isWord: (word) => isNothing(word) || /^[a-z][\w.,/-]*$/i.test(word), canLack: true },
    AGE: { isWord: isAge },
    VERSION: { isWord: matches(/^v1\.\d/) },
    'INTERNAL-IP': { isWord: isAddress },
    'EXTERNAL-IP': { isWord: (word) => isAddress(word) || isHost(word), canLack: true },
    'OS-IMAGE': { isWord: (word) => /^[a-z]|^<unknown>$/i.test(word) && !isAddress(word) && !isHost(word) },
    'KERNEL-VERSION': { isWord: matches(/^\d+\.\d\S*$|^<unknown>$/) },
    'CONTAINER-RUNTIME': { isWord: matches(/^[\w.-]+:\/\/\S*$/) },
    LABELS: { isWord: isPairs },
  },
  isSound: () => true,
};

const services: RowShape = {
  columns: {
    NAMESPACE: { isWord: matches(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/) },
    NAME: { isWord: isName },
    TYPE: { isWord: matches(/^(?:ClusterIP|NodePort|LoadBalancer|ExternalName)$/) },
    'CLUSTER-IP': { isWord: isAddress, canLack: true },
    'EXTERNAL-IP': { isWord: isOutside, canLack: true },
    'PORT(S)': { isWord: (word) => isPorts(word) || word === '<none>', canLack: true },
    AGE: { isWord: isAge },
    SELECTOR: { isWord: isPairs, canLack: true },
    LABELS: { isWord: isPairs, canLack: true },
  },
  // A name elsewhere has no address of the cluster, all others have one. A Service has ports unless it is such a name,
  // or is headless (`None`): kubernetes/kubernetes, pkg/apis/core/validation, ValidateService, read 2026-11.
  isSound: ({ TYPE, 'CLUSTER-IP': address, 'PORT(S)': ports }) =>
    (TYPE === 'ExternalName') === (address === '') && (ports !== '' || TYPE === 'ExternalName' || address === 'None'),
};

export const ROW_SHAPES: Readonly<Record<TableKind['id'], RowShape>> = { nodes, services };

/** As `services`, for the row of which only the ports are not what kubectl writes. */
export const WITH_WRONG_PORTS: RowShape = {
  columns: { ...services.columns, 'PORT(S)': { isWord: isNoPort } },
  isSound: ({ TYPE, 'CLUSTER-IP': address }) => TYPE !== 'ExternalName' && address !== '',
};

function matches(pattern: RegExp): (word: string) => boolean {
  return (word) => pattern.test(word);
}

function isAddress(word: string): boolean {
  return ADDRESS.test(word);
}

function isNoPort(word: string): boolean {
  return /^\w+[^\w=]\S*$/.test(word) && !isAddress(word) && !isHost(word);
}

/** Without `-o wide` a long name is cut, and ends in `...`. */
function isOutside(word: string): boolean {
  return (
    isNothing(word) || word.split(',').every((each) => isAddress(each) || isHost(each) || /^\S+\.\.\.$/.test(each))
  );
}
