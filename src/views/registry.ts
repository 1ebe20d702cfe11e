import { debatesOf } from '../domain/due.ts'
import type {
  CaucusId,
  ChoiceId,
  ConcernId,
  DeclarationId,
  GaugeId,
  Place,
  ProposalId,
  QuestionId,
  ReadingId,
  RequestId,
} from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { charterOf, type Proposal, type Room, type World } from '../domain/world.ts'

// The lasting cards: one for one thing, edited in place. A new one only when someone should look up (cards.md, Manners).

/** What a lasting card shows. Its key is the same in words: `gauge:g_…`, `arrival:p_…:2:ca_…`. */
export type CardSubject =
  | { readonly is: 'desk'; readonly place: Place }
  | { readonly is: 'proposal' | 'tracker'; readonly proposal: ProposalId }
  | { readonly is: 'recommendation' | 'report'; readonly proposal: ProposalId; readonly round: number }
  | { readonly is: 'arrival'; readonly proposal: ProposalId; readonly round: number; readonly caucus: CaucusId }
  | { readonly is: 'gauge'; readonly gauge: GaugeId }
  | { readonly is: 'concern'; readonly concern: ConcernId }
  | { readonly is: 'reading'; readonly reading: ReadingId }
  | { readonly is: 'declared'; readonly declaration: DeclarationId }
  | { readonly is: 'question'; readonly question: QuestionId }
  | { readonly is: 'request'; readonly request: RequestId }
  | { readonly is: 'choice'; readonly choice: ChoiceId }

export type CardKey = string

export function keyOf(subject: CardSubject): CardKey {
  const { is, ...of } = subject
  return [is, ...Object.values(of).map(String)].join(':')
}

/** What a key stands for; nothing for one that no version of ours has written. */
export function subjectOf(key: CardKey): CardSubject | undefined {
  const [is, first, second, third] = key.split(':')
  if (first === undefined) return undefined
  switch (is) {
    case 'desk':
      return { is, place: first as Place }
    case 'proposal':
    case 'tracker':
      return { is, proposal: first as ProposalId }
    case 'recommendation':
    case 'report':
      return { is, proposal: first as ProposalId, round: Number(second) }
    case 'arrival':
      return { is, proposal: first as ProposalId, round: Number(second), caucus: third as CaucusId }
    case 'gauge':
      return { is, gauge: first as GaugeId }
    case 'concern':
      return { is, concern: first as ConcernId }
    case 'reading':
      return { is, reading: first as ReadingId }
    case 'declared':
      return { is, declaration: first as DeclarationId }
    case 'question':
      return { is, question: first as QuestionId }
    case 'request':
      return { is, request: first as RequestId }
    case 'choice':
      return { is, choice: first as ChoiceId }
    default:
      return undefined
  }
}

/** A card with the channel in which it stands, and since when. */
export interface Placed {
  readonly key: CardKey
  readonly place: Place
  readonly at: Instant
}

/** Every lasting card that there is, in the order in which they first appeared. */
export function cardsOf(world: World): readonly Placed[] {
  const { foundedAt } = world.assembly
  if (!foundedAt) return []
  const desks: Placed[] = placesOf(world).map((place) => placed({ is: 'desk', place }, place, foundedAt))
  const proposals = [...world.assembly.proposals.values()].flatMap((proposal) => cardsOfProposal(world, proposal))
  const rooms = [...world.rooms.values()].flatMap(cardsOfRoom)
  return [...desks, ...proposals, ...rooms].toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
}

const placed = (subject: CardSubject, place: Place, at: Instant): Placed => ({ key: keyOf(subject), place, at })

const placesOf = ({ assembly }: World): readonly Place[] => [
  'plenary',
  ...charterOf(assembly).caucuses.map(({ id }) => id),
]

function cardsOfProposal(world: World, proposal: Proposal): readonly Placed[] {
  const { id, submittedAt, rounds, declarations, questions, outcome } = proposal
  const [first] = rounds
  return [
    placed({ is: 'proposal', proposal: id }, 'plenary', submittedAt),
    ...(first ? [placed({ is: 'tracker', proposal: id }, 'plenary', first.dispatchedAt)] : []),
    ...rounds.flatMap(({ number, dispatchedAt, legs }) =>
      legs
        .filter(({ caucus }) => world.rooms.has(caucus))
        .map(({ caucus }) => placed({ is: 'arrival', proposal: id, round: number, caucus }, caucus, dispatchedAt)),
    ),
    ...debatesOf(world, proposal).flatMap(([place, { gauges, concerns }]) => [
      ...[...gauges.values()].map((one) => placed({ is: 'gauge', gauge: one.id }, place, one.openedAt)),
      ...[...concerns.values()].map((one) => placed({ is: 'concern', concern: one.id }, place, one.raisedAt)),
    ]),
    ...declarations.map((one) => placed({ is: 'declared', declaration: one.id }, 'plenary', one.at)),
    ...questions.map((one) => placed({ is: 'question', question: one.id }, 'plenary', one.askedAt)),
    ...(outcome
      ? [
          placed(
            { is: outcome.kind === 'recommended' ? 'recommendation' : 'report', proposal: id, round: outcome.round },
            'plenary',
            outcome.at,
          ),
        ]
      : []),
  ]
}

const cardsOfRoom = ({ caucus, requests, choices, work }: Room): readonly Placed[] => [
  ...[...requests.values()].map((one) => placed({ is: 'request', request: one.id }, caucus, one.askedAt)),
  ...choices.map((one) => placed({ is: 'choice', choice: one.id }, caucus, one.openedAt)),
  ...[...work.values()].flatMap(({ readings }) =>
    readings.map((one) => placed({ is: 'reading', reading: one.id }, caucus, one.postedAt)),
  ),
]
