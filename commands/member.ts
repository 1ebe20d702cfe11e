import { defineCommand } from '../src/port/command.ts'
import { field, optional } from '../src/port/field.ts'

const seatKinds = {
  representative: 'command/as-representative',
  alternate: 'command/as-alternate',
  participant: 'command/as-participant',
  observer: 'command/as-observer',
} as const
const caucusOffices = {
  'plenary chair': 'command/office-plenary-chair',
  secretariat: 'command/office-secretariat',
  'caucus chair': 'command/office-caucus-chair',
  'co-chair': 'command/office-co-chair',
  'acting chair': 'command/office-acting-chair',
} as const
const office = field.choice('command/office', caucusOffices)
const as = field.choice('command/as', seatKinds)
const ofCaucus = optional(field.caucus({ hint: 'command/caucus-hint' }))

/** The caucus meant: the one named, else the one where the command was given. */
export const caucusHere = <C>(named: C | undefined, place: C | 'plenary' | undefined): C | undefined =>
  named ?? (place === 'plenary' ? undefined : place)

export const memberCommands = [
  defineCommand({
    name: ['caucus', 'join'],
    where: ['anywhere'],
    title: 'command/caucus-join',
    about: 'command/caucus-join-about',
    does: 'ask to join',
    ask: { caucus: field.caucus(), as, words: optional(field.words('command/join-words')) },
    act: ({ words, ...given }) => ({ ...given, ...(words && { words }) }),
  }),
  defineCommand({
    name: ['caucus', 'leave'],
    where: ['caucus'],
    title: 'command/caucus-leave',
    about: 'command/caucus-leave-about',
    does: 'leave caucus',
    confirm: 'command/caucus-leave-confirm',
    ask: {},
    act: (_given, { place }) => ({ caucus: place }),
  }),
  defineCommand({
    name: ['member', 'admit'],
    where: ['anywhere'],
    title: 'command/member-admit',
    about: 'command/member-admit-about',
    does: 'admit member',
    ask: { request: field.request(), seat: optional(field.seat()) },
    act: ({ request, seat }) => ({ ...request, ...(seat && { seat }) }),
  }),
  defineCommand({
    name: ['member', 'refuse'],
    where: ['anywhere'],
    title: 'command/member-refuse',
    about: 'command/member-refuse-about',
    does: 'refuse request',
    ask: { request: field.request(), reason: field.words('command/reason') },
    act: ({ request, reason }) => ({ ...request, reason }),
  }),
  defineCommand({
    name: ['member', 'seat'],
    where: ['anywhere'],
    title: 'command/member-seat',
    about: 'command/member-seat-about',
    does: 'seat member',
    ask: { member: field.member(), caucus: field.caucus({ here: true }), as, seat: optional(field.seat()) },
    act: ({ seat, ...given }) => ({ ...given, ...(seat && { seat }) }),
  }),
  defineCommand({
    name: ['member', 'remove'],
    where: ['caucus'],
    title: 'command/member-remove',
    about: 'command/member-remove-about',
    does: 'remove member',
    confirm: 'command/member-remove-confirm',
    ask: { member: field.member(), reason: field.words('command/reason') },
    act: (given, { place }) => ({ ...given, caucus: place }),
  }),
  defineCommand({
    name: ['office', 'give'],
    where: ['anywhere'],
    title: 'command/office-give',
    about: 'command/office-give-about',
    does: 'give office',
    ask: { office, member: field.member(), caucus: ofCaucus },
    act: ({ caucus, ...given }, { place }) => inCaucus(given, caucusHere(caucus, place)),
  }),
  defineCommand({
    name: ['office', 'resign'],
    where: ['anywhere'],
    title: 'command/office-resign',
    about: 'command/office-resign-about',
    does: 'resign office',
    confirm: 'command/office-resign-confirm',
    ask: { office, caucus: ofCaucus },
    act: ({ caucus, ...given }, { place }) => inCaucus(given, caucusHere(caucus, place)),
  }),
  defineCommand({
    name: ['office', 'end'],
    where: ['anywhere'],
    title: 'command/office-end',
    about: 'command/office-end-about',
    does: 'end office',
    confirm: 'command/office-end-confirm',
    ask: { office, member: field.member(), caucus: ofCaucus },
    act: ({ caucus, ...given }, { place }) => inCaucus(given, caucusHere(caucus, place)),
  }),
  defineCommand({
    name: ['name', 'show'],
    where: ['anywhere'],
    title: 'command/name-show',
    about: 'command/name-show-about',
    does: 'show name',
    confirm: 'command/name-show-confirm',
    ask: { name: field.line('command/name', { max: 80 }) },
    act: (given) => given,
  }),
  defineCommand({
    name: ['chair', 'start'],
    where: ['caucus'],
    title: 'command/chair-start',
    about: 'command/chair-start-about',
    does: 'start choice',
    ask: {
      office: field.choice('command/office', {
        'caucus chair': 'command/office-caucus-chair',
        'acting chair': 'command/office-acting-chair',
      }),
    },
    act: (given, { place }) => ({ ...given, caucus: place }),
  }),
  defineCommand({
    name: ['chair', 'choose'],
    where: ['caucus'],
    title: 'command/chair-choose',
    about: 'command/chair-choose-about',
    does: 'choose chair',
    ask: { for: field.member(), choice: field.runningChoice() },
    act: ({ choice, for: chosen }) => ({ ...choice, for: chosen }),
  }),
]

/** The plenary's offices belong to no caucus, wherever they are given. */
const inCaucus = <G extends { readonly office: string }, C>(given: G, caucus: C | undefined) => ({
  ...given,
  ...(caucus !== undefined && given.office !== 'plenary chair' && given.office !== 'secretariat' && { caucus }),
})
