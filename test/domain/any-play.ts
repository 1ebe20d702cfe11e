import fc from 'fast-check'
import { actData, type ActType } from '../../src/domain/act.ts'
import type { Actor } from '../../src/domain/may.ts'
import { chairsOf } from '../../src/domain/members.ts'
import { readingOut, workOf } from '../../src/domain/reading.ts'
import { debateIn } from '../../src/domain/world.ts'
import { assembly, charterWith, counting, person, type ActInput } from './assembly-of.ts'

// Random assemblies: anybody tries anything, in any order, on whatever is there. Most of it is refused; what is not has
// happened, and properties look at that.

/** A step: who tries what, with which of the things that exist, or that time passes. */
export interface Step {
  readonly by: number
  readonly act: number
  readonly proposal: number
  readonly place: number
  readonly pick: number
  readonly hours: number
}

const dice = fc.nat({ max: 1_000 })
const step = fc.record({ by: dice, act: dice, proposal: dice, place: dice, pick: dice, hours: fc.nat({ max: 60 }) })
/** Without bias: small numbers are no simpler here, they are only the first acts of the list. */
export const steps = (length: number): fc.Arbitrary<readonly Step[]> =>
  fc.noBias(fc.array(step, { minLength: length, maxLength: length, size: 'max' }))

export type Play = ReturnType<typeof assembly>

/** Every word that a member writes carries this one, so that a test can seek it where it must not be. */
const canary = 'CANARY'

const names = [
  ...['government', 'business', 'civil', 'technical'].flatMap((key) => [1, 2, 3].map((nth) => `${key}${nth}`)),
  'Maria',
  'Sam',
  'guest',
  'stranger',
]
const acts = Object.keys(actData).filter((act): act is ActType => act !== 'found assembly')
const rarer: ReadonlySet<ActType> = new Set<ActType>([
  'ask to join',
  'seat member',
  'leave caucus',
  'remove member',
  'give office',
  'resign office',
  'end office',
  'show name',
  'submit proposal',
  'withdraw',
  'park',
  'decline',
  'declare unreachable',
  'recall',
  'hand over',
  'start choice',
  'reopen',
])
/** What moves a proposal is tried more often than chance would, or few would get anywhere. */
const weighted: readonly ActType[] = [
  ...acts,
  ...acts.filter((act) => !rarer.has(act)),
  ...acts.filter((act) => !rarer.has(act)),
  'dispatch',
  'dispatch',
  'post reading',
  'confirm reading',
  'confirm reading',
  'confirm reading',
  'answer gauge',
  'answer gauge',
  'answer gauge',
  'declare consensus',
  'declare consensus',
]

/** A small assembly in which all of this was tried. */
export function playOf(taken: readonly Step[]): Play {
  const charter = charterWith({
    contestHours: 4,
    appealDays: 1,
    choiceHours: 6,
    caucuses: charterWith().caucuses.map((one) => ({ ...one, ...(one.seats > 0 && { seats: 3 }) })),
  })
  const play = assembly({ charter })
  play.joins('guest', 'civil')
  play.inCaucuses('civil2')
  play.inPlenary('business2')
  for (const step of taken) {
    if (step.hours > 50) play.waits({ hours: step.hours === 60 ? 150 : step.hours - 50 })
    if (step.act % 12 === 0) agreeAll(play, step)
    const type = weighted[step.act % weighted.length]
    const act = type && actOf(play, type, step)
    const by = act && actorsFor(step).find((one) => play.answerTo(one, act) === 'done')
    if (act && by) play.does(by, act)
  }
  return play
}

/** Once in four times somebody at random and nobody else; else whoever is allowed, so that something happens. */
function actorsFor({ by, hours }: Step): readonly Actor[] {
  const cast: readonly Actor[] = [...names.map(person), 'clock', 'operator']
  const first = by % cast.length
  return hours % 4 === 0 ? cast.slice(first, first + 1) : [...cast.slice(first), ...cast.slice(0, first)]
}

/** What chance alone would take long to find: every chair answers every concern, and reads and confirms full consensus. */
function agreeAll(play: Play, step: Step): void {
  const proposal = one([...play.world.assembly.proposals.values()].slice(0, 2), step.proposal)
  if (!proposal) return
  const attempt = (by: Actor | undefined, act: ActInput) => {
    if (by && play.answerTo(by, act) === 'done') play.does(by, act)
  }
  for (const where of ['plenary', ...counting]) {
    const place = play.place(where)
    const chair = chairsOf(play.world.assembly, place)[0]?.member
    for (const { id, standing } of debateIn(play.world, place, proposal).concerns.values())
      if (standing.is !== 'answered')
        attempt(chair, { type: 'answer concern', place, proposal: proposal.id, concern: id, answer: canary })
    if (place === 'plenary') continue
    attempt(chair, play.reading(proposal.id, where, 'full consensus', { note: canary }))
    const reading = readingOut(workOf(play.world, place, proposal.id))
    if (reading) attempt(chair, play.confirming(proposal.id, where, reading.id))
  }
}

