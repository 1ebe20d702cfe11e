import type { Act } from '../domain/act.ts'
import type { Fact, FactData, Kind } from '../domain/fact.ts'
import type { MemberId, ProposalId } from '../domain/id.ts'
import { charterOf, type World } from '../domain/world.ts'
import { buttons, line, pageButton, type Button, type Card } from '../port/card.ts'
import { deadlineAt, type Parts } from '../text/part.ts'
import type { Key, Say } from '../text/say.ts'
import { myAnswerFor } from '../views/gauge.ts'
import { personNamed, placeNamed, proposalNamed } from '../views/naming.ts'
import { only, type Rows } from '../views/viewer.ts'
import { myAnswerCard } from './gauge.ts'
import { levelParts, numberParts, personParts, placeParts } from './words.ts'

interface Told {
  readonly act: Act
  readonly facts: readonly Fact[]
  readonly member: MemberId
  readonly world: World
  readonly rows: Rows
  readonly say: Say
}

/** What counts now, and what one can do next: told to whoever acted, and to nobody else. */
export function receiptFor(
  act: Act,
  facts: readonly Fact[],
  member: MemberId,
  world: World,
  rows: Rows,
  say: Say,
): Card {
  const told = { act, facts, member, world, rows, say }
  if (act.type === 'answer gauge' || act.type === 'withdraw answer') {
    const mine = myAnswerFor(member, world, rows, act.gauge)
    if (mine) return withConcern(myAnswerCard(mine, say), told)
  }
  const said = sentence(told)
  const next = nextButtons(told)
  return { summary: said, nodes: [line(said), ...(next.length > 0 ? [buttons(next)] : [])] }
}

/** An objection is a concern from then on, with its number (procedure 3, Concerns). */
function withConcern(card: Card, { facts, say }: Told): Card {
  const raised = dataOf(facts, 'concern.raised')
  if (!raised) return card
  const [first, ...rest] = card.nodes
  const also = line(say('receipt/also-concern', { number: raised.number }))
  return { ...card, nodes: [...(first ? [first] : []), also, ...rest] }
}

const keys: Readonly<Record<Act['type'], Key>> = {
  'found assembly': 'receipt/found-assembly',
  'amend charter': 'receipt/amend-charter',
  'mend charter': 'receipt/amend-charter',
  'ask to join': 'receipt/ask-to-join',
  'admit member': 'receipt/admit-member',
  'refuse request': 'receipt/refuse-request',
  'seat member': 'receipt/admit-member',
  'leave caucus': 'receipt/leave-caucus',
  'remove member': 'receipt/remove-member',
  'give office': 'receipt/give-office',
  'resign office': 'receipt/resign-office',
  'end office': 'receipt/end-office',
  'show name': 'receipt/show-name',
  'start choice': 'receipt/start-choice',
  'choose chair': 'receipt/choose-chair',
  'close choice': 'receipt/noted',
  'submit proposal': 'receipt/submit-proposal',
  'resubmit proposal': 'receipt/resubmit-proposal',
  'admit proposal': 'receipt/admit-proposal',
  'send back': 'receipt/send-back',
  'take up': 'receipt/take-up',
  decline: 'receipt/decline',
  'make version': 'receipt/make-version',
  dispatch: 'receipt/dispatch',
  recall: 'receipt/recall',
  park: 'receipt/park',
  resume: 'receipt/resume',
  withdraw: 'receipt/withdraw',
  adopt: 'receipt/adopt',
  reopen: 'receipt/reopen',
  'suggest amendment': 'receipt/suggest-amendment',
  'reopen leg': 'receipt/reopen-leg',
  'lapse leg': 'receipt/noted',
  'hand over': 'receipt/hand-over',
  'declare interest': 'receipt/declare-interest',
  'ask plenary': 'receipt/ask-plenary',
  'answer question': 'receipt/answer-question',
  'decline question': 'receipt/answer-question',
  'open gauge': 'receipt/open-gauge',
  'answer gauge': 'receipt/noted',
  'withdraw answer': 'receipt/noted',
  'close gauge': 'receipt/close-gauge',
  'raise concern': 'receipt/raise-concern',
  'join concern': 'receipt/join-concern',
  'answer concern': 'receipt/answer-concern',
  'accept answer': 'receipt/accept-answer',
  'contest answer': 'receipt/contest-answer',
  'withdraw concern': 'receipt/withdraw-concern',
  'overrule concern': 'receipt/overrule-concern',
  'settle elsewhere': 'receipt/overrule-concern',
  'reply to chair': 'receipt/reply-to-chair',
  'recheck concern': 'receipt/recheck-concern',
  'merge concern': 'receipt/merge-concern',
  'split concern': 'receipt/split-concern',
  'take over concern': 'receipt/take-over-concern',
  'forward concern': 'receipt/forward-concern',
  'reopen concern': 'receipt/reopen-concern',
  'post reading': 'receipt/post-reading',
  'contest reading': 'receipt/contest-reading',
  'withdraw reading': 'receipt/withdraw-reading',
  'confirm reading': 'receipt/confirm-reading',
  'offer minority view': 'receipt/offer-view',
  'consent to view': 'receipt/consent-to-view',
  'confirm conditions met': 'receipt/conditions-met',
  'declare consensus': 'receipt/declare-consensus',
  'declare unreachable': 'receipt/declare-unreachable',
  'note heads': 'receipt/noted',
}

