import { countsOverall, type Caucus, type Charter } from './charter.ts'
import { isClosed } from './concern.ts'
import type { CaucusId, ParagraphId } from './id.ts'
import type { Instant } from './instant.ts'
import { answerIn, legStatus, standsAtConsensus, standsBy } from './leg.ts'
import { compareLevels, counts, worse, type Level } from './level.ts'
import { chairsOf, isConstituted } from './members.ts'
import type { Missing } from './missing.ts'
import {
  charterOfRound,
  currentRound,
  latestVersion,
  type Assembly,
  type Declaration,
  type Proposal,
  type Round,
} from './world.ts'

export interface Gate {
  readonly version: number
  readonly round: number
  readonly counted: readonly CaucusId[]
  /** Caucus → the `n` of the declaration by which it stands at rough consensus or better, as it is, on this version. */
  readonly standing: Readonly<Record<CaucusId, number>>
  /** Counted caucuses that the charter lists as dormant and that have no members: every outcome names them. */
  readonly without: readonly CaucusId[]
  readonly missing: readonly Missing[]
}

/**
 * The gate before overall rough consensus (procedure 3.5): open when nothing is missing.
 * The charter of the assessed round judges; a caucus stands by its latest declaration on the version, of whatever round.
 */
export function gate(assembly: Assembly, proposal: Proposal, now: Instant): Gate {
  const round = currentRound(proposal)
  const charter = charterOfRound(assembly, round)
  const version = round?.version ?? latestVersion(proposal).number
  const counted = charter.caucuses.filter(countsOverall)
  const without = counted.filter((caucus) => caucus.dormant && !isConstituted(assembly, caucus.id)).map(({ id }) => id)
  const asked = counted.filter(({ id }) => !without.includes(id))
  const standing: Record<CaucusId, number> = {}
  const missing: Missing[] = round ? [] : [{ who: 'plenary', why: 'no round yet' }]
  for (const caucus of asked) {
    const declaration = standsBy(proposal, caucus.id, version)
    const why = round && missingOf(assembly, charter, proposal, round, caucus)
    if (why) missing.push(why)
    if (!why && declaration) standing[caucus.id] = declaration.n
  }
  const open = [...proposal.plenary.concerns.values()].filter((concern) => !isClosed(concern, now))
  if (open.length > 0) missing.push({ who: 'plenary', why: 'concerns', concerns: open.length })
  return { version, round: round?.number ?? 0, counted: counted.map(({ id }) => id), standing, without, missing }
}

function missingOf(
  assembly: Assembly,
  charter: Charter,
  proposal: Proposal,
  round: Round,
  { id: who }: Caucus,
): Missing | undefined {
  if (!isConstituted(assembly, who)) return { who, why: 'not constituted' }
  const leg = legStatus(proposal, round, who)
  // A window holds the gate even when an older declaration stands (procedure 3.5: "with no reading window open").
  if (leg.is === 'reading') return { who, why: 'reading open', until: leg.until }
  const declaration = standsBy(proposal, who, round.version)
  if (!declaration) {
    if (chairsOf(assembly, who).length === 0) return { who, why: 'no chair' }
    return { who, why: leg.is === 'lapsed' ? 'lapsed' : 'no answer yet' }
  }
  if (!counts(declaration.level, charter)) return { who, why: 'level', level: declaration.level }
  if (declaration.about === 'if amended')
    return { who, why: 'if amended', level: declaration.level, ...conditionsOf(declaration) }
  if (!standsAtConsensus(declaration, charter)) return { who, why: 'part only' }
  return undefined
}

const conditionsOf = ({ conditions }: Declaration) => ({
  paragraphs: conditions.flatMap(({ on }) => (on !== 'whole' && 'paragraph' in on ? [on.paragraph] : [])),
  proposals: conditions.flatMap(({ on }) => (on !== 'whole' && 'proposal' in on ? [on.proposal] : [])),
})