const one = <T>(from: Iterable<T>, at: number): T | undefined => {
  const all = [...from]
  return all[at % Math.max(all.length, 1)]
}

/** An act of a type about things that exist; undefined where there is nothing for it to be about. */
function actOf(play: Play, type: ActType, { proposal: nth, place: where, pick, by }: Step): ActInput | undefined {
  const { assembly: state, rooms } = play.world
  const proposal = one([...state.proposals.values()].slice(0, 2), nth)
  if (!proposal || (type === 'submit proposal' && state.proposals.size > 3)) return undefined
  const key = one(['plenary', 'government', 'business', 'civil', 'technical'], where) ?? 'civil'
  const caucusKey = key === 'plenary' ? 'civil' : key
  const caucus = play.caucus(caucusKey)
  const place = takesPlace(type) ? play.place(key) : caucus
  const debate = debateIn(play.world, place, proposal)
  const room = rooms.get(caucus)
  const work = room?.work.get(proposal.id)
  const member = person(names[pick % names.length] ?? 'guest')
  const words = `${canary} ${type}`
  const level = one(
    ['full consensus', 'full consensus', 'full consensus', 'rough consensus', 'no objection', 'divergence'] as const,
    pick,
  )
  const about = pick % 5 === 0 ? 'if amended' : 'as it is'
  const paragraph = one(proposal.versions.at(-1)?.paragraphs ?? [], pick)?.id
  /** Everything that any act could ask for; each takes what its schema knows. */
  const all = {
    place,
    caucus,
    proposal: proposal.id,
    member,
    words,
    reason: words,
    note: words,
    says: words,
    why: type === 'reopen' ? 'new information' : words,
    considered: words,
    answer: type === 'answer gauge' ? one(['support', 'live', 'concerns', 'object', 'abstain'], pick) : words,
    where: words,
    information: words,
    interest: words,
    asks: type === 'open gauge' ? 'where do you stand' : words,
    how: words,
    name: words,
    wording: words,
    title: words,
    understood: pick % 2 === 0,
    settled: pick % 2 === 0,
    consent: pick % 2 === 0,
    as: one(['representative', 'alternate', 'participant'], pick),
    office: type.includes('choice') ? one(['caucus chair', 'acting chair'], pick) : 'co-chair',
    request: one(room?.requests.values() ?? [], pick)?.id,
    choice: one(room?.choices ?? [], pick)?.id,
    for: person(`${caucusKey}${(pick % 3) + 1}`),
    to: person(`${caucusKey}${(pick % 3) + 1}`),
    version: type === 'dispatch' ? proposal.versions.length - (pick % 3 === 0 ? 1 : 0) : undefined,
    deadline: play.in({ days: pick % 4 === 0 ? 3 : 60 }),
    closes: play.in({ hours: 5 + (pick % 20) }),
    question: one(proposal.questions, pick)?.id,
    gauge: type === 'raise concern' || type === 'post reading' ? undefined : one(debate.gauges.values(), pick)?.id,
    concern: type === 'answer gauge' ? undefined : one(debate.concerns.values(), pick)?.id,
    into: one(debate.concerns.values(), by)?.id,
    parts: [{ says: words }, { says: words }],
    reading: work?.readings.at(-1)?.id,
    view: one(work?.views ?? [], pick)?.id,
    level,
    about,
    conditions: about === 'if amended' ? [{ on: { paragraph }, says: words }] : [],
    sends: {
      note: true,
      amendments: pick % 2 === 0 ? (work?.debate.amendments.slice(0, 1).map(({ id }) => id) ?? []) : [],
      turnout: true,
      views: [],
      concerns: [],
    },
    source: { kind: 'member' },
    paragraphs:
      type === 'post reading'
        ? []
        : type === 'submit proposal'
          ? [{ label: '1.', text: words }]
          : play.paragraphsWith(proposal.id, pick % 3, `${words} ${pick}`),
    rounds: [],
    charter: undefined,
  }
  const shape = actData[type].shape
  const given = Object.fromEntries(
    Object.entries(all).filter(([name, value]) => Object.hasOwn(shape, name) && value !== undefined),
  )
  return actData[type].safeParse(given).success ? ({ type, ...given } as ActInput) : undefined
}

const takesPlace = (type: ActType): boolean => Object.hasOwn(actData[type].shape, 'place')
