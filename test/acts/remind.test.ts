import { describe, expect, it } from 'vitest'
import { remindCaucuses } from '../../src/acts/remind.ts'
import { loadScene } from '../../src/acts/scene.ts'
import { caucusReminderCard } from '../../src/cards/reminder.ts'
import type { MemberId, ProposalId } from '../../src/domain/id.ts'
import { asText } from '../../src/port/as-text.ts'
import { waitingNotice, waitingNotices } from '../../src/store/notices.ts'
import { say } from '../../src/text/say.ts'
import { freshStore } from '../store/fresh.ts'
import { council, dataOf, type Council } from './council.ts'

const store = await freshStore()

const reminds = async ({ acting, assembly }: Council, by: MemberId, proposal: ProposalId) =>
  await remindCaucuses(acting, { assembly, by, proposal })

/** Whom the notices of an assembly go to. */
const told = async ({ acting, assembly }: Council): Promise<readonly MemberId[]> => {
  const all = await Promise.all(
    (await waitingNotices(acting.query)).map(async (key) => await waitingNotice(acting.query, key)),
  )
  return all.filter((one) => one?.assembly === assembly).map((one) => one!.recipient)
}

/** A caucus has declared, so that only the other one is awaited. */
async function oneAwaited() {
  const here = await council(store)
  const proposal = await here.dispatched()
  const caucus = here.caucus('government')
  const chair = here.person('government1')
  const posting = {
    type: 'post reading',
    caucus,
    proposal,
    level: 'full consensus',
    about: 'as it is',
    how: 'In our call.',
  } as const
  const { reading } = dataOf(await here.does(chair, posting), 'reading.posted')
  const sends = { note: true, amendments: [], turnout: true, views: [], concerns: [] }
  await here.does(chair, { type: 'confirm reading', caucus, proposal, reading, sends })
  return { here, proposal }
}

describe('reminding the caucuses by hand', () => {
  it('tells the chairs of those that are awaited, once a day, however often it is pressed', async () => {
    const { here, proposal } = await oneAwaited()
    const civil = here.caucus('civil')
    expect(await reminds(here, here.chair, proposal)).toEqual({ ok: true, now: [civil], before: [], noChair: [] })
    expect(await told(here)).toEqual([here.person('civil1')])
    expect(await reminds(here, here.secretary, proposal)).toEqual({ ok: true, now: [], before: [civil], noChair: [] })
    expect(await told(here)).toHaveLength(1)
    here.clock.waits({ days: 1 })
    expect(await reminds(here, here.secretary, proposal)).toMatchObject({ now: [civil] })
  })

  it('leaves no fact', async () => {
    const { here, proposal } = await oneAwaited()
    const before = (await here.world()).assembly.n
    await reminds(here, here.chair, proposal)
    expect((await here.world()).assembly.n).toBe(before)
  })

  it('is for the plenary chair and the secretariat alone', async () => {
    const { here, proposal } = await oneAwaited()
    for (const name of ['civil1', 'civil2', 'government2'])
      expect(await reminds(here, here.person(name), proposal)).toEqual({ ok: false, why: 'not-yours' })
    expect(await told(here)).toEqual([])
  })

  it('names a caucus without a chair, whom nobody can remind', async () => {
    const { here, proposal } = await oneAwaited()
    await here.does(here.person('civil1'), {
      type: 'resign office',
      office: 'caucus chair',
      caucus: here.caucus('civil'),
    })
    expect(await reminds(here, here.chair, proposal)).toEqual({
      ok: true,
      now: [],
      before: [],
      noChair: [here.caucus('civil')],
    })
  })

  it('spares who waits for plenary, and who can still be contested', async () => {
    const { here, proposal } = await oneAwaited()
    const caucus = here.caucus('civil')
    const asked = await here.does(here.person('civil1'), { type: 'ask plenary', caucus, proposal, asks: 'Why?' })
    expect(await reminds(here, here.chair, proposal)).toEqual({ ok: false, why: 'nobody-awaited' })
    const { question } = dataOf(asked, 'question.asked')
    await here.does(here.chair, { type: 'answer question', proposal, question, answer: 'Because.' })
    await here.does(here.person('civil1'), {
      type: 'post reading',
      caucus,
      proposal,
      level: 'divergence',
      about: 'as it is',
      how: 'In our call.',
    })
    expect(await reminds(here, here.chair, proposal)).toEqual({ ok: false, why: 'nobody-awaited' })
    here.clock.waits({ days: 2 })
    expect(await reminds(here, here.chair, proposal)).toMatchObject({ now: [caucus] })
  })

  it('says what is due and when, and nothing any more once the caucus has answered', async () => {
    const { here, proposal } = await oneAwaited()
    await reminds(here, here.chair, proposal)
    const keys = await waitingNotices(here.acting.query)
    const notices = await Promise.all(keys.map(async (key) => await waitingNotice(here.acting.query, key)))
    const notice = notices.find((one) => one?.assembly === here.assembly)!
    const drawn = async () => {
      const { world, rows } = (await loadScene(here.acting, here.assembly))!
      return caucusReminderCard(notice, world, rows, say)
    }
    const card = (await drawn())!
    expect(asText(card, { now: here.clock.now(), zone: 'UTC', width: 400 })).toContain(
      'Plenary waits for the answer of Civil society on P-1, version 1. It is due Tue 1 Dec',
    )
    await here.does(here.person('civil1'), {
      type: 'post reading',
      caucus: here.caucus('civil'),
      proposal,
      level: 'divergence',
      about: 'as it is',
      how: 'In our call.',
    })
    expect(await drawn()).toBeUndefined()
  })
})
