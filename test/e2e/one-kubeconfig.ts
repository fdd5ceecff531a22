/** The API server, as `every-kubectl.ts` fills it in, and two who may ask it and see nothing. */
export const CLUSTER = { server: '$SERVER', 'certificate-authority-data': '$CA_DATA' };
export const JANE = { 'client-certificate-data': '$JANE_CRT_DATA', 'client-key-data': '$JANE_KEY_DATA' };
export const ROBOT = { token: '$TOKEN' };

/** A kubeconfig with one of each, all called `name`. */
export function one(
  name: string,
  { cluster = CLUSTER, user = JANE, context = {} }: { cluster?: object; user?: object; context?: object } = {},
): object {
  return {
    'current-context': name,
    clusters: [{ name, cluster }],
    users: [{ name, user }],
    contexts: [{ name, context: { cluster: name, user: name, ...context } }],
  };
}

/** What the API server says to them. */
export const cannot = (user: string, namespace = 'default') =>
  `services is forbidden: User "${user}" cannot list resource "services" in API group "" in the namespace "${namespace}"`;

/** What the API server says where nobody asks. */
export const ANONYMOUS = `Error from server (Forbidden): ${cannot('system:anonymous')}`;
export const ASKS_FOR_A_PASSWORD = 'kubectl asks for a name and a password, which no API server of today takes';
/** Whether it was the list that was refused or, in kubectl, what it asks before. */
export const UNAUTHORIZED = /\((?:Unauthorized|the server has asked for .*)\)/g;
/** Go asks a resolver on loopback where /etc/resolv.conf names none, and that is what is refused; we are told so by libc. */
export const ASKS_LOOPBACK = 'a name that nobody knows is no server that refuses';

/** What is asked where nothing is configured, and what we add to it. */
export const UNCONFIGURED = 'The connection to the server localhost:8080 was refused';
export const NOTHING_CHOSEN = 'no current context with a server in ~/.kube/config';
export const FROM_DISCOVERY =
  'kubectl asks for the kinds of objects first, and that answer comes to it without its words';
