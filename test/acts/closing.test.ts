import { beforeAll, describe, expect, inject, it } from 'vitest'
import { actingOn, type Acting } from '../../src/acts/acting.ts'
import { perform } from '../../src/acts/perform.ts'
import type { GaugeId, MemberId, ProposalId } from '../../src/domain/id.ts'
import { checkChains } from '../../src/store/check.ts'
import { connect } from '../../src/store/open.ts'
import { rule } from '../rule.ts'
import { freshStore } from '../store/fresh.ts'
import { actOf, council, dataOf, type Council } from './council.ts'

// Two processes on one database, each with its own pool and its own memory, and everybody acts at once.

const seats = 12
const store = await freshStore()
let here: Council
let there: Acting
let proposal: ProposalId

beforeAll(async () => {
  here = await council(store, {}, seats)
  const { rows } = await store.pool.query<{ name: string }>('select current_database() as name')
  const { worker } = inject('testServer')
  const database = rows[0]!.name
  const { connectionString } = worker
  const other =
    connectionString === undefined
      ? { ...worker, database }
      : { connectionString: Object.assign(new URL(connectionString), { pathname: `/${database}` }).href }
  const second = await connect(other, () => undefined)
  there = actingOn({ store: second, now: here.clock.now })
  proposal = await here.dispatched()
  return async () => await second.close()
})

const answers = ['support', 'live', 'concerns', 'abstain'] as const

describe('a gauge that closes while everybody answers', () => {
  rule('4.4.1', 'counts the last answer of each seat that was confirmed before it closed, and no other', async () => {
    const place = here.caucus('civil')
    for (let times = 0; times < 8; times += 1) {
      const gauge = await here.openGauge(proposal)
      const confirmed = new Map<MemberId, string>()
      const voting = Array.from({ length: seats }, async (_, nth) => {
        const member = here.person(`civil${nth + 1}`)
        for (let round = 0; round < 6; round += 1) {
          const answer = answers[(nth + round) % 4]!
          const acting = (nth + round) % 2 === 0 ? here.acting : there
          const act = actOf({ type: 'answer gauge', place, proposal, gauge, answer })
          const outcome = await perform(acting, { assembly: here.assembly, by: member, act, key: `${times} ${round}` })
          if (!outcome.ok) return expect(outcome.refusal.code).toBe('gauge/closed')
          confirmed.set(member, answer)
        }
      })
      const closing = closeSoon(gauge, times)
      await Promise.all(voting)
      const counted = new Map(((await closing).answers ?? []).map(({ member, answer }) => [member!, answer]))
      expect(counted).toEqual(confirmed)
    }
    expect(await checkChains(here.acting.query)).toMatchObject([{ faults: [] }])
  })

  async function closeSoon(gauge: GaugeId, times: number) {
    await new Promise((resolve) => setTimeout(resolve, 5 * times))
    const place = here.caucus('civil')
    const act = actOf({ type: 'close gauge', place, proposal, gauge })
    const outcome = await perform(there, { assembly: here.assembly, by: here.person('civil1'), act, key: gauge })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
    return dataOf(outcome, 'gauge.closed')
  }

  it('whose seats change meanwhile never counts who left', async () => {
    const place = here.caucus('government')
    const gauge = await here.openGauge(proposal, place)
    const leaving = here.person('government5')
    const act = actOf({ type: 'answer gauge', place, proposal, gauge, answer: 'support' })
    const voting = Array.from(
      { length: 20 },
      async (_, nth) =>
        await perform(nth % 2 === 0 ? here.acting : there, {
          assembly: here.assembly,
          by: leaving,
          act,
          key: `leaving ${nth}`,
        }),
    )
    const left = perform(there, {
      assembly: here.assembly,
      by: leaving,
      act: actOf({ type: 'leave caucus', caucus: place }),
      key: 'leaves',
    })
    await Promise.all([...voting, left])
    const closed = await here.does(here.chair, { type: 'close gauge', place, proposal, gauge })
    expect(dataOf(closed, 'gauge.closed').answers).toEqual([])
  })
})
