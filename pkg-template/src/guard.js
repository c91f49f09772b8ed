// What is freed answers no more, and says so.

// The glue sets its pointer to 0 when the memory is given back.
const isAlive = (instance) => instance.__wbg_ptr !== 0;

/** Makes the calls of a class refuse what was freed, and a second `free()` no error. */
export function guard(Class, name, calls) {
  for (const call of calls) {
    const answer = Class.prototype[call];
    Class.prototype[call] = function (...args) {
      if (!isAlive(this)) throw new Error(`this ${name} was freed, so it cannot answer ${call}`);
      return answer.apply(this, args);
    };
  }
  const { free } = Class.prototype;
  Class.prototype.free = function () {
    if (isAlive(this)) free.call(this);
  };
  if (Symbol.dispose) Class.prototype[Symbol.dispose] = Class.prototype.free;
}
