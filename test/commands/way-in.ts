import { catalogue } from '../../commands/catalogue.ts'
import { dispatchWith } from '../../commands/dispatch.ts'
import type { Doors } from '../../commands/doors.ts'
import { drawPage } from '../../src/cards/pages.ts'
import { receiptFor } from '../../src/cards/receipt.ts'
import { refusalCard } from '../../src/cards/refusal.ts'
import type { Place } from '../../src/domain/id.ts'
import type { PersonId } from '../../src/port/id.ts'
import type { Asking } from '../../src/port/invocation.ts'
import { person, type ActInput, type assembly } from '../domain/assembly-of.ts'
import { rowsOf } from '../views/seen.ts'

type Play = ReturnType<typeof assembly>

/** One person's way in to a played assembly, from the channel of a place. */
export function wayIn(play: Play, name: string, place: Place = 'plenary') {
  const member = person(name)
  const from = {
    who: { platform: 'test', id: name as PersonId, name },
    where: { platform: 'test', channel: 'direct' },
  } as const
  const sceneNow = () => ({
    assembly: play.world.assembly.id,
    place,
    member,
    world: play.world,
    rows: rowsOf(play),
    people: [],
    besides: [],
    from,
  })
  const doors: Doors = {
    catalogue,
    sceneFor: () => Promise.resolve(sceneNow()),
    found: async () => await Promise.reject(new Error('nobody founds here')),
    beside: () => Promise.resolve([]),
    again: () => Promise.resolve(sceneNow()),
    perform: ({ by, act }) => Promise.resolve(play.tries(by, act as ActInput)),
    wholeCard: () => Promise.resolve(undefined),
    meet: () => Promise.resolve(undefined),
    own: () => Promise.resolve({ ok: false, says: [] }),
    receipt: receiptFor,
    refusal: refusalCard,
    page: drawPage,
    trouble: (error) => {
      throw error
    },
    now: () => play.now,
  }
  const dispatch = dispatchWith(doors)
  return (what: Asking) => dispatch({ key: `${name} ${play.now}`, ...from, what })
}
