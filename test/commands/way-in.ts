import { catalogue } from '../../commands/catalogue.ts'
import { dispatchWith, type Doors } from '../../commands/dispatch.ts'
import { drawPage } from '../../src/cards/pages.ts'
import { receiptFor } from '../../src/cards/receipt.ts'
import { refusalCard } from '../../src/cards/refusal.ts'
import type { MemberId, Place } from '../../src/domain/id.ts'
import { personId } from '../../src/port/id.ts'
import type { Asking, Reply } from '../../src/port/invocation.ts'
import type { ActInput, assembly } from '../domain/assembly-of.ts'
import { rowsOf } from '../views/seen.ts'

type Play = ReturnType<typeof assembly>

export interface Standing {
  /** Undefined: a direct conversation. */
  readonly place?: Place | undefined
  readonly people?: readonly { readonly id: MemberId; readonly name: string }[]
}

/**
 * One person's way in to a played assembly, through the same dispatch that platforms call. A fault of ours throws, so that
 * no test takes its apology for an answer.
 */
export function wayIn(
  play: Play,
  member: MemberId,
  { place, people = [] }: Standing = {},
): (what: Asking) => Promise<Reply> {
  const sceneNow = () => ({
    assembly: play.world.assembly.id,
    place,
    member,
    world: play.world,
    rows: {
      ...rowsOf(play),
      nameOf: (one: MemberId) => people.find(({ id }) => id === one)?.name ?? `Member ${one}`,
    },
    people,
  })
  const doors: Doors = {
    catalogue,
    sceneFor: () => Promise.resolve(sceneNow()),
    found: async () => await Promise.reject(new Error('nobody founds here')),
    again: () => Promise.resolve(sceneNow()),
    perform: ({ by, act }) => Promise.resolve(play.tries(by, act as ActInput)),
    own: (_scene, own) => Promise.resolve({ ok: true, says: [{ kind: 'text', text: `It is kept: ${own.own}.` }] }),
    receipt: receiptFor,
    refusal: refusalCard,
    page: drawPage,
    trouble: (error) => {
      throw error
    },
    now: () => play.now,
  }
  const dispatch = dispatchWith(doors)
  let asked = 0
  return (what) =>
    dispatch({
      key: `${member} ${asked++}`,
      who: { platform: 'test', id: personId.parse(member), name: 'Somebody' },
      where: { platform: 'test', channel: 'direct' },
      what,
    })
}
