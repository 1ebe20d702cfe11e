import type { z } from 'zod'
import type { ActType, actData } from '../domain/act.ts'
import type { CaucusId, MemberId, Place, ProposalId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Key } from '../text/say.ts'
import type { Field } from './field.ts'
import type { Page } from './page.ts'

/** Where a command can be given: in a caucus's channel, in plenary's, or anywhere, a direct conversation included. */
export type Where = 'caucus' | 'plenary' | 'anywhere'

type PlaceIn<W extends Where> =
  | (W extends 'caucus' ? CaucusId : never)
  | (W extends 'plenary' ? 'plenary' : never)
  | (W extends 'anywhere' ? Place | undefined : never)

/** Who gave a command, where and when. `zone` is the assembly's. */
export interface Here<W extends Where = Where> {
  readonly place: PlaceIn<W>
  readonly by: MemberId
  readonly now: Instant
  readonly zone: string
}

export type Asks = Readonly<Record<string, Field>>
type AnswerOf<F> = F extends Field<infer Answer> ? Answer : never

/** The answers to a command's fields, checked: optional ones may be absent. */
export type AnswersTo<A extends Asks> = {
  readonly [F in keyof A as A[F] extends Field<unknown, true> ? never : F]: AnswerOf<A[F]>
} & { readonly [F in keyof A as A[F] extends Field<unknown, true> ? F : never]?: AnswerOf<A[F]> | undefined }

/** What an act of a type takes, before its schema fills in defaults. */
export type ActGiven<T extends ActType> = z.input<(typeof actData)[T]>

/** What is no act of the procedure: rows about a person or a channel, which leave no fact. */
export type Own =
  | { readonly own: 'mark away' }
  | { readonly own: 'mark back' }
  /** Shows a code here, to be typed on another platform. */
  | { readonly own: 'start linking' }
  | { readonly own: 'finish linking'; readonly code: string }
  | { readonly own: 'remind caucuses'; readonly proposal: ProposalId }
  | { readonly own: 'open channels' }
  /** `channel` as typed: an id, a link or a name. */
  | { readonly own: 'link channel'; readonly channel: string; readonly caucus?: CaucusId | undefined }
  | { readonly own: 'check channels' }
  /** What a change by hand is to mean: who came may stay or goes again, who was taken out comes back. */
  | {
      readonly own: 'settle hand change'
      readonly as: 'stays' | 'goes' | 'comes back'
      readonly member: MemberId
      readonly caucus?: CaucusId | undefined
    }
  | { readonly own: 'tell about me'; readonly name?: string | undefined; readonly organisation?: string | undefined }

interface Common<A extends Asks> {
  /** Noun and verb, as typed: Discord `/concern answer`, Slack and the web `/caucus concern answer`. */
  readonly name: readonly [noun: string, verb: string]
  readonly where: readonly Where[]
  /** The head of its form, at most 24 characters. */
  readonly title: Key
  /** One line for help and for menus, at most 100 characters. */
  readonly about: Key
  /** Asked in this order. The first two can be typed without their names: `concern answer C-3`. */
  readonly ask: A
  /** Asked before it is done, where it cannot be undone. */
  readonly confirm?: Key
  /** For whom help lists a command that is no act; the rules of an act say so themselves. */
  readonly whose?: 'channel keepers' | 'who may remind'
}

/** A command as adapters and the room of commands see it: one of an act, a page, or rows of one's own. */
export type CommandDeclaration = Common<Asks> &
  (
    | { readonly does: ActType; readonly act: (answers: never, here: never) => object }
    | { readonly does: 'read'; readonly read: (answers: never, here: never) => Page }
    | { readonly does: 'own'; readonly row: (answers: never, here: never) => Own }
  )

/** Every command, as data: registrations, forms, help and parsing are made from it. */
export type Catalogue = readonly CommandDeclaration[]

/**
 * Declares a command that does one act of the procedure. `act` gives what the act takes, without its type; who may do it
 * is the domain's to say.
 */
export const defineCommand = <const T extends ActType, const W extends Where, A extends Asks>(
  declared: Omit<Common<A>, 'where'> & {
    readonly where: readonly W[]
    readonly does: T
    readonly act: (answers: AnswersTo<A>, here: Here<W>) => ActGiven<T>
  },
): CommandDeclaration & { readonly does: T } => declared

/** Declares a command that shows a page privately, and changes nothing. */
export const defineRead = <const W extends Where, A extends Asks>(
  declared: Omit<Common<A>, 'where'> & {
    readonly where: readonly W[]
    readonly read: (answers: AnswersTo<A>, here: Here<W>) => Page
  },
): CommandDeclaration & { readonly does: 'read' } => ({ ...declared, does: 'read' })

/** Declares a command about oneself that is no act: away, a linked account, a language. */
export const defineOwn = <const W extends Where, A extends Asks>(
  declared: Omit<Common<A>, 'where'> & {
    readonly where: readonly W[]
    readonly row: (answers: AnswersTo<A>, here: Here<W>) => Own
  },
): CommandDeclaration & { readonly does: 'own' } => ({ ...declared, does: 'own' })

/** `gauge answer`: how presses and forms name a command. */
export const nameOf = (command: CommandDeclaration): string => command.name.join(' ')
