import type { CaucusId, MemberId } from './id.ts'
import type { Instant } from './instant.ts'
import { legDue, legStatus } from './leg.ts'
import { chairsAs, holdsOffice } from './members.ts'
import { currentRound, type Proposal, type World } from './world.ts'

// Plenary's hand on the shoulder of a caucus that has not answered. It is no act: it changes nothing, and leaves no fact.

/** Whether a member may remind the caucuses: the plenary chair of this proposal, and the secretariat. */
export const mayRemind = ({ assembly }: World, member: MemberId, proposal: Proposal): boolean =>
  chairsAs(assembly, 'plenary', member, proposal) !== undefined || holdsOffice(assembly, member, 'secretariat')

/**
 * The caucuses that only their chairs keep plenary waiting for. Not one whose reading can still be contested, and not one that
 * waits for an answer of plenary itself.
 */
export function mayBeReminded(proposal: Proposal, now: Instant): readonly CaucusId[] {
  const round = currentRound(proposal)
  if (!round) return []
  return round.legs
    .map(({ caucus }) => caucus)
    .filter((caucus) => {
      const status = legStatus(proposal, round, caucus)
      const waits = status.is === 'awaited' || (status.is === 'reading' && status.until <= now)
      return waits && legDue(proposal, round, caucus) !== undefined
    })
}
