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
