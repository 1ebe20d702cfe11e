import { describe, expect, it } from 'vitest'
import type { AssemblyId, CaucusId } from '../../src/domain/id.ts'
import { fromMs } from '../../src/domain/instant.ts'
import { channelId, messageId } from '../../src/port/id.ts'
import { cardIn, withCard } from '../../src/store/cards.ts'
import { keepIn, keptIn } from '../../src/store/channel-people.ts'
import { channelsOf, linkChannel, moveChannel, placeOf } from '../../src/store/channels.ts'
import { clearMarks, markStale, staleCards, staleMarks } from '../../src/store/stale.ts'
import { inTransaction, queryOn } from '../../src/store/transaction.ts'
import { freshStore } from './fresh.ts'

const store = await freshStore()
const query = queryOn(store.pool)
const assembly = 'as_1' as AssemblyId
const slack = { platform: 'slack', workspace: 'T1' }
const mark = async (...cards: string[]) =>
  await inTransaction(store.pool, async (tx) => await markStale(tx, assembly, 1, cards))

describe('a channel', () => {
  it('belongs to one place', async () => {
    expect(await linkChannel(query, { ...slack, assembly, place: 'plenary', channel: 'C1' })).toBe(true)
    expect(await linkChannel(query, { ...slack, assembly, place: 'ca_1' as CaucusId, channel: 'C1' })).toBe(false)
    expect(
      await linkChannel(query, { ...slack, assembly: 'as_2' as AssemblyId, place: 'plenary', channel: 'C1' }),
    ).toBe(false)
    expect(await placeOf(query, slack, 'C1')).toEqual({ assembly, place: 'plenary' })
    expect(await placeOf(query, { ...slack, workspace: 'T2' }, 'C1')).toBeUndefined()
  })

  it('can be changed for another', async () => {
    await linkChannel(query, { ...slack, assembly, place: 'plenary', channel: 'C2' })
    expect(await channelsOf(query, assembly)).toEqual([{ ...slack, assembly, place: 'plenary', channel: 'C2' }])
    expect(await placeOf(query, slack, 'C1')).toBeUndefined()
  })

  it('that its platform calls otherwise keeps its place, its cards and its people', async () => {
    const there = { channel: channelId.parse('C2'), message: messageId.parse('M1'), drawing: 'a', pinned: true }
    await withCard(store, slack, assembly, 'desk plenary', async (card) => await card.keep(there, fromMs(0)))
    await keepIn(query, slack, 'C2', new Map([['U1', 'member']]))
    for (const _twice of [1, 2]) await moveChannel(query, slack, 'C2', 'C3')
    expect(await placeOf(query, slack, 'C3')).toEqual({ assembly, place: 'plenary' })
    expect(await cardIn(query, assembly, slack, 'C3', 'M1')).toBe('desk plenary')
    expect(await cardIn(query, assembly, slack, 'C2', 'M1')).toBeUndefined()
    expect([...(await keptIn(query, slack, 'C3'))]).toEqual([['U1', 'member']])
  })

  it('moves to none that is another place’s, nor in another workspace', async () => {
    await linkChannel(query, { ...slack, assembly, place: 'ca_9' as CaucusId, channel: 'C9' })
    await moveChannel(query, slack, 'C3', 'C9')
    await moveChannel(query, { ...slack, workspace: 'T2' }, 'C3', 'C4')
    expect(await placeOf(query, slack, 'C3')).toEqual({ assembly, place: 'plenary' })
    expect(await placeOf(query, slack, 'C9')).toEqual({ assembly, place: 'ca_9' })
    expect(await cardIn(query, assembly, slack, 'C3', 'M1')).toBe('desk plenary')
  })
})

describe('a card', () => {
  it('is drawn by one worker at a time', async () => {
    let [inside, most] = [0, 0]
    await Promise.all(
      Array.from(
        { length: 5 },
        async () =>
          await withCard(store, slack, assembly, 'tracker', async () => {
            inside += 1
            most = Math.max(most, inside)
            await new Promise((resolve) => setTimeout(resolve, 10))
            inside -= 1
          }),
      ),
    )
    expect(most).toBe(1)
  })

  it('stays stale until it was drawn, and is not afterwards', async () => {
    await mark('tracker', 'tracker', 'gate')
    const marks = await staleMarks(query, assembly, 'tracker')
    expect(await staleCards(query)).toEqual([
      { assembly, key: 'tracker' },
      { assembly, key: 'gate' },
    ])
    await clearMarks(query, marks)
    expect(await staleCards(query)).toEqual([{ assembly, key: 'gate' }])
  })

  it('that became stale while it was drawn makes another pass', async () => {
    const marks = await staleMarks(query, assembly, 'gate')
    await mark('gate')
    await clearMarks(query, marks)
    expect(await staleCards(query)).toEqual([{ assembly, key: 'gate' }])
  })

  it('is remembered as the platform shows it, until it is gone there', async () => {
    await withCard(store, slack, assembly, 'tracker', async (card) => {
      const channel = (await card.channelOf('plenary'))!
      const message = messageId.parse('m1')
      expect(await card.shown(channel)).toBeUndefined()
      await card.keep({ channel, message, drawing: 'a', pinned: false }, fromMs(0))
      await card.keep({ channel, message, drawing: 'b', pinned: false }, fromMs(1))
      expect(await card.shown(channel)).toEqual({ channel, message, drawing: 'b', pinned: false })
      await card.forget(channel)
      expect(await card.shown(channel)).toBeUndefined()
    })
  })
})
