// The memory of one started wasm, and what lives in it.
//
// A call that runs out of the caller's stack, or of memory, stops in the middle of what it does, and nothing in
// that memory can be trusted any more. So it is left, and the next call starts the same wasm anew.

/** What a glue module tells of its wasm: `isStarted`, `restart`; and who asks, for messages. */
export class Memory {
  #glue;
  #isRefusal;
  #depth = 0;
  #age = 0;
  #torn = false;
  #collected;

  /** `isRefusal` knows the errors that the wasm throws by intent. */
  constructor(glue, isRefusal) {
    this.#glue = glue;
    this.#isRefusal = isRefusal;
    // Some workers have none: what is not freed there stays until they end.
    if (typeof FinalizationRegistry !== "undefined") {
      this.#collected = new FinalizationRegistry((held) => this.#release(held));
    }
  }

  /** Makes what `owner` stands for. Without `again` it cannot be made anew once its memory is left. */
  hold(owner, name, make, again) {
    const held = { name, inner: this.#run(make), again };
    held.age = this.#age;
    this.#collected?.register(owner, held, held);
    return held;
  }

  /** Asks what is held; `name` is that of the call, for messages. */
  ask(held, name, ask) {
    if (!held.inner) throw new Error(`this ${held.name} was freed, so it cannot answer ${name}`);
    return this.#run(() => {
      if (held.age !== this.#age) this.#makeAgain(held, name);
      return ask(held.inner);
    });
  }

  /** Gives the memory back; a second time is no error. */
  free(held) {
    if (!held.inner) return;
    this.#collected?.unregister(held);
    this.#release(held);
  }

  #release(held) {
    const { inner } = held;
    held.inner = undefined;
    if (held.age === this.#age && !this.#torn) return this.#run(() => inner.free());
    // Its address is one of a memory that was left: the glue shall only forget it.
    inner.__destroy_into_raw();
  }

  #makeAgain(held, call) {
    if (!held.again) {
      throw new Lost(`this ${held.name} was lost when a call ran out of stack or memory, so it cannot answer ${call}`);
    }
    held.inner.__destroy_into_raw();
    held.inner = held.again();
    held.age = this.#age;
  }

  #run(call) {
    this.#enter();
    this.#depth += 1;
    try {
      const answer = call();
      if (!this.#torn) return answer;
    } catch (error) {
      if (!(error instanceof Lost || this.#isRefusal(error))) this.#torn = true;
      throw error;
    } finally {
      this.#depth -= 1;
    }
    throw new Lost("a call from within this one ran out of stack or memory");
  }

  #enter() {
    if (!this.#glue.isStarted()) {
      throw new Error("the wasm is not started: await init(…) or call initSync(…) of payout-rules/slim first");
    }
    if (!this.#torn) return;
    // A call that is still under way has its answers written into the memory it began in.
    if (this.#depth > 0) throw new Lost("a call around this one ran out of stack or memory");
    this.#glue.restart();
    this.#age += 1;
    this.#torn = false;
  }
}

class Lost extends Error {}
