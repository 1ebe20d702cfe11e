import { filledSeats, seatsOf } from '../../src/domain/members.ts'
import { openChoice } from '../../src/domain/office.ts'
import { charterOf } from '../../src/domain/world.ts'
import { nameFor, only } from '../../src/views/viewer.ts'
import { caucusNamed, words, type Choosable, type Chooser } from './chooser.ts'

export function members({ people }: Chooser): readonly Choosable[] {
  return people.map(({ id, name }) => ({
    value: id,
    id,
    label: name,
    typed: [name.toLowerCase(), `@${name.toLowerCase()}`],
  }))
}

export function caucuses({ world, rows }: Chooser): readonly Choosable[] {
  return charterOf(world.assembly).caucuses.map(({ id, key, name }) => {
    const named = rows.read(name) ?? key
    return { value: id, id, label: named, typed: [key, named.toLowerCase()] }
  })
}

export function requests(chooser: Chooser): readonly Choosable[] {
  const { world, rows, member } = chooser
  return [...chooser.world.rooms.values()]
    .filter(({ caucus }) => chooser.place === undefined || chooser.place === 'plenary' || caucus === chooser.place)
    .flatMap(({ caucus, requests: all }) =>
      [...all.values()]
        .filter((request) => !request.ended)
        .map((request) => {
          const who =
            (member && nameFor(only(member), world, rows, request.member)) ?? rows.nameOf(request.member) ?? ''
          return {
            value: { caucus, request: request.id },
            id: request.id,
            label: words('command/request-named', { who, caucus: caucusNamed(world, rows, caucus) }),
            typed: [who.toLowerCase()],
          }
        }),
    )
}

export function seats(chooser: Chooser): readonly Choosable[] {
  const { world, rows, place } = chooser
  if (place === undefined || place === 'plenary') return []
  const filled = new Set(filledSeats(world.assembly, place).map(({ id }) => id))
  return seatsOf(world.assembly, place).map((seat, at) => {
    const who = seat.representative && rows.nameOf(seat.representative.member)
    const named =
      filled.has(seat.id) && who ? words('command/free-seat', { who }) : words('command/empty-seat', { nth: at + 1 })
    return { value: seat.id, id: seat.id, label: named, typed: [String(at + 1), ...(who ? [who.toLowerCase()] : [])] }
  })
}

export function runningChoices(chooser: Chooser): readonly Choosable[] {
  return [...chooser.world.rooms].flatMap(([caucus]) => {
    const running = openChoice(chooser.world, caucus)
    if (!running || (chooser.place !== undefined && chooser.place !== caucus)) return []
    const office = running.office === 'acting chair' ? 'acting' : 'chair'
    const named = words('command/choice-named', { office, caucus: caucusNamed(chooser.world, chooser.rows, caucus) })
    return [{ value: { caucus, choice: running.id }, id: running.id, label: named, typed: [running.office] }]
  })
}
