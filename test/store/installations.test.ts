import { describe, expect, it } from 'vitest'
import { fromMs } from '../../src/domain/instant.ts'
import { installationsOn } from '../../src/store/installations.ts'
import { freshStore } from './fresh.ts'

const store = await freshStore()
const slack = installationsOn(store, 'slack', () => fromMs(0))
const bytes = (...all: number[]) => Uint8Array.from(all)

describe('what a workspace left when it installed the bot', () => {
  it('is kept as it was given, by workspace, and the newest stands', async () => {
    await slack.keep('T1', bytes(1, 2, 3))
    await slack.keep('T1', bytes(4, 5))
    await slack.keep('T2', bytes(6))
    expect([...((await slack.find('T1')) ?? [])]).toEqual([4, 5])
    expect((await slack.all()).map(({ workspace }) => workspace).toSorted()).toEqual(['T1', 'T2'])
  })

  it('is forgotten when the workspace takes the bot out, however often that is told', async () => {
    await slack.keep('T3', bytes(7))
    await slack.forget('T3')
    await slack.forget('T3')
    expect(await slack.find('T3')).toBeUndefined()
  })

  it('is not seen by another platform', async () => {
    await slack.keep('T4', bytes(8))
    expect(await installationsOn(store, 'discord', () => fromMs(0)).find('T4')).toBeUndefined()
  })
})
