import { beforeAll, describe, expect, it } from 'vitest'
import { actingOn } from '../../src/acts/acting.ts'
import { erase } from '../../src/acts/erase.ts'
import { exportChain } from '../../src/acts/export.ts'
import { loadScene } from '../../src/acts/scene.ts'
import type { ChainName } from '../../src/domain/fact.ts'
import { verify } from '../../src/record/verify.ts'
import { rule } from '../rule.ts'
import { freshStore } from '../store/fresh.ts'
import { council, dataOf, type Council } from './council.ts'

const store = await freshStore()
let here: Council
let civil: ChainName

beforeAll(async () => {
  here = await council(store)
  civil = here.caucus('civil')
  const proposal = await here.dispatched()
  const place = here.caucus('civil')
  const gauge = await here.openGauge(proposal)
  for (const name of ['civil1', 'civil2', 'civil3'])
    await here.does(here.person(name), {
      type: 'answer gauge',
      place,
      proposal,
      gauge,
      answer: 'support',
      reason: `${name} says yes`,
    })
  await here.does(here.person('civil1'), { type: 'close gauge', place, proposal, gauge })
  await here.does('clock', { type: 'note heads' } as never)
})

const fileOf = async (chain: ChainName): Promise<string[]> => [
  ...(await exportChain(here.acting, here.assembly, chain))!,
]

describe('the record of an assembly in the database', () => {
  rule('6.1.8', 'verifies, the public chain alone and a caucus’s beside it', async () => {
    const open = await fileOf('public')
    expect(verify({ record: open }, () => 0)).toMatchObject({ is: 'valid' })
    expect(verify({ record: await fileOf(civil), public: open }, () => 0)).toMatchObject({ is: 'valid' })
  })

  it('of the public says nothing of what a caucus keeps', async () => {
    expect((await fileOf('public')).join('\n')).not.toMatch(/says yes/)
    expect((await fileOf(civil)).join('\n')).toMatch(/civil2 says yes/)
  })

  it('still verifies when a text was erased, and every process forgets the words', async () => {
    const other = actingOn({ store, now: here.clock.now })
    await loadScene(other, here.assembly)
    const proposal = await here.dispatched()
    const wording = 'Words that their author regrets.'
    const { happened } = await here.does(here.person('civil1'), {
      type: 'suggest amendment',
      place: here.caucus('civil'),
      proposal,
      wording,
    })
    const ref = dataOf({ happened }, 'amendment.suggested').wording
    const read = async (acting = here.acting) => (await loadScene(acting, here.assembly))!.rows.read(ref)
    expect([await read(), await read(other)]).toEqual([wording, wording])
    expect(await erase(here.acting, ref)).toBe('erased')
    expect([await read(), await read(other)]).toEqual([undefined, undefined])
    const file = await fileOf(civil)
    expect(file.join('\n')).not.toMatch(/regrets/)
    expect(verify({ record: file, public: await fileOf('public') }, () => 0)).toMatchObject({ is: 'valid' })
  })
})
