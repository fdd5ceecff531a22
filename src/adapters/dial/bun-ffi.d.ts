/** The part of Bun's foreign function interface that is used here. */
declare module 'bun:ffi' {
  type Kind = 'i32' | 'u32' | 'i64' | 'i64_fast' | 'u64' | 'ptr';
  interface Signature {
    readonly args: readonly Kind[];
    readonly returns: Kind;
  }
  type NativeCall = (...args: readonly (number | Uint8Array | Int32Array)[]) => number;
  /** Throws where the library or one of the symbols is not there. */
  export function dlopen<Names extends string>(
    library: string,
    signatures: Readonly<Record<Names, Signature>>,
  ): { readonly symbols: Readonly<Record<Names, NativeCall>> };
  export const read: { i32(pointer: number, offset: number): number };
}
