import type { AssemblyId, CaucusId, MemberId, ProposalId } from '../domain/id.ts'
import { chairsOf } from '../domain/members.ts'
import { mayBeReminded, mayRemind } from '../domain/remind.ts'
import { currentRound } from '../domain/world.ts'
import { lockAssembly } from '../store/facts.ts'
import { makeNotices, type Notice } from '../store/notices.ts'
import { inTransaction } from '../store/transaction.ts'
import type { Acting } from './acting.ts'
import { forReading } from './for-reading.ts'

export type Reminded =
  | {
      readonly ok: true
      /** Whose chairs are told now, whose were told in the last day already, and who has nobody to tell. */
      readonly now: readonly CaucusId[]
      readonly before: readonly CaucusId[]
      readonly noChair: readonly CaucusId[]
    }
  | { readonly ok: false; readonly why: 'not-yours' | 'nobody-awaited' | 'for-reading' }

/**
 * Tells the chairs of the caucuses that plenary waits for, each once. A caucus is reminded by hand at most once a day (UTC) in
 * a round, however often and by whomever it is asked.
 */
export async function remindCaucuses(
  acting: Acting,
  { assembly, by, proposal: id }: { assembly: AssemblyId; by: MemberId; proposal: ProposalId },
): Promise<Reminded> {
  const at = acting.now()
  const done = await inTransaction(acting.store.pool, async (tx): Promise<Reminded> => {
    const standing = await lockAssembly(tx, assembly)
    if (!standing || forReading(standing)) return { ok: false, why: 'for-reading' }
    const { world } = await acting.memory.upTo(tx, assembly, standing)
    const proposal = world.assembly.proposals.get(id)
    const round = proposal && currentRound(proposal)
    if (!proposal || !mayRemind(world, by, proposal)) return { ok: false, why: 'not-yours' }
    const awaited = mayBeReminded(proposal, at)
    if (awaited.length === 0 || !round) return { ok: false, why: 'nobody-awaited' }
    const handed = (caucus: CaucusId) => proposal.handedOver.filter(({ place }) => place === caucus).map(({ to }) => to)
    const chairs = (caucus: CaucusId) => [
      ...new Set([...chairsOf(world.assembly, caucus).map(({ member }) => member), ...handed(caucus)]),
    ]
    const keyOf = (caucus: CaucusId, member: MemberId) =>
      `remind ${id} ${round.number} ${caucus} ${at.slice(0, 10)} ${member}`
    const notices = awaited.flatMap((caucus) =>
      chairs(caucus).map((recipient): Notice => ({
        key: keyOf(caucus, recipient),
        assembly,
        recipient,
        kind: 'caucus reminder',
        data: { proposal: id, round: round.number, caucus },
      })),
    )
    const fresh = new Set(await makeNotices(tx, notices, at))
    await acting.wake.notices(tx, [...fresh])
    const told = (caucus: CaucusId) => chairs(caucus).some((member) => fresh.has(keyOf(caucus, member)))
    const noChair = awaited.filter((caucus) => chairs(caucus).length === 0)
    return {
      ok: true,
      now: awaited.filter(told),
      before: awaited.filter((caucus) => !told(caucus) && !noChair.includes(caucus)),
      noChair,
    }
  })
  acting.wake.committed()
  return done
}
