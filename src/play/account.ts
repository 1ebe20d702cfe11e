import { setTimeout as sleep } from 'node:timers/promises'
import type { Scene } from './run.ts'

/** Where an account is printed, and how fast. */
export interface Telling {
  readonly print: (line: string) => void
  /** Milliseconds between scenes; 0 tells everything at once. */
  readonly paceMs: number
  /** The name of a place by its key. */
  readonly placeNamed: (where: string) => string
  readonly now: () => string
}

/** Tells what happens as it happens: who says what where, what they are told, and how time passes. */
export function accountTo({ print, paceMs, placeNamed, now }: Telling): (scene: Scene) => Promise<void> {
  let place = ''
  return async (scene) => {
    switch (scene.kind) {
      case 'note':
        print('')
        print(`── ${scene.note} ${'─'.repeat(Math.max(3, 74 - scene.note.length))}`)
        place = ''
        break
      case 'wait':
        print('')
        print(`   … ${spanInWords(scene.ms)} pass …`)
        place = ''
        break
      case 'said': {
        const here = placeNamed(scene.where)
        if (here !== place) {
          print('')
          print(`   ${here} · ${now().slice(0, 16).replace('T', ' ')} UTC`)
        }
        place = here
        print(`${scene.who}: ${shortened(scene.line)}`)
        for (const line of told(scene.told.text)) print(`      ${scene.told.how === 'refused' ? '✗ ' : ''}${line}`)
        break
      }
    }
    if (paceMs > 0)
      await sleep(scene.kind === 'said' ? paceMs + Math.min(4_000, scene.told.text.length * 8) : paceMs * 2)
  }
}

/** What a person was told, without the buttons below it. */
const told = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.trim() !== '' && !/^\s*(\[[^\]]+\]\s*)+$/.test(line))

/** A whole text on a line is told by its beginning. */
const shortened = (line: string): string => (line.length > 160 ? `${line.slice(0, 157)}…` : line)

function spanInWords(ms: number): string {
  const hours = Math.round(ms / 3_600_000)
  if (hours % 24 === 0) return hours === 24 ? '24 hours' : `${hours / 24} days`
  return hours >= 1 ? `${hours} hours` : `${Math.round(ms / 60_000)} minutes`
}
