import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { allows } from '../../src/domain/allows.ts'
import { due } from '../../src/domain/due.ts'
import { evolve } from '../../src/domain/evolve.ts'
import type { Happened } from '../../src/domain/fact.ts'
import { legOf, standsAtConsensus } from '../../src/domain/leg.ts'
import { isConsensus } from '../../src/domain/level.ts'
import { PersistentMap } from '../../src/domain/persistent.ts'
import { charterOfRound, unfounded, type World } from '../../src/domain/world.ts'
import { rule } from '../rule.ts'
import { playOf, steps, type Play } from './any-play.ts'

const runs = { numRuns: 20 }
const onPublic = ({ chain }: Happened): boolean => chain === 'public'

/** The world as whoever has only the public chain folds it: without rooms, and asking `allows` of every entry. */
function readPublicly(play: Play): World {
  let world: World = { ...unfounded(play.world.assembly.id), rooms: PersistentMap.of() }
  for (const entry of play.happened.filter(onPublic)) {
    expect([entry.kind, allows(world, entry).refusal]).toEqual([entry.kind, undefined])
    world = { ...evolve(world, entry), rooms: PersistentMap.of() }
  }
  return world
}

describe('whatever people try', () => {
  rule('1.19.2', 'the public chain alone leads to the same public state, and every entry of it is allowed', () => {
    fc.assert(
      fc.property(steps(90), (taken) => {
        const play = playOf(taken)
        expect(readPublicly(play).assembly).toEqual(play.world.assembly)
      }),
      runs,
    )
  })

  rule('1.19.1', 'each chain is only added to, and replaying it leads to the same world', () => {
    fc.assert(
      fc.property(steps(90), (taken) => {
        const play = playOf(taken)
        let world = unfounded(play.world.assembly.id)
        for (const entry of play.happened) world = evolve(world, entry)
        expect(world).toEqual(play.world)
        for (const chain of new Set(play.happened.map((one) => one.chain))) {
          const numbers = play.happened.filter((one) => one.chain === chain).map(({ n }) => n)
          expect(numbers).toEqual(numbers.map((_, at) => at + 1))
        }
      }),
      runs,
    )
  })

  rule('6.1.3', 'nothing that was written in a caucus is cited by the public chain, save what its chair sent', () => {
    fc.assert(
      fc.property(steps(110), (taken) => {
        const play = playOf(taken)
        const cited = (entries: readonly Happened[]) =>
          new Set(JSON.stringify(entries).match(/t_[A-Za-z0-9_-]{43}/g) ?? [])
        const sent = cited(play.happened.filter(({ kind }) => kind === 'declaration.made'))
        const open = cited(play.happened.filter(onPublic))
        const inside = cited(play.happened.filter((one) => !onPublic(one)))
        for (const text of inside) if (open.has(text)) expect([text, sent.has(text)]).toEqual([text, true])
      }),
      runs,
    )
  })

  rule(
    '3.5.3',
    'no recommendation ever stands without every counted caucus at consensus, as it is, on that version',
    () => {
      let recommendations = 0
      fc.assert(
        fc.property(steps(110), (taken) => {
          const play = playOf(taken)
          for (const entry of play.happened) {
            if (entry.kind !== 'consensus.declared') continue
            recommendations++
            const before = play.worldBefore(entry)
            const proposal = before.assembly.proposals.get(entry.data.proposal)
            const charter = charterOfRound(before.assembly, proposal?.rounds.at(-1))
            const stands = Object.entries(entry.data.standing).map(([, n]) =>
              proposal?.declarations.find((one) => one.n === n),
            )
            expect(stands).toHaveLength(4)
            for (const one of stands)
              expect([one?.version, standsAtConsensus(one, charter)]).toEqual([entry.data.version, true])
          }
        }),
        { numRuns: 25, seed: 2013 },
      )
      expect(recommendations).toBeGreaterThan(0)
    },
  )

  rule('3.10.9', 'no declaration of rough or full consensus ever stood over an unsettled concern of its place', () => {
    fc.assert(
      fc.property(steps(110), (taken) => {
        const play = playOf(taken)
        for (const entry of play.happened) {
          if (entry.kind !== 'declaration.made' || !isConsensus(entry.data.level)) continue
          const concerns =
            play
              .worldBefore(entry)
              .rooms.get(entry.data.place)
              ?.work.get(entry.data.proposal)
              ?.debate.concerns.values() ?? []
          for (const { standing } of concerns)
            expect(['open', 'contested', 'to be rechecked']).not.toContain(standing.is)
        }
      }),
      runs,
    )
  })

  rule('4.4.3', 'after any wait nothing is left that the clock owes', () => {
    fc.assert(
      fc.property(steps(90), fc.nat({ max: 200 }), (taken, hours) => {
        const play = playOf(taken)
        play.waits({ hours })
        expect(due(play.world, play.now)).toEqual([])
      }),
      runs,
    )
  })

  rule('1.11.1', 'nobody ever declared on a leg that was not theirs, or in another round', () => {
    fc.assert(
      fc.property(steps(90), (taken) => {
        const play = playOf(taken)
        for (const { rounds, declarations } of play.world.assembly.proposals.values())
          for (const one of declarations) {
            const round = rounds.find(({ number }) => number === one.round)
            expect([legOf(round, one.place) !== undefined, round?.version]).toEqual([true, one.version])
          }
      }),
      runs,
    )
  })
})