/** The common ground of one paragraph: the worst-off counted caucus decides, and no counts are given (procedure 4). */
export interface Ground {
  readonly paragraph: ParagraphId
  readonly is: 'common ground' | 'in dispute' | 'not yet known' | 'not agreed'
  /** The level of the worst-off caucus that has declared. */
  readonly level?: Level
  readonly unknown: readonly CaucusId[]
  readonly disputedBy: readonly CaucusId[]
}

export function commonGround(assembly: Assembly, proposal: Proposal): readonly Ground[] {
  const round = currentRound(proposal)
  const charter = charterOfRound(assembly, round)
  const version = round?.version ?? latestVersion(proposal).number
  const counted = charter.caucuses.filter(
    (caucus) => countsOverall(caucus) && (isConstituted(assembly, caucus.id) || !caucus.dormant),
  )
  const stands = counted.map(({ id }) => ({ caucus: id, declaration: standsBy(proposal, id, version) }))
  return (proposal.versions[version - 1]?.paragraphs ?? []).map(({ id }) => groundOf(charter, proposal, id, stands))
}

type Stand = { readonly caucus: CaucusId; readonly declaration: Declaration | undefined }

function groundOf(charter: Charter, proposal: Proposal, paragraph: ParagraphId, stands: readonly Stand[]): Ground {
  const levels = stands.map(({ caucus, declaration }) => ({
    caucus,
    level: declaration && levelOn(declaration, paragraph),
  }))
  const unknown = levels.filter(({ level }) => level === undefined).map(({ caucus }) => caucus)
  const disputedBy = stands
    .filter(({ declaration }) => declaration && disputes(declaration, paragraph, proposal))
    .map(({ caucus }) => caucus)
  const known = levels.flatMap(({ level }) => level ?? [])
  const level = known.length > 0 ? known.reduce(worse) : undefined
  const found = { paragraph, unknown, disputedBy, ...(level && { level }) }
  if (disputedBy.length > 0) return { ...found, is: 'in dispute' }
  if (unknown.length > 0 || !level) return { ...found, is: 'not yet known' }
  return { ...found, is: counts(level, charter) ? 'common ground' : 'not agreed' }
}

/** The level given for the paragraph, else for the whole; nothing where the answer does not cover it. */
export function levelOn(declaration: Declaration, paragraph: ParagraphId): Level | undefined {
  const own = declaration.paragraphs.find((one) => one.paragraph === paragraph)
  if (own) return own.level
  return declaration.covers === 'whole' || declaration.covers.includes(paragraph) ? declaration.level : undefined
}

const disputes = (declaration: Declaration, paragraph: ParagraphId, proposal: Proposal): boolean =>
  declaration.conditions.some(({ on }) => on !== 'whole' && 'paragraph' in on && on.paragraph === paragraph) ||
  declaration.amendments.some((one) => one.paragraph === paragraph) ||
  declaration.concerns.some((id) => {
    const concern = proposal.plenary.concerns.get(id)
    return concern?.paragraph === paragraph
  })

/** How a caucus moved since the round before: closer, further away, or where it was (procedure 2, order). */
export function movement(
  proposal: Proposal,
  caucus: CaucusId,
  round: Round,
): 'closer' | 'further' | 'same' | undefined {
  const now = answerIn(proposal, round, caucus) ?? standsBy(proposal, caucus, round.version)
  const before = proposal.declarations.findLast(
    (one) => one.place === caucus && one.round < round.number && one !== now,
  )
  if (!now || !before) return undefined
  const by = compareLevels(now.level, before.level) || before.conditions.length - now.conditions.length
  if (by === 0) return 'same'
  return by > 0 ? 'closer' : 'further'
}

/** Rounds stop moving: two finished rounds in which no caucus came closer or went further (procedure 3.5 asks to show it). */
export function stoppedMoving(proposal: Proposal): boolean {
  const [before, last] = proposal.rounds.slice(-2)
  if (!before || !last) return false
  return last.legs.every(({ caucus }) => (movement(proposal, caucus, last) ?? 'same') === 'same')
}
