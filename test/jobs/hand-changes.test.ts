import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reconcile, type HandChange } from '../../src/jobs/hand-changes.ts'
import { personId, type PersonId } from '../../src/port/id.ts'
import type { Membership } from '../../src/port/platform.ts'

const [ana, bo, cy] = ['ana', 'bo', 'cy'].map((name) => personId.parse(name)) as [PersonId, PersonId, PersonId]
const all = (...people: readonly PersonId[]): Membership => new Map(people.map((person) => [person, 'member']))
const names = (members: Membership) => [...members.keys()].toSorted()

describe('who is in a channel', () => {
  it('are those of its place: who was given a seat comes in, who lost it goes', () => {
    const found = reconcile({ wanted: all(ana, cy), there: all(ana, bo), kept: all(ana, bo), byHand: [] })
    expect(names(found.members)).toEqual([ana, cy])
    expect(found.fresh).toEqual([])
  })

  it('a guest who was brought in by hand stays until a chair decides, and is noted once', () => {
    const first = reconcile({ wanted: all(ana), there: all(ana, bo), kept: all(ana), byHand: [] })
    expect(first).toEqual({ members: all(ana, bo), fresh: [{ person: bo, kind: 'came' }], over: [] })
    const again = reconcile({ wanted: all(ana), there: all(ana, bo), kept: all(ana), byHand: first.fresh })
    expect(again.fresh).toEqual([])
    expect(names(again.members)).toEqual([ana, bo])
  })

  it('a guest who is given a seat is a guest no longer', () => {
    const byHand: HandChange[] = [{ person: bo, kind: 'came' }]
    const found = reconcile({ wanted: all(ana, bo), there: all(ana, bo), kept: all(ana), byHand })
    expect(found).toEqual({ members: all(ana, bo), fresh: [], over: [bo] })
  })

  it('who was taken out by hand is not dragged back, and is noted once', () => {
    const first = reconcile({ wanted: all(ana, bo), there: all(ana), kept: all(ana, bo), byHand: [] })
    expect(first).toEqual({ members: all(ana), fresh: [{ person: bo, kind: 'left' }], over: [] })
    const again = reconcile({ wanted: all(ana, bo), there: all(ana), kept: all(ana), byHand: first.fresh })
    expect(again).toEqual({ members: all(ana), fresh: [], over: [] })
  })

  it('who came back by themselves is in again', () => {
    const byHand: HandChange[] = [{ person: bo, kind: 'left' }]
    const found = reconcile({ wanted: all(ana, bo), there: all(ana, bo), kept: all(ana), byHand })
    expect(found).toEqual({ members: all(ana, bo), fresh: [], over: [bo] })
  })

  it('settles: a second look at what the first one made changes nothing and notes nothing', () => {
    const some = fc.uniqueArray(fc.constantFrom(ana, bo, cy))
    fc.assert(
      fc.property(some, some, some, (wanted, there, kept) => {
        const people = { wanted: all(...wanted), there: all(...there), kept: all(...kept), byHand: [] }
        const first = reconcile(people)
        const keptNow = all(...[...first.members.keys()].filter((person) => wanted.includes(person)))
        const again = reconcile({ ...people, there: first.members, kept: keptNow, byHand: first.fresh })
        expect(names(again.members)).toEqual(names(first.members))
        expect([again.fresh, again.over]).toEqual([[], []])
      }),
    )
  })
})
