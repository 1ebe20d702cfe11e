import type { Answer } from '../../src/domain/fact.ts'
import type { CaucusId, GaugeId, MemberId, Place, ProposalId } from '../../src/domain/id.ts'
import { plus, type Deadline, type Span } from '../../src/domain/instant.ts'
import { recorder, tuesday, type ActInput, type Recorder } from './recorder.ts'

/** The people of the story; `caucuses` by their keys. */
export interface Cast {
  readonly play: Recorder
  readonly secretariat: MemberId
  readonly plenaryChair: MemberId
  readonly caucuses: Readonly<
    Record<'government' | 'civil', { readonly id: CaucusId; readonly people: readonly [MemberId, ...MemberId[]] }>
  >
}

/** Two caucuses of four seats, filled, with their chairs; observers beside them. */
export function founded(seed = 'story'): Cast {
  const play = recorder(seed, tuesday)
  const secretariat = play.member()
  const caucus = (key: string, name: string, kind: 'stakeholder' | 'observer', seats: number) => ({
    key,
    name,
    kind,
    seats,
  })
  play.does(secretariat, {
    type: 'found assembly',
    charter: {
      name: 'Policy Council',
      forum: 'Internet Governance Forum',
      zone: 'Europe/Zurich',
      caucuses: [
        caucus('government', 'Government', 'stakeholder', 4),
        caucus('civil', 'Société civile', 'stakeholder', 4),
        caucus('observers', 'Intergovernmental organisations', 'observer', 0),
      ],
    },
  })
  const sits = (key: string) => {
    const id = play.world.assembly.charters[0]?.caucuses.find((one) => one.key === key)?.id
    if (!id) throw new Error(`no caucus ${key}`)
    const people: [MemberId, ...MemberId[]] = [play.member(), play.member(), play.member(), play.member()]
    for (const member of people)
      play.does(secretariat, { type: 'seat member', caucus: id, member, as: 'representative' })
    play.does(secretariat, { type: 'give office', office: 'caucus chair', caucus: id, member: people[0] })
    return { id, people }
  }
  const caucuses = { government: sits('government'), civil: sits('civil') }
  const plenaryChair = play.member()
  play.does(secretariat, { type: 'give office', office: 'plenary chair', member: plenaryChair })
  play.does(plenaryChair, { type: 'show name', name: 'Maria Rossi' })
  return { play, secretariat, plenaryChair, caucuses }
}

const inTime = (play: Recorder, span: Span): Deadline => ({
  at: plus(play.now, span),
  zone: 'Europe/Zurich',
  typed: 'Tue 12:00',
})

const submitted = (
  { play, secretariat, plenaryChair, caucuses }: Cast,
  title: string,
  texts: readonly string[],
): ProposalId => {
  play.does(caucuses.civil.people[1] ?? caucuses.civil.people[0], {
    type: 'submit proposal',
    title,
    paragraphs: texts.map((text, at) => ({ label: `${at + 1}.`, text })),
    source: { kind: 'working group', name: 'Working Group on Rôles' },
  })
  const { proposal } = play.last('proposal.submitted')
  play.does(secretariat, { type: 'admit proposal', proposal })
  play.does(plenaryChair, { type: 'take up', proposal })
  return proposal
}

function gauged(
  { play }: Cast,
  chair: MemberId,
  place: Place,
  proposal: ProposalId,
  given: readonly (readonly [MemberId, Answer, string?])[],
): GaugeId {
  play.does(chair, { type: 'open gauge', place, proposal, closes: inTime(play, { hours: 4 }) })
  const { gauge } = play.last('gauge.opened')
  for (const [member, answer, reason] of given)
    play.does(member, { type: 'answer gauge', place, proposal, gauge, answer, ...(reason && { reason }) })
  play.waits({ hours: 4 })
  return gauge
}

/** Plenary: a gauge too small to show by caucus, and a concern that is overruled with its holder's "you understood". */
function onTheFloor(cast: Cast, proposal: ProposalId): void {
  const { play, plenaryChair, caucuses } = cast
  const [one, two, three] = caucuses.government.people
  const [, , , four] = caucuses.civil.people
  gauged(cast, plenaryChair, 'plenary', proposal, [
    [one, 'support'],
    [two ?? one, 'live'],
    [three ?? one, 'abstain'],
    [four ?? one, 'support'],
  ])
  play.does(two ?? one, { type: 'raise concern', place: 'plenary', proposal, says: 'The word “sovereign” is missing.' })
  const onConcern = { place: 'plenary' as const, proposal, concern: play.last('concern.raised').concern }
  play.does(plenaryChair, {
    type: 'overrule concern',
    ...onConcern,
    says: 'That the text should name sovereignty.',
    considered: 'Discussed for an hour; three groups spoke.',
    why: 'Paragraph 2 says it in other words.',
  })
  play.does(two ?? one, { type: 'reply to chair', ...onConcern, understood: true })
}

const dispatched = ({ play, plenaryChair }: Cast, proposal: ProposalId, version: number) =>
  play.does(plenaryChair, { type: 'dispatch', proposal, version, deadline: inTime(play, { days: 7 }) })

const reading = (
  cast: Cast,
  who: keyof Cast['caucuses'],
  proposal: ProposalId,
  more: Partial<Extract<ActInput, { type: 'post reading' }>>,
) => {
  const { id, people } = cast.caucuses[who]
  cast.play.does(people[0], {
    type: 'post reading',
    caucus: id,
    proposal,
    level: 'rough consensus',
    about: 'as it is',
    ...more,
  })
  return cast.play.last('reading.posted').reading
}

const nothing = { note: true, amendments: [], turnout: true, views: [], concerns: [] }

