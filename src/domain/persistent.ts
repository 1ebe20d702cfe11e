/**
 * A map whose older values stay as they were: each `set` gives a new map and costs little however large the map is.
 *
 * A fresh layer of few keys lies over a large, shared one; when the fresh layer is full, both become one.
 * 10,000 sets copy some 600,000 entries in all, where copying the whole map each time would copy 50,000,000.
 */
export class PersistentMap<K, V> implements Iterable<readonly [K, V]> {
  readonly #base: ReadonlyMap<K, V>
  readonly #fresh: ReadonlyMap<K, V>
  readonly size: number

  private constructor(base: ReadonlyMap<K, V>, fresh: ReadonlyMap<K, V>, size: number) {
    this.#base = base
    this.#fresh = fresh
    this.size = size
  }

  static of<K, V>(entries: Iterable<readonly [K, V]> = []): PersistentMap<K, V> {
    const base = new Map(entries)
    return new PersistentMap(base, new Map<K, V>(), base.size)
  }

  get(key: K): V | undefined {
    return this.#fresh.has(key) ? this.#fresh.get(key) : this.#base.get(key)
  }

  has(key: K): boolean {
    return this.#fresh.has(key) || this.#base.has(key)
  }

  set(key: K, value: V): PersistentMap<K, V> {
    const size = this.has(key) ? this.size : this.size + 1
    const fresh = new Map(this.#fresh).set(key, value)
    if (fresh.size * fresh.size <= size) return new PersistentMap(this.#base, fresh, size)
    // `set` keeps the place of a key that the base has, and appends one that it lacks: the order of first setting stays.
    const base = new Map(this.#base)
    for (const [k, v] of fresh) base.set(k, v)
    return new PersistentMap(base, new Map<K, V>(), size)
  }

  delete(key: K): PersistentMap<K, V> {
    if (!this.has(key)) return this
    const rest = new Map(this)
    rest.delete(key)
    return PersistentMap.of(rest)
  }

  *[Symbol.iterator](): Iterator<readonly [K, V]> {
    for (const [key, value] of this.#base) yield [key, this.#fresh.has(key) ? (this.#fresh.get(key) as V) : value]
    for (const [key, value] of this.#fresh) if (!this.#base.has(key)) yield [key, value]
  }

  *keys(): IterableIterator<K> {
    for (const [key] of this) yield key
  }

  *values(): IterableIterator<V> {
    for (const [, value] of this) yield value
  }
}