const dataOf = <K extends Kind>(facts: readonly Fact[], kind: K): FactData<K> | undefined =>
  facts.find((fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind)?.data as FactData<K> | undefined

function sentence(told: Told): Parts {
  const { act, say } = told
  return say(keys[act.type], valuesOf(told))
}

const proposalOf = ({ act, facts }: Told): ProposalId | undefined =>
  'proposal' in act ? act.proposal : dataOf(facts, 'proposal.submitted')?.proposal

/** Everything that a receipt's sentence can name, as far as this act has it. */
function valuesOf(told: Told) {
  const { act, facts, member, world, rows, say } = told
  const { zone } = charterOf(world.assembly)
  const id = proposalOf(told)
  const proposal = id && world.assembly.proposals.get(id)
  const concern = dataOf(facts, 'concern.raised')
  const posted = dataOf(facts, 'reading.posted')
  const declared = dataOf(facts, 'declaration.made')
  const outcome = dataOf(facts, 'consensus.declared') ?? dataOf(facts, 'consensus.unreachable')
  const opened = dataOf(facts, 'gauge.opened')
  const dispatched = dataOf(facts, 'round.dispatched')
  const until =
    posted?.until ??
    outcome?.until ??
    opened?.closes.at ??
    dispatched?.deadline.at ??
    dataOf(facts, 'choice.opened')?.until
  const admitted = dataOf(facts, 'seat.filled') ?? dataOf(facts, 'participant.admitted')
  const about =
    'member' in act ? act.member : act.type === 'choose chair' ? act.for : 'to' in act ? act.to : admitted?.member
  const place = 'place' in act ? act.place : 'caucus' in act ? (act.caucus ?? 'plenary') : 'plenary'
  return {
    proposal: proposal ? numberParts(proposalNamed(rows, proposal)) : say('receipt/it'),
    version:
      dataOf(facts, 'version.made')?.version ??
      dispatched?.version ??
      opened?.version ??
      proposal?.versions.length ??
      1,
    number: concern?.number ?? 0,
    round: dispatched?.round ?? 0,
    caucuses: dispatched?.to.length ?? 0,
    keeping: dispatched?.keeping.length ?? 0,
    level: posted || declared ? levelParts((posted ?? declared)?.level ?? 'divergence', say) : [],
    until: until === undefined ? [] : deadlineAt(until, zone),
    who: personParts(personNamed(only(member), world, rows, about ?? member), say),
    place: placeParts(placeNamed(world.assembly, rows, place), say),
    of: opened?.electorate ?? 0,
    now:
      posted?.until !== undefined && posted.until <= rows.now
        ? 'yes'
        : posted?.level === 'full consensus'
          ? 'full'
          : 'no',
    understood: act.type === 'reply to chair' && act.understood ? 'yes' : 'no',
    settled: act.type === 'recheck concern' && act.settled ? 'yes' : 'no',
    consent: (act.type === 'offer minority view' || act.type === 'consent to view') && act.consent ? 'yes' : 'no',
  }
}

/** The way on: to the tracker, the text, or the thing that was just made. */
function nextButtons(told: Told): readonly Button[] {
  const { facts, act, say } = told
  const id = proposalOf(told)
  const concern =
    dataOf(facts, 'concern.raised')?.concern ??
    ('concern' in act && typeof act.concern === 'string' ? act.concern : undefined)
  const posted = dataOf(facts, 'reading.posted')?.reading
  if (posted) return [pageButton(say('reading/do-leaves'), { page: 'what leaves', reading: posted })]
  if (act.type === 'contest reading' || act.type === 'withdraw reading')
    return [pageButton(say('receipt/do-reading'), { page: 'reading', reading: act.reading })]
  const gauge = dataOf(facts, 'gauge.opened')?.gauge ?? dataOf(facts, 'gauge.closed')?.gauge
  if (gauge) return [pageButton(say('receipt/do-gauge'), { page: 'gauge', gauge })]
  if (concern) return [pageButton(say('receipt/do-concern'), { page: 'concern', concern })]
  return id ? [pageButton(say('receipt/do-stands'), { page: 'tracker', proposal: id })] : []
}
