import { describe, expect, it } from 'vitest'
import { assembly } from '../domain/assembly-of.ts'
import { rule } from '../rule.ts'
import { plainOf } from '../views/seen.ts'
import { wayIn } from './way-in.ts'

describe('a whole text handed in', () => {
  rule(
    '1.9.7',
    'its match with the version before is shown, and nothing is made before that is confirmed',
    async () => {
      const play = assembly()
      const id = play.inPlenary('civil2')
      const asks = wayIn(play, 'civil2')
      const text =
        '1. Governments take part on an equal footing.\n2. Each body speaks for its members.\n5. Nobody pays for it.'
      const answers = { proposal: 'P-1', text }
      const shown = await asks({ kind: 'form', command: 'version make', answers })
      expect(shown.kind).toBe('form')
      expect(play.proposal(id).versions).toHaveLength(1)
      const intro = shown.kind === 'form' ? plainOf(shown.form.intro.flat(), play) : ''
      for (const line of ['2. is reworded', '5. is new', '4. is gone']) expect(intro).toContain(line)
      const done = await asks({ kind: 'form', command: 'version make', answers: { ...answers, matched: true } })
      expect(done).toMatchObject({ kind: 'card', how: 'done' })
      const [before, after] = play.proposal(id).versions
      expect(after?.paragraphs.map((one) => one.id).slice(0, 2)).toEqual(
        before?.paragraphs.map((one) => one.id).slice(0, 2),
      )
    },
  )

  it('that has no title of its own comes back with the field where one is missing, and keeps the rest', async () => {
    const play = assembly()
    const asks = wayIn(play, 'civil2')
    const asked = await asks({ kind: 'line', text: 'proposal submit --text "1. Words of the first paragraph."' })
    if (asked.kind !== 'form') throw new Error(JSON.stringify(asked))
    const field = (name: string) => asked.form.fields.find((one) => one.name === name)
    expect(field('title')?.error).toBeDefined()
    expect(field('text')?.value).toContain('Words of the first paragraph')
    const answers = { text: '1. Words of the first paragraph.', title: 'Words' }
    expect(await asks({ kind: 'form', command: 'proposal submit', answers })).toMatchObject({ how: 'done' })
  })

  rule('6.1.7', 'a command that cannot be done says why, and what to do next', async () => {
    const play = assembly()
    play.inCaucuses('civil2')
    const refusals: readonly (readonly [string, string])[] = [
      ['civil2', 'proposal park P-1 --reason "Later"'],
      ['Maria', 'proposal park P-1 --reason "Later"'],
      ['Maria', 'proposal park P-9 --reason "Later"'],
      ['stranger', 'proposal park P-1 --reason "Later"'],
      ['civil2', 'no such command'],
      ['civil2', 'gauge open P-1 --closes "the day before yesterday"'],
    ]
    for (const [name, text] of refusals) {
      const reply = await wayIn(play, name)({ kind: 'line', text })
      // What was typed wrong is asked again, with the reason beside the field.
      const wrong = reply.kind === 'form' ? reply.form.fields.flatMap((one) => one.error ?? []) : []
      const says = plainOf(reply.kind === 'card' ? reply.card.summary : wrong, play)
      expect([text, says.length > 20]).toEqual([text, true])
      expect([text, reply.kind === 'card' ? reply.how : 'asked']).not.toEqual([text, 'done'])
    }
  })
})
