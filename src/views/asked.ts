import type { ChoiceId, MemberId, QuestionId, RequestId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { filledSeats } from '../domain/members.ts'
import type { JoinRequest, World } from '../domain/world.ts'
import {
  personNamed,
  placeNamed,
  proposalNamed,
  zoneOf,
  type PersonNamed,
  type PlaceNamed,
  type ProposalNamed,
} from './naming.ts'
import { offers } from './offers.ts'
import { worldFor, type Rows, type Viewer } from './viewer.ts'

// What somebody asks of a place: to join it, to choose its chair, to answer its question.

export interface RequestView {
  readonly id: RequestId
  readonly caucus: PlaceNamed
  readonly who: PersonNamed
  readonly as: JoinRequest['as']
  readonly words: string | undefined
  readonly ended: { readonly how: 'admitted' | 'refused'; readonly reason: string | undefined } | undefined
  readonly mayAdmit: boolean
}

export function requestFor(viewer: Viewer, whole: World, rows: Rows, id: RequestId): RequestView | undefined {
  const world = worldFor(viewer, whole)
  for (const { caucus, requests } of world.rooms.values()) {
    const request = requests.get(id)
    if (!request) continue
    const reason = request.ended?.reason
    return {
      id,
      caucus: placeNamed(world.assembly, rows, caucus),
      who: personNamed(viewer, world, rows, request.member),
      as: request.as,
      words: request.words && rows.read(request.words),
      ended: request.ended && { how: request.ended.how, reason: reason && rows.read(reason) },
      mayAdmit: !request.ended && offers(viewer, world, 'admit member', { place: caucus }),
    }
  }
  return undefined
}

export interface ChoiceView {
  readonly id: ChoiceId
  readonly caucus: PlaceNamed
  readonly zone: string
  readonly office: 'caucus chair' | 'acting chair'
  readonly until: Instant
  readonly voted: number
  readonly of: number
  readonly candidates: readonly { readonly member: MemberId; readonly who: PersonNamed }[]
  readonly closed: { readonly chosen: PersonNamed | undefined } | undefined
}

export function choiceFor(viewer: Viewer, whole: World, rows: Rows, id: ChoiceId): ChoiceView | undefined {
  const world = worldFor(viewer, whole)
  for (const { caucus, choices } of world.rooms.values()) {
    const choice = choices.find((one) => one.id === id)
    if (!choice) continue
    const seats = filledSeats(world.assembly, caucus)
    return {
      id,
      caucus: placeNamed(world.assembly, rows, caucus),
      zone: zoneOf(world.assembly, caucus),
      office: choice.office,
      until: choice.until,
      voted: choice.votes.size,
      of: seats.length,
      candidates: seats.flatMap(({ representative }) =>
        representative
          ? [{ member: representative.member, who: personNamed(viewer, world, rows, representative.member) }]
          : [],
      ),
      closed: choice.closed && {
        chosen: choice.closed.chosen && personNamed(viewer, world, rows, choice.closed.chosen),
      },
    }
  }
  return undefined
}

export interface QuestionView {
  readonly id: QuestionId
  readonly proposal: ProposalNamed
  readonly caucus: PlaceNamed
  readonly asks: string | undefined
  readonly answer: string | undefined
  readonly declined: string | undefined
  readonly open: boolean
  readonly mayAnswer: boolean
}

export function questionFor(viewer: Viewer, whole: World, rows: Rows, id: QuestionId): QuestionView | undefined {
  const world = worldFor(viewer, whole)
  for (const proposal of world.assembly.proposals.values()) {
    const question = proposal.questions.find((one) => one.id === id)
    if (!question) continue
    const open = !question.answered && !question.declined
    return {
      id,
      proposal: proposalNamed(rows, proposal),
      caucus: placeNamed(world.assembly, rows, question.caucus),
      asks: rows.read(question.asks),
      answer: question.answered && rows.read(question.answered.answer),
      declined: question.declined && rows.read(question.declined.reason),
      open,
      mayAnswer: open && offers(viewer, world, 'answer question', { proposal }),
    }
  }
  return undefined
}
