/** Makes one card true on one platform, told whether other drawings of it are on their way. */
export type Drawing = (standing: {
  /** Whether no other drawing of this card is on its way. */
  readonly alone: () => boolean
  /** Whether no newer drawing of this card has set out since. */
  readonly newest: () => boolean
}) => Promise<void>

/** How long a drawing that is on its way keeps the next one of the same card waiting, in milliseconds. */
const patience = 500

/**
 * Draws the cards of one platform. What comes while a drawing of a card is on its way becomes one more drawing, begun when
 * that one has arrived, or a moment later where the platform lets it wait: the newer one then takes its place.
 */
export class Drawer {
  readonly #underway = new Map<string, Set<Promise<void>>>()
  readonly #next = new Map<string, Promise<void>>()
  readonly #order = new Map<string, number>()
  readonly #latest = new Map<string, Promise<void>>()

  /** Resolves when a drawing that was begun after this call has arrived. */
  async draw(card: string, drawing: Drawing): Promise<void> {
    const waiting = this.#next.get(card)
    if (waiting) return await waiting
    const next = this.#turn(card).then(async () => {
      this.#next.delete(card)
      await this.#begin(card, drawing)
    })
    this.#next.set(card, next)
    await next
  }

  async #turn(card: string): Promise<void> {
    const before = this.#underway.get(card)
    if (!before) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const moment = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patience)
    })
    await Promise.race([moment, Promise.allSettled(before)])
    clearTimeout(timer)
  }

  async #begin(card: string, drawing: Drawing): Promise<void> {
    const number = (this.#order.get(card) ?? 0) + 1
    this.#order.set(card, number)
    const underway = this.#underway.get(card) ?? new Set()
    this.#underway.set(card, underway)
    const mine = drawing({
      alone: () => underway.size <= 1,
      newest: () => this.#order.get(card) === number,
    })
    underway.add(mine)
    this.#latest.set(card, mine)
    try {
      await mine
      await this.#arrived(card, mine)
    } finally {
      underway.delete(mine)
      if (underway.size === 0) {
        this.#underway.delete(card)
        this.#order.delete(card)
        this.#latest.delete(card)
      }
    }
  }

  /** A drawing that left the word to a newer one has arrived when that one has. */
  async #arrived(card: string, drawn: Promise<void>): Promise<void> {
    let seen = drawn
    for (let last = this.#latest.get(card); last && last !== seen; last = this.#latest.get(card)) {
      seen = last
      await last
    }
  }
}
