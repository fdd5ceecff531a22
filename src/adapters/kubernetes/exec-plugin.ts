import { AccessError } from '../../errors.ts';
import type { Credentials } from './credentials.ts';
import type { Environment } from './environment.ts';
import { EXEC_VERSIONS, type ExecCredential, parseExecCredential } from './exec-credential.ts';
import { ExecFailure, runPlugin } from './exec-run.ts';
import { utf8Header } from './header-text.ts';
import type { ClusterEntry, ExecPlugin } from './kubeconfig.ts';
import { readPluginPolicy } from './kuberc.ts';

/** Whose credentials a plugin makes, and for what. */
export interface ExecUser {
  readonly plugin: ExecPlugin;
  readonly cluster: ClusterEntry;
  /** `--kuberc`. */
  readonly kuberc: string | undefined;
}

/** Runs the plugin when its answer is first needed, and again when it has run out, the server refused it or it failed. */
export function execCredentials(user: ExecUser, environment: Environment): Credentials {
  let current: Asked | undefined;
  const ask = () => {
    if (current === undefined || Date.now() > current.expiresAt) current = start();
    return current.credential;
  };
  // Kept as a promise: lists that start together ask once, as the plugin may open a browser.
  const start = () => {
    const asked: Asked = { credential: obtain(user, environment), expiresAt: Number.POSITIVE_INFINITY };
    asked.credential.then(
      ({ expiresAt }) => {
        asked.expiresAt = expiresAt;
      },
      () => {
        if (current === asked) current = undefined; // whoever asks is told
      },
    );
    return asked;
  };
  return {
    certificate: async () => (await ask()).pair,
    authorization: async () => {
      const { token } = await ask();
      return token && `Bearer ${utf8Header('Authorization', token)}`;
    },
    refused() {
      current = undefined;
    },
  };
}

interface Asked {
  readonly credential: Promise<ExecCredential>;
  /** Of what is not there yet: never. */
  expiresAt: number;
}

async function obtain({ plugin, cluster, kuberc }: ExecUser, environment: Environment): Promise<ExecCredential> {
  try {
    const apiVersion = plugin.apiVersion ?? '';
    if (!EXEC_VERSIONS.includes(apiVersion)) {
      throw new AccessError('kubeconfig', `error: exec plugin: invalid apiVersion ${JSON.stringify(apiVersion)}`);
    }
    const policy = readPluginPolicy(kuberc, environment);
    return parseExecCredential(await runPlugin({ plugin, cluster, policy }, environment), apiVersion);
  } catch (error) {
    if (!(error instanceof ExecFailure)) throw error;
    throw withoutCredentials(error);
  }
}

function withoutCredentials(cause: ExecFailure): AccessError {
  const message = `Unable to connect to the server: getting credentials: ${cause.message}`;
  return new AccessError('kubeconfig', message, { cause });
}
