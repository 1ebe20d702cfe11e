import fs from 'node:fs'
import { actingOn } from '../../src/acts/acting.ts'
import { perform } from '../../src/acts/perform.ts'
import type { Act } from '../../src/domain/act.ts'
import type { AssemblyId, CaucusId, GaugeId, MemberId, ProposalId } from '../../src/domain/id.ts'
import { openStore } from '../../src/store/open.ts'

// A bot of its own with many people who act at once. Each act that is confirmed to its person is one line of output; the
// parent holds those lines against the database after it has killed us.

export interface Errand {
  readonly folder: string
  readonly assembly: AssemblyId
  readonly place: CaucusId
  readonly proposal: ProposalId
  readonly gauge: GaugeId
  readonly people: readonly {
    readonly member: MemberId
    /** The number of the next act: the one that was not confirmed. */ readonly next: number
  }[]
}

const errand = JSON.parse(fs.readFileSync(process.argv[2] ?? '', 'utf8')) as Errand
const { folder, assembly, place, proposal, gauge, people } = errand

/** The act of a person by its number: the same whenever it is delivered again. */
function actOf(nth: number, member: MemberId): Act {
  const words = `${member} ${nth}`
  if (nth % 4 === 0) return { type: 'suggest amendment', place, proposal, wording: words }
  if (nth % 11 === 0) return { type: 'answer gauge', place, proposal, gauge, answer: 'object', reason: words }
  return { type: 'answer gauge', place, proposal, gauge, answer: nth % 2 === 0 ? 'support' : 'live', reason: words }
}

const began = performance.now()
const store = await openStore({ folder }, () => undefined)
const acting = actingOn({ store })
process.stdout.write(`${JSON.stringify({ ready: true, ms: Math.round(performance.now() - began) })}\n`)

await Promise.all(
  people.map(async ({ member, next }, person) => {
    for (let nth = next; ; nth += 1) {
      const outcome = await perform(acting, { assembly, by: member, act: actOf(nth, member), key: `${nth}` })
      process.stdout.write(`${JSON.stringify({ person, nth, ok: outcome.ok })}\n`)
    }
  }),
)
