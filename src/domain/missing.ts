import type { CaucusId, ParagraphId, ProposalId } from './id.ts'
import type { Instant } from './instant.ts'
import type { Level } from './level.ts'

/** Why a counted caucus, or plenary itself, still stands between a version and overall rough consensus (procedure 3.5). */
export type Missing =
  | { readonly who: CaucusId; readonly why: 'no answer yet' | 'lapsed' | 'no chair' | 'not constituted' | 'part only' }
  | { readonly who: CaucusId; readonly why: 'level'; readonly level: Level }
  | {
      readonly who: CaucusId
      readonly why: 'if amended'
      readonly level: Level
      readonly paragraphs: readonly ParagraphId[]
      readonly proposals: readonly ProposalId[]
    }
  | { readonly who: CaucusId; readonly why: 'reading open'; readonly until: Instant }
  | { readonly who: 'plenary'; readonly why: 'concerns'; readonly concerns: number }
  | { readonly who: 'plenary'; readonly why: 'no round yet' }
