import type { z } from 'zod'
import { actingOn, type Acting, type ActingParts } from '../../src/acts/acting.ts'
import { found } from '../../src/acts/found.ts'
import type { Done, Outcome } from '../../src/acts/outcome.ts'
import { introduce } from '../../src/acts/people.ts'
import { perform } from '../../src/acts/perform.ts'
import { loadWorld } from '../../src/acts/scene.ts'
import { actData, type Act } from '../../src/domain/act.ts'
import { charterDraft } from '../../src/domain/charter.ts'
import type { FactData, Kind } from '../../src/domain/fact.ts'
import type { CaucusId, GaugeId, MemberId, Place, ProposalId, SeatId } from '../../src/domain/id.ts'
import { fromMs, plus, type Instant, type Span } from '../../src/domain/instant.ts'
import type { Actor } from '../../src/domain/may.ts'
import { charterOf, type World } from '../../src/domain/world.ts'
import type { Store } from '../../src/store/open.ts'
import { charterWith, type ActInput } from '../domain/assembly-of.ts'

/** A clock that tests set. */
function clockAt(start: Instant) {
  let now = start
  return { now: () => now, waits: (span: Span) => void (now = plus(now, span)) }
}

export type Council = Awaited<ReturnType<typeof council>>

/** An assembly in a database: three seats in each of two caucuses, chairs named. Moves by `perform` and nothing else. */
export async function council(store: Store, parts: Omit<ActingParts, 'store'> = {}, seats = 3) {
  const clock = clockAt(fromMs(Date.parse('2026-11-24T08:00:00.000Z')))
  const acting: Acting = actingOn({ store, now: clock.now, ...parts })
  const charter = charterDraft.parse(
    charterWith({
      caucuses: [
        { key: 'government', kind: 'stakeholder', name: 'Government', seats },
        { key: 'civil', kind: 'stakeholder', name: 'Civil society', seats },
      ],
    }),
  )
  const founding = await found(acting, {
    act: { type: 'found assembly', charter },
    founder: { name: 'Sam' },
    key: `found ${Math.random()}`,
  })
  if (!founding.ok) throw new Error(JSON.stringify(founding.refusal))
  const { assembly, member: secretary } = founding

  let keys = 0
  const tries = async (by: Actor, input: ActInput, key = `event ${++keys}`): Promise<Outcome> =>
    await perform(acting, { assembly, by, act: actOf(input), key })
  const does = async (by: Actor, input: ActInput, key?: string): Promise<Done> => {
    const outcome = await tries(by, input, key)
    if (!outcome.ok) throw new Error(`${input.type}: ${JSON.stringify(outcome.refusal)}`)
    return outcome
  }
  const world = async (): Promise<World> => (await loadWorld(acting, assembly))!

  const caucuses = charterOf((await world()).assembly).caucuses
  const caucus = (key: string): CaucusId => caucuses.find((one) => one.key === key)!.id
  const people = new Map<string, MemberId>()
  for (const { id, key } of caucuses)
    for (let nth = 1; nth <= seats; nth += 1) {
      const member = await introduce(acting, assembly, `${key}${nth}`)
      people.set(`${key}${nth}`, member)
      await does(secretary, { type: 'seat member', caucus: id, member, as: 'representative' })
    }
  for (const { id, key } of caucuses)
    await does(secretary, { type: 'give office', office: 'caucus chair', caucus: id, member: people.get(`${key}1`)! })
  const person = (name: string): MemberId => people.get(name)!
  const chair = person('government1')
  await does(secretary, { type: 'give office', office: 'plenary chair', member: chair })

  /** Someone asks to join a caucus, and its chair admits them. */
  const joins = async (
    member: MemberId,
    key: string,
    as: 'alternate' | 'participant',
    seat?: SeatId,
  ): Promise<void> => {
    const asked = await does(member, { type: 'ask to join', caucus: caucus(key), as })
    const { request } = dataOf(asked, 'join.asked')
    await does(person(`${key}1`), { type: 'admit member', caucus: caucus(key), request, ...(seat && { seat }) })
  }
  const inTime = (span: Span) => ({ at: plus(acting.now(), span), zone: 'UTC', typed: 'later' })

  /** A proposal before the plenary. */
  const takenUp = async (): Promise<ProposalId> => {
    const { happened } = await does(person('civil1'), {
      type: 'submit proposal',
      title: 'Role of governments',
      paragraphs: [
        { label: '1.', text: 'First.' },
        { label: '2.', text: 'Second.' },
      ],
      source: { kind: 'member' },
    })
    const { proposal } = dataOf({ happened }, 'proposal.submitted')
    await does(secretary, { type: 'admit proposal', proposal })
    await does(chair, { type: 'take up', proposal })
    return proposal
  }
  /** A proposal that both caucuses have before them. */
  const dispatched = async (): Promise<ProposalId> => {
    const proposal = await takenUp()
    await does(chair, { type: 'dispatch', proposal, version: 1, deadline: inTime({ days: 7 }) })
    return proposal
  }
  const openGauge = async (
    proposal: ProposalId,
    place: Place = caucus('civil'),
    span: Span = { hours: 24 },
  ): Promise<GaugeId> => {
    const by = place === caucus('civil') ? person('civil1') : chair
    return dataOf(await does(by, { type: 'open gauge', place, proposal, closes: inTime(span) }), 'gauge.opened').gauge
  }
  return {
    acting,
    assembly,
    secretary,
    chair,
    person,
    caucus,
    tries,
    does,
    world,
    clock,
    joins,
    inTime,
    takenUp,
    dispatched,
    openGauge,
  }
}

export const actOf = ({ type, ...given }: ActInput): Act => {
  const shape: z.ZodType<object> = actData[type]
  return { type, ...shape.parse(given) } as Act
}

export const dataOf = <K extends Kind>({ happened }: Pick<Done, 'happened'>, kind: K): FactData<K> => {
  const found = happened.find((one) => one.kind === kind)
  if (!found) throw new Error(`nothing of kind ${kind} happened`)
  return found.data as FactData<K>
}
