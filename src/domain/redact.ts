import { withoutHome } from './home.ts';
import { mapTexts, type Path } from './map-texts.ts';
import { Placeholders } from './placeholders.ts';
import { redactHost } from './redact-host.ts';
import { redactKey, redactRole } from './redact-keys.ts';
import { type Named, type Redacting, registerNames } from './redact-names.ts';
import { narrowNetworks } from './redact-networks.ts';
import { shaped } from './redact-shape.ts';
import { isKnownProtocol } from './scheme.ts';

/**
 * The facts of a report, as JSON has them, fit to be shown to strangers: names, hosts and public addresses are replaced,
 * the same by the same, and what a cluster is recognised by stays. `tools`: the words that name what builds clusters.
 */
export function redact(facts: unknown, named: Named, tools: readonly string[]): unknown {
  const redacting: Redacting = { placeholders: new Placeholders(), known: new Set(tools) };
  registerNames(named, redacting);
  return mapTexts(
    narrowNetworks(facts),
    (text, path) => redactText(text, path, redacting),
    (key, path) => (isOfPeople(path) ? redactKey(key, redacting.placeholders) : key),
  );
}

/** Of containers only labels are read that the tools write. */
function isOfPeople(path: Path): boolean {
  return isOfLabel(path) && path[0] !== 'engine';
}

function isOfLabel(path: Path): boolean {
  return path.at(-2) === 'labels' || path.at(-2) === 'selector';
}

/** Fields of unions of ours, and of what a cluster is recognised by: there is no name in them. */
const KEPT = new Set(
  `kind code outcome via type protocol platform within kernel osImage kubelet containerRuntime operatingSystem ready
  scheme role phase reason answeredBy stays dialling shell set mode externalTrafficPolicy ipFamilies
  targetName provider`.split(/\s+/),
);

/** Why something was not done or not seen, in words of ours. */
const REASONS = new Set(
  `udp sctp probing-off read-from-file condition-unknown public-address too-many-dials another-route-answered
  host-is-silent local-policy endpoints-unknown accepts-everything no-pod not-tcp from-file
  forbidden unreachable not-found refused-by-server`.split(/\s+/),
);

/** Parts of the facts by which a cluster is recognised. */
const TELLING = new Set(['nodes', 'glimpsedNodes', 'engine']);

function redactText(text: string, path: Path, redacting: Redacting): string {
  const { placeholders, known } = redacting;
  const [part = ''] = path;
  const key = path.findLast((each) => !/^\d+$/.test(each)) ?? '';
  const isNameOfPort = key === 'name' && path.at(-3) === 'ports';
  if (isOfLabel(path)) return TELLING.has(part) ? redactShape(text, redacting) : placeholders.text(withoutHome(text));
  if (KEPT.has(key) || part === 'settings' || isNameOfPort || REASONS.has(text)) return text;
  if (key === 'annotations') return redactKey(text, placeholders);
  if (key === 'roles') return redactRole(text, placeholders);
  if (key === 'appProtocol') return isKnownProtocol(text) ? text : placeholders.name('word', text);
  if (key === 'host') return redactHost(text, known, placeholders);
  if (key === 'certificate') return placeholders.id(text);
  if (key === 'interfaces') return redactNetwork(text, redacting);
  if (key === 'providerId') return redactProviderId(text, redacting);
  if (key === 'endpoint' || (key === 'source' && /^\/|:\/\//.test(text))) return redactEndpoint(text, redacting);
  return placeholders.text(withoutHome(text));
}

/** An address of this machine; of a public one the network stays unknown. */
function redactNetwork(cidr: string, { placeholders }: Redacting): string {
  const [ip = ''] = cidr.split('/');
  const redacted = placeholders.ip(ip);
  return redacted === ip ? cidr : `${redacted}/${ip.includes(':') ? 128 : 32}`;
}

/** What a cluster may be recognised by stays, whoever is called so too. */
function redactShape(text: string, { placeholders, known }: Redacting): string {
  const redacted = shaped(text, 'word', known, placeholders);
  return redacted !== text && placeholders.has(text) ? placeholders.text(text) : redacted;
}

/** Each part by itself: the node's name may be one. */
function redactProviderId(id: string, redacting: Redacting): string {
  return id
    .split('/')
    .map((part) => redactShape(part, redacting))
    .join('/');
}

/** Where an engine is asked: a URL, in which a person may be named too, or a socket's path. */
function redactEndpoint(text: string, redacting: Redacting): string {
  const [, scheme = '', host = '', rest = ''] = /^(\w+:\/\/)(?:[^/@]*@)?([^/:@~]+)(.*)$/.exec(text) ?? [];
  if (host === '') return redactShape(withoutHome(text), redacting);
  const { placeholders, known } = redacting;
  return `${scheme}${redactHost(host, known, placeholders)}${redactShape(rest, redacting)}`;
}
