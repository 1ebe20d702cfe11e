import type { CaucusId, Place } from '../src/domain/id.ts'
import { defineOwn } from '../src/port/command.ts'
import { field, optional } from '../src/port/field.ts'

const member = field.member()
const caucus = optional(field.caucus({ hint: 'command/caucus-hint' }))

/** The caucus meant: the one named, else the one where the command was given. */
const here = (named: CaucusId | undefined, place: Place | undefined): { caucus?: CaucusId } => {
  const meant = named ?? (place === 'plenary' ? undefined : place)
  return meant === undefined ? {} : { caucus: meant }
}

/** Channels, and who is in them besides the seats: rows of the platforms, no acts of the procedure. */
export const channelCommands = [
  defineOwn({
    name: ['channel', 'open'],
    where: ['anywhere'],
    title: 'command/channel-open',
    about: 'command/channel-open-about',
    whose: 'channel keepers',
    ask: {},
    row: () => ({ own: 'open channels' }),
  }),
  defineOwn({
    name: ['channel', 'link'],
    where: ['anywhere'],
    title: 'command/channel-link',
    about: 'command/channel-link-about',
    whose: 'channel keepers',
    ask: { channel: field.line('command/channel', { max: 200, hint: 'command/channel-hint' }), caucus },
    row: ({ channel, caucus: named }) => ({ own: 'link channel', channel, ...(named && { caucus: named }) }),
  }),
  defineOwn({
    name: ['channel', 'check'],
    where: ['anywhere'],
    title: 'command/channel-check',
    about: 'command/channel-check-about',
    whose: 'channel keepers',
    ask: {},
    row: () => ({ own: 'check channels' }),
  }),
  defineOwn({
    name: ['channel', 'keep'],
    where: ['anywhere'],
    title: 'command/channel-keep',
    about: 'command/channel-keep-about',
    whose: 'channel keepers',
    ask: { member, caucus },
    row: ({ member: who, caucus: named }, { place }) => ({
      own: 'settle hand change',
      as: 'stays',
      member: who,
      ...here(named, place),
    }),
  }),
  defineOwn({
    name: ['channel', 'remove'],
    where: ['anywhere'],
    title: 'command/channel-remove',
    about: 'command/channel-remove-about',
    whose: 'channel keepers',
    ask: { member, caucus },
    row: ({ member: who, caucus: named }, { place }) => ({
      own: 'settle hand change',
      as: 'goes',
      member: who,
      ...here(named, place),
    }),
  }),
  defineOwn({
    name: ['channel', 'return'],
    where: ['anywhere'],
    title: 'command/channel-return',
    about: 'command/channel-return-about',
    whose: 'channel keepers',
    ask: { member, caucus },
    row: ({ member: who, caucus: named }, { place }) => ({
      own: 'settle hand change',
      as: 'comes back',
      member: who,
      ...here(named, place),
    }),
  }),
]