/** Round 1: civil society comes to rough consensus past an objection that was answered; government agrees if amended. */
function firstRound(cast: Cast, proposal: ProposalId): void {
  const { play, caucuses } = cast
  const { civil, government } = caucuses
  const [chair, second, third, fourth] = civil.people
  play.does(play.member(), { type: 'ask to join', caucus: civil.id, as: 'participant', words: 'I work on this.' })
  play.does(chair, { type: 'admit member', caucus: civil.id, request: play.last('join.asked').request })
  gauged(cast, chair, civil.id, proposal, [
    [chair, 'support'],
    [second ?? chair, 'support'],
    [third ?? chair, 'live', 'Fine by me.'],
    [fourth ?? chair, 'object', 'It names nobody who would pay for it. 費用は誰が？'],
  ])
  const onConcern = { place: civil.id, proposal, concern: play.last('concern.raised').concern }
  play.does(chair, { type: 'answer concern', ...onConcern, answer: 'The budget is decided elsewhere.' })
  play.does(fourth ?? chair, { type: 'accept answer', ...onConcern })
  play.does(fourth ?? chair, {
    type: 'offer minority view',
    caucus: civil.id,
    proposal,
    words: 'We would have named who pays.',
    consent: true,
  })
  const view = play.last('view.offered').view
  const posted = reading(cast, 'civil', proposal, {
    note: 'One member would prefer that the payer is named.',
    reason: 'The objection was answered.',
  })
  play.does(third ?? chair, {
    type: 'contest reading',
    caucus: civil.id,
    proposal,
    reading: posted,
    reason: 'Two of us asked for more time.',
  })
  play.waits({ hours: 48 })
  play.does(chair, {
    type: 'confirm reading',
    caucus: civil.id,
    proposal,
    reading: posted,
    note: 'More time was offered, and not taken.',
    sends: { ...nothing, views: [view] },
  })

  const [minister, deputy] = government.people
  const paragraph = play.world.assembly.proposals.get(proposal)?.versions[0]?.paragraphs[1]?.id
  if (!paragraph) throw new Error('no second paragraph')
  const wording = 'Governments, on an equal footing with others, should carry out their roles.'
  play.does(deputy ?? minister, {
    type: 'suggest amendment',
    place: government.id,
    proposal,
    paragraph,
    wording,
    why: 'It was agreed in Tunis.',
  })
  const amendments = [play.last('amendment.suggested').amendment]
  const conditional = reading(cast, 'government', proposal, {
    level: 'full consensus',
    about: 'if amended',
    conditions: [{ on: { paragraph }, says: 'Say “on an equal footing”.', wording }],
    how: 'We talked it over in the morning session.',
  })
  play.does(minister, {
    type: 'confirm reading',
    caucus: government.id,
    proposal,
    reading: conditional,
    sends: { ...nothing, amendments },
  })
}

/** Round 2: the amended text; government's condition is met word for word, civil society agrees fully. */
function secondRound(cast: Cast, proposal: ProposalId): void {
  const { play, plenaryChair, caucuses } = cast
  const { civil, government } = caucuses
  const before = play.world.assembly.proposals.get(proposal)?.versions[0]?.paragraphs ?? []
  const amendments = [...(play.world.rooms.get(government.id)?.work.get(proposal)?.debate.amendments ?? [])].map(
    ({ id }) => id,
  )
  play.does(plenaryChair, {
    type: 'make version',
    proposal,
    amendments,
    paragraphs: before.map(({ id, label }, at) => ({
      id,
      label,
      text:
        at === 1
          ? 'Governments, on an equal footing with others, should carry out their roles.'
          : (sentences[at] ?? ''),
    })),
    note: 'From government’s amendment.',
  })
  dispatched(cast, proposal, 2)
  play.does('clock', { type: 'note heads' })
  play.does(government.people[0], { type: 'confirm conditions met', caucus: government.id, proposal })
  const [chair, ...others] = civil.people
  gauged(cast, chair, civil.id, proposal, [[chair, 'support'], ...others.map((one) => [one, 'live'] as const)])
  const posted = reading(cast, 'civil', proposal, { level: 'full consensus' })
  play.does(chair, { type: 'confirm reading', caucus: civil.id, proposal, reading: posted, sends: nothing })
  play.does(plenaryChair, { type: 'declare consensus', proposal, note: 'Thank you all.' })
}

const sentences = [
  'Recalling the Tunis Agenda,',
  'Governments should carry out their roles.',
  'Invites everyone to take part; ‏مرحبا‎ and 你好 included.',
]

/** The whole journey: two rounds to a recommendation, and a second text on which consensus cannot be reached. */
export function journey(seed?: string): Cast {
  const cast = founded(seed)
  travels(cast)
  return cast
}

/** The same journey once more, with two more proposals. */
function travels(cast: Cast): void {
  const { play, plenaryChair, caucuses } = cast
  const proposal = submitted(cast, 'Role of governments', sentences)
  onTheFloor(cast, proposal)
  dispatched(cast, proposal, 1)
  firstRound(cast, proposal)
  secondRound(cast, proposal)
  const other = submitted(cast, 'A common fund', ['A fund shall be set up.'])
  dispatched(cast, other, 1)
  const posted = reading(cast, 'government', other, { level: 'divergence', how: 'By talking.' })
  play.waits({ hours: 48 })
  play.does(caucuses.government.people[0], {
    type: 'confirm reading',
    caucus: caucuses.government.id,
    proposal: other,
    reading: posted,
    sends: nothing,
  })
  play.waits({ days: 7 })
  play.does(plenaryChair, {
    type: 'declare unreachable',
    proposal: other,
    reason: 'Views on money are irreconcilable.',
  })
  play.does('clock', { type: 'note heads' })
}
