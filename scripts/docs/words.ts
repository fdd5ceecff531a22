import type { LoopbackCell, NodeCell, WorksCell } from './cells.ts';

/** The words of a table, in Markdown. */
export interface Words {
  readonly columns: readonly [cluster: string, loopback: string, node: string, works: string];
  readonly loopback: Readonly<Record<LoopbackCell, string>>;
  readonly node: Readonly<Record<NodeCell, string>>;
  readonly works: Partial<Readonly<Record<WorksCell, string>>>;
  readonly recognised: readonly [distributions: string, substrates: string];
}

export const ENGLISH: Words = {
  columns: ['Your cluster', '`127.0.0.1:<nodePort>`', '`<node IP>:<nodePort>`', 'What works'],
  loopback: { yes: '✔', iptables: '✔ if kube-proxy uses iptables', published: 'published ports only', no: '✘' },
  node: {
    yes: '✔',
    likely: '✔ unless a firewall is in the way',
    firewall: 'if the firewall lets it through',
    inside: "only within the nodes' network",
    no: '✘',
  },
  works: {
    localhost: '`127.0.0.1:<nodePort>`',
    'node-address': '`<node IP>:<nodePort>`',
    'api-host': '`<host of the API server>:<nodePort>`',
    'published-here': '`127.0.0.1:<published port>`',
    'published-there': '`<that machine>:<published port>`',
    'published-beside': '`host.docker.internal:<published port>`',
    'load-balancer-here': 'type `LoadBalancer`: `127.0.0.1:<port>`',
    nothing: 'a tunnel: `kubectl nodeport open`',
  },
  recognised: ['What built it', 'Where its nodes live'],
};

export const JAPANESE: Words = {
  columns: ['クラスター', '`127.0.0.1:<nodePort>`', '`<ノードの IP>:<nodePort>`', '使えるアドレス'],
  loopback: {
    yes: '✔',
    iptables: '✔（kube-proxy が iptables モードのとき）',
    published: '公開したポートのみ',
    no: '✘',
  },
  node: {
    yes: '✔',
    likely: '✔（ファイアウォールがなければ）',
    firewall: 'ファイアウォールで許可すれば',
    inside: 'ノードと同じネットワークからのみ',
    no: '✘',
  },
  works: {
    localhost: '`127.0.0.1:<nodePort>`',
    'node-address': '`<ノードの IP>:<nodePort>`',
    'api-host': '`<API サーバーのホスト>:<nodePort>`',
    'published-here': '`127.0.0.1:<公開先のポート>`',
    'published-there': '`<そのマシン>:<公開先のポート>`',
    'published-beside': '`host.docker.internal:<公開先のポート>`',
    'load-balancer-here': 'type を `LoadBalancer` に: `127.0.0.1:<port>`',
    nothing: 'トンネル: `kubectl nodeport open`',
  },
  recognised: ['クラスターを作ったもの', 'ノードのある場所'],
};
