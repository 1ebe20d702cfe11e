import type { ActType } from './act.ts'
import type { Role } from './authority.ts'
import type { Place } from './id.ts'
import type { Instant } from './instant.ts'
import type { Level } from './level.ts'
import type { Missing } from './missing.ts'
import type { DoorRefusal } from './text.ts'
import type { Stage } from './world.ts'

/** Each refusal's code with its data. The sentence, with a next step, stands in src/text under the same code. */
interface Refusals {
  'may/stage': { act: ActType; stage: Stage; possible: readonly Stage[] }
  'may/role': { act: ActType; place: Place; needs: readonly (Role | 'anyone')[] }
  'unknown/proposal': object
  'unknown/concern': object
  'unknown/gauge': object
  'unknown/caucus': object
  'unknown/member': object
  'unknown/request': object
  'unknown/version': { latest: number }
  'unknown/paragraph': object
  'unknown/reading': object
  'unknown/question': object
  'unknown/choice': object
  'unknown/view': object
  'unknown/amendment': object
  'unknown/seat': object

  'assembly/founded': object
  'assembly/not-founded': object
  'assembly/for-reading': object
  'charter/caucus-gone': { key: string }
  'charter/unchanged': object
  'charter/seats-taken': { key: string; filled: number }
  'join/already-here': object
  'join/asked-already': object
  'join/request-ended': object
  'join/no-seat-free': { seats: number }
  'join/seat-taken': object
  'join/other-caucus': { caucus: Place }
  'join/observers-only': object
  'join/no-observers-here': object
  'join/not-here': object
  'join/has-chair': object
  'office/needs-caucus': object
  'office/no-caucus': object
  'office/holds-already': object
  'office/not-held': object
  'office/caucus-chooses': object
  'office/not-yours-to-give': { office: string }
  'office/not-in-caucus': object
  'office/last-secretariat': object
  'choice/running': { until: Instant }
  'choice/has-chair': object
  'choice/over': object
  'choice/not-eligible': object
  'choice/not-due': { until: Instant }

  'proposal/sponsor-speaks': object
  'proposal/two-paragraphs-one-id': object
  'proposal/own': object
  'proposal/final': { since: Instant }
  'proposal/nothing-changed': object
  'version/paragraph-not-before': object
  'version/before-dispatch-only': object
  'version/after-dispatch-only': object
  'round/deadline-passed': object
  'round/nobody-to-ask': object
  'round/all-stand': object
  'round/questions-open': { questions: number }
  'round/none-yet': object
  'leg/not-yours': object
  'leg/still-open': object
  'leg/over': object
  'leg/not-due': object
  'leg/question-open': object
  'leg/no-interest': object
  'leg/to-whom': object
  'question/ended': object
  'question/reading-posted': object
  'question/answered-already': object
  'question/too-late': object

  'gauge/closed': { at: Instant }
  'gauge/superseded': object
  'gauge/no-electorate': object
  'gauge/not-an-answer': object
  'gauge/needs-reason': object
  'gauge/not-in-electorate': object
  'gauge/closes-in-the-past': object
  'gauge/running': { number: number }
  'gauge/not-due': { until: Instant }
  'gauge/no-answer': object
  'gauge/more-answers-than-seats': object
  'gauge/tally-differs': object
  'gauge/advice-differs': object
  'gauge/not-ready-not-asked': object

  'concern/ended': { standing: string }
  'concern/not-answered': object
  'concern/joined-already': object
  'concern/own': object
  'concern/into-itself': object
  'concern/nothing-asked': object
  'concern/not-to-be-rechecked': object
  'concern/holder-is-here': object
  'concern/not-ended': object
  'concern/forwarded-already': object
  'concern/version': { version: number }

  'reading/none': object
  'reading/one-open': object
  'reading/ended': object
  'reading/window-over': { until: Instant }
  'reading/window-open': { until: Instant }
  'reading/needs-note': { contests: number }
  'reading/acted-on': object
  'reading/view-not-consented': object
  'declare/concern-open': { concerns: number }
  'declare/needs-reason': { level: Level; advice: string }
  'declare/needs-how': object
  'declare/needs-conditions': object
  'declare/no-conditions': object
  'declare/against-not-asked': object
  'declare/not-answering': object
  'declare/conditions-not-met': { unmet: number }
  'declare/nothing-conditional': object
  'declare/what-leaves-differs': object
  'gate/shut': { missing: readonly Missing[] }
  'record/wrong-chain': { kind: string }
  'record/head-unknown': object
}

export type DomainRefusal = {
  [Code in keyof Refusals]: { readonly code: Code } & Readonly<Refusals[Code]>
}[keyof Refusals]
export type Refusal = DomainRefusal | DoorRefusal
export type RefusalCode = Refusal['code']

export const refuse = <Code extends keyof Refusals>(
  code: Code,
  about: Refusals[Code],
): Extract<DomainRefusal, { code: Code }> => ({ code, ...about }) as unknown as Extract<DomainRefusal, { code: Code }>
