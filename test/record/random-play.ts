import fc from 'fast-check'
import { answers, type Answer } from '../../src/domain/fact.ts'
import type { CaucusId, MemberId, Place } from '../../src/domain/id.ts'
import { plus } from '../../src/domain/instant.ts'
import { levels } from '../../src/domain/level.ts'
import { debateIn, type Proposal } from '../../src/domain/world.ts'
import type { ActInput } from './recorder.ts'
import { founded, type Cast } from './story.ts'

// Assemblies that stumble along: acts drawn at random, most of which are refused. What is left in the record is
// whatever `decide` let through, in an order that no one would think of.

/** Numbers that choose: each `pick` takes the next. */
type Dice = () => number

const pick = <T>(from: readonly T[], dice: Dice): T | undefined => from[dice() % Math.max(from.length, 1)]

interface Scene {
  readonly cast: Cast
  readonly dice: Dice
  readonly place: Place
  readonly caucus: CaucusId
  readonly someone: MemberId
  readonly proposal: Proposal | undefined
}

type Make = (scene: Scene) => ActInput | undefined

const onProposal =
  (make: (scene: Scene & { readonly proposal: Proposal }) => ActInput | undefined): Make =>
  (scene) =>
    scene.proposal && make({ ...scene, proposal: scene.proposal })

const debateOf = ({ cast, place, proposal }: Scene & { readonly proposal: Proposal }) =>
  debateIn(cast.play.world, place, proposal)
const onConcern = (
  make: (on: { place: Place; proposal: Proposal['id']; concern: never }, scene: Scene) => ActInput,
): Make =>
  onProposal((scene) => {
    const concern = pick(
      [...debateOf(scene).concerns].map(([id]) => id),
      scene.dice,
    )
    return concern && make({ place: scene.place, proposal: scene.proposal.id, concern: concern as never }, scene)
  })

const workOf = ({ cast, caucus, proposal }: Scene & { readonly proposal: Proposal }) =>
  cast.play.world.rooms.get(caucus)?.work.get(proposal.id)
const paragraphOf = ({ proposal, dice }: Scene & { readonly proposal: Proposal }) =>
  pick(proposal.versions.at(-1)?.paragraphs ?? [], dice)?.id
const inTime = ({ cast, dice }: Scene) => ({
  at: plus(cast.play.now, { hours: 1 + (dice() % 100) }),
  zone: 'UTC',
  typed: 'soon',
})

