/**
 * Whether nobody can have heard a byte: the node says that it did not get as far as the pod's port. Recorded, of
 * containerd 1.6: `failed to connect to localhost:80 inside namespace …: dial tcp4 127.0.0.1:80: connect: connection
 * refused`, `network namespace for sandbox … is closed`, `an error occurred when try to find sandbox …: not found`.
 */
export function isNotConnected(because: string): boolean {
  return /\bdial |connect(ion)? refused|find sandbox|namespace .*(closed|no such file)|not found|not running/i.test(
    because,
  );
}
