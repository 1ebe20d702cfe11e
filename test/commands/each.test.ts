import { describe, expect, it } from 'vitest'
import type { Reply } from '../../src/port/invocation.ts'
import { assembly } from '../domain/assembly-of.ts'
import { plainOf } from '../views/seen.ts'
import { wayIn } from './way-in.ts'

/** The text is with the caucuses, and its government may answer: labels are 1., 2. and 4. */
function out() {
  const play = assembly()
  const id = play.inCaucuses()
  const chair = wayIn(play, 'government1', play.caucus('government'))
  return { play, id, posts: (rest: string) => chair({ kind: 'line', text: `reading post "rough consensus" ${rest}` }) }
}

/** What stands beside a field of the form that came back. */
const wrongIn = (reply: Reply, name: string, play: ReturnType<typeof assembly>): string => {
  if (reply.kind !== 'form') throw new Error(`no form came back: ${reply.kind}`)
  return plainOf(reply.form.fields.find((one) => one.name === name)?.error ?? [], play)
}

describe('something said of each of several things', () => {
  it('is one line for each, or one line for several', async () => {
    const { play, id, posts } = out()
    expect(await posts('--how "By hand." --levels "1, 2: divergence" --levels "4: full consensus"')).toMatchObject({
      how: 'done',
    })
    const [first, second, third] = play.proposal(id).versions[0]?.paragraphs ?? []
    expect(play.last('reading.posted').paragraphs).toEqual([
      { paragraph: first?.id, level: 'divergence' },
      { paragraph: second?.id, level: 'divergence' },
      { paragraph: third?.id, level: 'full consensus' },
    ])
  })

  it('is read from the lines of a form, empty ones left out, and with the colon of a Chinese keyboard', async () => {
    const { play, id } = out()
    const chair = wayIn(play, 'government1', play.caucus('government'))
    const answers = {
      level: 'rough consensus',
      proposal: 'P-1',
      how: 'By hand.',
      conditions: '¶1: Say who.\n\n4：Say when: in a year.',
      wordings: '4: It is reviewed after a year.',
    }
    expect(await chair({ kind: 'form', command: 'reading post', answers })).toMatchObject({ how: 'done' })
    const [first, , third] = play.proposal(id).versions[0]?.paragraphs ?? []
    const { conditions, about } = play.last('reading.posted')
    expect(about).toBe('if amended')
    expect(
      conditions.map(({ on, says, wording }) => ({ on, says: play.words(says), wording: play.words(wording) })),
    ).toEqual([
      { on: { paragraph: first?.id }, says: 'Say who.', wording: undefined },
      { on: { paragraph: third?.id }, says: 'Say when: in a year.', wording: 'It is reviewed after a year.' },
    ])
  })

  it('is asked again, with the reason beside it, where a line cannot be taken', async () => {
    const slips: readonly (readonly [string, string])[] = [
      ['--levels "divergence"', '“divergence” does not say what it is about'],
      ['--levels "9: divergence"', 'I do not find 9 here'],
      ['--levels "1: no idea"', 'I do not find no idea here'],
      ['--levels "1: divergence" --levels "2, 1: no objection"', 'an earlier line was about'],
    ]
    for (const [typed, says] of slips) {
      const { play, posts } = out()
      const wrong = wrongIn(await posts(`--how "By hand." ${typed}`), 'levels', play)
      expect([typed, wrong]).toEqual([typed, expect.stringContaining(says)])
      expect([typed, play.happened.some(({ kind }) => kind === 'reading.posted')]).toEqual([typed, false])
    }
  })

  it('comes back in a form as it was typed, a line each', async () => {
    const { posts } = out()
    const reply = await posts('--levels "1: divergence" --levels "2: no idea"')
    const field = reply.kind === 'form' ? reply.form.fields.find((one) => one.name === 'levels') : undefined
    expect(field).toMatchObject({ asked: { kind: 'words' }, value: '1: divergence\n2: no idea' })
  })
})

describe('a version made of amendments', () => {
  /** Three amendments, suggested in plenary: two on one paragraph. */
  function suggested() {
    const play = assembly()
    const id = play.inPlenary()
    const asks = (name: string) => (text: string) => wayIn(play, name)({ kind: 'line', text })
    const says = [
      '--on 1 --wording "Governments take part like all others."',
      '--on 2 --wording "Each body speaks for its members."',
      '--on 2 --wording "Nobody speaks for others."',
    ]
    return {
      play,
      id,
      asks,
      suggests: async () => {
        for (const one of says)
          expect(await asks('civil3')(`amendment suggest P-1 ${one}`)).toMatchObject({ how: 'done' })
      },
    }
  }
  const texts = (play: ReturnType<typeof assembly>, id: ReturnType<ReturnType<typeof assembly>['inPlenary']>) =>
    play
      .proposal(id)
      .versions.at(-1)
      ?.paragraphs.map(({ text }) => play.words(text))

  it('takes several at once, and words by hand on another paragraph beside them', async () => {
    const { play, id, asks, suggests } = suggested()
    await suggests()
    const done = await asks('civil2')('version amend P-1 --on 4 --wording "Reviewed every year." --amendment A-1,A-2')
    expect(done).toMatchObject({ how: 'done' })
    expect(texts(play, id)).toEqual([
      'Governments take part like all others.',
      'Each body speaks for its members.',
      'Reviewed every year.',
    ])
    expect(play.last('version.made').amendments).toHaveLength(2)
  })

  it('refuses two on one paragraph with a sentence, and makes nothing', async () => {
    const { play, id, asks, suggests } = suggested()
    await suggests()
    const reply = await asks('civil2')('version amend P-1 --amendment A-2,A-3')
    expect(reply).toMatchObject({ kind: 'card', how: 'refused' })
    expect(reply.kind === 'card' && plainOf(reply.card.summary, play)).toContain('on the same paragraph')
    expect(play.proposal(id).versions).toHaveLength(1)
  })
})
