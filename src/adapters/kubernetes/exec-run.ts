import { basename } from 'node:path';
import { isErrno } from '../../errors.ts';
import type { Environment } from './environment.ts';
import { readText } from './files-of-go.ts';
import type { ClusterEntry, ExecPlugin } from './kubeconfig.ts';
import { lookPath } from './look-path.ts';
import { cleanPath, type PluginPolicy, whyNotAllowed } from './plugin-policy.ts';

/** What went wrong with a credential plugin, in client-go's words. */
export class ExecFailure extends Error {
  override readonly name = 'ExecFailure';
}

interface PluginRun {
  readonly plugin: ExecPlugin;
  readonly cluster: ClusterEntry;
  readonly policy: PluginPolicy;
}

/** What the plugin wrote to stdout. Its stderr is ours, if somebody is there: that is where it asks for a login. */
export async function runPlugin({ plugin, cluster, policy }: PluginRun, environment: Environment): Promise<string> {
  const { spawn } = await import('node:child_process'); // 3 ms that a cluster without plugin does not pay
  const isInteractive = canInteract(plugin, environment);
  const command = cleanPath(plugin.command ?? '');
  const because = whyNotAllowed(command, policy, environment);
  if (because !== undefined) throw new ExecFailure(because);
  const found = basename(command) === command ? lookPath(command, environment) : { path: command };
  if ('fault' in found) throw notFound(plugin, command);
  const { unattendedUntilMs } = environment;
  const printed = new Promise<string>((resolve, reject) => {
    const child = spawn(found.path, plugin.args, {
      argv0: command,
      stdio: [isInteractive ? 'inherit' : 'ignore', 'pipe', unattendedUntilMs === undefined ? 'inherit' : 'ignore'],
      ...(unattendedUntilMs !== undefined && {
        timeout: Math.max(1, Math.ceil(unattendedUntilMs - performance.now())),
        killSignal: 'SIGKILL',
      }),
      env: {
        ...environment.variables,
        ...Object.fromEntries(plugin.env.map(({ name = '', value = '' }) => [name, value])),
        KUBERNETES_EXEC_INFO: `${JSON.stringify(execInfo(plugin, cluster, isInteractive))}\n`,
      },
    });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) return resolve(Buffer.concat(chunks).toString('utf8'));
      // Go says -1 for a process that a signal ended.
      reject(new ExecFailure(`exec: executable ${command} failed with exit code ${code ?? -1}`));
    });
  });
  return await printed.catch((error: unknown) => {
    throw isErrno(error) ? notStarted(command, error) : error; // Bun throws some at once, Node tells all of them
  });
}

/** Source: client-go plugin/pkg/client/auth/exec/exec.go, `isInteractive`. */
function canInteract({ interactiveMode }: ExecPlugin, { isStdinTerminal }: Environment): boolean {
  if (interactiveMode === 'Always' && !isStdinTerminal) {
    throw new ExecFailure('exec plugin cannot support interactive mode: standard input is not a terminal');
  }
  return interactiveMode !== 'Never' && isStdinTerminal;
}

function execInfo(plugin: ExecPlugin, cluster: ClusterEntry, interactive: boolean): object {
  return {
    kind: 'ExecCredential',
    apiVersion: plugin.apiVersion,
    spec: { ...(plugin.providesClusterInfo && { cluster: clusterInfo(cluster) }), interactive },
  };
}

function clusterInfo(cluster: ClusterEntry): object {
  const ca =
    cluster.certificateAuthorityData ?? (cluster.certificateAuthority && readText(cluster.certificateAuthority));
  return {
    server: cluster.server,
    ...(cluster.tlsServerName && { 'tls-server-name': cluster.tlsServerName }),
    ...(cluster.insecureSkipTlsVerify && { 'insecure-skip-tls-verify': true }),
    ...(ca && { 'certificate-authority-data': Buffer.from(ca, 'latin1').toString('base64') }),
    ...(cluster.proxyUrl && { 'proxy-url': cluster.proxyUrl }),
    ...(cluster.disableCompression && { 'disable-compression': true }),
    // A name that Kubernetes reserves for exactly this.
    config: cluster.extensions?.get('client.authentication.k8s.io/exec') ?? null,
  };
}

const INSTALL_HELP = `

It looks like you are trying to use a client-go credential plugin that is not installed.

To learn more about this feature, consult the documentation available at:
      https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins`;

function notFound({ installHint }: ExecPlugin, command: string): ExecFailure {
  const hint = installHint === undefined ? '' : `\n\n${withoutControls(installHint)}`;
  return new ExecFailure(`exec: executable ${command} not found${INSTALL_HELP}${hint}`);
}

const WORDS: Readonly<Record<string, string>> = { EACCES: 'permission denied', ENOEXEC: 'exec format error' };

function notStarted(command: string, cause: NodeJS.ErrnoException): ExecFailure {
  const words = WORDS[cause.code ?? ''] ?? 'no such file or directory';
  return new ExecFailure(`exec: fork/exec ${command}: ${words}`, { cause });
}

/** Source: client-go tools/clientcmd/client_config.go, `cleanANSIEscapeCodes`: shown as `U+001B`. */
function withoutControls(text: string): string {
  return text.replace(/(?![\t-\r])[\p{Cc}\p{Cf}]/gu, (character) => {
    return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  });
}
