/**
 * Sends the newest of what is to be shown, one after another for each thing: what comes while one waits for its turn takes
 * its place, and whoever handed in the older one gets the answer of the newer.
 */
export class Newest<Value, Answer> {
  /** What waits to be sent, by thing. */
  readonly #open = new Map<string, { value: Value; answer: Promise<Answer> }>()
  /** Ends when the last one of a thing was sent. */
  readonly #ends = new Map<string, Promise<unknown>>()

  /** `send` calls `take` at the last moment before it sends. */
  async offer(thing: string, value: Value, send: (take: () => Value) => Promise<Answer>): Promise<Answer> {
    const open = this.#open.get(thing)
    if (open) {
      open.value = value
      return await open.answer
    }
    const before = this.#ends.get(thing) ?? Promise.resolve()
    const entry = { value, answer: this.#after(thing, before, send) }
    this.#open.set(thing, entry)
    const end = entry.answer.catch(() => undefined)
    this.#ends.set(thing, end)
    try {
      return await entry.answer
    } finally {
      if (this.#open.get(thing) === entry) this.#open.delete(thing)
      if (this.#ends.get(thing) === end) this.#ends.delete(thing)
    }
  }

  async #after(thing: string, before: Promise<unknown>, send: (take: () => Value) => Promise<Answer>): Promise<Answer> {
    await before
    const entry = this.#open.get(thing)
    if (!entry) throw new Error(`nothing of ${thing} is left to be sent`)
    return await send(() => {
      if (this.#open.get(thing) === entry) this.#open.delete(thing)
      return entry.value
    })
  }
}
