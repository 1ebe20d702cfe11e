import { setTimeout as sleep } from 'node:timers/promises'
import { label } from '../text/plain.ts'
import { say } from '../text/say.ts'
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
        print(`   … ${label(say('play/passes', spanOf(scene.ms)))} …`)
        place = ''
        break
      case 'said': {
        const here = placeNamed(scene.where)
        if (here !== place) {
          print('')
          print(`   ${label(say('play/at', { place: here, at: now().slice(0, 16).replace('T', ' ') }))}`)
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

/** The largest whole unit: 24 hours are said as they are. */
function spanOf(ms: number): { readonly unit: 'days' | 'hours' | 'minutes'; readonly count: number } {
  const hours = Math.round(ms / 3_600_000)
  if (hours > 24 && hours % 24 === 0) return { unit: 'days', count: hours / 24 }
  return hours >= 1 ? { unit: 'hours', count: hours } : { unit: 'minutes', count: Math.round(ms / 60_000) }
}
