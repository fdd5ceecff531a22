import * as v from 'valibot';
import type { PolicyFacts, ProxyConfig, ServedName, Study, UserFacts } from '../domain/study.ts';
import { POD_ENDPOINTS, POD_STATE } from './report-pods.ts';
import { answerOf, HOST, NAME, NETWORK, PORT, perhaps, type Schema, TEXTS, wordOf } from './report-schema.ts';

const PROXY: Schema<ProxyConfig> = v.object({
  mode: v.string(),
  nodePortAddresses: v.array(NETWORK),
  servesLoopback: v.boolean(),
  health: v.string(),
});

const POLICY: Schema<PolicyFacts> = v.object({ name: NAME, selector: perhaps(TEXTS) });

const SERVED_NAME: Schema<ServedName> = v.object({
  host: HOST,
  by: v.string(),
  through: v.string(),
  isTls: v.boolean(),
});

const USER: Schema<UserFacts> = v.object({
  shell: wordOf({ posix: true, fish: true, powershell: true }),
  proxies: v.object({
    set: v.array(v.pipe(v.string(), v.regex(/^[A-Za-z_]{1,40}$/))),
    except: v.array(v.string()),
  }),
});

/** What was read of the one Service port, as a report tells of it. */
export const STUDY: Schema<Study> = v.object({
  isHeadless: v.boolean(),
  endpoints: answerOf(POD_ENDPOINTS),
  pods: answerOf(v.array(POD_STATE)),
  proxy: answerOf(perhaps(PROXY)),
  policies: answerOf(v.array(POLICY)),
  nodePorts: answerOf(v.array(PORT)),
  names: answerOf(v.array(SERVED_NAME)),
  user: USER,
});
