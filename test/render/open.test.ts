import { describe, expect, test } from 'vitest';
import type { PodEndpoints } from '../../src/domain/pod-endpoints.ts';
import type { ReportRow } from '../../src/domain/report.ts';
import type { Speech } from '../../src/domain/speech.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import {
  type NoTunnel,
  noAddressSentence,
  noTunnelSentence,
  refusedLine,
  speechPhrase,
  subjectOf,
  type Taker,
  tunnelLine,
} from '../../src/render/open.ts';
import { aPort, aRoute, aRow, aService } from '../domain/build.ts';
import { anEndpoint, NOT_READY } from '../domain/pods.ts';

const ROW = aRow({ service: { namespace: 'shop', ports: [aRow().port] } });
const { service, port } = ROW;
const NAMED = { service, port };

function met(verdict: Verdict): ReportRow {
  return { row: ROW, attempts: [], verdict };
}

const TIMED_OUT = { route: aRoute(), result: { outcome: 'timed-out', afterMs: 1_000 } } as const;
const UNREACHABLE = met({ status: 'Unreachable', failed: [TIMED_OUT] });

test.each<{ context: string | undefined; subject: string }>([
  { context: 'kind-dev', subject: 'kind-dev shop/web' },
  { context: undefined, subject: 'shop/web' },
  { context: 'a\u001b[31m', subject: 'a^[[31m shop/web' },
])('of the context $context it is about $subject', ({ context, subject }) => {
  expect(subjectOf(context, NAMED)).toBe(subject);
});

test('where a Service has several ports it is about one of them', () => {
  const [http] = NAMED.service.ports;
  const admin = { ...NAMED.port, name: 'admin', port: aPort(8080) };
  const several = {
    ...NAMED.service,
    ports: [...(http ? [http] : []), { ...http!, name: 'admin', port: aPort(8080) }],
  };
  expect(subjectOf(undefined, { service: several, port: admin })).toBe('shop/web:admin');
});

describe('what was spoken', () => {
  test.each<{ speech: Speech; taker?: Taker; phrase: string }>([
    {
      speech: { kind: 'http', scheme: 'https', status: 404, server: 'x', afterMs: 4 },
      phrase: 'HTTPS 404 in 4 ms',
    },
    {
      speech: { kind: 'http', scheme: 'http', status: 200, server: 'x', afterMs: 4 },
      taker: 'tunnel-of-another',
      phrase: 'HTTP 200 in 4 ms, through a tunnel that is open already',
    },
    {
      speech: { kind: 'greeted', scheme: 'ssh', server: 'OpenSSH_9.2\u001b[2J', afterMs: 2 },
      phrase: 'OpenSSH_9.2^[[2J greeted in 2 ms',
    },
    { speech: { kind: 'tls', scheme: 'tls', afterMs: 7 }, phrase: 'answers over TLS in 7 ms' },
    { speech: { kind: 'recognised', scheme: 'redis', afterMs: 1 }, phrase: 'redis answered in 1 ms' },
    { speech: { kind: 'unsettled', scheme: 'tcp' }, phrase: 'takes connections; what it speaks is not known' },
    {
      speech: { kind: 'unsettled', scheme: 'kafka' },
      phrase: 'takes connections; that it speaks kafka is what the Service says',
    },
    {
      speech: { kind: 'unsettled', scheme: 'kafka' },
      taker: 'tunnel',
      phrase: 'has said nothing yet; that it speaks kafka is what the Service says',
    },
  ])('$phrase', ({ speech, taker = 'cluster', phrase }) => {
    expect(speechPhrase(speech, taker)).toBe(phrase);
  });
});

describe('why there is a tunnel', () => {
  const usual = { pod: 'web-1', row: UNREACHABLE, asked: false, moved: undefined, until: 'ctrl-c', open: [] } as const;
  test.each<{ how: string; different?: Partial<Parameters<typeof tunnelLine>[1]>; line: string }>([
    {
      how: 'nothing answers',
      line: 'no address answers from here (172.18.0.2: timed out), so a tunnel to pod web-1, until Ctrl-C',
    },
    {
      how: 'nothing could be asked',
      different: { row: met({ status: 'Unknown', unseen: 'published-ports', because: 'no engine found' }) },
      line: 'no address is known to answer from here (published ports not known: no engine found), so a tunnel to pod web-1, until Ctrl-C',
    },
    {
      how: 'it is not dialled',
      different: { row: met({ status: 'Unverified', predicted: undefined, because: 'endpoints-unknown' }) },
      line: 'no address is known to answer from here (no address to predict), so a tunnel to pod web-1, until Ctrl-C',
    },
    {
      how: 'there is no nodePort',
      different: { row: undefined },
      line: 'it has no nodePort, so a tunnel to pod web-1, until Ctrl-C',
    },
    {
      how: 'Windows does not reach what answers',
      different: {
        row: met({
          status: 'Reachable',
          best: { route: aRoute({ host: 'fd00::2' }), result: { outcome: 'answered', afterMs: 1 } },
          endpoints: 'some',
        }),
      },
      line: '[fd00::2]:30080 answers here, but not in Windows, so a tunnel to pod web-1, until Ctrl-C',
    },
    {
      how: 'it was asked for, and its port is taken',
      different: { asked: true, moved: { from: 30_080, to: 40_000 } },
      line: 'a tunnel to pod web-1, on port 40000 as 30080 is taken here, until Ctrl-C',
    },
    {
      how: 'for others too',
      different: { asked: true, open: ['0.0.0.0', '10.0.0.5'] },
      line: 'a tunnel to pod web-1, for whoever reaches 0.0.0.0, 10.0.0.5, until Ctrl-C',
    },
    {
      how: 'of a COMMAND',
      different: { asked: true, until: 'end-of-command', pod: 'a\u001b' },
      line: 'a tunnel to pod a^[, while the command runs',
    },
  ])('$how', ({ different, line }) => {
    expect(tunnelLine('kind-dev shop/web', { ...usual, ...different })).toBe(`kind-dev shop/web: ${line}`);
  });
});

