import { withoutAnyLogin } from '../../domain/connection.ts';
import { AccessError, TargetError } from '../../errors.ts';
import type { Choice } from './choose.ts';
import { FileError, readText } from './files-of-go.ts';
import type { ClusterEntry, ExecPlugin, UserEntry } from './kubeconfig.ts';
import { parseProxyUrl } from './proxy.ts';

/** Throws for what kubectl refuses before it sends anything. Source: client-go tools/clientcmd/validation.go. */
export function validate(choice: Choice): void {
  const userName = choice.userName ?? '';
  const faults = [...faultsOfUser(userName, choice.user), ...faultsOfCluster(choice.clusterName ?? '', choice.cluster)];
  const [first] = faults;
  if (choice.isContextMissing) {
    faults.unshift(`context was not found for specified context: ${choice.context}`);
  } else if (first === undefined) {
    return;
  }
  const sentence = sentenceOf(faults, choice.isContextMissing);
  const asked = choice.isContextMissing ? choice.askedContext : undefined;
  throw asked ? new TargetError(sentence, { choice: asked }) : new AccessError('kubeconfig', sentence);
}

// Source: kubectl pkg/cmd/util/helpers.go: one fault alone loses its «configuration», except the missing context.
function sentenceOf(faults: readonly string[], isContextMissing: boolean): string {
  if (faults.length > 1) return ['Error in configuration: ', ...faults.map((fault) => `* ${fault}`)].join('\n');
  return isContextMissing ? `Error in configuration: ${faults[0]}` : `error: ${faults[0]}`;
}

function faultsOfUser(name: string, user: UserEntry): readonly string[] {
  const methods = [user.token && 'token', (user.username || user.password) && 'basicAuth'].filter(Boolean);
  return [
    ...(user.clientCertificate || user.clientCertificateData ? faultsOfCertificate(name, user) : []),
    ...(user.exec ? faultsOfExec(name, user.exec, user.authProvider !== undefined) : []),
    ...(methods.length > 1
      ? [`more than one authentication method found for ${name}; found [${methods.join(' ')}], only one is allowed`]
      : []),
    ...(!user.impersonate && hasImpersonationDetails(user)
      ? [`requesting uid, groups or user-extra for ${name} without impersonating a user`]
      : []),
  ];
}

function hasImpersonationDetails(user: UserEntry): boolean {
  return Boolean(user.impersonateUid || user.impersonateGroups?.length || user.impersonateUserExtra?.size);
}

function faultsOfCertificate(name: string, user: UserEntry): readonly string[] {
  const faults: string[] = [];
  if (user.clientCertificate && user.clientCertificateData) {
    faults.push(`client-cert-data and client-cert are both specified for ${name}. client-cert-data will override.`);
  }
  if (user.clientKey && user.clientKeyData) {
    faults.push(`client-key-data and client-key are both specified for ${name}; client-key-data will override`);
  }
  if (!user.clientKey && !user.clientKeyData) {
    faults.push(
      `client-key-data or client-key must be specified for ${name} to use the clientCert authentication method.`,
    );
  }
  return [
    ...faults,
    ...unreadable('client-cert', user.clientCertificate, name),
    ...unreadable('client-key', user.clientKey, name),
  ];
}

function faultsOfExec(name: string, exec: ExecPlugin, hasAuthProvider: boolean): readonly string[] {
  const use = `to use exec authentication plugin`;
  const faults: string[] = [];
  if (hasAuthProvider) faults.push(`authProvider cannot be provided in combination with an exec plugin for ${name}`);
  if (!exec.command) faults.push(`command must be specified for ${name} ${use}`);
  if (!exec.apiVersion) faults.push(`apiVersion must be specified for ${name} ${use}`);
  for (const variable of exec.env)
    if (!variable.name) faults.push(`env variable name must be specified for ${name} ${use}`);
  if (!exec.interactiveMode) {
    faults.push(`interactiveMode must be specified for ${name} ${use}`);
  } else if (!['Never', 'IfAvailable', 'Always'].includes(exec.interactiveMode)) {
    faults.push(`invalid interactiveMode for ${name}: ${JSON.stringify(exec.interactiveMode)}`);
  }
  return faults;
}

function faultsOfCluster(name: string, cluster: ClusterEntry): readonly string[] {
  const faults: string[] = [];
  const { proxyUrl } = cluster;
  const proxy = proxyUrl === undefined ? undefined : parseProxyUrl(proxyUrl);
  if (proxyUrl !== undefined && proxy && 'fault' in proxy) {
    const shown = JSON.stringify(withoutAnyLogin(proxyUrl));
    faults.push(`invalid 'proxy-url' ${shown} for cluster ${JSON.stringify(name)}: ${proxy.fault}`);
  }
  if (cluster.certificateAuthority && cluster.certificateAuthorityData) {
    faults.push(
      `certificate-authority-data and certificate-authority are both specified for ${name}. certificate-authority-data will override.`,
    );
  }
  return [...faults, ...unreadable('certificate-authority', cluster.certificateAuthority, name)];
}

function unreadable(what: string, path: string | undefined, name: string): readonly string[] {
  if (path === undefined) return [];
  try {
    readText(path);
    return [];
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (error.isDirectory) return []; // client-go only opens it; that it cannot be read is another sentence
    return [`unable to read ${what} ${path} for ${name} due to ${error.message}`];
  }
}
