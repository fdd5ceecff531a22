interface WithBun {
  /** Absent in Node. */
  readonly Bun?: { readonly unsafe: { setJITPolicy(scale: number): void } };
}

/**
 * The executable starts with a JIT that hardly ever compiles, because most runs are over before that pays
 * (scripts/compile.ts). A tunnel moves bytes for hours. Source: Bun's reference, `unsafe.setJITPolicy`.
 */
export function useNormalJit({ Bun }: WithBun = globalThis as WithBun): void {
  Bun?.unsafe.setJITPolicy(1);
}
