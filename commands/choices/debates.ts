import { isUnsettled, statusOf } from '../../src/domain/concern.ts'
import { debatesOf } from '../../src/domain/due.ts'
import { isOpen } from '../../src/domain/gauge.ts'
import { cut, proposalShort, words, type Choosable, type Chooser } from './chooser.ts'

/** Everything of one kind in the debates that this person may look into; what is here comes first. */
function debated(chooser: Chooser) {
  const { world, place } = chooser
  const all = [...world.assembly.proposals.values()].flatMap((proposal) =>
    debatesOf(world, proposal).map(([where, debate]) => ({ proposal, where, debate })),
  )
  const wanted = chooser.proposal ? all.filter(({ proposal }) => proposal.id === chooser.proposal) : all
  // In a channel one speaks of what is there; in a direct conversation of all that one may see.
  const here = place === undefined ? wanted : wanted.filter(({ where }) => where === place)
  return here.toReversed()
}

export function gauges(chooser: Chooser, open: boolean | undefined): readonly Choosable[] {
  return debated(chooser).flatMap(({ proposal, where, debate }) =>
    [...debate.gauges.values()]
      .toReversed()
      .filter((gauge) => open === undefined || isOpen(gauge, chooser.rows.now) === open)
      .map((gauge) => ({
        value: { place: where, proposal: proposal.id, gauge: gauge.id },
        id: gauge.id,
        label: words('command/gauge-named', {
          number: gauge.number,
          proposal: proposalShort(proposal),
          version: gauge.version,
        }),
        typed: [
          `g-${gauge.number}`,
          `g${gauge.number}`,
          ...(chooser.place === undefined ? [] : [String(gauge.number)]),
        ],
      })),
  )
}

const answerKeys = {
  support: 'command/answer-support',
  live: 'command/answer-live',
  concerns: 'command/answer-concerns',
  object: 'command/answer-object',
  abstain: 'command/answer-abstain',
  notReady: 'command/answer-not-ready',
  yes: 'command/answer-yes',
  no: 'command/answer-no',
} as const

/** The answers that the chosen gauge takes; without one, all of them. */
export function answers(chooser: Chooser): readonly Choosable[] {
  const found = debated({ ...chooser, place: undefined }).flatMap(({ debate }) => [...debate.gauges.values()])
  const gauge = found.find(({ id }) => id === chooser.gauge)
  const stand = ['support', 'live', 'concerns', 'object', 'abstain'] as const
  const all = Object.keys(answerKeys) as (keyof typeof answerKeys)[]
  const taken = !gauge
    ? all
    : gauge.asks === 'against'
      ? (['yes', 'no', 'abstain'] as const)
      : gauge.settings.notReady
        ? [...stand, 'notReady' as const]
        : stand
  return taken.map((answer) => {
    const named = words(answerKeys[answer], {})
    const also = answer === 'live' ? ['can live', 'live with it'] : answer === 'notReady' ? ['not-ready'] : []
    return { value: answer, id: answer, label: named, typed: [answer.toLowerCase(), named.toLowerCase(), ...also] }
  })
}

export function concerns(
  chooser: Chooser,
  status: 'open' | 'answered' | 'unsettled' | 'ended' | 'any',
): readonly Choosable[] {
  const { rows } = chooser
  return debated(chooser).flatMap(({ proposal, where, debate }) =>
    [...debate.concerns.values()].toReversed().flatMap((concern) => {
      const is = statusOf(concern, rows.now)
      const fits =
        status === 'any' ||
        (status === 'unsettled' && isUnsettled(concern)) ||
        (status === 'open' && is === 'open') ||
        (status === 'answered' &&
          ['answered', 'overruling', 'settling elsewhere', 'answered, no reply'].includes(is)) ||
        (status === 'ended' && !isUnsettled(concern) && is !== 'answered')
      if (!fits) return []
      const named = { number: concern.number, proposal: proposalShort(proposal), says: rows.read(concern.says) ?? '' }
      return [
        {
          value: { place: where, proposal: proposal.id, concern: concern.id },
          id: concern.id,
          label: cut(words('command/concern-named', named)),
          typed: [
            `c-${concern.number}`,
            `c${concern.number}`,
            ...(chooser.place === undefined ? [] : [String(concern.number)]),
          ],
        },
      ]
    }),
  )
}

export function readings(chooser: Chooser): readonly Choosable[] {
  const rooms = [...chooser.world.rooms.values()].filter(
    ({ caucus }) => chooser.place === undefined || caucus === chooser.place,
  )
  return rooms.flatMap(({ caucus, work }) =>
    [...work].flatMap(([id, { readings: all }]) => {
      const proposal = chooser.world.assembly.proposals.get(id)
      if (!proposal || (chooser.proposal && chooser.proposal !== id)) return []
      return all
        .filter((reading) => !reading.ended)
        .map((reading) => ({
          value: { caucus, proposal: id, reading: reading.id },
          id: reading.id,
          label: words('command/reading-named', {
            level: reading.level,
            proposal: proposalShort(proposal),
            version: reading.version,
          }),
          typed: [proposalShort(proposal).toLowerCase()],
        }))
    }),
  )
}

export function minorityViews(chooser: Chooser): readonly Choosable[] {
  return [...chooser.world.rooms.values()]
    .filter(({ caucus }) => chooser.place === undefined || caucus === chooser.place)
    .flatMap(({ caucus, work }) =>
      [...work].flatMap(([proposal, { views }]) =>
        views.map((view, at) => ({
          value: { caucus, proposal, view: view.id },
          id: view.id,
          label: cut(chooser.rows.read(view.words) ?? ''),
          typed: [`m-${at + 1}`, String(at + 1)],
        })),
      ),
    )
}
