/** What kubeconfig files define, whichever context is chosen. */
export interface KubeconfigNames {
  readonly contexts: readonly { readonly name: string; readonly cluster: string | undefined }[];
  readonly clusters: readonly string[];
  readonly users: readonly string[];
}