const makes: readonly Make[] = [
  () => ({
    type: 'submit proposal',
    title: 'A text',
    paragraphs: [
      { label: '1.', text: 'One.' },
      { label: '(a)', text: 'Two.' },
    ],
    source: { kind: 'member' },
  }),
  onProposal(({ proposal }) => ({ type: 'admit proposal', proposal: proposal.id })),
  onProposal(({ proposal }) => ({ type: 'take up', proposal: proposal.id })),
  onProposal((scene) => ({
    type: 'dispatch',
    proposal: scene.proposal.id,
    version: 1 + (scene.dice() % scene.proposal.versions.length),
    deadline: inTime(scene),
  })),
  onProposal(({ proposal, dice }) => ({
    type: 'make version',
    proposal: proposal.id,
    paragraphs: (proposal.versions.at(-1)?.paragraphs ?? []).map(({ id, label }) => ({
      id,
      label,
      text: `Words ${dice() % 5}.`,
    })),
  })),
  onProposal(({ proposal }) => ({ type: 'recall', proposal: proposal.id, reason: 'Too soon.' })),
  onProposal(({ proposal }) => ({ type: 'park', proposal: proposal.id, reason: 'Later.' })),
  onProposal(({ proposal }) => ({ type: 'resume', proposal: proposal.id, reason: 'Now.' })),
  onProposal(({ proposal, dice }) => (dice() % 6 === 0 ? { type: 'withdraw', proposal: proposal.id } : undefined)),
  onProposal(({ proposal }) => ({ type: 'adopt', proposal: proposal.id })),
  onProposal(({ proposal }) => ({ type: 'reopen', proposal: proposal.id, why: 'new information', reason: 'News.' })),
  onProposal(({ proposal, caucus }) => ({ type: 'reopen leg', proposal: proposal.id, caucus })),
  onProposal(({ proposal, place, someone }) => ({ type: 'hand over', proposal: proposal.id, place, to: someone })),
  onProposal(({ proposal, caucus }) => ({ type: 'ask plenary', proposal: proposal.id, caucus, asks: 'Why?' })),
  onProposal(({ proposal, dice }) => {
    const question = pick(proposal.questions, dice)?.id
    return question && { type: 'answer question', proposal: proposal.id, question, answer: 'So.' }
  }),
  onProposal((scene) => {
    const paragraph = paragraphOf(scene)
    return {
      type: 'suggest amendment',
      place: scene.place,
      proposal: scene.proposal.id,
      wording: 'Better.',
      ...(paragraph && { paragraph }),
    }
  }),
  onProposal((scene) => ({
    type: 'open gauge',
    place: scene.place,
    proposal: scene.proposal.id,
    asks: scene.dice() % 4 === 0 ? 'against' : 'where do you stand',
    closes: inTime(scene),
  })),
  ...Array.from({ length: 6 }, () =>
    onProposal((scene) => {
      const gauge = pick(
        [...debateOf(scene).gauges].map(([id]) => id),
        scene.dice,
      )
      const given = pick([...answers, 'yes', 'no'] as const, scene.dice) as Answer
      return (
        gauge && {
          type: 'answer gauge',
          place: scene.place,
          proposal: scene.proposal.id,
          gauge,
          answer: given,
          reason: `Because ${scene.dice() % 9}.`,
          concern: {},
        }
      )
    }),
  ),
  onProposal((scene) => {
    const gauge = pick(
      [...debateOf(scene).gauges].map(([id]) => id),
      scene.dice,
    )
    return gauge && { type: 'close gauge', place: scene.place, proposal: scene.proposal.id, gauge }
  }),
  onProposal((scene) => ({ type: 'raise concern', place: scene.place, proposal: scene.proposal.id, says: 'No.' })),
  onConcern((on, { dice }) => ({
    type: 'join concern',
    ...on,
    ...(dice() % 2 === 0 && { reason: 'Me too, and more.' }),
  })),
  ...Array.from({ length: 3 }, () => onConcern((on) => ({ type: 'answer concern', ...on, answer: 'We heard.' }))),
  onConcern((on) => ({ type: 'accept answer', ...on })),
  onConcern((on) => ({ type: 'contest answer', ...on, reason: 'Not so.' })),
  onConcern((on) => ({ type: 'withdraw concern', ...on })),
  onConcern((on) => ({ type: 'overrule concern', ...on, says: 'That.', considered: 'Long.', why: 'Because.' })),
  onConcern((on) => ({ type: 'settle elsewhere', ...on, where: 'There.' })),
  onConcern((on, { dice }) => ({ type: 'reply to chair', ...on, understood: dice() % 2 === 0 })),
  onConcern((on, { dice }) => ({ type: 'recheck concern', ...on, settled: dice() % 2 === 0 })),
  onConcern((on) => ({ type: 'split concern', ...on, parts: [{ says: 'This.' }, { says: 'And that.' }] })),
  onConcern((on) => ({ type: 'take over concern', ...on })),
  onConcern((on) => ({ type: 'reopen concern', ...on, information: 'New.' })),
  onConcern((on, { caucus }) => ({
    type: 'forward concern',
    caucus,
    proposal: on.proposal,
    concern: on.concern,
    says: 'Ours.',
  })),
  ...Array.from({ length: 3 }, () =>
    onProposal((scene) => {
      const paragraph = paragraphOf(scene)
      const conditional = scene.dice() % 4 === 0 && paragraph !== undefined
      return {
        type: 'post reading' as const,
        caucus: scene.caucus,
        proposal: scene.proposal.id,
        level: pick(levels, scene.dice) ?? 'divergence',
        about: conditional ? ('if amended' as const) : ('as it is' as const),
        conditions: conditional ? [{ on: { paragraph }, says: 'Change it.' }] : [],
        reason: 'We think so.',
        ...(scene.dice() % 2 === 0 && { how: 'By talking.' }),
      }
    }),
  ),
  onProposal((scene) => {
    const reading = pick(workOf(scene)?.readings ?? [], scene.dice)?.id
    return (
      reading && {
        type: 'contest reading',
        caucus: scene.caucus,
        proposal: scene.proposal.id,
        reading,
        reason: 'We did not say this.',
      }
    )
  }),
  onProposal((scene) => {
    const reading = workOf(scene)?.readings.at(-1)?.id
    return reading && { type: 'withdraw reading', caucus: scene.caucus, proposal: scene.proposal.id, reading }
  }),
  ...Array.from({ length: 4 }, () =>
    onProposal((scene) => {
      const work = workOf(scene)
      const reading = work?.readings.at(-1)?.id
      if (!work || !reading) return undefined
      const concerns = [...work.debate.concerns.values()]
        .filter((one) => !one.forwardedAs && scene.dice() % 3 === 0)
        .map(({ id }) => ({ concern: id, says: 'Ours.' }))
      const views = work.views.filter(({ consent }) => consent).map(({ id }) => id)
      const amendments = work.debate.amendments.map(({ id }) => id)
      return {
        type: 'confirm reading' as const,
        caucus: scene.caucus,
        proposal: scene.proposal.id,
        reading,
        note: 'So it is.',
        sends: { note: true, amendments, turnout: true, views, concerns },
      }
    }),
  ),
  onProposal(({ proposal, caucus }) => ({ type: 'confirm conditions met', caucus, proposal: proposal.id })),
  onProposal(({ proposal, caucus, dice }) => ({
    type: 'offer minority view',
    caucus,
    proposal: proposal.id,
    words: 'We differ.',
    consent: dice() % 2 === 0,
  })),
  onProposal(({ proposal }) => ({ type: 'declare consensus', proposal: proposal.id })),
  onProposal(({ proposal }) => ({ type: 'declare unreachable', proposal: proposal.id, reason: 'No.' })),
  () => ({ type: 'note heads' }),
  ({ caucus, dice }) => ({
    type: 'ask to join',
    caucus,
    as: pick(['participant', 'alternate', 'representative', 'observer'] as const, dice) ?? 'observer',
  }),
  ({ cast, caucus, dice }) => {
    const request = pick(
      [...(cast.play.world.rooms.get(caucus)?.requests ?? [])].map(([id]) => id),
      dice,
    )
    return request && { type: 'admit member', caucus, request }
  },
  ({ caucus, dice }) => (dice() % 6 === 0 ? { type: 'leave caucus', caucus } : undefined),
  ({ caucus, someone, dice }) =>
    dice() % 6 === 0 ? { type: 'remove member', caucus, member: someone, reason: 'Away.' } : undefined,
  ({ caucus, someone }) => ({ type: 'give office', office: 'co-chair', caucus, member: someone }),
  ({ someone }) => ({ type: 'give office', office: 'plenary chair', member: someone }),
  ({ caucus }) => ({ type: 'resign office', office: 'caucus chair', caucus }),
  ({ caucus, dice }) => ({ type: 'start choice', caucus, office: dice() % 2 === 0 ? 'acting chair' : 'caucus chair' }),
  ({ cast, caucus, someone }) => {
    const choice = cast.play.world.rooms.get(caucus)?.choices.at(-1)?.id
    return choice && { type: 'choose chair', caucus, choice, for: someone }
  },
]

