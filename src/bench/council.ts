import { actingOn, type Acting } from '../acts/acting.ts'
import { perform } from '../acts/perform.ts'
import { loadWorld } from '../acts/scene.ts'
import type { Act } from '../domain/act.ts'
import type { Happened } from '../domain/fact.ts'
import type { AssemblyId, CaucusId, GaugeId, MemberId, ProposalId } from '../domain/id.ts'
import { plus } from '../domain/instant.ts'
import { charterOf } from '../domain/world.ts'
import { castFor, type Cast } from '../play/cast.ts'
import { script, type Script } from '../play/script.ts'
import type { Store } from '../store/open.ts'

/** Seats of each of the two caucuses. */
export const people = 50

/** One caucus of fifty, and one more; everyone in their seats. */
function council(tally: 'hidden' | 'shown'): Script {
  const seats = (caucus: string) =>
    Array.from(
      { length: people },
      (_, nth) => [`${caucus} ${nth + 1}`, { caucus, offices: nth === 0 ? ['caucus chair'] : [] }] as const,
    )
  return script.parse({
    charter: {
      name: 'Bench',
      forum: 'the Forum',
      caucuses: ['left', 'right'].map((key) => ({
        key,
        name: key,
        kind: 'stakeholder',
        seats: people,
        gauge: { tally },
      })),
    },
    people: {
      Secretary: { offices: ['secretariat'] },
      Chair: { offices: ['plenary chair'] },
      ...Object.fromEntries([...seats('left'), ...seats('right')]),
    },
    acts: [{ note: 'bench' }],
  })
}

export interface Council {
  readonly cast: Cast
  readonly acting: Acting
  readonly assembly: AssemblyId
  readonly member: (name: string) => MemberId
  readonly left: CaucusId
  readonly does: (by: string, act: Act) => Promise<readonly Happened[]>
}

export async function seated(store: Store, run: string, tally: 'hidden' | 'shown' = 'hidden'): Promise<Council> {
  const acting = actingOn({ store })
  const cast = await castFor(council(tally), acting, run)
  const world = await loadWorld(acting, cast.assembly)
  const left = world && charterOf(world.assembly).caucuses.find(({ key }) => key === 'left')?.id
  if (!left) throw new Error('the bench has no caucus')
  const member = (name: string): MemberId => {
    const found = cast.members.get(name)
    if (!found) throw new Error(`nobody is called ${name}`)
    return found
  }
  let nth = 0
  const does = async (by: string, act: Act) => {
    const outcome = await perform(acting, { assembly: cast.assembly, by: member(by), act, key: `${run} ${nth++}` })
    if (!outcome.ok) throw new Error(`${act.type}: ${outcome.refusal.code}`)
    return outcome.happened
  }
  return { acting, cast, assembly: cast.assembly, member, left, does }
}

export async function submitted({ does, acting }: Council): Promise<ProposalId> {
  const happened = await does('left 2', {
    type: 'submit proposal',
    title: 'Bench',
    paragraphs: [{ label: '1.', text: 'One.' }],
    source: { kind: 'member' },
  })
  const found = happened.find((one) => one.kind === 'proposal.submitted')
  const proposal = found?.data.proposal
  if (!proposal) throw new Error('nothing was submitted')
  await does('Secretary', { type: 'admit proposal', proposal })
  await does('Chair', { type: 'take up', proposal })
  await does('Chair', {
    type: 'dispatch',
    proposal,
    version: 1,
    deadline: { at: plus(acting.now(), { days: 7 }), zone: 'UTC', typed: 'in 7 days' },
  })
  return proposal
}

/** A gauge that the caucus of fifty is asked for three days. */
export async function gaugeOpen({ does, acting, left }: Council, proposal: ProposalId): Promise<GaugeId> {
  const opened = await does('left 1', {
    type: 'open gauge',
    place: left,
    proposal,
    asks: 'where do you stand',
    closes: { at: plus(acting.now(), { days: 3 }), zone: 'UTC', typed: 'in 3 days' },
  })
  const gauge = opened.find((one) => one.kind === 'gauge.opened')?.data.gauge
  if (!gauge) throw new Error('no gauge was opened')
  return gauge
}
