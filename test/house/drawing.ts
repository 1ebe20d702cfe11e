// The house as CONTRIBUTING.md draws it: from the same table that CI holds the imports to, so that neither can drift.
import { rooms } from '../../.dependency-cruiser.mjs'

const nameOf = (room: string): string => room.replace(/^src\//, '').replace(/\.ts$/, '')
const idOf = (room: string): string => nameOf(room).replaceAll(/[^a-z]/gi, '_')

/** An arrow that another path already implies is left out: the drawing shows the shape, the table the whole. */
function needed(from: string, to: string, knows: ReadonlyMap<string, readonly string[]>): boolean {
  const others = (knows.get(from) ?? []).filter((other) => other !== to)
  return !others.some((other) => reaches(other, to, knows))
}
const reaches = (from: string, to: string, knows: ReadonlyMap<string, readonly string[]>): boolean =>
  (knows.get(from) ?? []).some((next) => next === to || reaches(next, to, knows))

/** Mermaid source of the rooms and who knows whom. */
export function drawHouse(): string {
  const whole = Object.entries(rooms)
  const roomOf = (path: string) =>
    /\.\w+$/.test(path) && !whole.some(([room]) => room === path) ? path.replace(/\/[^/]+$/, '') : path
  const knows = new Map(
    whole.map(([room, known]) => [room, [...new Set(known.map(roomOf))].filter((one) => one !== room)]),
  )
  const boxes = [...knows.keys()].map((room) => `  ${idOf(room)}["${nameOf(room)}"]`)
  const arrows = [...knows].flatMap(([room, known]) =>
    known.filter((one) => needed(room, one, knows)).map((one) => `  ${idOf(room)} --> ${idOf(one)}`),
  )
  return ['```mermaid', 'graph BT', ...boxes, ...arrows, '```'].join('\n')
}
