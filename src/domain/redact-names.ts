import { nodesOf } from './evidence.ts';
import type { ClusterFacts, ServiceFacts } from './facts.ts';
import { hostsIn, hostsInGreeting, quotedIn, resourcesIn, taintsIn } from './names-in-text.ts';
import type { NameKind, Placeholders } from './placeholders.ts';
import type { Condition, ContainerState, PodState } from './pod-state.ts';
import { redactHost } from './redact-host.ts';
import { redactKey } from './redact-keys.ts';
import { registerLabels } from './redact-labels.ts';
import { shaped } from './redact-shape.ts';
import type { Attempt } from './route.ts';
import type { Speech } from './speech.ts';
import type { Observed, Study } from './study.ts';

/** What names stand in. */
export interface Named {
  readonly facts: ClusterFacts & { readonly services: readonly ServiceFacts[] };
  /** `undefined`: no Service port was looked at more closely. */
  readonly explained: Explained | undefined;
}

interface Explained {
  readonly service: ServiceFacts;
  readonly study: Study;
  readonly attempts: readonly Attempt[];
  readonly observed: Observed;
}

export interface Redacting {
  readonly placeholders: Placeholders;
  /** Words that stay. */
  readonly known: ReadonlySet<string>;
}

/** Gives each name that there is its placeholder, before the texts are read in which they stand. */
export function registerNames({ facts, explained }: Named, redacting: Redacting): void {
  if (explained) registerSelected(explained, redacting);
  if (explained) registerExcepted(explained.study, redacting);
  for (const service of facts.services) registerService(service, redacting);
  registerCluster(facts, redacting);
  if (explained) registerExplained(explained, redacting);
}

/** First what is compared: nothing else decides how near two labels are. */
function registerSelected({ service, study }: Explained, { placeholders }: Redacting): void {
  placeholders.name('service', service.name);
  registerLabels(service.selector, study, placeholders);
}

/** Domains before the hosts that lie in them. */
function registerExcepted({ user }: Study, redacting: Redacting): void {
  for (const except of user.proxies.except)
    if (!/[*/]/.test(except)) registerHost(except.replace(/^\./, ''), redacting);
}

function registerService(service: ServiceFacts, redacting: Redacting): void {
  const { name, namespace, selector, loadBalancer, externalName, ports } = service;
  redacting.placeholders.name('service', name);
  registerNamespace(namespace, redacting);
  registerLabels(selector, undefined, redacting.placeholders);
  for (const { host } of loadBalancer) registerHost(host, redacting);
  if (externalName !== undefined) registerHost(externalName, redacting);
  const endpoints = ports.flatMap((port) => (port.endpoints.kind === 'known' ? port.endpoints.value : []));
  for (const { node } of endpoints) registerShape('node', node, redacting);
}

function registerCluster(
  { kubeconfig, nodes, glimpsedNodes, engine, remoteEngine }: ClusterFacts,
  redacting: Redacting,
) {
  registerNamespace(kubeconfig.namespace, redacting);
  registerShape('cluster', kubeconfig.cluster, redacting);
  registerShape('user', kubeconfig.user, redacting);
  registerShape('cluster', kubeconfig.context, redacting);
  for (const { name } of [...nodesOf({ nodes, glimpsedNodes }), ...glimpsedNodes])
    registerShape('node', name, redacting);
  if (kubeconfig.server) registerHost(kubeconfig.server.host, redacting);
  if (remoteEngine !== undefined) registerHost(remoteEngine, redacting);
  if (engine.kind !== 'known') return;
  registerShape('host', engine.value.name, redacting);
  for (const { name } of engine.value.containers) registerShape('node', name, redacting);
}

function registerExplained({ study, attempts, observed }: Explained, redacting: Redacting): void {
  const pods = study.pods.kind === 'known' ? study.pods.value : [];
  const endpoints = study.endpoints.kind === 'known' ? study.endpoints.value : { pods: [], others: [] };
  const answers = observed.pods.kind === 'asked' ? observed.pods.answers : [];
  const routes = attempts.map(({ route }) => route);
  registerPods([...pods.map(({ name }) => name), ...[...endpoints.pods, ...answers].map(({ pod }) => pod)], redacting);
  for (const { node } of [...pods, ...endpoints.pods, ...routes, ...observed.neighbours])
    registerShape('node', node, redacting);
  for (const { host } of [...routes, ...endpoints.others, ...observed.neighbours]) registerHost(host, redacting);
  for (const pod of pods) registerContent(pod, redacting);
  for (const { of } of observed.neighbours) {
    if (of.kind === 'service') redacting.placeholders.name('service', of.name);
    if (of.kind === 'service') registerNamespace(of.namespace, redacting);
  }
  for (const speech of speechesIn(observed)) registerServer(speech, redacting);
  registerAround(study, redacting);
}

