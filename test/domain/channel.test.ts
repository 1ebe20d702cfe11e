import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  changesPlaces,
  channelKeepers,
  channelOpeners,
  isPrivate,
  movesPeople,
  showsMembers,
} from '../../src/domain/channel.ts'
import { evolve } from '../../src/domain/evolve.ts'
import { holdersOf } from '../../src/domain/members.ts'
import { unfounded, type World } from '../../src/domain/world.ts'
import { channelMembers } from '../../src/views/membership.ts'
import { playOf, steps } from './any-play.ts'
import { assembly, charterWith, secretary, unseated } from './assembly-of.ts'

describe('the channel of a place', () => {
  it('is private for a caucus, and for nobody else', () => {
    const { world } = assembly()
    expect([isPrivate('plenary'), ...[...world.rooms.keys()].map(isPrivate)]).toEqual([
      false,
      ...[...world.rooms.keys()].map(() => true),
    ])
  })

  it('shows its people in plenary, and in a caucus where the charter says so', () => {
    const { world } = assembly()
    for (const [caucus] of world.rooms) expect(showsMembers(world, caucus)).toBe(false)
    expect(showsMembers(world, 'plenary')).toBe(true)
    const [first, ...others] = charterWith({}).caucuses
    if (!first) throw new Error('a charter without caucuses')
    const open = unseated({ ...charterWith({}), caucuses: [{ ...first, membership: 'public' }, ...others] }).world
    const [shown, hidden] = open.rooms.keys()
    expect([shown && showsMembers(open, shown), hidden && showsMembers(open, hidden)]).toEqual([true, false])
  })

  it('is kept by the chairs of a caucus, and by nobody from outside while it has one', () => {
    const { world, caucus } = assembly()
    const civil = caucus('civil')
    const chairs = holdersOf(world.assembly, 'caucus chair', civil).map(({ member }) => member)
    expect(chairs.length).toBeGreaterThan(0)
    expect(channelKeepers(world, civil)).toEqual(chairs)
  })

  it('is kept by whoever opens channels in plenary, and in a caucus that has no chair', () => {
    const { world } = unseated()
    const openers = channelOpeners(world)
    expect(openers).toEqual([secretary])
    for (const place of ['plenary', ...world.rooms.keys()] as const)
      expect(channelKeepers(world, place)).toEqual(openers)
  })
})

describe('an act after which other people belong in a channel', () => {
  it('is known by its facts, whatever happens', () => {
    fc.assert(
      fc.property(steps(120), (taken) => {
        const play = playOf(taken)
        let world = unfounded(play.world.assembly.id)
        for (const one of play.happened) {
          const next = evolve(world, one)
          if (one.kind !== 'assembly.founded' && !movesPeople(one.kind))
            expect([one.kind, peopleIn(next)]).toEqual([one.kind, peopleIn(world)])
          if (one.kind !== 'assembly.founded' && !changesPlaces(one.kind))
            expect([one.kind, [...next.rooms.keys()]]).toEqual([one.kind, [...world.rooms.keys()]])
          world = next
        }
      }),
      { numRuns: 20, endOnFailure: true },
    )
  })
})

const peopleIn = (world: World) =>
  (['plenary', ...world.rooms.keys()] as const).map((place) => [
    place,
    Object.fromEntries(channelMembers(world, place)),
  ])
