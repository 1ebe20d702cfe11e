import { beforeAll, describe, expect, it } from 'vitest'
import { describePerson, finishLink, introduce, markAway, startLink, welcome } from '../../src/acts/people.ts'
import { loadScene } from '../../src/acts/scene.ts'
import { identitiesOf, personOf } from '../../src/store/people.ts'
import { rule } from '../rule.ts'
import { freshStore } from '../store/fresh.ts'
import { council, dataOf, type Council } from './council.ts'

const store = await freshStore()
let here: Council
beforeAll(async () => {
  here = await council(store)
})

const onSlack = (user: string) => ({ platform: 'slack', workspace: 'T1', user })
const onDiscord = (user: string) => ({ platform: 'discord', workspace: 'G1', user })

describe('a person', () => {
  it('is made by their first message, once, however many come at the same time', async () => {
    const all = await Promise.all(
      Array.from({ length: 6 }, async () => await welcome(here.acting, here.assembly, onSlack('U1'), 'Ana')),
    )
    expect(new Set(all).size).toBe(1)
    expect(await store.prisma.person.count({ where: { name: 'Ana' } })).toBe(1)
  })

  rule('1.6.1', 'is one with their identity on another platform when they say the code there', async () => {
    const member = await welcome(here.acting, here.assembly, onSlack('U2'), 'Bo')
    const twin = await welcome(here.acting, here.assembly, onDiscord('U2'), 'Bo on Discord')
    const code = await startLink(here.acting, here.assembly, member)
    expect(code).toMatch(/^[0-9a-z]{8}$/)
    expect(JSON.stringify(await store.prisma.linkCode.findMany())).not.toContain(code)
    expect(await finishLink(here.acting, here.assembly, onDiscord('U2'), ` ${code.toUpperCase()} `)).toEqual({
      ok: true,
      member,
    })
    expect(await identitiesOf(here.acting.query, member)).toEqual([onSlack('U2'), onDiscord('U2')])
    expect(await personOf(here.acting.query, here.assembly, onDiscord('U2'))).toBe(member)
    expect(await store.prisma.person.findUnique({ where: { id: twin } })).toBeNull()
    const again = await finishLink(here.acting, here.assembly, onDiscord('U2'), code)
    expect(again).toMatchObject({ ok: false, refusal: { code: 'people/code-unknown' } })
  })

  it('is not joined by a code that is too old, or of another assembly', async () => {
    const member = await welcome(here.acting, here.assembly, onSlack('U3'), 'Cy')
    const code = await startLink(here.acting, here.assembly, member)
    const other = await council(store)
    expect(await finishLink(other.acting, other.assembly, onDiscord('U3'), code)).toMatchObject({ ok: false })
    here.clock.waits({ minutes: 11 })
    expect(await finishLink(here.acting, here.assembly, onDiscord('U3'), code)).toMatchObject({ ok: false })
  })

  it('who takes part already is not joined to another who does: the record knows them as two', async () => {
    const twin = await welcome(here.acting, here.assembly, onDiscord('U4'), 'Di')
    await here.joins(twin, 'civil', 'participant')
    const code = await startLink(here.acting, here.assembly, here.person('civil1'))
    expect(await finishLink(here.acting, here.assembly, onDiscord('U4'), code)).toMatchObject({
      ok: false,
      refusal: { code: 'people/both-take-part' },
    })
  })

  rule('1.6.5', 'has a name, and an organisation and a language if they like', async () => {
    const member = await introduce(here.acting, here.assembly, 'Eve')
    await describePerson(here.acting, member, { organisation: 'A network', language: 'pt' })
    const { rows } = (await loadScene(here.acting, here.assembly))!
    expect([rows.nameOf(member), rows.organisationOf(member)]).toEqual(['Eve', 'A network'])
  })
})

describe('a seat whose representative is away', () => {
  rule('1.7.2', 'is answered for by its alternate, and by its representative again after that', async () => {
    const place = here.caucus('civil')
    const away = here.person('civil2')
    const seat = [...(await here.world()).assembly.seats.values()].find((one) => one.representative?.member === away)!
    const alternate = await introduce(here.acting, here.assembly, 'Alt')
    await here.joins(alternate, 'civil', 'alternate', seat.id)
    const proposal = await here.dispatched()
    const gauge = await here.openGauge(proposal)
    const answer = { type: 'answer gauge', place, proposal, gauge, answer: 'support' } as const
    expect(await here.tries(alternate, answer)).toMatchObject({ ok: false })
    expect(await markAway(here.acting, here.assembly, away, true)).toMatchObject({ ok: true })
    expect(await here.tries(away, answer)).toMatchObject({ ok: false })
    await here.does(alternate, answer)
    await markAway(here.acting, here.assembly, away, false)
    await here.does(away, { ...answer, answer: 'live' })
    const closed = await here.does(here.person('civil1'), { type: 'close gauge', place, proposal, gauge })
    expect(dataOf(closed, 'gauge.closed').tally).toMatchObject({ support: 0, live: 1 })
  })

  it('is nobody’s but its representative’s to say', async () => {
    expect(await markAway(here.acting, here.assembly, here.secretary, true)).toMatchObject({
      ok: false,
      refusal: { code: 'people/no-seat' },
    })
  })
})
