import { countsOverall, type CharterDraft } from '../src/domain/charter.ts'
import type { Instant } from '../src/domain/instant.ts'
import { code, memberText, moment, text, type Parts } from '../src/text/part.ts'
import { say } from '../src/text/say.ts'

type Caucus = CharterDraft['caucuses'][number]

/** What a charter will mean, in sentences: who needs to agree, what a gauge takes, which windows there are. */
export function charterPreview(charter: CharterDraft, now: Instant): readonly Parts[] {
  const { name, forum, zone, contestHours, appealDays, choiceHours, noObjectionCounts, remindAt, caucuses } = charter
  const needed = caucuses.filter((one) => countsOverall(one) && !one.dormant)
  return [
    say('command/preview-first', { name: memberText(name), forum: memberText(forum) }),
    ...caucuses.map(caucusSays),
    roomsSay(caucuses),
    say('command/preview-consensus', { caucuses: needed.length, noObjection: noObjectionCounts ? 'yes' : 'no' }),
    ...gaugesSay(caucuses.filter(({ kind }) => kind !== 'observer')),
    say('command/preview-windows', { contest: contestHours, appeal: appealDays, choice: choiceHours }),
    say('command/preview-reminders', { count: remindAt.length, all: remindAt.join(', ') }),
    say('command/preview-zone', { zone: code(zone), now: moment(now, zone) }),
    say('command/preview-you'),
  ]
}

function caucusSays(caucus: Caucus): Parts {
  const name = memberText(caucus.name)
  if (caucus.kind === 'observer') return say('command/preview-observers', { name })
  const role = !countsOverall(caucus) ? 'heard' : caucus.dormant ? 'dormant' : 'needed'
  return say('command/preview-caucus', { name, kind: caucus.kind, seats: caucus.seats, role })
}

function roomsSay(caucuses: readonly Caucus[]): Parts {
  const open = caucuses.filter(({ membership }) => membership === 'public')
  const membership = open.length === 0 ? 'private' : open.length === caucuses.length ? 'public' : 'some'
  return say('command/preview-rooms', { membership, public: namesOf(open) })
}

/** Caucuses whose gauges are the same are told together. */
function gaugesSay(caucuses: readonly Caucus[]): readonly Parts[] {
  const same = new Map<string, Caucus[]>()
  for (const caucus of caucuses) {
    const key = JSON.stringify([caucus.gauge, caucus.method])
    same.set(key, [...(same.get(key) ?? []), caucus])
  }
  return [...same.values()].flatMap(([first, ...others]): Parts[] => {
    if (!first) return []
    const { small, quorum, tally } = first.gauge
    const method = first.method.name === 'own process' ? 'own' : first.method.name
    return [say('command/preview-gauge', { caucuses: namesOf([first, ...others]), small, quorum, tally, method })]
  })
}

const namesOf = (caucuses: readonly Caucus[]): Parts =>
  caucuses.flatMap(({ name }, at) => [...(at > 0 ? [text(', ')] : []), memberText(name)])
