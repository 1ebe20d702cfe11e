import { beforeEach, describe, expect, it } from 'vitest'
import { Drawer } from '../../src/jobs/drawer.ts'
import { keepFresh } from '../../src/jobs/keep-fresh.ts'
import type { Card } from '../../src/port/card.ts'
import { channelId, messageId } from '../../src/port/id.ts'
import type { ChatPlatform } from '../../src/port/platform.ts'
import type { CardRows, ShownCard } from '../../src/store/cards.ts'
import { text } from '../../src/text/part.ts'

// A platform that lets edits wait, as Slack does, and of several that wait sends the newest.

const channel = channelId.parse('C1')
const cardOf = (words: string): Card => ({ nodes: [], summary: [text(words)] })
const wordsOf = (card: Card): string => card.summary.map((part) => ('text' in part ? part.text : '')).join('')

let state: string
let kept: ShownCard | undefined
let shown: string
let updates: number
let posts: number
let waiting: { card: Card; go: (() => void)[] } | undefined
let refuses: boolean

const rows: CardRows = {
  channelOf: () => Promise.resolve(channel),
  shown: () => Promise.resolve(kept),
  keep: (next) => Promise.resolve(void (kept = next)),
  replace: (before, next) => {
    if (kept?.drawing !== before.drawing || kept.message !== before.message) return Promise.resolve(false)
    kept = next
    return Promise.resolve(true)
  },
  forget: () => Promise.resolve(void (kept = undefined)),
}
const release = (): void => {
  const open = waiting
  waiting = undefined
  if (!open) return
  updates += 1
  if (!refuses) shown = wordsOf(open.card)
  for (const go of open.go) go()
}
const platform = {
  post: (_channel: unknown, card: Card) => {
    posts += 1
    shown = wordsOf(card)
    return Promise.resolve(messageId.parse(`m${posts}`))
  },
  update: async (_channel: unknown, _message: unknown, card: Card) => {
    waiting = { card, go: waiting?.go ?? [] }
    const mine = waiting
    await new Promise<void>((resolve) => mine.go.push(resolve))
    if (refuses) throw new Error('the platform is away')
    return 'updated' as const
  },
} as Partial<ChatPlatform> as ChatPlatform

let drawer: Drawer
const draw = async (): Promise<void> =>
  await drawer.draw('tracker', async (standing) => {
    await keepFresh({
      ...standing,
      platform,
      rows,
      locked: async (work) => await work(rows),
      draw: () => Promise.resolve({ place: 'plenary', card: cardOf(state), pinned: false }),
      now: () => '2026-11-25T12:00:00.000Z' as never,
    })
  })
const aWhile = async (ms = 5) => await new Promise((resolve) => setTimeout(resolve, ms))

beforeEach(() => {
  drawer = new Drawer()
  state = 'first'
  kept = undefined
  shown = ''
  updates = 0
  posts = 0
  waiting = undefined
  refuses = false
})

describe('a card on a platform that lets edits wait', () => {
  it('shows the newest at last, with few edits, however many drawings were asked for', async () => {
    await draw()
    const asked: Promise<void>[] = []
    for (let n = 1; n <= 100; n += 1) {
      state = `answer ${n}`
      asked.push(draw())
      if (n % 25 === 0) await aWhile()
    }
    const going = setInterval(release, 20)
    await Promise.all(asked)
    clearInterval(going)
    expect(shown).toBe('answer 100')
    expect(updates).toBeLessThanOrEqual(4)
    expect(posts).toBe(1)
  })

  it('is drawn anew though nothing seems to have changed, when an older drawing is still on its way', async () => {
    await draw()
    state = 'second'
    const older = draw()
    await aWhile()
    state = 'first'
    const newer = draw()
    await aWhile(600)
    release()
    await Promise.all([older, newer])
    expect(shown).toBe('first')
  })

  it('is not taken for drawn by an older drawing when the newer one fails', async () => {
    await draw()
    state = 'second'
    const older = draw()
    await aWhile()
    state = 'third'
    const newer = draw()
    await aWhile(600)
    refuses = true
    release()
    await expect(older).rejects.toThrow('away')
    await expect(newer).rejects.toThrow('away')
    refuses = false
    const again = draw()
    await aWhile()
    release()
    await again
    expect(shown).toBe('third')
  })

  it('keeps no other card waiting', async () => {
    await draw()
    state = 'second'
    const slow = draw()
    let other = false
    await drawer.draw('gate', () => Promise.resolve(void (other = true)))
    expect(other).toBe(true)
    await aWhile()
    release()
    await slow
  })
})
