import type { Scene } from '../../commands/doors.ts'
import type { Said } from '../../commands/reply.ts'
import type { Acting } from '../acts/acting.ts'
import { remindCaucuses } from '../acts/remind.ts'
import { placeParts, listed } from '../cards/words.ts'
import type { CaucusId } from '../domain/id.ts'
import type { Own } from '../port/command.ts'
import type { Parts } from '../text/part.ts'
import { say } from '../text/say.ts'
import { placeNamed } from '../views/naming.ts'

/** Plenary reminds the caucuses that it waits for; who asked is told whom that reached. */
export async function remindingByHand(
  acting: Acting,
  { assembly, member, world, rows }: Scene,
  { proposal }: Extract<Own, { readonly own: 'remind caucuses' }>,
): Promise<Said> {
  const done = await remindCaucuses(acting, { assembly, by: member, proposal })
  if (!done.ok) return { ok: false, says: say(`round/remind-${done.why}`) }
  const named = (caucuses: readonly CaucusId[]): Parts =>
    listed(
      caucuses.map((one) => placeParts(placeNamed(world.assembly, rows, one), say)),
      say,
    )
  const lines: readonly Parts[] = [
    ...(done.before.length > 0 ? [say('round/reminded-before', { caucuses: named(done.before) })] : []),
    ...(done.noChair.length > 0 ? [say('round/reminded-no-chair', { caucuses: named(done.noChair) })] : []),
  ]
  const [first = [], ...rest] = lines
  if (done.now.length === 0) return { ok: false, says: first, lines: rest }
  return { ok: true, says: say('round/reminded', { caucuses: named(done.now), count: done.now.length }), lines }
}
