import { describe, expect, it } from 'vitest'
import { loadScene } from '../../src/acts/scene.ts'
import { drawCard } from '../../src/cards/draw.ts'
import { chainEntries } from '../../src/store/facts.ts'
import { say } from '../../src/text/say.ts'
import { freshStore } from '../store/fresh.ts'
import { council, dataOf } from './council.ts'

const store = await freshStore()

describe('a card of what was decided', () => {
  it('prints the head of the record at that moment, so that the chat is a witness of it', async () => {
    const here = await council(store)
    const proposal = await here.dispatched()
    const caucus = here.caucus('civil')
    const about = { caucus, proposal }
    const posted = await here.does(here.person('civil1'), {
      type: 'post reading',
      ...about,
      level: 'full consensus',
      about: 'as it is',
      how: 'We talked it over.',
    })
    const { reading } = dataOf(posted, 'reading.posted')
    const sends = { note: true, amendments: [], turnout: true, views: [], concerns: [] }
    const done = await here.does(here.person('civil1'), { type: 'confirm reading', ...about, reading, sends })
    const { declaration } = dataOf(done, 'declaration.made')
    await here.does(here.chair, { type: 'recall', proposal, reason: 'The annex was missing.' })

    const scene = (await loadScene(here.acting, here.assembly))!
    const entries = await chainEntries(here.acting.query, here.assembly, 'public')
    const declared = entries.find(({ kind }) => kind === 'declaration.made')!
    expect(scene.rows.headAt?.(declared.n)).toBe(declared.hash)
    expect(scene.rows.headAt?.(scene.world.assembly.n)).toBe(entries.at(-1)?.hash)
    const drawn = drawCard(`declared:${declaration}`, scene.world, scene.rows, say)
    expect(JSON.stringify(drawn)).toContain(declared.hash.slice(0, 12))
  })
})