function speechesIn({ direct, strangers, pods }: Observed): readonly Speech[] {
  const answers = pods.kind === 'asked' ? pods.answers : [];
  const ofPods = answers.flatMap((answer) => (answer.kind === 'spoke' ? [answer.speech] : []));
  return [...(direct ? [direct] : []), ...strangers].map(({ speech }) => speech).concat(ofPods);
}

/** Who it says that it is. */
function registerServer(speech: Speech, redacting: Redacting): void {
  const { server = '' } = speech.kind === 'greeted' || speech.kind === 'http' ? speech : {};
  for (const host of hostsInGreeting(server)) registerHost(host, redacting);
}

/** Of two pods that are alike the first by name is told of: it stays the first. */
function registerPods(names: readonly string[], { placeholders }: Redacting): void {
  const sorted = [...new Set(names)].toSorted();
  const width = String(sorted.length).length;
  for (const name of sorted) placeholders.name('pod', name, (count) => `pod-${String(count).padStart(width, '0')}`);
}

function registerContent(pod: PodState, redacting: Redacting): void {
  const { placeholders } = redacting;
  for (const { name, image } of pod.containers) {
    const [registry] = /^[^/:]+\.[^/:]+(?=[/:])/.exec(image) ?? [];
    if (registry !== undefined && image.includes('/')) registerHost(registry, redacting);
    placeholders.name('image', image);
    placeholders.name('container', name);
  }
  for (const sentence of sentencesOf(pod)) {
    for (const host of hostsIn(sentence)) registerHost(host, redacting);
    for (const word of quotedIn(sentence)) placeholders.name('word', word);
    for (const { value } of taintsIn(sentence)) registerShape('word', value, redacting);
    for (const key of [...taintsIn(sentence).map((taint) => taint.key), ...resourcesIn(sentence)])
      registerKey(key, redacting);
  }
}

function registerAround({ policies, names }: Study, redacting: Redacting): void {
  const { placeholders } = redacting;
  for (const { name } of policies.kind === 'known' ? policies.value : []) placeholders.name('policy', name);
  for (const { host, by, through } of names.kind === 'known' ? names.value : []) {
    const [namespace = '', name = ''] = by.replace(/^\S+ /, '').split('/');
    registerNamespace(namespace, redacting);
    placeholders.name('ingress', name);
    placeholders.name('gateway', through);
    registerHost(host, redacting);
  }
}

/** Namespaces that every cluster has. */
const EVERYBODYS = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

function registerNamespace(namespace: string, { placeholders }: Redacting): void {
  if (!EVERYBODYS.includes(namespace)) placeholders.name('namespace', namespace);
}

function registerHost(host: string, { placeholders, known }: Redacting): void {
  redactHost(host, known, placeholders);
}

/** Of a known domain it may still be of somebody's own role. */
function registerKey(key: string, { placeholders }: Redacting): void {
  const redacted = redactKey(key, placeholders);
  if (redacted !== key) placeholders.set(key, redacted);
}

function registerShape(kind: NameKind, name: string | undefined, { placeholders, known }: Redacting): void {
  if (name === undefined || placeholders.has(name)) return;
  const redacted = shaped(name, kind, known, placeholders);
  if (redacted !== name) placeholders.set(name, redacted);
}

/** What kubelet, scheduler and engine say of a pod. */
function sentencesOf({ failure, unready, unscheduled, containers }: PodState): readonly string[] {
  const ofContainers = containers.flatMap(({ state, lastEnd }) => [...saidIn(state), lastEnd]);
  return [failure, unready, unscheduled, ...ofContainers].map((said) => said?.message ?? '');
}

function saidIn(state: ContainerState): readonly Condition[] {
  if (state.kind === 'running') return [];
  return [state.kind === 'waiting' ? state : state.end];
}
