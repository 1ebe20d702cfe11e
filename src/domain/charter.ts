import { z } from 'zod'
import { caucusId, type CaucusId } from './id.ts'
import { textRef, words } from './text.ts'

/** Constants of the procedure: "the 3s, 4s and 5s on this page are constants". */
export const constants = {
  /** Fewer answers than this, but not none, would show who said what. */
  fewest: 3,
  /** From this many views on, one objection may be a small minority. */
  smallestMinorityOf: 4,
  /** Below this electorate a card shows counts and no percentages. */
  percentagesFrom: 5,
  /** Days of silence after which an answered concern is closed as "answered, no reply". */
  silenceDays: 5,
} as const

const percent = z.int().min(0).max(100)
const zone = z.string().refine(isZone, { error: 'is no IANA time zone, such as Europe/Zurich or Africa/Nairobi' })
const slug = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, { error: 'takes a-z, 0-9 and -, and begins with a letter' })

export const kinds = ['stakeholder', 'constituency', 'observer'] as const
export type CaucusKind = (typeof kinds)[number]

/** Procedure 3, Methods: a closed list with parameters, no scripts. Ballot methods come with their own issue. */
const method = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('gauge') }),
  z.strictObject({ name: z.literal('consent') }),
  z.strictObject({ name: z.literal('own process') }),
])

const gaugeSettings = z.strictObject({
  /** Whole per cents: how many of those with a view are a *small* minority; half would be no minority. Ours: the sources refuse numbers. */
  small: z.int().min(0).max(49).default(20),
  /** Whole per cents of the electorate that must have answered. */
  quorum: percent.default(50),
  tally: z.enum(['hidden', 'shown']).default('hidden'),
  /** Whether *not ready* is among the answers. */
  notReady: z.boolean().default(false),
})
export type GaugeSettings = z.infer<typeof gaugeSettings>

const shared = {
  key: slug,
  kind: z.enum(kinds),
  /** Seats; none for observers, who hold no seat. */
  seats: z.int().min(0).max(10_000),
  method: method.default({ name: 'gauge' }),
  gauge: gaugeSettings.prefault({}),
  /** A constituency counts for overall consensus unless the charter says no (procedure 1). */
  counts: z.boolean().default(true),
  /** Overall consensus goes on without a dormant caucus, and says so (procedure 3, Declaring). */
  dormant: z.boolean().default(false),
  membership: z.enum(['private', 'public']).default('private'),
  zone: zone.optional(),
}

const settings = {
  zone: zone.default('UTC'),
  language: z.literal('en').default('en'),
  /** Hours for which a reading can be contested; 0 lets the chair confirm at once. */
  contestHours: z.int().min(0).max(720).default(48),
  /** Days for which a declaration may be appealed; the plenary's is provisional so long. */
  appealDays: z.int().min(0).max(365).default(7),
  /** Hours in which a caucus chooses a chair or an acting chair. */
  choiceHours: z.int().min(1).max(720).default(72),
  /** Whether *no objection* counts as rough consensus (procedure 2). */
  noObjectionCounts: z.boolean().default(false),
  /** Whole per cents of a gauge's time at which the silent are reminded. */
  remindAt: z.array(percent).max(5).default([50, 90]),
}

const charterShape = z.strictObject({
  name: words(120),
  /** The body whose recommendations these are, as a sentence says it: `the Internet Governance Forum` (procedure 1, forum). */
  forum: words(120),
  ...settings,
  caucuses: z
    .array(z.strictObject({ ...shared, name: words(80) }))
    .min(1)
    .max(40),
})

/** A charter as people write it. Each rule that spans keys names the key that is wrong. */
export const charterDraft = charterShape.superRefine((charter, issues) => {
  const refuse = (path: (string | number)[], message: string) => issues.addIssue({ code: 'custom', path, message })
  const first = charter.caucuses.find(hasEqualSeats)
  for (const [at, caucus] of charter.caucuses.entries()) {
    const twin = charter.caucuses.findIndex((other) => other.key === caucus.key)
    if (twin < at) refuse(['caucuses', at, 'key'], `"${caucus.key}" is taken by an earlier caucus`)
    if (caucus.kind === 'observer' && caucus.seats > 0)
      refuse(['caucuses', at, 'seats'], 'observers hold no seat: write 0, or make it a stakeholder caucus')
    if (caucus.kind !== 'observer' && caucus.seats === 0)
      refuse(['caucuses', at, 'seats'], 'a caucus that answers needs at least one seat')
    if (first && hasEqualSeats(caucus) && caucus.seats !== first.seats)
      refuse(
        ['caucuses', at, 'seats'],
        `has ${caucus.seats} where "${first.key}" has ${first.seats}: caucuses that count have equal seats`,
      )
  }
  if (!charter.caucuses.some(countsOverall))
    refuse(['caucuses'], 'at least one caucus has to count for overall consensus')
})
export type CharterDraft = z.infer<typeof charterDraft>
export type CharterInput = z.input<typeof charterDraft>

/** A charter as a fact: what people wrote in it stands as texts, and each caucus has its id. */
export const charter = z.strictObject({
  name: textRef,
  forum: textRef,
  ...settings,
  caucuses: z.array(z.strictObject({ ...shared, id: caucusId, name: textRef })),
})
export type Charter = z.infer<typeof charter>
export type Caucus = Charter['caucuses'][number]

/** Observers never count; a constituency counts unless the charter says no; stakeholders always do. */
export const countsOverall = (caucus: Pick<Caucus, 'kind' | 'counts'>): boolean =>
  caucus.kind === 'stakeholder' || (caucus.kind === 'constituency' && caucus.counts)

/** Stakeholder caucuses and counted constituencies have equal numbers of seats (procedure 1, seat). */
const hasEqualSeats = countsOverall

export const caucusOf = (charter: Charter, id: CaucusId): Caucus | undefined =>
  charter.caucuses.find((caucus) => caucus.id === id)

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
