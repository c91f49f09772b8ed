export * from "./index.js";

/** Where the wasm comes from, for {@link init}. */
export type WasmSource = WebAssembly.Module | BufferSource | Response | URL | string;

/**
 * Starts the engine from a URL, a response, bytes or a compiled module.
 * Await it once before `new Engine()`.
 */
export function init(options: { module_or_path: WasmSource | Promise<WasmSource> }): Promise<unknown>;

/** Starts the engine at once, from bytes or a compiled module. */
export function initSync(options: { module: WebAssembly.Module | BufferSource }): unknown;
