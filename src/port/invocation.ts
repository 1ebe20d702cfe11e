import type { Card, Press } from './card.ts'
import type { Choice, Form, GivenAnswers } from './form.ts'
import type { ChannelId, MessageId, PersonId } from './id.ts'

/** A person as a platform knows them. People choose these names: they are as untrusted as member text. */
export interface PlatformIdentity {
  readonly platform: string
  readonly id: PersonId
  readonly name: string
}

/** Where something happened: a channel of the platform, or the direct conversation with the person. */
export interface ChannelRef {
  readonly platform: string
  readonly channel: ChannelId | 'direct'
}

/** What came in: a line as typed, a button, a filled form, or the wish for choices while a field is being typed. */
export type Asking =
  /** The line without the platform's own command word: `gauge open P-12 --closes "Thu 18:00"`. */
  | { readonly kind: 'line'; readonly text: string }
  /** `message` carried the button, where that message is a card of ours in a channel. */
  | { readonly kind: 'press'; readonly press: Press; readonly message?: MessageId }
  /**
   * A form sent, or a command with typed options: what was settled before is among the answers. `ask`: the form opens with
   * these answers filled in, even when nothing is missing (a shortcut on a message).
   */
  | { readonly kind: 'form'; readonly command: string; readonly answers: GivenAnswers; readonly ask?: true }
  /** Somebody is typing an answer and wants to see what there is. Changes nothing. */
  | {
      readonly kind: 'choices'
      readonly command: string
      readonly field: string
      readonly typed: string
      readonly answers: GivenAnswers
    }

/** Somebody did something on a platform. An adapter makes it of the platform's own event, and judges nothing. */
export interface Invocation {
  /** The platform's own id of the event: what is delivered twice has one key, and is done once. */
  readonly key: string
  readonly who: PlatformIdentity
  readonly where: ChannelRef
  readonly what: Asking
}

/** What the person who asked gets, and nobody else. */
export type Reply =
  /** `done`: the act counts. A page that was read and a refusal are told apart by it in played scripts. */
  | { readonly kind: 'card'; readonly card: Card; readonly how: 'done' | 'read' | 'refused' }
  /** More is needed. A field that could not be taken says why; nothing has changed. */
  | { readonly kind: 'form'; readonly form: Form }
  | { readonly kind: 'choices'; readonly choices: readonly Choice[] }

/**
 * The one way in. Never throws, a fault of ours included: that is a reply with a reference. It answers when the act is
 * committed, so an adapter acknowledges to its platform before it calls.
 */
export type Dispatch = (invocation: Invocation) => Promise<Reply>
