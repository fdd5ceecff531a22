/** Whether a published port listens on every interface of its machine. Podman writes nothing for all. */
export function isEveryInterface(hostIp: string): boolean {
  return hostIp === '' || hostIp === '0.0.0.0' || hostIp === '::';
}