describe('why there is none', () => {
  const nobody: PodEndpoints & { reason: undefined } = { pods: [], others: [], reason: undefined };
  const others = Array.from({ length: 7 }, (_, index) => ({
    ...NOT_READY,
    host: index === 0 ? 'fd00::1' : `10.0.0.${index}`,
    port: aPort(5432),
    isTerminating: false,
  }));
  test.each<{ because: NoTunnel; sentence: string }>([
    {
      because: { code: 'protocol', protocol: 'SCTP' },
      sentence: 'shop/web: a tunnel carries TCP, and port 80 is SCTP',
    },
    {
      because: { code: 'external-name', host: 'a\u001b.example' },
      sentence: 'shop/web is another name of a^[.example, and has no pods that a tunnel could lead to',
    },
    {
      because: { code: 'no-pod', ...nobody },
      sentence:
        'shop/web: no pod stands behind it\n    kubectl nodeport open web --wait -n shop    waits, and says for what',
    },
    {
      because: { code: 'no-pod', ...nobody, pods: [anEndpoint('a', NOT_READY), anEndpoint('b', NOT_READY)] },
      sentence:
        'shop/web: 0 of 2 pods are ready\n    kubectl nodeport open web --wait -n shop    waits, and says for what',
    },
    {
      because: { code: 'no-pod', ...nobody, reason: { code: 'selects-nothing', selector: { app: 'web' } } },
      sentence:
        'shop/web: its selector app=web matches no pod\n    kubectl nodeport open web --wait -n shop    waits, and says for what',
    },
    {
      because: { code: 'no-pod', ...nobody, others },
      sentence:
        'shop/web: its endpoints are not pods, and a tunnel leads to a pod: [fd00::1]:5432, 10.0.0.1:5432, 10.0.0.2:5432, 10.0.0.3:5432, 10.0.0.4:5432 and 2 more',
    },
  ])('$sentence', ({ because, sentence }) => {
    expect(noTunnelSentence(NAMED, because, ['-n', 'shop'])).toBe(sentence);
  });
});

describe('what is left where no address answers', () => {
  test('two ways, each alone on its line', () => {
    expect(noAddressSentence(NAMED, UNREACHABLE, ['-n', 'shop', '--context', 'a b'])).toBe(
      `shop/web: no address answers from here (172.18.0.2: timed out)
    kubectl nodeport open web -n shop --context 'a b'               a tunnel, until Ctrl-C
    kubectl nodeport open web -n shop --context 'a b' -- COMMAND    a tunnel for as long as COMMAND runs`,
    );
  });

  test('none of them helps without a ready pod', () => {
    expect(noAddressSentence(NAMED, met({ status: 'NoEndpoints', total: 0 }), [])).toBe(
      'shop/web: no address answers from here (no endpoints)\n    kubectl nodeport open web --wait    waits, and says for what',
    );
  });

  test('none of them carries UDP: where it is expected is said', () => {
    const udp = { ...port, protocol: 'UDP' } as const;
    const row = { ...ROW, port: udp };
    const predicted = { route: aRoute(), result: { outcome: 'not-tried', because: 'udp' } } as const;
    const verdict = { status: 'Unverified', predicted, because: 'udp' } as const;
    expect(noAddressSentence({ service, port: udp }, { row, attempts: [predicted], verdict }, [])).toBe(
      'shop/web: no address is known to answer from here (UDP cannot be verified by dialling); expected at udp://172.18.0.2:30080',
    );
  });

  test.each(['-x', 'a b', 'web;reboot', '$(x)'])('a Service called %j is in no command', (name) => {
    const strange = { service: aService({ name, ports: [port] }), port };
    expect(noAddressSentence(strange, undefined, [])).toBe(`default/${name}: it has no nodePort`);
  });
});

test('nobody listens on the port of a pod', () => {
  expect(refusedLine('web-1', 'failed to connect: dial tcp4 127.0.0.1:80: connect: connection refused\u001b')).toBe(
    "pod web-1 does not take connections (failed to connect: dial tcp4 127.0.0.1:80: connect: connection refused^[): is its port the Service's targetPort?",
  );
});