function inCaucuses({ play, secretariat, plenaryChair }: Cast, sponsor: MemberId): void {
  play.does(sponsor, {
    type: 'submit proposal',
    title: 'A text',
    paragraphs: [
      { label: '1.', text: 'One.' },
      { label: '(a)', text: 'Two.' },
    ],
    source: { kind: 'member' },
  })
  const { proposal } = play.last('proposal.submitted')
  play.does(secretariat, { type: 'admit proposal', proposal })
  play.does(plenaryChair, { type: 'take up', proposal })
  play.does(plenaryChair, {
    type: 'dispatch',
    proposal,
    version: 1,
    deadline: { at: plus(play.now, { days: 9 }), zone: 'UTC', typed: 'in nine days' },
  })
}

/** An assembly after some hundred acts drawn by numbers; the same numbers, the same assembly. */
function stumbled(numbers: readonly number[]): Cast {
  const cast = founded('stumble')
  const { play } = cast
  const strangers = [play.member(), play.member(), play.member()]
  const people = [
    ...cast.caucuses.government.people,
    ...cast.caucuses.civil.people,
    cast.plenaryChair,
    cast.secretariat,
    ...strangers,
  ]
  const caucuses = play.world.assembly.charters[0]?.caucuses.map(({ id }) => id) ?? []
  for (const sponsor of [people[5], people[2]]) inCaucuses(cast, sponsor ?? cast.secretariat)
  let at = 0
  const dice: Dice = () => numbers[at++ % numbers.length] ?? 0
  while (at < numbers.length) {
    const make = pick(makes, dice)
    const caucus = pick(caucuses, dice)
    const someone = pick(people, dice)
    if (!make || !caucus || !someone) break
    const place = dice() % 3 === 0 ? 'plenary' : caucus
    const scene: Scene = {
      cast,
      dice,
      caucus,
      someone,
      place,
      proposal: pick([...play.world.assembly.proposals.values()], dice),
    }
    const act = make(scene)
    // Most people may not do most acts: the first who may, from a random one on.
    const first = dice() % people.length
    if (act)
      [...people.slice(first), ...people.slice(0, first), 'clock' as const].some((one) => play.tries(one, act).ok)
    const seat = pick([...play.world.assembly.seats], dice)?.[0]
    const presence = dice() % 30
    if (seat && presence === 0) play.goesAway(seat)
    if (seat && presence === 1) play.comesBack(seat)
    const pause = dice() % 40
    if (pause < 4) play.waits({ hours: [1, 12, 49, 130][pause] ?? 1 })
  }
  return cast
}

export const stumbling: fc.Arbitrary<Cast> = fc
  .array(fc.nat(1_000_000), { minLength: 2000, maxLength: 6000 })
  .map(stumbled)
