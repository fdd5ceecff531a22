import { parseIp } from './ip.ts';
import type { Placeholders } from './placeholders.ts';
import { shaped } from './redact-shape.ts';

/** Names that every machine, or every machine with some program, has. */
const EVERYBODYS = /^(localhost|.*\.docker\.internal|api\.crc\.testing|(k8s\.)?orb\.local)$/i;

/** Below these a provider gives names to clusters: they tell which one it is. */
const PROVIDERS =
  /\.(amazonaws\.com|api\.aws|azmk8s\.io|prod\.service\.azk8s\.cn|cx\.aks\.containerservice\.azure\.us|gke\.goog|k8s\.civo\.com|k8s\.ondigitalocean\.com|linodelke\.net|clusters\.oci\.oraclecloud\.com|openshiftapps\.com|aroapp\.io|eksctl\.io|orb\.local|nip\.io|sslip\.io)\.?$/i;

/** Domains that no public server has: such a name is looked for near by. Source: RFC 6762, RFC 8375, ICANN's `.internal`. */
const NEAR = /\.(local|lan|home|internal|localdomain|home\.arpa|test)$/i;

/** A host's name, or its address: what kind of a name it is stays. */
export function redactHost(host: string, known: ReadonlySet<string>, placeholders: Placeholders): string {
  if (parseIp(host)) return placeholders.ip(host);
  if (host === '' || EVERYBODYS.test(host)) return host;
  if (placeholders.has(host)) return placeholders.text(host);
  const [provider] = PROVIDERS.exec(host) ?? [];
  if (provider !== undefined) {
    const redacted = `${shaped(host.slice(0, -provider.length), 'host', known, placeholders)}${provider}`;
    placeholders.set(host, redacted);
    return redacted;
  }
  const domain = domainOf(host, placeholders);
  if (domain !== undefined) return placeholders.name('host', host, (count) => `host-${count}.${domain}`);
  const [near = '.example'] = NEAR.exec(host) ?? [];
  const end = host.includes('.') ? near : '';
  return placeholders.name('host', host, (count) => `host-${count}${end}`);
}

/** What stands for a domain that has been met by itself: who is in it stays in it. */
function domainOf(host: string, placeholders: Placeholders): string | undefined {
  const labels = host.split('.');
  const domains = labels.map((_, index) => labels.slice(index + 1).join('.'));
  return domains
    .filter((each) => placeholders.has(each))
    .map((each) => placeholders.text(each))
    .find((each) => each.startsWith('host-'));
}
