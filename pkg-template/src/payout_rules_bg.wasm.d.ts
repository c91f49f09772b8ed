/** The compiled engine, where the runtime or bundler imports wasm as a module. */
declare const module: WebAssembly.Module;
export default module;
